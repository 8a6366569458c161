"""The filters of the API: the same words as in the addresses of the pages."""

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy

from cycles.models import (
    ActionCategory,
    PositionKind,
    Recommendation,
    RecommendationTheme,
    RecommendingState,
    Review,
    SearchFacets,
)
from cycles.querysets import RecommendationQuerySet


class ReviewFilter(django_filters.FilterSet):
    """Reviews by State under Review and cycle."""

    state = django_filters.CharFilter(
        field_name="state_under_review__iso3",
        lookup_expr="iexact",
        max_length=3,
        label=gettext_lazy("ISO code of the State under Review, such as SVN"),
    )
    cycle = django_filters.NumberFilter(
        field_name="cycle", min_value=1, max_value=99, label=gettext_lazy("Number of the cycle, such as 4")
    )

    class Meta:
        model = Review
        fields: list[str] = []


class RecommendationFilter(django_filters.FilterSet):
    """Recommendations by review, position, theme, recommending State, words and date of change.

    ``position`` may stand several times; ``theme`` and ``recommending_state`` take several values divided by
    a vertical bar and by commas. Any one of the values will do.
    """

    review = django_filters.CharFilter(method="in_review", label=gettext_lazy("State and cycle, such as SVN-4"))
    state_under_review = django_filters.CharFilter(
        field_name="review__state_under_review__iso3",
        lookup_expr="iexact",
        max_length=3,
        label=gettext_lazy("ISO code of the State under Review, such as SVN"),
    )
    cycle = django_filters.NumberFilter(
        field_name="review__cycle", min_value=1, max_value=99, label=gettext_lazy("Number of the cycle, such as 4")
    )
    session = django_filters.NumberFilter(
        field_name="review__current_session",
        min_value=1,
        max_value=999,
        label=gettext_lazy("Number of the Working Group session, such as 48"),
    )
    position = django_filters.MultipleChoiceFilter(
        choices=PositionKind.choices,
        distinct=False,
        label=gettext_lazy("supported, partially_supported, noted or pending; may stand several times"),
    )
    issue = django_filters.NumberFilter(
        method="on_issue", min_value=1, max_value=99, label=gettext_lazy("Number of one of the 54 issues")
    )
    sdg = django_filters.NumberFilter(
        field_name="goals", min_value=1, max_value=17, label=gettext_lazy("Number of a Sustainable Development Goal")
    )
    action_category = django_filters.ChoiceFilter(
        choices=ActionCategory.choices, label=gettext_lazy("UPR Info’s action category, 1 to 5")
    )
    theme = django_filters.CharFilter(
        method="on_theme", label=gettext_lazy("Label or code of a theme; several divided by |")
    )
    recommending_state = django_filters.CharFilter(
        method="made_by", label=gettext_lazy("ISO code, such as FRA; several divided by commas")
    )
    search = django_filters.CharFilter(method="with_words", label=gettext_lazy("Words that must all be in the text"))
    updated_since = django_filters.IsoDateTimeFilter(
        field_name="updated_at",
        lookup_expr="gte",
        label=gettext_lazy("Changed at or after this date and time, such as 2026-03-01T00:00Z"),
    )
    since = django_filters.NumberFilter(
        field_name="version",
        lookup_expr="gt",
        min_value=0,
        max_value=2**62,
        label=gettext_lazy("Changed after this version of the record, as an earlier answer named it"),
    )

    class Meta:
        model = Recommendation
        fields: list[str] = []

    def in_review(self, queryset: RecommendationQuerySet, name: str, value: str) -> RecommendationQuerySet:
        return queryset.filter(review__in=Review.objects.visible_to(self.request.user).by_code(value).values("pk"))

    def on_issue(self, queryset: RecommendationQuerySet, name: str, value: int) -> RecommendationQuerySet:
        return queryset.filter(pk__in=SearchFacets.objects.filter(issues__contains=[int(value)]).values("pk"))

    def on_theme(self, queryset: RecommendationQuerySet, name: str, value: str) -> RecommendationQuerySet:
        wanted = Q()
        for word in value.split("|"):
            wanted |= Q(theme__label__iexact=word.strip()) | Q(theme__code__iexact=word.strip(), theme__code__gt="")
        return queryset.filter(pk__in=RecommendationTheme.objects.filter(wanted).values("recommendation"))

    def made_by(self, queryset: RecommendationQuerySet, name: str, value: str) -> RecommendationQuerySet:
        codes = [code.strip().upper() for code in value.split(",")]
        return queryset.filter(pk__in=RecommendingState.objects.filter(state__in=codes).values("recommendation"))

    def with_words(self, queryset: RecommendationQuerySet, name: str, value: str) -> RecommendationQuerySet:
        return queryset.about(value)
