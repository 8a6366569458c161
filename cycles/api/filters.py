"""The filters of the API: the same words as in the addresses of the search page."""

import re
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema_field

from cycles.api.known import (
    CYCLES,
    GOALS,
    ISSUES,
    PERSONS,
    REVIEWS,
    SESSIONS,
    STATES,
    THEMES,
    NameFilter,
    NamesFilter,
    NumbersFilter,
    refuse_unknown_values,
)
from cycles.models import (
    ActionCategory,
    PersonGroup,
    PositionKind,
    PublishedRating,
    RatingLevel,
    Recommendation,
    RecommendationTheme,
    RecommendingState,
    Review,
    SearchFacets,
    State,
    Voice,
)
from cycles.querysets import RecommendationQuerySet
from cycles.search_filter import LANGUAGE, SUGGESTED, WORDS, SearchFilter
from cycles.search_hints import no_word
from cycles.search_query import parse
from cycles.search_words import CONFIGURATIONS

_ACTIONS = [
    *((str(value), label) for value, label in ActionCategory.choices),
    *((f"{SUGGESTED}{value}", label) for value, label in ActionCategory.choices),
]


class WholeNumberField(forms.IntegerField):
    """Digits alone: what a form takes for a whole number as well, 5.0, the address does not mean."""

    re_decimal = re.compile(r"(?!)")


@extend_schema_field({"type": "integer", "minimum": 0})
class WholeNumberFilter(django_filters.NumberFilter):
    """Rows by one whole number."""

    field_class = WholeNumberField


class CycleField(WholeNumberField):
    """The number of a cycle that the record has."""

    def clean(self, value: Any) -> Any:
        number = super().clean(value)
        if number is not None:
            refuse_unknown_values(CYCLES, [number], self.label)
        return number


@extend_schema_field({"type": "integer", "minimum": 1})
class CycleFilter(django_filters.NumberFilter):
    """Rows by one cycle."""

    field_class = CycleField


class WordsField(forms.CharField):
    """Words of a search that can all be looked for."""

    def validate(self, value: str) -> None:
        super().validate(value)
        words = parse(value)
        if words.refusal:
            raise ValidationError(words.refusal)
        if value and not words:
            raise ValidationError(no_word())


class WordsFilter(django_filters.CharFilter):
    """Rows by words in their texts."""

    field_class = WordsField


class AskedFilterSet(django_filters.FilterSet):
    """Only the filters that the address names are made: making them all takes longer than the query."""

    base_filters: dict[str, Any]

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        if data is not None:
            self.base_filters = {name: each for name, each in self.base_filters.items() if name in data}
        super().__init__(data, *args, **kwargs)


class ReviewFilter(django_filters.FilterSet):
    """Reviews by State under Review and cycle."""

    state = NameFilter(
        field_name="state_under_review",
        known=STATES,
        label=gettext_lazy("ISO code of the State under Review, such as SVN"),
    )
    cycle = CycleFilter(
        field_name="cycle", min_value=1, max_value=99, label=gettext_lazy("Number of the cycle, such as 4")
    )

    class Meta:
        model = Review
        fields: list[str] = []


