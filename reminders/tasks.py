"""What the worker does for this floor. Messages carry ids only; whatever must not be lost is a row.

Tasks only wake: each run takes what is due, for less time than lies between two wakes, and may run beside another.
"""

from threading import Lock
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from common.actor import acting_as_server

# One run of a kind in a process: a second would only wait for the first.
_TELLING, _POSTING = Lock(), Lock()


@shared_task(name="reminders.plan_rounds")
def plan_rounds(*, deadline_id: str | None = None) -> None:
    """Plan the rounds of one deadline, or of all whose day moved and whose message was lost."""
    from reminders.services import rounds  # noqa: PLC0415 a task imports what it runs

    with acting_as_server():
        rounds.plan_rounds(at=timezone.now(), deadline_id=UUID(deadline_id) if deadline_id else None)


@shared_task(name="reminders.follow_calendar")
def follow_calendar() -> None:
    """Bring the deadlines of all workspaces in step with the calendar of the reviews, and with their theme groups."""
    from reminders.services import calendar, theme_groups  # noqa: PLC0415 a task imports what it runs

    with acting_as_server():
        calendar.follow_calendar(at=timezone.now())
        theme_groups.follow_theme_groups(at=timezone.now())


@shared_task(name="reminders.begin_rounds")
def begin_rounds() -> None:
    """Tell people what is due to be said."""
    from reminders.running import Run  # noqa: PLC0415
    from reminders.services import notices, telling  # noqa: PLC0415

    if not _TELLING.acquire(blocking=False):
        return
    try:
        with acting_as_server():
            notices.tell_happenings(run=Run(timezone.now()))
            telling.begin_rounds(run=Run(timezone.now()))
    finally:
        _TELLING.release()


@shared_task(name="reminders.post_letters")
def post_letters() -> None:
    """Put what is due by mail into letters, and send them."""
    from reminders.running import Run  # noqa: PLC0415
    from reminders.services import letters, post  # noqa: PLC0415

    if not _POSTING.acquire(blocking=False):
        return
    try:
        with acting_as_server():
            run = Run(timezone.now())
            letters.gather_letters(run=run)
            post.post_letters(run=run)
    finally:
        _POSTING.release()
