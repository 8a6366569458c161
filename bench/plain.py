"""The plain way: nested model serialisers over prefetched rows, as most Django projects serve their data."""

import csv
import io
from typing import Any

from django.db.models import Count, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import include, path
from rest_framework import serializers
from rest_framework.pagination import PageNumberPagination
from rest_framework.routers import SimpleRouter
from rest_framework.viewsets import ReadOnlyModelViewSet

from cycles.models import (
    Goal,
    PersonGroup,
    Position,
    PositionKind,
    PublishedRating,
    Recommendation,
    RecommendationSource,
    RecommendationTheme,
    RecommendingState,
    Theme,
    ThemeIssue,
)


class PositionSerializer(serializers.ModelSerializer):
    """One step of the history."""

    position = serializers.CharField(source="kind")
    date = serializers.DateField(source="stated_date")

    class Meta:
        model = Position
        fields = ["position", "stage", "note", "source", "date", "recorded_at"]


class ThemeSerializer(serializers.ModelSerializer):
    """A theme in its scheme."""

    class Meta:
        model = Theme
        fields = ["scheme", "version", "code", "label"]


class RatingSerializer(serializers.ModelSerializer):
    """A published rating."""

    publisher = serializers.CharField(source="publisher_name")

    class Meta:
        model = PublishedRating
        fields = ["publisher", "level", "since"]


class SourceSerializer(serializers.ModelSerializer):
    """Where the recommendation was met."""

    class Meta:
        model = RecommendationSource
        fields = ["kind", "place", "external_key"]


class RecommendationSerializer(serializers.ModelSerializer):
    """The same fields as the platform's answer."""

    id = serializers.CharField(source="key")
    review = serializers.CharField(source="review.code")
    state_under_review = serializers.CharField(source="review.state_under_review_id")
    cycle = serializers.IntegerField(source="review.cycle_id")
    session = serializers.IntegerField(source="review.current_session_id")
    document = serializers.CharField(source="document.symbol")
    texts: Any = serializers.SlugRelatedField(slug_field="language", many=True, read_only=True)
    recommending_states: Any = serializers.SlugRelatedField(
        source="state_rows", slug_field="state_id", many=True, read_only=True
    )
    positions = PositionSerializer(many=True)
    action = serializers.SerializerMethodField()
    issues = serializers.SerializerMethodField()
    themes = serializers.SerializerMethodField()
    groups: Any = serializers.SlugRelatedField(slug_field="label", many=True, read_only=True)
    sdgs: Any = serializers.PrimaryKeyRelatedField(source="goals", many=True, read_only=True)
    ratings = RatingSerializer(source="published_ratings", many=True)
    sources = SourceSerializer(many=True)
    is_invented = serializers.BooleanField(source="review.state_under_review.is_invented")
    url = serializers.CharField(source="get_absolute_url")

    class Meta:
        model = Recommendation
        fields = [
            *("id", "review", "state_under_review", "cycle", "session", "document", "number", "serial", "language"),
            *("text", "texts", "recommending_states", "position", "positions", "action", "issues", "themes"),
            *("groups", "sdgs", "ratings", "sources", "is_invented", "url", "version", "updated_at"),
        ]

    def get_action(self, row: Recommendation) -> dict[str, Any]:
        if row.action_category:
            return {"category": row.action_category, "basis": row.action_basis}
        guess = getattr(row, "action_suggestion", None)
        if guess:
            return {"category": guess.category, "basis": "suggested", "verb": guess.verb}
        return {"category": None, "basis": ""}

    def get_themes(self, row: Recommendation) -> Any:
        return ThemeSerializer([each.theme for each in row.theme_rows.all()], many=True).data

    def get_issues(self, row: Recommendation) -> list[dict[str, str]]:
        themes = [each.theme for each in row.theme_rows.all()]
        found = {
            theme.code: {"code": theme.code, "label": theme.label, "basis": "given"}
            for theme in themes
            if theme.scheme == Theme.Scheme.UPR_INFO
        }
        for theme in themes:
            for line in theme.issue_rows.all():
                if line.status == ThemeIssue.Status.REVIEWED:
                    issue = {"code": line.issue.code, "label": line.issue.label, "basis": "crosswalk"}
                    found.setdefault(line.issue.code, issue)
        return sorted(found.values(), key=lambda issue: int(issue["code"]))


