"""What rows of several hands share: versions, recommendations that they are about, and a day that is due."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

from django.db.models import Model

from accounts.models import Organisation, User, Workspace
from common.audit import record_event
from cycles.models import Recommendation
from implementation.models import (
    Action,
    FollowUp,
    FundingCall,
    FundingNeed,
    Grant,
    GrantShare,
    Indicator,
    Lesson,
    Measurement,
    Occasion,
    Spending,
    StateClaim,
)
from implementation.services.ratings import NotInReview
from reminders.models import Deadline
from reminders.services.deadlines import Day, close_by_key, forget_by_key, set_deadline

Row = TypeVar(
    "Row",
    Action,
    FollowUp,
    Occasion,
    FundingCall,
    FundingNeed,
    Grant,
    GrantShare,
    Indicator,
    Lesson,
    Measurement,
    Spending,
    StateClaim,
)
# Rows about recommendations, and rows with a day among the deadlines.
Told = TypeVar("Told", Action, FollowUp, Indicator, Occasion)
Dated = TypeVar("Dated", Action, FollowUp, FundingCall, Occasion)


class WithDay(Protocol):
    """A row of any floor with a day among the deadlines of its workspace."""

    @property
    def workspace(self) -> Workspace: ...
    @property
    def title(self) -> str: ...
    @property
    def deadline_key(self) -> str: ...
    @property
    def organisation(self) -> Organisation | None: ...
    @property
    def person(self) -> User | None: ...
    def get_absolute_url(self) -> str: ...


class ChangedMeanwhile(Exception):
    """Somebody changed the row after it had been read; ``current`` is how it stands now."""

    def __init__(self, current: Any) -> None:
        super().__init__(str(current.pk))
        self.current = current


def check_review(workspace: Workspace, recommendations: Collection[Recommendation]) -> None:
    """Raises ``NotInReview`` where one is of another review than the workspace's."""
    if any(recommendation.review_id != workspace.review_id for recommendation in recommendations):
        raise NotInReview


def held(row: Row) -> Row:
    """The row as it stands, locked until the transaction ends."""
    holders = [name for name in ("organisation", "person") if hasattr(type(row), name)]
    rows = type(row).objects.select_for_update(of=("self",)).select_related("workspace", *holders)
    return rows.get(pk=row.pk)


def take_words(row: Model, words: dict[str, Any]) -> list[str]:
    """Put ``words`` into the row's fields; which of them are new."""
    changed = [name for name, value in words.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, words[name])
    return changed


def take_all(row: Told, words: dict[str, Any], recommendations: Collection[Recommendation], *, seen: str) -> list[str]:
    """The same with the recommendations that it is about. Raises ``ChangedMeanwhile`` if ``seen`` is past."""
    check_review(row.workspace, recommendations)
    if seen != row.version:
        raise ChangedMeanwhile(row)
    changed = take_words(row, words)
    if {one.pk for one in recommendations} != set(row.recommendations.values_list("pk", flat=True)):
        row.recommendations.set(recommendations)
        changed.append("recommendations")
    return changed


def write(row: Row, verb: str, changed: list[str], by: User, at: datetime) -> None:
    """Keep what is new in the row, with who wrote it and when, and note it in the audit trail."""
    row.changed_at, row.changed_by = at, by
    columns = {*changed, "changed_at", "changed_by"} - {"recommendations"}
    row.save(update_fields=columns)
    record_event(verb=verb, target=row, by=by, at=at, workspace_id=row.workspace_id, fields=sorted(changed))


def follow(
    row: WithDay,
    *,
    kind: str,
    day: date | Day | None,
    status: Deadline.Status,
    by: User,
    at: datetime,
    is_confided: bool = False,
    wording: str = "",
) -> None:
    """Its day among the deadlines: set while it is open, closed with it, called off where it has none.

    Of a day that ``is_confided`` nobody reads who only observes in the workspace. ``wording`` is the key of
    ``reminders.wordings`` by which it is named, where no person named it.
    """
    if day and status == Deadline.Status.OPEN:
        set_deadline(
            workspace=row.workspace,
            key=row.deadline_key,
            kind=kind,
            day=day if isinstance(day, Day) else Day(day=day),
            by=by,
            at=at,
            title="" if wording else row.title,
            milestone=wording,
            path=row.get_absolute_url(),
            organisation=row.organisation,
            person=row.person,
            is_confided=is_confided,
        )
    close_by_key(
        workspace=row.workspace,
        key=row.deadline_key,
        status=status if day else Deadline.Status.CANCELLED,
        by=by,
        at=at,
    )


def take_away(row: Dated, verb: str, by: User, at: datetime) -> None:
    """Delete the row for good; nobody is reminded of it any more."""
    row = held(row)
    record_event(verb=verb, target=row, by=by, at=at, workspace_id=row.workspace_id)
    forget_by_key(workspace=row.workspace, key=row.deadline_key, by=by, at=at)
    row.delete()
