"""Ratings that a workspace shows to everybody, beside the recommendations of the public record."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from cycles.models import PublishedRating, Recommendation, State
from cycles.services.rendering import render_rows


@transaction.atomic
def publish_ratings(
    *, publisher_id: UUID, publisher_name: str, ratings: Iterable[tuple[int, str, date]], at: datetime
) -> None:
    """Show these ratings (recommendation, level, since) as the publisher's.

    They replace what the publisher showed for the same recommendations; its other ratings stay as they are.
    """
    rows = [
        PublishedRating(
            recommendation_id=key, publisher_id=publisher_id, publisher_name=publisher_name, level=level, since=since
        )
        for key, level, since in ratings
    ]
    keys = [row.recommendation_id for row in rows]
    _lock(keys)
    PublishedRating.objects.filter(publisher_id=publisher_id, recommendation__in=keys).delete()
    PublishedRating.objects.bulk_create(rows)
    _touch(keys, at)


@transaction.atomic
def withdraw_ratings(*, publisher_id: UUID, at: datetime) -> None:
    """Show none of the publisher's ratings any longer."""
    shown = PublishedRating.objects.filter(publisher_id=publisher_id)
    keys = list(shown.values_list("recommendation_id", flat=True))
    _lock(keys)
    shown.delete()
    _touch(keys, at)


def _lock(keys: Collection[int]) -> None:
    """Hold the recommendations until the end of the transaction: two publishers at once see each other's ratings."""
    list(Recommendation.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk", flat=True))


def _touch(keys: Collection[int], at: datetime) -> None:
    if not keys:
        return
    touched = Recommendation.objects.filter(pk__in=keys)
    touched.update(updated_at=at)
    render_rows(touched)
    State.objects.filter(reviews__recommendations__in=keys).update(data_version=F("data_version") + 1)
