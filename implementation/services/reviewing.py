"""A second pair of eyes: approving a rating, or returning it with a note."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts.models import User, Workspace
from common.audit import record_event
from implementation.models import PledgeRating, Rating, RatingRules
from implementation.rules import decidable
from implementation.services.announcing import announce_decided
from implementation.services.counting import locked, recount


class NotWaiting(Exception):
    """Nobody asks for a word on this rating: it was decided meanwhile, or its author has written anew."""


class OwnRating(Exception):
    """Nobody approves a rating in which they had a part."""


@transaction.atomic
def approve_ratings(*, workspace: Workspace, ratings: Iterable[Rating], by: User, at: datetime) -> int:
    """Let these ratings count; says how many were approved.

    Those in which ``by`` had a part, and those that wait no longer, are left.
    """
    workspace = locked(workspace)
    keys = [rating.pk for rating in ratings]
    rows = Rating.objects.filter(workspace=workspace, pk__in=keys).to_be_approved()
    approved = decidable(rows.select_related("workspace", "rated_by"), by=by, workspace=workspace)
    for rating in approved:
        _decide(rating, Rating.State.APPROVED, "", by, at)
        record_event(verb="approve_rating", target=rating, by=by, at=at, workspace_id=workspace.pk, fields=["state"])
    recount(workspace, at=at, recommendations=[rating.recommendation_id for rating in approved])
    return len(approved)


@transaction.atomic
def return_rating(*, rating: Rating, note: str, by: User, at: datetime) -> Rating:
    """Send a rating back to its author, saying why. Its words stay as they are, for its author to go on from."""
    workspace = locked(rating.workspace)
    rating = Rating.objects.get(pk=rating.pk)
    if not decidable([rating], by=by, workspace=workspace):
        raise OwnRating
    if not (rating.is_current and rating.is_waiting):
        raise NotWaiting
    _decide(rating, Rating.State.RETURNED, note, by, at)
    record_event(verb="return_rating", target=rating, by=by, at=at, workspace_id=workspace.pk, fields=["state"])
    recount(workspace, at=at, recommendations=[rating.recommendation_id])
    return rating


@transaction.atomic
def decide_pledge_rating(*, rating: PledgeRating, note: str, by: User, at: datetime) -> PledgeRating:
    """Approve what was said of a pledge, or with a ``note`` send it back to its author."""
    workspace = locked(rating.workspace)
    rating = PledgeRating.objects.get(pk=rating.pk)
    if not decidable([rating], by=by, workspace=workspace):
        raise OwnRating
    if not (rating.is_current and rating.is_waiting):
        raise NotWaiting
    _decide(rating, Rating.State.RETURNED if note else Rating.State.APPROVED, note, by, at)
    verb = "return_rating" if note else "approve_rating"
    record_event(verb=verb, target=rating, by=by, at=at, workspace_id=workspace.pk, fields=["state"])
    return rating


@transaction.atomic
def set_rating_rules(
    *, workspace: Workspace, needs_approval: bool, rates_apart: bool, by: User, at: datetime
) -> RatingRules:
    """Decide how the workspace comes to its ratings; what counts follows at once, and nobody's words change."""
    workspace = locked(workspace)
    words = {"needs_approval": needs_approval, "rates_apart": rates_apart}
    rules, _ = RatingRules.objects.get_or_create(workspace=workspace)
    changed = [name for name, value in words.items() if getattr(rules, name) != value]
    if not changed:
        return rules
    rules.needs_approval, rules.rates_apart = needs_approval, rates_apart
    rules.save(update_fields=changed)
    record_event(verb="set_rating_rules", target=rules, by=by, at=at, workspace_id=workspace.pk, fields=sorted(changed))
    recount(workspace, at=at)
    return rules


def _decide(rating: Rating | PledgeRating, state: str, note: str, by: User, at: datetime) -> None:
    rating.state, rating.return_note, rating.decided_by, rating.decided_at = state, note, by, at
    rating.save(update_fields=["state", "return_note", "decided_by", "decided_at"])
    announce_decided(rating, by=by, at=at)
