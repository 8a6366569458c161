"""What becomes of the rows of this app that name somebody whose account is deleted (``accounts.person_rows``)."""

GOES = {
    "cycles.SavedSearch": "user",
}
STAYS = {
    "cycles.ImportRun": "created_by applied_by undone_by",
    "cycles.Position": "recorded_by",
    "cycles.RecommendationChange": "changed_by",
    "cycles.ReviewDateChange": "changed_by",
    "cycles.ThemeIssue": "reviewed_by",
}
