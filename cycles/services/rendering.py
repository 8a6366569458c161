"""What the API answers for a recommendation, written when the recommendation is; pages of answers are only joined."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet

from cycles.models import (
    Position,
    PublishedRating,
    Recommendation,
    RecommendationSource,
    RecommendationText,
    RecommendationTheme,
    RecommendingState,
    Review,
    Theme,
    ThemeIssue,
    UnDocument,
)
from cycles.position_days import document_day
from cycles.services.bulk_rows import among
from cycles.services.row_json import OWN, Parts, answers, source, step, theme
from cycles.services.search_rows import write_search_rows

_BATCH = 1000
_WRITE = """
UPDATE cycles_recommendation SET row_json = made.answer
FROM json_to_recordset(%s::json) AS made (key bigint, answer text) WHERE cycles_recommendation.id = made.key
"""

Found = dict[int, list[Any]]


def render_rows(recommendations: QuerySet[Recommendation]) -> int:
    """Write ``row_json`` of these recommendations, of those only whose answer is another than before.

    Returns how many were written.
    """
    keys = list(recommendations.order_by("pk").values_list("pk", flat=True))
    written = sum(_render_batch(keys[start : start + _BATCH]) for start in range(0, len(keys), _BATCH))
    write_search_rows(keys)
    return written


def _render_batch(keys: list[int]) -> int:
    rows = list(Recommendation.objects.filter(pk__in=among(keys)).values(*OWN, "row_json"))
    rendered = answers(rows, _read_parts(keys, {row["review_id"] for row in rows}))
    changed = [
        {"key": row["pk"], "answer": rendered[row["pk"]]} for row in rows if rendered[row["pk"]] != row["row_json"]
    ]
    if changed:
        # As one text: an array of a thousand answers takes the driver a second to write.
        with connection.cursor() as cursor:
            cursor.execute(_WRITE, [json.dumps(changed)])
    return len(changed)


def _read_parts(keys: Sequence[int], reviews: Iterable[int]) -> Parts:
    """A fixed number of queries for any number of recommendations."""
    themes = _themes(keys)
    of_groups = Recommendation.groups.through.objects.filter(recommendation__in=among(keys))
    groups = _by_key(of_groups.values_list("recommendation_id", "persongroup__label"))
    of_goals = Recommendation.goals.through.objects.filter(recommendation__in=among(keys)).order_by("goal")
    of_states = RecommendingState.objects.filter(recommendation__in=among(keys)).order_by("order", "pk")
    of_texts = RecommendationText.objects.filter(recommendation__in=among(keys)).order_by("language")
    return Parts(
        reviews=Review.objects.filter(pk__in=reviews).select_related("state_under_review").in_bulk(),
        states=_by_key(of_states.values_list("recommendation_id", "state_id")),
        positions=_positions(keys, _dated(reviews)),
        themes=themes,
        issues=crosswalk({key for rows in themes.values() for key, _ in rows}),
        # Sorted here: each database has an order of letters of its own.
        groups={key: sorted(labels) for key, labels in groups.items()},
        goals=_by_key(of_goals.values_list("recommendation_id", "goal_id")),
        ratings=_ratings(keys),
        texts=_by_key(of_texts.values_list("recommendation_id", "language")),
        sources=_sources(keys),
    )


def _by_key(pairs: Iterable[tuple[int, Any]]) -> Found:
    found: Found = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found


def _dated(reviews: Iterable[int]) -> dict[int, list[tuple[str, date]]]:
    """The documents of each review on which a day stands: their symbols and days."""
    found: dict[int, list[tuple[str, date]]] = defaultdict(list)
    documents = UnDocument.objects.filter(review__in=reviews).exclude(symbol="")
    for review, symbol, day in documents.values_list("review_id", "symbol", "published_date"):
        if day:
            found[review].append((symbol, day))
    return found


def _positions(keys: Sequence[int], dated: Mapping[int, list[tuple[str, date]]]) -> Found:
    """The history, in the order of its stages and, within each, of what was said and recorded when.

    A step whose day nobody knows has that of the document that it stands in.
    """
    stages = list(Position.Stage.values)
    rows = Position.objects.filter(recommendation__in=among(keys)).order_by(
        F("stated_date").asc(nulls_first=True), "recorded_at", "pk"
    )
    values = rows.values_list(
        "recommendation_id",
        "recommendation__review_id",
        "kind",
        "stage",
        "note",
        "source",
        "stated_date",
        "recorded_at",
    )
    history = _by_key(
        (key, step(kind, stage, note, where, stated or document_day(where, dated.get(review, ())), recorded))
        for key, review, kind, stage, note, where, stated, recorded in values
    )
    for steps in history.values():
        steps.sort(key=lambda one: stages.index(one["stage"]))
    return history


def _themes(keys: Sequence[int]) -> Found:
    """Pairs: the key of the theme, and the theme as the answer has it."""
    rows = list(
        RecommendationTheme.objects.filter(recommendation__in=among(keys))
        .order_by("order", "pk")
        .values_list("recommendation_id", "theme_id")
    )
    themes = Theme.objects.filter(pk__in={given for _, given in rows})
    shown = {
        key: (key, theme(*names)) for key, *names in themes.values_list("pk", "scheme", "version", "code", "label")
    }
    return _by_key((key, shown[given]) for key, given in rows)


def crosswalk(themes: Iterable[int]) -> dict[int, list[dict[str, str]]]:
    """The issues that reviewed lines of the crosswalk give to these themes."""
    lines = ThemeIssue.objects.filter(theme__in=list(themes), status=ThemeIssue.Status.REVIEWED)
    values = lines.values_list("theme_id", "issue__code", "issue__label")
    return _by_key((theme, {"code": code, "label": label, "basis": "crosswalk"}) for theme, code, label in values)


def _ratings(keys: Sequence[int]) -> Found:
    rows = PublishedRating.objects.filter(recommendation__in=among(keys)).order_by("since", "publisher_name", "pk")
    values = rows.values_list("recommendation_id", "publisher_name", "level", "since")
    return _by_key(
        (key, {"publisher": name, "level": level, "since": since.isoformat()}) for key, name, level, since in values
    )


def _sources(keys: Sequence[int]) -> Found:
    """Where the recommendation was met, in the order of the sources' word."""
    kinds = list(RecommendationSource.Kind.values)
    rows = RecommendationSource.objects.filter(recommendation__in=among(keys)).order_by("pk")
    values = rows.values_list("recommendation_id", "kind", "place", "external_key")
    found = _by_key((key, source(*told)) for key, *told in values)
    for sources in found.values():
        sources.sort(key=lambda one: kinds.index(one["kind"]))
    return found
