"""The action category of recommendations: the machine's suggestions, and what editors decide."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from common.audit import record_event
from cycles.actions import suggest_action
from cycles.models import ActionSuggestion, Recommendation, RecommendationChange
from cycles.services.record_version import begin_change, raise_state_versions
from cycles.services.rendering import render_rows

_BATCH = 5000
# The words were learnt in English; a text in another language gets no guess.
LANGUAGE = "en"
_LACKING = Q(action_category=None, language=LANGUAGE)
_SHARED = ["category", "verb", "agreement"]


@transaction.atomic
def suggest_actions(keys: Sequence[int]) -> int:
    """Store what the verbs of these recommendations suggest, in the place of earlier suggestions.

    What has a category gets none. Part of the change that brought the texts: called before their rows are rendered.
    Returns how many have a suggestion.
    """
    rows: list[ActionSuggestion] = []
    for start in range(0, len(keys), _BATCH):
        lacking = Recommendation.objects.filter(_LACKING, pk__in=keys[start : start + _BATCH])
        rows += suggestions(lacking.values_list("pk", "text"))
    ActionSuggestion.objects.filter(recommendation__in=keys).delete()
    ActionSuggestion.objects.bulk_create(rows, batch_size=_BATCH)
    return len(rows)


def suggestions(texts: Iterable[tuple[int, str]]) -> Iterator[ActionSuggestion]:
    """What the verbs of these English texts suggest for their recommendations, by key; not stored yet."""
    for key, text in texts:
        if found := suggest_action(text):
            yield ActionSuggestion(
                recommendation_id=key, category=found.category, verb=found.verb[:60], agreement=found.agreement
            )


def fill_suggestions(*, at: datetime) -> int:
    """Suggest a category for every recommendation that lacks both; returns how many got one."""
    lacking = Recommendation.objects.filter(_LACKING, action_suggestion=None)
    keys = list(lacking.order_by("pk").values_list("pk", flat=True))
    return sum(_fill(keys[start : start + _BATCH], at) for start in range(0, len(keys), _BATCH))


@transaction.atomic
def decide_action(*, recommendation: Recommendation, category: int, by: Any, at: datetime) -> Recommendation:
    """Let an editor say what a recommendation asks for; the suggestion falls, the change is kept with its author."""
    change = begin_change(at)
    row = Recommendation.objects.select_for_update(of=("self",)).get(pk=recommendation.pk)
    if (row.action_category, row.action_basis) == (category, Recommendation.ActionBasis.DECIDED):
        return row
    before = str(row.action_category or "")
    row.action_category, row.action_basis = category, Recommendation.ActionBasis.DECIDED
    row.version, row.updated_at = change.version, change.at
    row.save(update_fields=["action_category", "action_basis", "version", "updated_at"])
    ActionSuggestion.objects.filter(recommendation=row).delete()
    if before != str(category):
        RecommendationChange.objects.create(
            recommendation=row, field="action_category", before=before, after=str(category), changed_by=by, at=at
        )
    record_event(verb="decide", target=row, by=by, at=at, fields=["action_category"])
    render_rows(Recommendation.objects.filter(pk=row.pk))
    raise_state_versions([recommendation.review.state_under_review_id])
    return row


@transaction.atomic
def _fill(keys: Sequence[int], at: datetime) -> int:
    change = begin_change(at)
    count = suggest_actions(keys)
    changed = Recommendation.objects.filter(pk__in=keys, action_suggestion__isnull=False)
    changed.update(updated_at=change.at, version=change.version)
    render_rows(changed)
    raise_state_versions(changed.values_list("review__state_under_review", flat=True))
    return count
