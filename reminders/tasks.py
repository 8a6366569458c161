"""What the worker does for this floor. Messages carry ids only; whatever must not be lost is a row."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from common.actor import acting_as_server


@shared_task(name="reminders.plan_rounds")
def plan_rounds(*, deadline_id: str | None = None) -> None:
    """Plan the rounds of one deadline, or of all whose day moved and whose message was lost."""
    from reminders.services import rounds  # noqa: PLC0415 a task imports what it runs

    with acting_as_server():
        rounds.plan_rounds(deadline_id=UUID(deadline_id) if deadline_id else None)


@shared_task(name="reminders.follow_calendar")
def follow_calendar() -> None:
    """Bring the deadlines of all workspaces in step with the calendar of the reviews."""
    from reminders.services import calendar  # noqa: PLC0415 a task imports what it runs

    with acting_as_server():
        calendar.follow_calendar(at=timezone.now())
