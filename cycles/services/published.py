"""Ratings that a workspace shows to everybody, beside the recommendations of the public record."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from cycles.models import PublishedRating, Recommendation, Voice, WithdrawnRating
from cycles.services.record_version import Change, begin_change, raise_state_versions
from cycles.services.rendering import render_rows


@transaction.atomic
def publish_ratings(
    *,
    publisher_id: UUID,
    publisher_name: str,
    ratings: Iterable[tuple[int, str, date]],
    at: datetime,
    voice: str = Voice.CSO,
) -> None:
    """Show these ratings (recommendation, level, since) as the publisher's, said in its ``voice``.

    They replace what the publisher showed for the same recommendations; its other ratings stay as they are.
    """
    rows = [
        PublishedRating(
            recommendation_id=key,
            publisher_id=publisher_id,
            publisher_name=publisher_name,
            voice=voice,
            level=level,
            since=since,
        )
        for key, level, since in ratings
    ]
    keys = [row.recommendation_id for row in rows]
    change = begin_change(at)
    PublishedRating.objects.filter(publisher_id=publisher_id, recommendation__in=keys).delete()
    PublishedRating.objects.bulk_create(rows)
    again = [one.key for one in Recommendation.objects.filter(pk__in=keys).select_related("review")]
    WithdrawnRating.objects.filter(publisher_id=publisher_id, key__in=again).delete()
    _touch(keys, change)


@transaction.atomic
def withdraw_ratings(*, publisher_id: UUID, at: datetime, recommendations: Collection[int] | None = None) -> None:
    """Show none of the publisher's ratings any longer, or none of these recommendations'."""
    change = begin_change(at)
    shown = PublishedRating.objects.filter(publisher_id=publisher_id)
    if recommendations is not None:
        shown = shown.filter(recommendation__in=recommendations)
    in_order = shown.order_by("recommendation__review", "recommendation__paragraph", "recommendation__item", "pk")
    gone = [row.recommendation for row in in_order.select_related("recommendation__review")]
    shown.delete()
    WithdrawnRating.objects.bulk_create(
        WithdrawnRating(
            key=row.key,
            state_under_review_id=row.review.state_under_review_id,
            publisher_id=publisher_id,
            version=change.version,
            withdrawn_at=change.at,
        )
        for row in gone
    )
    _touch([row.pk for row in gone], change)


def _touch(keys: Collection[int], change: Change) -> None:
    touched = Recommendation.objects.filter(pk__in=keys)
    touched.update(updated_at=change.at, version=change.version)
    render_rows(touched)
    raise_state_versions(touched.values_list("review__state_under_review", flat=True))