class Pages(PageNumberPagination):
    """Pages by number, with a count."""

    page_size = 100
    page_size_query_param = "page_size"


class RecommendationViewSet(ReadOnlyModelViewSet):
    """Everything fetched in as few queries as the ORM needs, and serialised row by row."""

    serializer_class = RecommendationSerializer
    pagination_class = Pages
    filterset_fields = ["review__state_under_review", "review__cycle", "position"]
    lookup_value_regex = r"[A-Z]{3}-\d-[0-9.u]+"

    def get_queryset(self) -> QuerySet[Recommendation]:
        rows = whole_rows()
        for word in self.request.GET.get("search", "").split():
            rows = rows.filter(text__icontains=word)
        return rows

    def get_object(self) -> Recommendation:
        return self.get_queryset().by_key(self.kwargs["pk"]).get()  # type: ignore[attr-defined]


def whole_rows() -> QuerySet[Recommendation]:
    parts: list[Any] = [
        Prefetch("state_rows", RecommendingState.objects.order_by("order")),
        Prefetch("theme_rows", RecommendationTheme.objects.select_related("theme").order_by("order")),
        Prefetch("groups", PersonGroup.objects.order_by("label")),
        Prefetch("goals", Goal.objects.order_by("number")),
        *("texts", "positions", "theme_rows__theme__issue_rows__issue", "published_ratings", "sources"),
    ]
    return (
        Recommendation.objects.select_related("review__state_under_review", "document", "action_suggestion")
        .prefetch_related(*parts)
        .order_by("review_id", "paragraph", "item", "serial", "pk")
    )


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


def dashboard(request: HttpRequest) -> JsonResponse:
    """Each cell by a query of its own."""
    rows = Recommendation.objects.all()
    themes = Theme.objects.filter(scheme=Theme.Scheme.UPR_INFO)
    cells = {
        theme.code: {kind: rows.filter(theme_rows__theme=theme, position=kind).count() for kind in PositionKind.values}
        for theme in themes
    }
    return JsonResponse(cells)


def grouped(request: HttpRequest) -> JsonResponse:
    """All cells by one GROUP BY."""
    of_issues = RecommendationTheme.objects.filter(theme__scheme=Theme.Scheme.UPR_INFO)
    counted = of_issues.values_list("theme__code", "recommendation__position").annotate(Count("pk"))
    cells: dict[str, dict[str, int]] = {}
    for code, kind, count in counted:
        cells.setdefault(code, {})[kind] = count
    return JsonResponse(cells)


def table(request: HttpRequest) -> HttpResponse:
    """The first rows of the record, as many as are asked for, as CSV that is written in memory."""
    file = io.StringIO()
    writer = csv.writer(file)
    for row in whole_rows()[: int(request.GET["rows"])]:
        states = ";".join(each.state_id for each in row.state_rows.all())
        themes = ";".join(each.theme.label for each in row.theme_rows.all())
        writer.writerow([row.key, row.text, row.position, states, themes, row.document.symbol, row.updated_at])
    return HttpResponse(file.getvalue(), content_type="text/csv")


router = SimpleRouter()
router.register("recommendations", RecommendationViewSet, basename="recommendation")
urlpatterns = [
    *router.urls,
    path("empty", empty),
    path("dashboard", dashboard),
    path("grouped", grouped),
    path("table.csv", table),
    # For the addresses in the rows.
    path("", include("cycles.urls")),
]
