"""Addresses of the public record. States, cycles and numbers are checked here, so that no view meets nonsense."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from cycles.views import (
    calendar,
    calendar_imports,
    compare,
    dates,
    documents,
    figures,
    home,
    import_columns,
    imports,
    issues,
    positions,
    reviews,
    saved_searches,
    search,
    search_files,
    sessions,
    sources,
    states,
    status,
)


class CodeConverter(StringConverter):
    """The ISO code of a State, in either case."""

    regex = "[A-Za-z]{3}"

    def to_python(self, value: str) -> str:
        return value.upper()


class SmallNumberConverter:
    """A cycle, a paragraph or an item: a number that fits the database."""

    regex = "[0-9]{1,4}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class RecommendationNumberConverter(StringConverter):
    """The number of a recommendation: ``140.7``, or ``u17`` where no report numbers it."""

    regex = r"[0-9]{1,4}\.[0-9]{1,4}|[uU][0-9]{1,6}"


register_converter(CodeConverter, "code")
register_converter(SmallNumberConverter, "small")
register_converter(RecommendationNumberConverter, "number")

app_name = "cycles"
urlpatterns = [
    path("", home.home, name="home"),
    path("states/", states.state_list, name="state_list"),
    path("states/<code:iso3>/", states.state_detail, name="state_detail"),
    path("states/<code:iso3>/figures.csv", figures.state_csv, name="state_csv"),
    path("states/<code:iso3>/recommending/", figures.state_recommending, name="state_recommending"),
    path("states/<code:iso3>/recommending.csv", figures.state_recommending_csv, name="state_recommending_csv"),
    path("states/<code:iso3>/calendar.ics", calendar.state_ics, name="state_ics"),
    path("sessions/", sessions.session_list, name="session_list"),
    path("sessions/<small:number>/", sessions.session_detail, name="session_detail"),
    path("sessions/<small:number>/edit/", dates.session_edit, name="session_edit"),
    path("council-sessions/<small:number>/edit/", dates.council_session_edit, name="council_session_edit"),
    path("calendar/", calendar.calendar_month, name="calendar_month"),
    path("calendar/import/", calendar_imports.calendar_import, name="calendar_import"),
    path("calendar/import/template-<slug:kind>.csv", calendar_imports.calendar_template, name="calendar_template"),
    path("calendar/import/<uuid:pk>/", calendar_imports.calendar_import_detail, name="calendar_import_detail"),
    path("calendar/import/<uuid:pk>/apply/", calendar_imports.calendar_import_apply, name="calendar_import_apply"),
    path(
        "calendar/import/<uuid:pk>/discard/", calendar_imports.calendar_import_discard, name="calendar_import_discard"
    ),
    path("calendar/import/<uuid:pk>/undo/", calendar_imports.calendar_import_undo, name="calendar_import_undo"),
    path("reviews/<code:iso3>/<small:cycle>/dates/", dates.review_dates, name="review_dates"),
    path("reviews/<code:iso3>/<small:cycle>/dates/<slug:milestone>/", dates.key_date_edit, name="key_date_edit"),
    path("reviews/<code:iso3>/<small:cycle>/move/", dates.review_move, name="review_move"),
    path("reviews/<code:iso3>/<small:cycle>/", reviews.review_detail, name="review_detail"),
    path("reviews/<code:iso3>/<small:cycle>/overview/", figures.review_overview, name="review_overview"),
    path("reviews/<code:iso3>/<small:cycle>/overview.csv", figures.review_overview_csv, name="review_overview_csv"),
    path("reviews/<code:iso3>/<small:cycle>/recommendations.csv", reviews.review_csv, name="review_csv"),
    path(
        "reviews/<code:iso3>/<small:cycle>/<number:number>/",
        reviews.recommendation_detail,
        name="recommendation_detail",
    ),
    path(
        "reviews/<code:iso3>/<small:cycle>/<number:number>/action/",
        issues.recommendation_action,
        name="recommendation_action",
    ),
    path("reviews/<code:iso3>/<small:cycle>/status/", status.review_status, name="review_status"),
    path("reviews/<code:iso3>/<small:cycle>/status.json", status.review_status_json, name="review_status_json"),
    path(
        "reviews/<code:iso3>/<small:cycle>/status/<slug:language>/badge.svg", status.status_badge, name="status_badge"
    ),
    path("reviews/<code:iso3>/<small:cycle>/status/<slug:language>/table/", status.status_table, name="status_table"),
    path("reviews/<code:iso3>/<small:cycle>/questions/", documents.review_questions, name="review_questions"),
    path("reviews/<code:iso3>/<small:cycle>/summary/", documents.review_summary, name="review_summary"),
    path("reviews/<code:iso3>/<small:cycle>/summary/notes/<small:note>/", documents.summary_note, name="summary_note"),
    path("reviews/<code:iso3>/<small:cycle>/documents/", documents.review_documents, name="review_documents"),
    path("issues/", issues.issue_list, name="issue_list"),
    path("issues/<small:number>/", figures.issue_detail, name="issue_detail"),
    path("issues/<small:number>.csv", figures.issue_csv, name="issue_csv"),
    path("compare/", compare.compare, name="compare"),
    path("compare.csv", compare.compare_csv, name="compare_csv"),
    path("issues/crosswalk/", issues.crosswalk, name="crosswalk"),
    path("issues/crosswalk/theme/", issues.crosswalk_theme, name="crosswalk_theme"),
    path(
        "reviews/<code:iso3>/<small:cycle>/<number:number>/position/",
        positions.position_create,
        name="position_create",
    ),
    path("reviews/<code:iso3>/<small:cycle>/answers/", positions.answers_create, name="answers_create"),
    path("search/", search.search, name="search"),
    path("search.csv", search_files.search_csv, name="search_csv"),
    path("search.xlsx", search_files.search_xlsx, name="search_xlsx"),
    path("search.json", search_files.search_json, name="search_json"),
    path("search.ndjson", search_files.search_ndjson, name="search_ndjson"),
    path("searches/", saved_searches.saved_search_list, name="saved_search_list"),
    path("searches/create/", saved_searches.saved_search_create, name="saved_search_create"),
    path("searches/<uuid:pk>/rename/", saved_searches.saved_search_rename, name="saved_search_rename"),
    path("searches/<uuid:pk>/delete/", saved_searches.saved_search_delete, name="saved_search_delete"),
    path("sources/", sources.sources, name="sources"),
    path("imports/", imports.import_list, name="import_list"),
    path("imports/create/", imports.import_create, name="import_create"),
    path("imports/<uuid:pk>/", imports.import_detail, name="import_detail"),
    path("imports/<uuid:pk>/answer/", imports.import_answer, name="import_answer"),
    path("imports/<uuid:pk>/columns/", import_columns.import_columns, name="import_columns"),
    path("imports/<uuid:pk>/review/", imports.import_review, name="import_review"),
    path("imports/<uuid:pk>/undo/", imports.import_undo, name="import_undo"),
    path("imports/<uuid:pk>/apply/", imports.import_apply, name="import_apply"),
    path("imports/<uuid:pk>/propose/", imports.import_propose, name="import_propose"),
    path("imports/<uuid:pk>/discard/", imports.import_discard, name="import_discard"),
]
