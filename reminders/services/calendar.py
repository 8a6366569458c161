"""The key dates of a review, held against the deadlines of every workspace at work on it."""

import hashlib
import json
import logging
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F, Q, Subquery
from django.db.models.functions import Coalesce

from accounts.models import Workspace
from cycles.dates import GENEVA
from cycles.key_date_rows import KeyDateRow
from cycles.key_dates import timelines
from cycles.models import RecordVersion, Review
from reminders.models import Deadline, FollowedReview
from reminders.services.deadlines import Day, Due, close_deadlines, set_deadlines

logger = logging.getLogger(__name__)

# Workspaces of one transaction: some thousand rows, held for about a second.
BATCH = 50
PREFIX = "review:"
# Those of us who act; every other date is somebody else's.
_OURS = frozenset({"cso", "ecosoc_ngo"})


@dataclass(frozen=True)
class _Moment:
    """A key date as it becomes a deadline. ``last_day`` is the last on which it may fall."""

    milestone: str
    kind: str
    day: Day
    last_day: date


@dataclass(frozen=True)
class _Dates:
    """The dated moments of one review, and by what it is seen whether they are others than last time."""

    moments: Sequence[_Moment]
    path: str
    digest: str

    def dues(self, workspace: Workspace, known: Collection[str]) -> list[Due]:
        """What is due in a workspace. What was over when it was opened is not, unless it was due there and moved."""
        opened = workspace.created_at.astimezone(GENEVA).date()
        return [
            Due(
                workspace_id=workspace.pk,
                key=PREFIX + one.milestone,
                kind=one.kind,
                milestone=one.milestone,
                path=self.path,
                day=one.day,
            )
            for one in self.moments
            if one.last_day >= opened or PREFIX + one.milestone in known
        ]


def follow_calendar(*, at: datetime) -> int:
    """Bring the deadlines of all workspaces in step with the key dates of their reviews; in how many some differed.

    Nobody's deadlines are looked at unless the record has changed since: one query says so. Safe to run at any time
    and side by side; whoever is killed goes on where it stopped.
    """
    # Zero where nothing was ever written into the record.
    version = Coalesce(Subquery(RecordVersion.objects.filter(pk=1).values("version")), 0)
    behind = Workspace.objects.annotate(record=version).filter(Q(followed=None) | Q(followed__version__lt=F("record")))
    waiting = list(behind.order_by("review", "pk").values_list("pk", "review", "record"))
    if not waiting:
        return 0
    # Read after the version: what changes in between is found the next time.
    dates = _dates_of({review for _key, review, _version in waiting})
    keys = [key for key, _review, _version in waiting]
    record = waiting[0][2]
    return sum(_together(keys[first : first + BATCH], dates, record, at) for first in range(0, len(keys), BATCH))


def _dates_of(reviews: Iterable[int]) -> dict[int, _Dates]:
    found = {review.pk: review for review in Review.objects.with_parts().filter(pk__in=reviews)}
    return {key: _dates(rows, found[key].get_dates_url()) for key, rows in timelines(found.values()).items()}


def _dates(rows: Iterable[KeyDateRow], path: str) -> _Dates:
    moments = [one for one in map(_moment, rows) if one]
    # Every value of each, whatever may be added to them one day.
    values = json.dumps([path, [asdict(one) for one in moments]], default=str)
    return _Dates(moments, path, hashlib.sha256(values.encode()).hexdigest())


def _moment(row: KeyDateRow) -> _Moment | None:
    if row.day is None:
        return None
    day = Day(
        day=row.day,
        # A month is said by its first day: "about".
        last=None if row.is_month or row.moment else row.end,
        hour=row.hour if row.moment else None,
        confidence=row.confidence,
        is_about=row.is_about or row.is_month,
        source=row.source,
    )
    return _Moment(row.milestone, _kind(row), day, row.last_day or row.day)


def _together(keys: Sequence[UUID], dates: dict[int, _Dates], version: int, at: datetime) -> int:
    """A batch at once; where that fails, each workspace alone, so that one does not keep the others from following."""
    try:
        return _follow(keys, dates, version, at)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        logger.exception("Deadlines cannot follow the calendar, workspaces: %s", len(keys))
    return sum(_together([key], dates, version, at) for key in keys) if len(keys) > 1 else 0


@transaction.atomic
def _follow(keys: Sequence[UUID], dates: dict[int, _Dates], version: int, at: datetime) -> int:
    # A row for each, so that there is one to hold; those that another worker holds are left to it.
    FollowedReview.objects.bulk_create(
        (FollowedReview(workspace_id=key, followed_at=at) for key in keys), ignore_conflicts=True
    )
    held = FollowedReview.objects.select_for_update(skip_locked=True, of=("self",)).select_related("workspace")
    followed = list(held.filter(workspace__in=keys).order_by("pk"))
    digests = {key: dates[key].digest for key in {one.workspace.review_id for one in followed}}
    changed = [one for one in followed if one.digest != digests[one.workspace.review_id]]
    _bring_in_step([one.workspace for one in changed], dates, at)
    for one in changed:
        one.digest = digests[one.workspace.review_id]
    FollowedReview.objects.bulk_update(changed, ["digest"])
    FollowedReview.objects.filter(pk__in=[one.pk for one in followed]).update(version=version, followed_at=at)
    return len(changed)


def _bring_in_step(workspaces: Sequence[Workspace], dates: dict[int, _Dates], at: datetime) -> None:
    """Set what has a day; call off what was still to come and has none any more."""
    if not workspaces:
        return
    stored = Deadline.objects.filter(workspace__in=workspaces, key__startswith=PREFIX).order_by("pk")
    known: dict[UUID, dict[str, Deadline]] = {one.pk: {} for one in workspaces}
    for row in stored:
        known[row.workspace_id][row.key] = row
    dues = [due for one in workspaces for due in dates[one.review_id].dues(one, known[one.pk])]
    set_deadlines(dues=dues, by=None, at=at)
    dated = {(due.workspace_id, due.key) for due in dues}
    lost = [row.pk for row in stored if (row.workspace_id, row.key) not in dated and _is_ahead(row, at)]
    if lost:
        close_deadlines(keys=lost, status=Deadline.Status.CANCELLED, by=None, at=at)


def _is_ahead(deadline: Deadline, at: datetime) -> bool:
    return deadline.status == Deadline.Status.OPEN and deadline.ends_at > at


def _kind(row: KeyDateRow) -> str:
    if row.milestone == "stakeholder_submission":
        return Deadline.Kind.SUBMISSION
    return Deadline.Kind.UN_DATE if _OURS.isdisjoint(row.actors) else Deadline.Kind.KEY_DATE
