"""Addresses of the public record. States, cycles and numbers are checked here, so that no view meets nonsense."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from cycles.views import home, imports, reviews, sessions, sources, states


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
    path("sessions/", sessions.session_list, name="session_list"),
    path("reviews/<code:iso3>/<small:cycle>/", reviews.review_detail, name="review_detail"),
    path("reviews/<code:iso3>/<small:cycle>/recommendations.csv", reviews.review_csv, name="review_csv"),
    path(
        "reviews/<code:iso3>/<small:cycle>/<number:number>/",
        reviews.recommendation_detail,
        name="recommendation_detail",
    ),
    path("sources/", sources.sources, name="sources"),
    path("imports/", imports.import_list, name="import_list"),
    path("imports/create/", imports.import_create, name="import_create"),
    path("imports/<uuid:pk>/", imports.import_detail, name="import_detail"),
    path("imports/<uuid:pk>/apply/", imports.import_apply, name="import_apply"),
    path("imports/<uuid:pk>/propose/", imports.import_propose, name="import_propose"),
    path("imports/<uuid:pk>/discard/", imports.import_discard, name="import_discard"),
]
