"""What becomes of the rows of this app that name somebody whose account is deleted (``accounts.person_rows``)."""

FREED = {
    "submissions.Section": "person",
}
STAYS = {
    "submissions.Annex": "created_by changed_by",
    "submissions.CitationLink": "by ended_by",
    "submissions.Comment": "by decided_by",
    "submissions.Consultation": "created_by changed_by",
    "submissions.FormerText": "replaced_by",
    "submissions.KeptText": "by settled_by",
    "submissions.LodgedVersion": "recorded_by withdrawn_by",
    "submissions.NameDecision": "by ended_by",
    "submissions.Paragraph": "created_by changed_by binned_by",
    "submissions.ParagraphVersion": "by",
    "submissions.PriorityIssue": "created_by changed_by",
    "submissions.ProposedRecommendation": "created_by changed_by",
    "submissions.Section": "created_by",
    "submissions.Signature": "by ended_by",
    "submissions.SigningMandate": "to_person by ended_by",
    "submissions.Submission": "created_by changed_by",
    "submissions.SubmissionRule": "corrected_by",
}
