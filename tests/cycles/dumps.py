"""Everything that the record holds of a review, to compare before and after."""

from django.core import serializers

from cycles.models import (
    AdvanceQuestion,
    Explanation,
    Position,
    Recommendation,
    RecommendationChange,
    RecommendationSource,
    RecommendationText,
    RecommendationTheme,
    RecommendingState,
    Review,
    SearchFacets,
    SearchText,
    Stakeholder,
    SummaryCitation,
    SummaryParagraph,
    UnDocument,
    VoluntaryPledge,
)

# What every change raises, and what is rendered from it.
_RAISED = {"version", "updated_at", "row_json"}


def serialized(queryset):
    """The rows as plain values; their many-to-many fields are read together, not row by row."""
    lists = [field.name for field in queryset.model._meta.many_to_many]
    return serializers.serialize("python", queryset.prefetch_related(*lists))


def dump(review):
    """All rows of a review as lines of text, apart from versions and moments of change."""
    of_rows = {"recommendation__review": review}
    querysets = [
        Review.objects.filter(pk=review.pk),
        UnDocument.objects.filter(review=review),
        Recommendation.objects.filter(review=review),
        *(
            model.objects.filter(**of_rows)
            for model in (
                Position,
                RecommendationChange,
                RecommendationSource,
                RecommendationText,
                SearchFacets,
                SearchText,
            )
        ),
        VoluntaryPledge.objects.filter(review=review),
        AdvanceQuestion.objects.filter(review=review),
        *(
            model.objects.filter(document__review=review)
            for model in (Explanation, Stakeholder, SummaryCitation, SummaryParagraph)
        ),
    ]
    rows = [_line(row) for queryset in querysets for row in serialized(queryset)]
    # What is written anew may have another key.
    states = RecommendingState.objects.filter(**of_rows).values_list("recommendation", "state", "order", "clause")
    themes = RecommendationTheme.objects.filter(**of_rows).values_list("recommendation", "theme", "order")
    return {*rows, *map(str, states), *map(str, themes)}


def _line(row):
    fields = {name: sorted(value) if isinstance(value, list) else value for name, value in row["fields"].items()}
    key = row["pk"] if row["model"] != "cycles.searchtext" else None
    return str((row["model"], key, {name: value for name, value in fields.items() if name not in _RAISED}))
