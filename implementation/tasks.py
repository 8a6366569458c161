"""What the worker does for this floor. Messages carry ids only; the truth is in the rows."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from common.actor import acting_as_server


@shared_task(name="implementation.make_report")
def make_report(*, report_id: str) -> None:
    """Make one mid-term report."""
    from implementation import pdfs  # noqa: PLC0415 a task imports what it runs
    from implementation.services import reports  # noqa: PLC0415

    with acting_as_server():
        reports.make_midterm_report(report_id=UUID(report_id), at=timezone.now(), render=pdfs.render_report)


@shared_task(name="implementation.take_up_reports")
def take_up_reports() -> None:
    """Wake the worker for reports that nobody is making: messages may be lost, rows are not."""
    from implementation.services import reports  # noqa: PLC0415 a task imports what it runs

    with acting_as_server():
        waiting = reports.reports_to_take_up(at=timezone.now())
    for report_id in waiting:
        make_report.delay(report_id=str(report_id))


@shared_task(name="implementation.empty_bins")
def empty_bins() -> None:
    """Delete for good what has lain in a bin for 30 days."""
    from implementation.services import evidence  # noqa: PLC0415 a task imports what it runs

    with acting_as_server():
        evidence.empty_bins(at=timezone.now())
