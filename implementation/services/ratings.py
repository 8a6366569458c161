"""Rating recommendations, and letting everybody see the ratings."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction

from accounts.judging import with_writer
from accounts.models import Organisation, User, Workspace
from common.audit import record_event
from cycles.models import Recommendation, VoluntaryPledge
from cycles.services.published import withdraw_ratings
from implementation.models import OWN, PledgeRating, Rating, RatingCluster, Verdict
from implementation.querysets import RatingQuerySet
from implementation.services.announcing import announce_decided, announce_sent
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


Said = TypeVar("Said", Rating, PledgeRating)


class NotInReview(Exception):
    """The recommendation or pledge is one of another review than the workspace's."""


class RatingConflict(Exception):
    """Somebody rated the recommendation after this person had opened it; ``current`` is what they said."""

    def __init__(self, current: Rating) -> None:
        super().__init__(str(current.pk))
        self.current = current


class PledgeConflict(Exception):
    """The same of a pledge."""

    def __init__(self, current: PledgeRating) -> None:
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
    voice: str = OWN,
    is_draft: bool = False,
    is_settled: bool = False,
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
    organisation = Organisation.objects.speaking_in(workspace, user=by).first()
    sitting = Saving(workspace, rules_of(workspace), organisation, by, at, is_draft)
    words = {"level": level, "note": note, "rated_date": rated_date} | more
    new = Rating(recommendation=recommendation, voice=voice, is_settled=is_settled, **words)
    written = put_rating(sitting, new, replaces=replaces, told=set(words))
    recount(workspace, at=at, recommendations=[recommendation.pk])
    written.refresh_from_db(fields=["is_counted"])
    return written


@transaction.atomic
def rate_pledge(
    *,
    workspace: Workspace,
    pledge: VoluntaryPledge,
    level: str,
    note: str,
    rated_date: date,
    by: User,
    at: datetime,
    replaces: UUID | None,
    voice: str = OWN,
    is_draft: bool = False,
    **more: str,
) -> PledgeRating:
    """Say what became of a voluntary pledge, as ``rate_recommendation`` does of a recommendation."""
    workspace = locked(workspace)
    if pledge.review_id != workspace.review_id:
        raise NotInReview
    organisation = Organisation.objects.speaking_in(workspace, user=by).first()
    sitting = Saving(workspace, rules_of(workspace), organisation, by, at, is_draft)
    words = {"level": level, "note": note, "rated_date": rated_date} | more
    return put_rating(sitting, PledgeRating(pledge=pledge, voice=voice, **words), replaces=replaces, told=set(words))


@dataclass(frozen=True)
class Saving:
    """Who writes ratings at this moment, in whose name and under which rules. The workspace is locked."""

    workspace: Workspace
    rules: Rules
    organisation: Organisation | None
    by: User
    at: datetime
    is_draft: bool = False
    batch: UUID | None = None
    cluster: RatingCluster | None = None


def put_rating(saving: Saving, new: Said, *, replaces: UUID | None, told: set[str]) -> Said:
    """Put a rating in the place of the one that stands, unless that says the same or was not seen.

    What ``told`` does not name stays as it stands. Whoever calls this counts anew.
    """
    new.workspace, new.organisation = saving.workspace, saving.organisation
    if isinstance(new, Rating):
        new.batch, new.cluster = saving.batch, saving.cluster
    new.is_ours = new.voice in (OWN, saving.rules.voice)
    new.voice = new.voice or saving.rules.voice
    new.rated_by, new.rated_at = saving.by, saving.at
    new.state = _first_state(new, saving)
    rows = _before(new, saving)
    current = rows.select_related("rated_by").order_by("-rated_at", "pk").first()
    for name in set(CONTENT) - told if current else ():
        setattr(new, name, getattr(current, name))
    changed = [name for name in CONTENT if current is None or getattr(current, name) != getattr(new, name)]
    if isinstance(new, Rating) and new.cluster and current and current.cluster_id != new.cluster.pk:
        changed.append("cluster")
    if current and not changed:
        return _send_on(current, new, saving)
    if current and current.pk != replaces:
        raise RatingConflict(current) if isinstance(current, Rating) else PledgeConflict(current)
    if current and current.is_waiting:
        announce_decided(current, at=saving.at)
    rows.update(is_current=False)
    is_open = current and current.state != Rating.State.APPROVED
    new.former, new.writers = current, with_writer(current.hands if current and is_open else [], saving.by.pk)
    new.save(force_insert=True)
    if new.is_waiting:
        announce_sent(new, by=saving.by, at=saving.at)
    _note("settle_rating" if new.is_settled else "rate", new, saving, changed)
    return new


def standing(
    workspace: Workspace,
    organisation: Organisation | None,
    rules: Rules,
    *,
    voice: str = OWN,
    is_settled: bool = False,
) -> RatingQuerySet:
    """The current ratings that ``organisation`` would replace: its own where each rates apart, else everybody's.

    What is settled is everybody's: it replaces what was settled before, whichever organisation wrote it.
    """
    rows = Rating.objects.current().filter(workspace=workspace)
    if voice not in (OWN, rules.voice):
        return rows.filter(is_ours=False, voice=voice)
    if is_settled:
        return rows.ours().filter(is_settled=True)
    return rows.ours().filter(organisation=organisation, is_settled=False) if rules.rates_apart else rows.ours()


def _before(new: Said, saving: Saving) -> Any:
    """Whatever ``new`` would replace."""
    if isinstance(new, Rating):
        place: dict[str, Any] = {"voice": new.voice, "is_settled": new.is_settled}
        rows = standing(saving.workspace, new.organisation, saving.rules, **place)
        return rows.filter(recommendation=new.recommendation_id)
    said = PledgeRating.objects.current().filter(workspace=saving.workspace, pledge=new.pledge_id)
    if not new.is_ours:
        return said.filter(is_ours=False, voice=new.voice)
    return said.ours().filter(organisation=new.organisation) if saving.rules.rates_apart else said.ours()


def _first_state(new: Verdict, saving: Saving) -> str:
    """What others say is only written down: nobody has to approve it."""
    if not new.is_ours or not saving.rules.needs_approval:
        return Rating.State.APPROVED
    return Rating.State.DRAFT if saving.is_draft else Rating.State.SENT


def _send_on(current: Said, new: Said, saving: Saving) -> Said:
    """The same words once more: what was a draft or came back goes out for review now."""
    waits = current.state in (Rating.State.DRAFT, Rating.State.RETURNED)
    if waits and new.state == Rating.State.SENT:
        current.state = Rating.State.SENT
        current.save(update_fields=["state"])
        announce_sent(current, by=saving.by, at=saving.at)
        _note("send_rating", current, saving, ["state"])
    return current


def _note(verb: str, rating: Verdict, saving: Saving, fields: list[str]) -> None:
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