class ChangesFilter(AskedFilterSet):
    """Recommendations of a State or a review, and those that changed: whoever follows the record asks by these."""

    review = NameFilter(method="in_review", known=REVIEWS, label=gettext_lazy("State and cycle, such as SVN-4"))
    state_under_review = NameFilter(
        method="to",
        known=STATES,
        label=gettext_lazy("ISO code of the State under Review, such as SVN"),
    )
    updated_since = django_filters.IsoDateTimeFilter(
        field_name="updated_at",
        lookup_expr="gte",
        label=gettext_lazy("Changed at or after this date and time, such as 2026-03-01T00:00Z"),
    )
    since = WholeNumberFilter(
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

    def to(self, queryset: RecommendationQuerySet, name: str, value: str) -> RecommendationQuerySet:
        return queryset.filter(review__state_under_review=value)


class RecommendationFilter(ChangesFilter):
    """Recommendations by everything that the search page knows, and by review, theme and date of change.

    A name may stand several times: any one of its values will do. States may also be divided by commas, themes and
    groups of persons by a vertical bar. ``search`` and ``language`` are read here and left to whoever orders the rows.
    """

    state = NamesFilter(
        method="reviewed",
        known=STATES,
        divider=",",
        clean_name=str.upper,
        label=gettext_lazy("The same for several States: ISO codes divided by commas"),
    )
    region = django_filters.MultipleChoiceFilter(
        field_name="search_facets__regional_group",
        choices=State.RegionalGroup.choices,
        distinct=False,
        label=gettext_lazy("Regional group of the State under Review"),
    )
    cycle = NumbersFilter(
        field_name="review__cycle",
        lookup_expr="in",
        known=CYCLES,
        label=gettext_lazy("Number of the cycle, such as 4"),
    )
    session = NumbersFilter(
        field_name="review__current_session",
        lookup_expr="in",
        known=SESSIONS,
        label=gettext_lazy("Number of the Working Group session, such as 48"),
    )
    position = django_filters.MultipleChoiceFilter(
        choices=PositionKind.choices,
        distinct=False,
        label=gettext_lazy("supported, partially_supported, noted or pending"),
    )
    recommending_state = NamesFilter(
        method="made_by",
        known=STATES,
        divider=",",
        clean_name=str.upper,
        label=gettext_lazy("ISO code, such as FRA; several divided by commas"),
    )
    recommending_region = django_filters.MultipleChoiceFilter(
        field_name="search_facets__recommending_groups",
        method="overlapping",
        choices=State.RegionalGroup.choices,
        label=gettext_lazy("Regional group of a recommending State"),
    )
    issue = NumbersFilter(
        field_name="search_facets__issues",
        lookup_expr="overlap",
        known=ISSUES,
        label=gettext_lazy("Number of one of the 54 issues"),
    )
    sdg = NumbersFilter(
        field_name="search_facets__goals",
        lookup_expr="overlap",
        known=GOALS,
        label=gettext_lazy("Number of a Sustainable Development Goal"),
    )
    persons = NamesFilter(
        method="on_persons",
        known=PERSONS,
        divider="|",
        clean_name=str,
        label=gettext_lazy("Label of a group of persons; several divided by |"),
    )
    action = django_filters.MultipleChoiceFilter(
        method="asking_for",
        choices=_ACTIONS,
        label=gettext_lazy("Action category, 1 to 5; suggested-1 to suggested-5 where it is only a suggestion"),
    )
    theme = NamesFilter(
        method="on_theme",
        known=THEMES,
        divider="|",
        clean_name=str.casefold,
        label=gettext_lazy("Label or code of a theme; several divided by |"),
    )
    search = WordsFilter(
        method="later",
        label=gettext_lazy(
            "Words in the texts, “phrases”, OR, NOT and beginnings* as on the search page: at most 60 words, 800 "
            "signs. States go by `state` and `recommending_state`"
        ),
    )
    language = django_filters.MultipleChoiceFilter(
        method="later",
        choices=[(code, code) for code in CONFIGURATIONS],
        label=gettext_lazy("Language of the texts that are searched"),
    )

    def reviewed(self, queryset: RecommendationQuerySet, name: str, value: list[str]) -> RecommendationQuerySet:
        return queryset.filter(review__state_under_review__in=value)

    def made_by(self, queryset: RecommendationQuerySet, name: str, value: list[str]) -> RecommendationQuerySet:
        made = RecommendingState.objects.filter(state__in=value)
        return queryset.filter(pk__in=made.values("recommendation"))

    def overlapping(self, queryset: RecommendationQuerySet, name: str, value: list[str]) -> RecommendationQuerySet:
        return queryset.filter(**{f"{name}__overlap": value}) if value else queryset

    def asking_for(self, queryset: RecommendationQuerySet, name: str, value: list[str]) -> RecommendationQuerySet:
        guessed = [int(one.removeprefix(SUGGESTED)) for one in value if one.startswith(SUGGESTED)]
        given = [int(one) for one in value if not one.startswith(SUGGESTED)]
        fits = Q(search_facets__action_category__in=given) | Q(search_facets__suggested_action__in=guessed)
        return queryset.filter(fits) if value else queryset

    def on_persons(self, queryset: RecommendationQuerySet, name: str, value: list[str]) -> RecommendationQuerySet:
        wanted = PersonGroup.objects.filter(label__in=value)
        return queryset.filter(search_facets__person_groups__overlap=list(wanted.values_list("pk", flat=True)))

    def on_theme(self, queryset: RecommendationQuerySet, name: str, value: list[str]) -> RecommendationQuerySet:
        wanted = Q(pk=None)
        for word in value:
            wanted |= Q(theme__label__iexact=word) | Q(theme__code__iexact=word, theme__code__gt="")
        return queryset.filter(pk__in=RecommendationTheme.objects.filter(wanted).values("recommendation"))

    def later(self, queryset: RecommendationQuerySet, name: str, value: Any) -> RecommendationQuerySet:
        return queryset


class StatusFilter(ChangesFilter):
    """Recommendations with a published rating, by who says what of them."""

    level = django_filters.MultipleChoiceFilter(
        method="said", choices=RatingLevel.choices, label=gettext_lazy("Rating")
    )
    voice = django_filters.MultipleChoiceFilter(
        method="said", choices=Voice.choices, label=gettext_lazy("Whose rating")
    )
    publisher = django_filters.UUIDFilter(
        method="said",
        label=gettext_lazy("Who says so: a `publisher_id` of an earlier answer"),
    )

    def filter_queryset(self, queryset: RecommendationQuerySet) -> RecommendationQuerySet:
        asked = {name: self.form.cleaned_data.get(name) for name in ("level", "voice", "publisher")}
        said = PublishedRating.objects.all()
        for name, field in (("level", "level__in"), ("voice", "voice__in"), ("publisher", "publisher_id")):
            if asked[name]:
                said = said.filter(**{field: asked[name]})
        return super().filter_queryset(queryset).filter(pk__in=said.values("recommendation"))

    def said(self, queryset: RecommendationQuerySet, name: str, value: Any) -> RecommendationQuerySet:
        """One rating must fit them all: they are asked together above."""
        return queryset


class StatisticsFilter(AskedFilterSet):
    """What is counted: invented States only where the address names them."""

    review = NameFilter(method="in_review", known=REVIEWS, label=gettext_lazy("State and cycle, such as SVN-4"))
    state_under_review = NameFilter(
        method="to",
        known=STATES,
        label=gettext_lazy("ISO code of the State under Review, such as SVN"),
    )
    region = django_filters.MultipleChoiceFilter(
        field_name="regional_group",
        choices=State.RegionalGroup.choices,
        distinct=False,
        label=gettext_lazy("Regional group of the State under Review"),
    )
    cycle = NumbersFilter(
        field_name="cycle", lookup_expr="in", known=CYCLES, label=gettext_lazy("Number of the cycle, such as 4")
    )
    session = NumbersFilter(
        field_name="session",
        lookup_expr="in",
        known=SESSIONS,
        label=gettext_lazy("Number of the Working Group session, such as 48"),
    )

    class Meta:
        model = SearchFacets
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        rows = super().filter_queryset(queryset)
        names_one = self.data.get("review") or self.data.get("state_under_review")
        return rows if names_one else rows.filter(is_invented=False)

    def to(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(state_under_review=value)

    def in_review(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        found = Review.objects.visible_to(self.request.user).by_code(value)
        return queryset.filter(recommendation__review__in=found.values("pk"))


def words_asked(query: Any) -> SearchFilter:
    """What is looked for in the texts; its values have been checked by the filter."""
    return SearchFilter(words=" ".join(query.get(WORDS, "").split()), chosen={LANGUAGE: tuple(query.getlist(LANGUAGE))})
