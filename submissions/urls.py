"""Addresses of priority issues, proposed recommendations and submissions."""

from django.urls import path

from submissions.views import (
    annexes,
    citing,
    consultations,
    files,
    paragraphs,
    priority_issues,
    proposals,
    proposing,
    safety,
    sections,
    signing,
    submissions,
    talk,
    word_import,
)

app_name = "submissions"
_SUBMISSION = "submissions/<uuid:pk>/"
_SECTION = "submissions/sections/<uuid:pk>/"
_PARAGRAPH = "submissions/paragraphs/<uuid:pk>/"
_COMMENT = "submissions/comments/<uuid:pk>/"
drafting_patterns = [
    path("workspaces/<uuid:pk>/submissions/", submissions.submission_list, name="submission_list"),
    path("workspaces/<uuid:pk>/submissions/new/", submissions.submission_create, name="submission_create"),
    path("workspaces/<uuid:pk>/submissions/import/", word_import.submission_import, name="submission_import"),
    path(
        "workspaces/<uuid:pk>/submissions/import/apply/",
        word_import.submission_import_apply,
        name="submission_import_apply",
    ),
    path(_SUBMISSION, submissions.submission_detail, name="submission_detail"),
    path(f"{_SUBMISSION}edit/", submissions.submission_edit, name="submission_edit"),
    path(f"{_SUBMISSION}close/", submissions.submission_close, name="submission_close"),
    path(f"{_SUBMISSION}numbers/", submissions.submission_numbers, name="submission_numbers"),
    path(f"{_SUBMISSION}rules/", submissions.submission_rules, name="submission_rules"),
    path(f"{_SUBMISSION}annexes/", annexes.annex_list, name="annex_list"),
    path(f"{_SUBMISSION}annexes/new/", annexes.annex_create, name="annex_create"),
    path("submissions/annexes/<uuid:pk>/edit/", annexes.annex_edit, name="annex_edit"),
    path("submissions/annexes/<uuid:pk>/delete/", annexes.annex_delete, name="annex_delete"),
    path(f"{_SUBMISSION}proposals/", proposing.submission_proposals, name="submission_proposals"),
    path(f"{_SUBMISSION}sign-off/", signing.submission_sign, name="submission_sign"),
    path(f"{_SUBMISSION}sign-off/close/", signing.signing_close, name="signing_close"),
    path("submissions/signatures/<uuid:pk>/withdraw/", signing.signature_withdraw, name="signature_withdraw"),
    path(f"{_SUBMISSION}citations/", citing.submission_trace, name="submission_trace"),
    path(f"{_SUBMISSION}citations.csv", citing.submission_trace_csv, name="submission_trace_csv"),
    path(f"{_SUBMISSION}citations/decide/", citing.citation_decide, name="citation_decide"),
    path(f"{_SUBMISSION}check/", submissions.submission_check, name="submission_check"),
    path(f"{_SUBMISSION}submission.docx", files.submission_word, name="submission_word"),
    path(f"{_SUBMISSION}for-lodging.docx", files.submission_word_final, name="submission_word_final"),
    path(f"{_SUBMISSION}names/", safety.submission_safety, name="submission_safety"),
    path(f"{_SUBMISSION}bin/", submissions.submission_bin, name="submission_bin"),
    path(f"{_SUBMISSION}sections/new/", sections.section_create, name="section_create"),
    path(f"{_SECTION}edit/", sections.section_edit, name="section_edit"),
    path(f"{_SECTION}delete/", sections.section_delete, name="section_delete"),
    path(f"{_SECTION}paragraphs/new/", paragraphs.paragraph_create, name="paragraph_create"),
    path(_PARAGRAPH, talk.paragraph_detail, name="paragraph_detail"),
    path(f"{_PARAGRAPH}edit/", paragraphs.paragraph_edit, name="paragraph_edit"),
    path(f"{_PARAGRAPH}split/", paragraphs.paragraph_split, name="paragraph_split"),
    path(f"{_PARAGRAPH}move/", paragraphs.paragraph_move, name="paragraph_move"),
    path(f"{_PARAGRAPH}delete/", paragraphs.paragraph_delete, name="paragraph_delete"),
    path(f"{_PARAGRAPH}restore/", paragraphs.paragraph_restore, name="paragraph_restore"),
    path(f"{_PARAGRAPH}versions/", talk.paragraph_versions, name="paragraph_versions"),
    path(f"{_PARAGRAPH}comments/new/", talk.comment_create, name="comment_create"),
    path(f"{_PARAGRAPH}suggestions/new/", talk.suggestion_create, name="suggestion_create"),
    path("submissions/kept/<uuid:pk>/put-aside/", paragraphs.kept_put_aside, name="kept_put_aside"),
    path("submissions/versions/<uuid:pk>/restore/", talk.version_restore, name="version_restore"),
    path(f"{_COMMENT}decide/", talk.comment_decide, name="comment_decide"),
    path(f"{_COMMENT}take/", talk.suggestion_take, name="suggestion_take"),
]
preparing_patterns = [
    path("workspaces/<uuid:pk>/priorities/", priority_issues.priority_issue_list, name="priority_issue_list"),
    path(
        "workspaces/<uuid:pk>/priorities/create/", priority_issues.priority_issue_create, name="priority_issue_create"
    ),
    path("priorities/<uuid:pk>/", priority_issues.priority_issue_detail, name="priority_issue_detail"),
    path("priorities/<uuid:pk>/edit/", priority_issues.priority_issue_edit, name="priority_issue_edit"),
    path("priorities/<uuid:pk>/delete/", priority_issues.priority_issue_delete, name="priority_issue_delete"),
    path("workspaces/<uuid:pk>/proposals/", proposals.proposal_list, name="proposal_list"),
    path("workspaces/<uuid:pk>/proposals.csv", proposals.proposal_csv, name="proposal_csv"),
    path("workspaces/<uuid:pk>/proposals/create/", proposals.proposal_create, name="proposal_create"),
    path("proposals/<uuid:pk>/", proposals.proposal_detail, name="proposal_detail"),
    path("proposals/<uuid:pk>/edit/", proposals.proposal_edit, name="proposal_edit"),
    path("proposals/<uuid:pk>/split/", proposals.proposal_split, name="proposal_split"),
    path("proposals/<uuid:pk>/delete/", proposals.proposal_delete, name="proposal_delete"),
    path("workspaces/<uuid:pk>/consultations/", consultations.consultation_list, name="consultation_list"),
    path("workspaces/<uuid:pk>/consultations/create/", consultations.consultation_create, name="consultation_create"),
    path("consultations/<uuid:pk>/", consultations.consultation_detail, name="consultation_detail"),
    path("consultations/<uuid:pk>/edit/", consultations.consultation_edit, name="consultation_edit"),
    path("consultations/<uuid:pk>/delete/", consultations.consultation_delete, name="consultation_delete"),
    path("workspaces/<uuid:pk>/participation/", consultations.participation, name="participation"),
    path("workspaces/<uuid:pk>/participation.csv", consultations.participation_csv, name="participation_csv"),
]
urlpatterns = [*preparing_patterns, *drafting_patterns]
