"""Addresses of this floor."""

from django.urls import path

from implementation.views import bin, embassies, evidence, overview, plans, ratings, reports, reviewing, words

app_name = "implementation"
urlpatterns = [
    path("workspaces/<uuid:pk>/ratings/", ratings.rating_list, name="rating_list"),
    path("workspaces/<uuid:pk>/ratings/create/", ratings.rating_create, name="rating_create"),
    path("workspaces/<uuid:pk>/ratings/rules/", reviewing.rating_rules, name="rating_rules"),
    path("workspaces/<uuid:pk>/ratings/review/", reviewing.rating_review_list, name="rating_review_list"),
    path("workspaces/<uuid:pk>/ratings/approve/", reviewing.rating_approve, name="rating_approve"),
    path("ratings/<uuid:pk>/return/", reviewing.rating_return, name="rating_return"),
    path("workspaces/<uuid:pk>/ratings/voice/", reviewing.voice_create, name="voice_create"),
    path("workspaces/<uuid:pk>/evidence/create/", evidence.evidence_create, name="evidence_create"),
    path("evidence/<uuid:pk>/delete/", evidence.evidence_delete, name="evidence_delete"),
    path("evidence/<uuid:pk>/file/", evidence.evidence_file, name="evidence_file"),
    path("workspaces/<uuid:pk>/overview/", overview.overview, name="overview"),
    path("workspaces/<uuid:pk>/overview.csv", overview.overview_csv, name="overview_csv"),
    path("workspaces/<uuid:pk>/ratings/publish/", overview.ratings_publish, name="ratings_publish"),
    path("workspaces/<uuid:pk>/ratings/withdraw/", overview.ratings_withdraw, name="ratings_withdraw"),
    path("workspaces/<uuid:pk>/reports/", reports.midterm_report_list, name="midterm_report_list"),
    path("workspaces/<uuid:pk>/reports/create/", reports.midterm_report_create, name="midterm_report_create"),
    path("workspaces/<uuid:pk>/reports/matrix/", reports.matrix_create, name="matrix_create"),
    path("workspaces/<uuid:pk>/reports/preview/", reports.midterm_report_preview, name="midterm_report_preview"),
    path("workspaces/<uuid:pk>/embassies/", embassies.embassy_list, name="embassy_list"),
    path("workspaces/<uuid:pk>/embassies.csv", embassies.embassy_csv, name="embassy_csv"),
    path("workspaces/<uuid:pk>/embassies/<str:iso3>/", embassies.embassy_detail, name="embassy_detail"),
    path("workspaces/<uuid:pk>/embassies/<str:iso3>/page.pdf", embassies.embassy_pdf, name="embassy_pdf"),
    path("workspaces/<uuid:pk>/embassies/<str:iso3>/letter.docx", embassies.embassy_letter, name="embassy_letter"),
    path("workspaces/<uuid:pk>/plan/", plans.action_list, name="action_list"),
    path("workspaces/<uuid:pk>/plan.pdf", plans.plan_file, {"file_format": "pdf"}, name="plan_pdf"),
    path("workspaces/<uuid:pk>/plan.docx", plans.plan_file, {"file_format": "docx"}, name="plan_word"),
    path("workspaces/<uuid:pk>/plan.xlsx", plans.plan_file, {"file_format": "xlsx"}, name="plan_xlsx"),
    path("workspaces/<uuid:pk>/plan/edit/", plans.plan_edit, name="plan_edit"),
    path("workspaces/<uuid:pk>/plan/actions/create/", plans.action_create, name="action_create"),
    path("actions/start/", plans.action_start, name="action_start"),
    path("actions/<uuid:pk>/", plans.action_detail, name="action_detail"),
    path("actions/<uuid:pk>/edit/", plans.action_edit, name="action_edit"),
    path("actions/<uuid:pk>/move/", plans.action_move, name="action_move"),
    path("actions/<uuid:pk>/delete/", plans.action_delete, name="action_delete"),
    path("workspaces/<uuid:pk>/words/", words.words_copy, name="words_copy"),
    path("workspaces/<uuid:pk>/bin/", bin.bin_list, name="bin_list"),
    path("bin/<uuid:pk>/restore/", bin.bin_restore, name="bin_restore"),
    path("bin/<uuid:pk>/erase/", bin.bin_erase, name="bin_erase"),
    path("reports/<uuid:pk>/", reports.midterm_report_detail, name="midterm_report_detail"),
    path("reports/<uuid:pk>/file/", reports.midterm_report_file, name="midterm_report_file"),
]
