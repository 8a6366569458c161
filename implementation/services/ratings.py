"""Rating recommendations, and letting everybody see the ratings."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from accounts.models import Organisation, User, Workspace
from common.audit import record_event
from cycles.models import Recommendation
from cycles.services.published import publish_ratings, withdraw_ratings
from implementation.models import Rating

CONTENT = ("level", "note", "rated_date")


class NotInReview(Exception):
    """The recommendation is one of another review than the workspace's."""


class RatingConflict(Exception):
    """Somebody rated the recommendation after this person had opened it; ``current`` is what they said."""

    def __init__(self, current: Rating) -> None:
        super().__init__(str(current.pk))
        self.current = current


@transaction.atomic
def rate_recommendation(
    *,
    workspace: Workspace,
    recommendation: Recommendation,
    level: str,
    note: str,
    rated_date: date,
    by: User,
    at: datetime,
    replaces: UUID | None,
) -> Rating:
    """Say what became of a recommendation. The rating before it stays in the history.

    ``replaces`` is the rating that the person had before their eyes: they must not overwrite one they have not seen.
    The same content saved again changes nothing, so that a form may be sent twice when the line drops.
    """
    workspace = _locked(workspace)
    if recommendation.review_id != workspace.review_id:
        raise NotInReview
    new = Rating(
        workspace=workspace,
        recommendation=recommendation,
        level=level,
        note=note,
        rated_date=rated_date,
        rated_by=by,
        rated_at=at,
    )
    current = workspace.ratings.current().filter(recommendation=recommendation).select_related("rated_by").first()
    changed = [name for name in CONTENT if current is None or getattr(current, name) != getattr(new, name)]
    if current and not changed:
        return current
    if current and current.pk != replaces:
        raise RatingConflict(current)
    if current:
        current.is_current = False
        current.save(update_fields=["is_current"])
    new.organisation = Organisation.objects.speaking_in(workspace, user=by).first()
    new.save(force_insert=True)
    record_event(verb="rate", target=new, by=by, at=at, workspace_id=workspace.pk, fields=changed)
    if workspace.ratings_published_at:
        _publish(workspace, [new], at)
    return new


@transaction.atomic
def publish_workspace_ratings(*, workspace: Workspace, by: User, at: datetime) -> Workspace:
    """Let everybody see the workspace's ratings: level, since when, and whose; never notes, never evidence."""
    workspace = _locked(workspace)
    if workspace.ratings_published_at:
        return workspace
    workspace.ratings_published_at, workspace.ratings_published_by = at, by
    workspace.save(update_fields=["ratings_published_at", "ratings_published_by"])
    _publish(workspace, workspace.ratings.current(), at)
    record_event(verb="publish_ratings", target=workspace, by=by, at=at, workspace_id=workspace.pk)
    return workspace


@transaction.atomic
def withdraw_workspace_ratings(*, workspace: Workspace, by: User, at: datetime) -> Workspace:
    """Take the workspace's ratings back out of the public record; they stay in the workspace."""
    workspace = _locked(workspace)
    if not workspace.ratings_published_at:
        return workspace
    workspace.ratings_published_at = workspace.ratings_published_by = None
    workspace.save(update_fields=["ratings_published_at", "ratings_published_by"])
    withdraw_ratings(publisher_id=workspace.pk, at=at)
    record_event(verb="withdraw_ratings", target=workspace, by=by, at=at, workspace_id=workspace.pk)
    return workspace


def _locked(workspace: Workspace) -> Workspace:
    """The workspace as it is now; no other writer rates in it or publishes it until this transaction ends."""
    return Workspace.objects.select_for_update(no_key=True).get(pk=workspace.pk)


def _publish(workspace: Workspace, ratings: Iterable[Rating], at: datetime) -> None:
    shown = [(rating.recommendation_id, rating.level, rating.rated_date) for rating in ratings]
    publish_ratings(publisher_id=workspace.pk, publisher_name=workspace.name, ratings=shown, at=at)
