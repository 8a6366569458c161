"""What the API answers for a recommendation, written when the recommendation is; pages of answers are only joined."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects

from cycles.models import Position, PublishedRating, Recommendation

_BATCH = 500


def render_rows(recommendations: QuerySet[Recommendation]) -> int:
    """Write ``row_json`` of these recommendations, of those only whose answer is another than before.

    Returns how many were written.
    """
    keys = list(recommendations.order_by("pk").values_list("pk", flat=True))
    return sum(_render_batch(keys[start : start + _BATCH]) for start in range(0, len(keys), _BATCH))


def row_of(recommendation: Recommendation) -> dict[str, Any]:
    """The answer for one recommendation; its parts are at hand (``_PARTS``)."""
    review = recommendation.review
    return {
        "id": f"{review.code}-{recommendation.number}",
        "review": review.code,
        "state_under_review": review.state_under_review_id,
        "cycle": review.cycle_id,
        "session": review.current_session_id,
        "document": recommendation.document.symbol,
        "number": recommendation.number,
        "text": recommendation.text,
        "recommending_states": [row.state_id for row in _in_order(recommendation.state_rows.all())],
        "position": recommendation.position,
        "positions": [_position(row) for row in _by_time(recommendation.positions.all())],
        "themes": [_theme(row.theme) for row in _in_order(recommendation.theme_rows.all())],
        "groups": sorted(group.label for group in recommendation.groups.all()),
        "sdgs": sorted(goal.number for goal in recommendation.goals.all()),
        "ratings": [_rating(row) for row in _by_publisher(recommendation.published_ratings.all())],
        "is_invented": review.state_under_review.is_invented,
        "url": recommendation.get_absolute_url(),
        "updated_at": _moment(recommendation.updated_at),
    }


_PARTS = ("state_rows", "theme_rows__theme", "groups", "goals", "positions", "published_ratings")


def _render_batch(keys: list[int]) -> int:
    rows = list(Recommendation.objects.filter(pk__in=keys).select_related("review__state_under_review", "document"))
    prefetch_related_objects(rows, *_PARTS)
    changed = []
    for row in rows:
        answer = json.dumps(row_of(row), ensure_ascii=False, separators=(",", ":"))
        if answer != row.row_json:
            row.row_json = answer
            changed.append(row)
    return Recommendation.objects.bulk_update(changed, ["row_json"]) if changed else 0


def _in_order(rows: Iterable[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: (row.order, row.pk))


def _by_time(rows: Iterable[Position]) -> list[Position]:
    return sorted(rows, key=lambda row: (row.recorded_at, row.pk))


def _by_publisher(rows: Iterable[PublishedRating]) -> list[PublishedRating]:
    return sorted(rows, key=lambda row: (row.since, row.publisher_name, row.pk))


def _position(row: Position) -> dict[str, Any]:
    return {
        "position": row.kind,
        "source": row.source,
        "date": row.stated_date.isoformat() if row.stated_date else None,
        "recorded_at": _moment(row.recorded_at),
    }


def _theme(theme: Any) -> dict[str, str]:
    return {"scheme": theme.scheme, "version": theme.version, "code": theme.code, "label": theme.label}


def _rating(row: PublishedRating) -> dict[str, str]:
    return {"publisher": row.publisher_name, "level": row.level, "since": row.since.isoformat()}


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
