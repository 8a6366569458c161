"""What one call writes about deadlines: the rows, the lines of their logs, the audit trail; all in a few queries."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from accounts.models import User
from common.after_commit import after_commit
from common.audit import record_event
from reminders import tasks
from reminders.models import Deadline, DeadlineChange


class Sheet:
    """Filled in row by row, then written once. ``by`` is None where the calendar moved things."""

    def __init__(self, by: User | None, at: datetime) -> None:
        self.by = by
        self.at = at
        self._created: list[Deadline] = []
        self._changed: dict[tuple[str, ...], list[Deadline]] = defaultdict(list)
        self._lines: list[DeadlineChange] = []
        self._notes: list[tuple[str, Deadline, Sequence[str]]] = []
        self._to_plan: list[Deadline] = []

    def create(self, deadline: Deadline) -> None:
        """A new row."""
        self._created.append(deadline)
        self._to_plan.append(deadline)
        self._notes.append(("set", deadline, ["date"]))

    def change(self, verb: str, deadline: Deadline, fields: Sequence[str], noted: Sequence[str] = ()) -> None:
        """A row of which ``fields`` are other than before; none are: nothing is written."""
        if not fields:
            return
        deadline.changed_at = self.at
        self._changed[tuple(sorted({*fields, "changed_at"}))].append(deadline)
        self._notes.append((verb, deadline, noted or fields))
        if deadline.planned_revision != deadline.revision:
            self._to_plan.append(deadline)

    def log(self, deadline: Deadline, what: str, **values: str) -> None:
        """A line of the deadline's own log."""
        line = DeadlineChange(
            workspace_id=deadline.workspace_id, deadline=deadline, what=what, at=self.at, by=self.by, **values
        )
        self._lines.append(line)

    def write(self) -> None:
        """Write everything, inside the caller's transaction, and wake the worker after it."""
        Deadline.objects.bulk_create(self._created, batch_size=1000)
        for fields, rows in self._changed.items():
            # Each is there and held. PostgreSQL finds them by their keys; ``bulk_update`` compares all with all.
            Deadline.objects.bulk_create(
                rows,
                batch_size=1000,
                update_conflicts=True,
                unique_fields=["id"],
                update_fields=[name.removesuffix("_id") for name in fields],
            )
        DeadlineChange.objects.bulk_create(self._lines, batch_size=1000)
        self._note()
        self._plan_soon()

    def _note(self) -> None:
        """In the audit trail stands what people did; what the calendar moved stands in the calendar's own log."""
        for verb, deadline, fields in self._notes if self.by else ():
            record_event(
                verb=verb,
                target=deadline,
                by=self.by,
                at=self.at,
                workspace_id=deadline.workspace_id,
                fields=sorted(fields),
            )

    def _plan_soon(self) -> None:
        """Wake the worker; where the message is lost, the scheduler finds the rows by their revision."""
        if len(self._to_plan) == 1:
            after_commit(tasks.plan_rounds.delay, deadline_id=str(self._to_plan[0].pk))
        elif self._to_plan:
            after_commit(tasks.plan_rounds.delay)
