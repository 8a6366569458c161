"""What the API answers for a recommendation, written when the recommendation is; pages of answers are only joined."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
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
)
from cycles.services.bulk_rows import among
from cycles.services.search_rows import write_search_rows

_BATCH = 1000
_OWN = (
    "pk",
    "review_id",
    "document__symbol",
    "paragraph",
    "item",
    "serial",
    "language",
    "text",
    "position",
    "action_category",
    "action_basis",
    "action_suggestion__category",
    "action_suggestion__verb",
    "version",
    "updated_at",
    "row_json",
)
_WRITE = """
UPDATE cycles_recommendation SET row_json = made.answer
FROM json_to_recordset(%s::json) AS made (key bigint, answer text) WHERE cycles_recommendation.id = made.key
"""

Parts = dict[int, list[Any]]


def render_rows(recommendations: QuerySet[Recommendation]) -> int:
    """Write ``row_json`` of these recommendations, of those only whose answer is another than before.

    Returns how many were written.
    """
    keys = list(recommendations.order_by("pk").values_list("pk", flat=True))
    written = sum(_render_batch(keys[start : start + _BATCH]) for start in range(0, len(keys), _BATCH))
    write_search_rows(keys)
    return written


@dataclass(frozen=True, slots=True)
class _Parts:
    """What hangs on the recommendations of a batch, by recommendation, each list in its order."""

    reviews: dict[int, Review]
    addresses: dict[int, str]
    states: Parts
    positions: Parts
    themes: Parts
    issues: dict[int, list[dict[str, str]]]
    groups: Parts
    goals: Parts
    ratings: Parts
    texts: Parts
    sources: Parts


def _render_batch(keys: list[int]) -> int:
    rows = list(Recommendation.objects.filter(pk__in=among(keys)).values(*_OWN))
    parts = _read_parts(keys, {row["review_id"] for row in rows})
    changed = []
    for row in rows:
        answer = json.dumps(_row(row, parts), ensure_ascii=False, separators=(",", ":"))
        if answer != row["row_json"]:
            changed.append({"key": row["pk"], "answer": answer})
    if changed:
        # As one text: an array of a thousand answers takes the driver a second to write.
        with connection.cursor() as cursor:
            cursor.execute(_WRITE, [json.dumps(changed)])
    return len(changed)


def _row(row: dict[str, Any], parts: _Parts) -> dict[str, Any]:
    """The answer for one recommendation."""
    key, review = row["pk"], parts.reviews[row["review_id"]]
    number = f"u{row['serial']}" if row["paragraph"] is None else f"{row['paragraph']}.{row['item']}"
    themes = parts.themes.get(key, [])
    return {
        "id": f"{review.code}-{number}",
        "review": review.code,
        "state_under_review": review.state_under_review_id,
        "cycle": review.cycle_id,
        "session": review.current_session_id,
        "document": row["document__symbol"],
        "number": number,
        "serial": row["serial"],
        "language": row["language"],
        "text": row["text"],
        "texts": parts.texts.get(key, []),
        "recommending_states": parts.states.get(key, []),
        "position": row["position"],
        "positions": parts.positions.get(key, []),
        "action": _action(row),
        "issues": _issues(themes, parts.issues),
        "themes": [theme for _, theme in themes],
        "groups": parts.groups.get(key, []),
        "sdgs": parts.goals.get(key, []),
        "ratings": parts.ratings.get(key, []),
        "sources": parts.sources.get(key, []),
        "is_invented": review.state_under_review.is_invented,
        "url": f"{parts.addresses[review.pk]}{number}/",
        "version": row["version"],
        "updated_at": _moment(row["updated_at"]),
    }


def _read_parts(keys: Sequence[int], reviews: Iterable[int]) -> _Parts:
    """A fixed number of queries for any number of recommendations."""
    themes = _themes(keys)
    of_groups = Recommendation.groups.through.objects.filter(recommendation__in=among(keys)).order_by(
        "persongroup__label"
    )
    of_goals = Recommendation.goals.through.objects.filter(recommendation__in=among(keys)).order_by("goal")
    of_states = RecommendingState.objects.filter(recommendation__in=among(keys)).order_by("order", "pk")
    of_texts = RecommendationText.objects.filter(recommendation__in=among(keys)).order_by("language")
    found = Review.objects.filter(pk__in=reviews).select_related("state_under_review").in_bulk()
    return _Parts(
        reviews=found,
        addresses={pk: review.get_absolute_url() for pk, review in found.items()},
        states=_by_key(of_states.values_list("recommendation_id", "state_id")),
        positions=_positions(keys),
        themes=themes,
        issues=_crosswalk({theme for rows in themes.values() for theme, _ in rows}),
        groups=_by_key(of_groups.values_list("recommendation_id", "persongroup__label")),
        goals=_by_key(of_goals.values_list("recommendation_id", "goal_id")),
        ratings=_ratings(keys),
        texts=_by_key(of_texts.values_list("recommendation_id", "language")),
        sources=_sources(keys),
    )


def _by_key(pairs: Iterable[tuple[int, Any]]) -> Parts:
    found: Parts = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found


def _positions(keys: Sequence[int]) -> Parts:
    """The history, in the order of its stages and, within each, of what was said and recorded when."""
    stages = list(Position.Stage.values)
    rows = Position.objects.filter(recommendation__in=among(keys)).order_by(
        F("stated_date").asc(nulls_first=True), "recorded_at", "pk"
    )
    values = rows.values_list("recommendation_id", "kind", "stage", "note", "source", "stated_date", "recorded_at")
    history = _by_key(
        (
            key,
            {
                "position": kind,
                "stage": stage,
                "note": note,
                "source": source,
                "date": day.isoformat() if day else None,
                "recorded_at": _moment(recorded),
            },
        )
        for key, kind, stage, note, source, day, recorded in values
    )
    for steps in history.values():
        steps.sort(key=lambda step: stages.index(step["stage"]))
    return history


def _themes(keys: Sequence[int]) -> Parts:
    """Pairs: the key of the theme, and the theme as the answer has it."""
    rows = list(
        RecommendationTheme.objects.filter(recommendation__in=among(keys))
        .order_by("order", "pk")
        .values_list("recommendation_id", "theme_id")
    )
    themes = Theme.objects.filter(pk__in={theme for _, theme in rows})
    answers = {
        key: (key, {"scheme": scheme, "version": version, "code": code, "label": label})
        for key, scheme, version, code, label in themes.values_list("pk", "scheme", "version", "code", "label")
    }
    return _by_key((key, answers[theme]) for key, theme in rows)


def _crosswalk(themes: Iterable[int]) -> dict[int, list[dict[str, str]]]:
    """The issues that reviewed lines of the crosswalk give to these themes."""
    lines = ThemeIssue.objects.filter(theme__in=list(themes), status=ThemeIssue.Status.REVIEWED)
    values = lines.values_list("theme_id", "issue__code", "issue__label")
    return _by_key((theme, {"code": code, "label": label, "basis": "crosswalk"}) for theme, code, label in values)


def _issues(
    themes: Iterable[tuple[int, dict[str, str]]], crosswalk: dict[int, list[dict[str, str]]]
) -> list[dict[str, str]]:
    """The issues of a recommendation, each once: those that UPR Info gives, then those that its themes lead to."""
    found: dict[str, dict[str, str]] = {}
    for _, theme in themes:
        if theme["scheme"] == Theme.Scheme.UPR_INFO:
            found[theme["code"] or theme["label"]] = {"code": theme["code"], "label": theme["label"], "basis": "given"}
    for key, _ in themes:
        for issue in crosswalk.get(key, ()):
            found.setdefault(issue["code"], issue)
    return sorted(
        found.values(), key=lambda issue: (int(issue["code"]) if issue["code"].isdecimal() else 99, issue["label"])
    )


def _action(row: dict[str, Any]) -> dict[str, Any]:
    """What the recommendation asks for: given, decided, or guessed from its verb, which is then named."""
    if row["action_category"]:
        return {"category": row["action_category"], "basis": row["action_basis"]}
    if row["action_suggestion__category"]:
        category, verb = row["action_suggestion__category"], row["action_suggestion__verb"]
        return {"category": category, "basis": "suggested", "verb": verb}
    return {"category": None, "basis": ""}


def _ratings(keys: Sequence[int]) -> Parts:
    rows = PublishedRating.objects.filter(recommendation__in=among(keys)).order_by("since", "publisher_name", "pk")
    values = rows.values_list("recommendation_id", "publisher_name", "level", "since")
    return _by_key(
        (key, {"publisher": name, "level": level, "since": since.isoformat()}) for key, name, level, since in values
    )


def _sources(keys: Sequence[int]) -> Parts:
    """Where the recommendation was met, in the order of the sources' word."""
    kinds = list(RecommendationSource.Kind.values)
    rows = RecommendationSource.objects.filter(recommendation__in=among(keys)).order_by("pk")
    values = rows.values_list("recommendation_id", "kind", "place", "external_key")
    found = _by_key(
        (key, {"kind": kind, "place": place, "external_key": external}) for key, kind, place, external in values
    )
    for sources in found.values():
        sources.sort(key=lambda source: kinds.index(source["kind"]))
    return found


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
