"""Mid-term reports: asked for by a person, made in the background, made once.

A report is a row with a lease. Whoever makes it renews the lease with each step; when its worker is killed the lease
runs out, and the next worker takes the report up.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.models import User, Workspace
from common.actor import acting_as_server, acting_for
from common.after_commit import after_commit
from common.audit import record_event
from common.pdf import PdfUnavailable, RefusedFetch
from implementation import tasks
from implementation.models import MidTermDraft, MidTermReport

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
MAX_ATTEMPTS = 3
# Between two looks at the row there is no use in writing it.
SECONDS_BETWEEN_STEPS = 0.4

Status = MidTermReport.Status
Failure = MidTermReport.Failure
# Hears how far the work is: per cent, and the page that is being laid out (0 where there are no pages).
Tell = Callable[[int, int], None]
Render = Callable[[MidTermReport, Tell], bytes]


@transaction.atomic
def request_midterm_report(
    *, workspace: Workspace, language: str, file_format: str, by: User, at: datetime, draft: MidTermDraft | None = None
) -> MidTermReport:
    """Ask for a mid-term report: of a draft, or of everything. The message to the worker only wakes it.

    Who asks again while the same report is being made gets that one.
    """
    unfinished = workspace.midterm_reports.filter(status__in=(Status.WAITING, Status.RUNNING))
    same = unfinished.filter(language=language, file_format=file_format, draft=draft, edition=None).first()
    if same:
        return same
    what = {"draft": draft, "language": language, "file_format": file_format}
    report = MidTermReport.objects.create(workspace=workspace, **what, created_at=at, created_by=by)
    record_event(verb="request_midterm_report", target=report, by=by, at=at, workspace_id=workspace.pk)
    # Where the broker is down, the scheduler takes the report up.
    after_commit(tasks.make_report.delay, report_id=str(report.pk))
    return report


def make_midterm_report(*, report_id: UUID, at: datetime, render: Render) -> MidTermReport | None:
    """Make a report that waits or was left behind; nothing where somebody else makes it or it is made already."""
    report = _claim(report_id, at)
    if report is None:
        return None
    run = _Run(report, at)
    try:
        # Read by whoever asked for it: who was taken out of the workspace meanwhile gets nothing of it.
        with acting_for(report.created_by):
            content = render(report, run.tell)
    except Workspace.DoesNotExist:
        run.fail(Failure.NO_ACCESS)
    except PdfUnavailable:
        run.fail(Failure.NO_PDF_LIBRARY)
    except RefusedFetch:
        run.fail(Failure.FOREIGN_FILE)
    except Exception:
        logger.exception("Mid-term report %s, attempt %s", report.pk, report.attempts)
        run.give_back()
    else:
        run.finish(content)
    report.refresh_from_db()
    return report


def reports_to_take_up(*, at: datetime) -> list[UUID]:
    """Reports that nobody is making: new ones, and ones whose worker was killed. Gives up after three attempts."""
    _left_behind(at).filter(attempts__gte=MAX_ATTEMPTS).update(
        status=Status.FAILED, failure=Failure.STOPPED, leased_until=None, finished_at=at
    )
    free = MidTermReport.objects.filter(Q(status=Status.WAITING) | Q(pk__in=_left_behind(at)))
    return list(free.order_by("created_at", "pk").values_list("pk", flat=True))


def _left_behind(at: datetime) -> QuerySet[MidTermReport]:
    return MidTermReport.objects.filter(status=Status.RUNNING, leased_until__lt=at)


@transaction.atomic
def _claim(report_id: UUID, at: datetime) -> MidTermReport | None:
    free = Q(status=Status.WAITING) | Q(status=Status.RUNNING, leased_until__lt=at)
    rows = MidTermReport.objects.select_for_update(skip_locked=True).filter(free, attempts__lt=MAX_ATTEMPTS)
    report = rows.filter(pk=report_id).first()
    if report is None:
        return None
    report.status, report.leased_until, report.attempts = Status.RUNNING, at + LEASE, report.attempts + 1
    report.progress = report.page = 0
    report.save(update_fields=["status", "leased_until", "attempts", "progress", "page"])
    return report


@dataclass
class _Run:
    """One attempt at a report. Until it is finished it writes only while the row is still its own."""

    report: MidTermReport
    at: datetime
    started: float = field(default_factory=monotonic)
    written: float = 0.0

    def _own(self) -> QuerySet[MidTermReport]:
        return MidTermReport.objects.filter(pk=self.report.pk, status=Status.RUNNING, attempts=self.report.attempts)

    def _now(self) -> datetime:
        return self.at + timedelta(seconds=monotonic() - self.started)

    def tell(self, per_cent: int, page: int) -> None:
        """Show how far the work is and renew the lease."""
        if monotonic() - self.written < SECONDS_BETWEEN_STEPS:
            return
        self.written = monotonic()
        with acting_as_server():
            self._tell(per_cent, page)

    def _tell(self, per_cent: int, page: int) -> None:
        self._own().update(progress=per_cent, page=page, leased_until=self._now() + LEASE)

    def finish(self, content: bytes) -> None:
        """Keep the file, unless another worker was quicker: whoever comes first has made the report."""
        name = default_storage.save(f"reports/{uuid4()}.{self.report.file_format}", ContentFile(content))
        unfinished = MidTermReport.objects.filter(pk=self.report.pk).exclude(status=Status.DONE)
        done = unfinished.update(
            status=Status.DONE,
            failure="",
            file=name,
            outcome=self.report.outcome,
            progress=100,
            page=0,
            leased_until=None,
            finished_at=self._now(),
        )
        if not done:
            default_storage.delete(name)

    def fail(self, failure: MidTermReport.Failure) -> None:
        self._own().update(status=Status.FAILED, failure=failure, leased_until=None, finished_at=self._now())

    def give_back(self) -> None:
        """Let the next worker try, unless this was the last attempt."""
        if self.report.attempts >= MAX_ATTEMPTS:
            self.fail(Failure.ERROR)
        else:
            self._own().update(status=Status.WAITING, leased_until=None, progress=0, page=0)
