"""One rating for many recommendations at one go, and taking it back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from accounts.models import Organisation, User, Workspace
from common.audit import record_event
from cycles.models import Recommendation
from implementation.models import OWN, Rating, RatingCluster
from implementation.services.counting import locked, recount, rules_of
from implementation.services.ratings import RatingConflict, Saving, put_rating


@dataclass(frozen=True)
class Batch:
    """What came of rating many: how many were rated, and which were not because somebody was faster."""

    key: UUID
    rated: int
    conflicts: list[Rating]


@transaction.atomic
def rate_many(
    *,
    workspace: Workspace,
    seen: Mapping[int, UUID | None],
    level: str,
    note: str,
    rated_date: date,
    by: User,
    at: datetime,
    is_draft: bool = False,
) -> Batch:
    """Give these recommendations one level. ``seen`` says which rating of each the person had before their eyes.

    An empty note leaves each its own. What somebody else rated meanwhile is left as it is, and told.
    """
    words = {"level": level, "rated_date": rated_date} | ({"note": note} if note else {})
    changes = {key: (standing, words) for key, standing in seen.items()}
    return write_many(workspace=workspace, changes=changes, by=by, at=at, is_draft=is_draft)


@transaction.atomic
def write_many(
    *,
    workspace: Workspace,
    changes: Mapping[int, tuple[UUID | None, Mapping[str, Any]]],
    by: User,
    at: datetime,
    is_draft: bool = False,
    cluster: RatingCluster | None = None,
    voice: str = OWN,
    key: UUID | None = None,
) -> Batch:
    """Change these words of these ratings: by recommendation, the rating that was seen and what is new in it."""
    workspace = locked(workspace)
    organisation = Organisation.objects.speaking_in(workspace, user=by).first()
    key = key or uuid4()
    saving = Saving(workspace, rules_of(workspace), organisation, by, at, is_draft, batch=key, cluster=cluster)
    found = Recommendation.objects.filter(review=workspace.review_id, pk__in=changes).in_order()
    rated, conflicts = [], []
    for recommendation in found:
        replaces, words = changes[recommendation.pk]
        new = Rating(recommendation=recommendation, voice=voice, **words)
        try:
            written = put_rating(saving, new, replaces=replaces, told=set(words))
        except RatingConflict as conflict:
            conflict.current.recommendation = recommendation
            conflicts.append(conflict.current)
        else:
            if written.batch == key:
                rated.append(recommendation.pk)
    recount(workspace, at=at, recommendations=rated)
    return Batch(key, len(rated), conflicts)


@transaction.atomic
def write_voices(
    *,
    workspace: Workspace,
    changes: Mapping[str, Mapping[int, tuple[UUID | None, Mapping[str, Any]]]],
    by: User,
    at: datetime,
) -> Batch:
    """The same by voice: what the workspace itself and the others say, at one go."""
    key = uuid4()
    row: dict[str, Any] = {"workspace": workspace, "by": by, "at": at, "key": key}
    batches = [write_many(**row, voice=voice, changes=words) for voice, words in changes.items()]
    conflicts = [rating for batch in batches for rating in batch.conflicts]
    return Batch(key, sum(batch.rated for batch in batches), conflicts)


@transaction.atomic
def take_back_batch(*, workspace: Workspace, batch: UUID, by: User, at: datetime) -> int:
    """Take back what ``by`` rated at one go: what stood before stands again; what was rated since stays.

    The rows taken back stay in the history. Says how many there were.
    """
    workspace = locked(workspace)
    rows = Rating.objects.current().filter(workspace=workspace, batch=batch, rated_by=by)
    gone = list(rows.values_list("pk", "former", "recommendation"))
    if not gone:
        return 0
    keys = [pk for pk, _, _ in gone]
    Rating.objects.filter(pk__in=keys).update(is_current=False, is_counted=False, undone_at=at)
    Rating.objects.filter(pk__in=[former for _, former, _ in gone if former]).update(is_current=True)
    record_event(verb="take_back_ratings", target=workspace, by=by, at=at, workspace_id=workspace.pk)
    recount(workspace, at=at, recommendations=[recommendation for _, _, recommendation in gone])
    return len(gone)
