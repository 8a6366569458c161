"""Rating recommendations, and letting everybody see the ratings."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import Organisation, User, Workspace
from common.audit import record_event
from cycles.models import Recommendation
from cycles.services.published import withdraw_ratings
from implementation.models import Rating
from implementation.querysets import RatingQuerySet
from implementation.services.counting import Rules, locked, publish, recount, rules_of

CONTENT = (
    "level",
    "note",
    "rated_date",
    "structure",
    "process",
    "outcome",
    "method",
    "confidence",
    "source",
)


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
    voice: str = Rating.Voice.CSO,
    is_draft: bool = False,
    batch: UUID | None = None,
    **more: str,
) -> Rating:
    """Say what became of a recommendation. The rating before it stays in the history.

    ``replaces`` is the rating that the person had before their eyes: they must not overwrite one they have not seen.
    The same content saved again changes nothing, so that a form may be sent twice when the line drops; a draft or a
    returned one is sent for review by it. ``more`` are the other words of ``CONTENT``; those left out stay as they are.
    """
    workspace = locked(workspace)
    if recommendation.review_id != workspace.review_id:
        raise NotInReview
    rules = rules_of(workspace)
    new = Rating(
        workspace=workspace,
        recommendation=recommendation,
        voice=voice,
        organisation=Organisation.objects.speaking_in(workspace, user=by).first(),
        rated_by=by,
        rated_at=at,
        batch=batch,
        level=level,
        note=note,
        rated_date=rated_date,
        **more,
    )
    new.state = _first_state(voice, rules, is_draft=is_draft)
    return _save(_Saving(workspace, rules, new, replaces, by, at, frozenset(set(CONTENT[3:]) - set(more))))


@dataclass(frozen=True)
class _Saving:
    """A rating that is being written, and who writes it."""

    workspace: Workspace
    rules: Rules
    new: Rating
    replaces: UUID | None
    by: User
    at: datetime
    # What was not spoken of: it stays as it stands.
    untold: frozenset[str]


def _save(saving: _Saving) -> Rating:
    """Put the rating in the place of the one that stands, unless that says the same or was not seen."""
    new = saving.new
    stands = standing(saving.workspace, new.organisation, saving.rules, voice=new.voice)
    rows = stands.filter(recommendation=new.recommendation_id)
    current = rows.select_related("rated_by").order_by("-rated_at", "pk").first()
    for name in saving.untold if current else ():
        setattr(new, name, getattr(current, name))
    changed = [name for name in CONTENT if current is None or getattr(current, name) != getattr(new, name)]
    if current and not changed:
        return _send_on(current, saving)
    if current and current.pk != saving.replaces:
        raise RatingConflict(current)
    rows.update(is_current=False)
    new.former = current
    new.save(force_insert=True)
    _note("rate", new, saving, changed)
    recount(saving.workspace, at=saving.at, recommendations=[new.recommendation_id])
    new.refresh_from_db(fields=["is_counted"])
    return new


def standing(
    workspace: Workspace, organisation: Organisation | None, rules: Rules, *, voice: str = Rating.Voice.CSO
) -> RatingQuerySet:
    """The current ratings that ``organisation`` would replace: its own where each rates apart, else everybody's."""
    rows = Rating.objects.current().filter(workspace=workspace, voice=voice)
    if rules.rates_apart and voice == Rating.Voice.CSO:
        rows = rows.filter(organisation=organisation, is_settled=False)
    return rows


def _first_state(voice: str, rules: Rules, *, is_draft: bool) -> str:
    """What others say is only written down: nobody has to approve it."""
    if voice != Rating.Voice.CSO or not rules.needs_approval:
        return Rating.State.APPROVED
    return Rating.State.DRAFT if is_draft else Rating.State.SENT


def _send_on(current: Rating, saving: _Saving) -> Rating:
    """The same words once more: what was a draft or came back goes out for review now."""
    waits = current.state in (Rating.State.DRAFT, Rating.State.RETURNED)
    if waits and saving.new.state == Rating.State.SENT:
        current.state = Rating.State.SENT
        current.save(update_fields=["state"])
        _note("send_rating", current, saving, ["state"])
    return current


def _note(verb: str, rating: Rating, saving: _Saving, fields: list[str]) -> None:
    more: dict[str, Any] = {"workspace_id": saving.workspace.pk, "fields": fields}
    record_event(verb=verb, target=rating, by=saving.by, at=saving.at, **more)


@transaction.atomic
def publish_workspace_ratings(*, workspace: Workspace, by: User, at: datetime) -> Workspace:
    """Let everybody see the workspace's ratings: level, since when, and whose; never notes, never evidence."""
    workspace = locked(workspace)
    if workspace.ratings_published_at:
        return workspace
    workspace.ratings_published_at, workspace.ratings_published_by = at, by
    workspace.save(update_fields=["ratings_published_at", "ratings_published_by"])
    publish(workspace, workspace.ratings.counted(), at)
    record_event(verb="publish_ratings", target=workspace, by=by, at=at, workspace_id=workspace.pk)
    return workspace


@transaction.atomic
def withdraw_workspace_ratings(*, workspace: Workspace, by: User, at: datetime) -> Workspace:
    """Take the workspace's ratings back out of the public record; they stay in the workspace."""
    workspace = locked(workspace)
    if not workspace.ratings_published_at:
        return workspace
    workspace.ratings_published_at = workspace.ratings_published_by = None
    workspace.save(update_fields=["ratings_published_at", "ratings_published_by"])
    withdraw_ratings(publisher_id=workspace.pk, at=at)
    record_event(verb="withdraw_ratings", target=workspace, by=by, at=at, workspace_id=workspace.pk)
    return workspace
