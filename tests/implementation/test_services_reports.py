"""Mid-term reports are made once, whatever happens to the worker."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.files.storage import default_storage
from django.db import connection

from common.actor import SERVER, assume
from common.pdf import PdfUnavailable, RefusedFetch
from implementation.models import MidTermReport
from implementation.services.reports import (
    LEASE,
    MAX_ATTEMPTS,
    make_midterm_report,
    reports_to_take_up,
    request_midterm_report,
)
from tests.factories import AT

Status = MidTermReport.Status


def render(report, tell):
    tell(40, 12)
    return b"%PDF-made"


def fail(report, tell):
    raise ValueError("the printer is on fire")


def refuse(error):
    def render(report, tell):
        raise error

    return render


@pytest.fixture
def report(workspace, amina):
    """Asked for; nobody has heard of it yet."""
    return request_midterm_report(workspace=workspace, language="ar", file_format="pdf", by=amina, at=AT)


def test_request_midterm_report_waits_for_the_worker(report):
    assert (report.status, report.language, report.file_format, report.attempts) == ("waiting", "ar", "pdf", 0)


def test_request_midterm_report_again_while_it_is_made_gives_the_same(report, workspace, amina):
    words = {"workspace": workspace, "by": amina, "at": AT, "file_format": "pdf"}

    again = request_midterm_report(**words, language="ar")
    other = request_midterm_report(**words, language="fr")

    assert again == report
    assert other != report


def test_make_midterm_report_keeps_the_file(report):
    made = make_midterm_report(report_id=report.pk, at=AT, render=render)

    assert (made.status, made.progress, made.attempts, made.leased_until) == ("done", 100, 1, None)
    assert made.file.read() == b"%PDF-made"
    assert made.finished_at >= AT


def test_make_midterm_report_shows_how_far_it_is(report):
    seen = []

    def look(row, tell):
        tell(40, 12)
        seen.append(MidTermReport.objects.values_list("status", "progress", "page", "leased_until").get())
        return b"%PDF"

    make_midterm_report(report_id=report.pk, at=AT, render=look)

    status, progress, page, leased_until = seen[0]
    assert (status, progress, page) == ("running", 40, 12)
    assert leased_until >= AT + LEASE


def test_make_midterm_report_of_a_finished_one_does_nothing(report):
    make_midterm_report(report_id=report.pk, at=AT, render=render)

    assert make_midterm_report(report_id=report.pk, at=AT + timedelta(days=1), render=fail) is None


def test_make_midterm_report_leaves_one_that_is_being_made(report):
    MidTermReport.objects.update(status=Status.RUNNING, attempts=1, leased_until=AT + LEASE)

    assert make_midterm_report(report_id=report.pk, at=AT, render=fail) is None


def test_report_of_a_killed_worker_is_made_once(report):
    MidTermReport.objects.update(status=Status.RUNNING, attempts=1, progress=55, leased_until=AT + LEASE)
    later = AT + LEASE + timedelta(seconds=1)

    assert reports_to_take_up(at=AT) == []
    assert reports_to_take_up(at=later) == [report.pk]
    made = make_midterm_report(report_id=report.pk, at=later, render=render)

    assert (made.status, made.attempts) == ("done", 2)
    assert reports_to_take_up(at=later) == []


def test_worker_that_lost_its_lease_leaves_no_second_file(report):
    later = AT + LEASE + timedelta(seconds=1)

    def slow(row, tell):
        make_midterm_report(report_id=report.pk, at=later, render=render)
        return b"%PDF-too late"

    before = set(default_storage.listdir("reports")[1]) if default_storage.exists("reports") else set()
    made = make_midterm_report(report_id=report.pk, at=AT, render=slow)

    assert (made.status, made.attempts, made.file.read()) == ("done", 2, b"%PDF-made")
    assert len(set(default_storage.listdir("reports")[1]) - before) == 1


def test_slow_worker_that_lost_its_lease_still_brings_its_file(report):
    def slow(row, tell):
        MidTermReport.objects.update(attempts=MAX_ATTEMPTS, leased_until=AT - LEASE)
        assert reports_to_take_up(at=AT) == []
        return b"%PDF-late"

    made = make_midterm_report(report_id=report.pk, at=AT, render=slow)

    assert (made.status, made.failure, made.file.read()) == ("done", "", b"%PDF-late")


def test_report_that_cannot_be_made_is_tried_three_times(report):
    for attempt in range(1, MAX_ATTEMPTS):
        tried = make_midterm_report(report_id=report.pk, at=AT, render=fail)
        assert (tried.status, tried.attempts, reports_to_take_up(at=AT)) == ("waiting", attempt, [report.pk])

    tried = make_midterm_report(report_id=report.pk, at=AT, render=fail)

    assert (tried.status, tried.failure, tried.attempts) == ("failed", "error", 3)
    assert reports_to_take_up(at=AT) == []


def test_report_whose_workers_are_killed_three_times_is_given_up(report):
    MidTermReport.objects.update(status=Status.RUNNING, attempts=MAX_ATTEMPTS, leased_until=AT)

    assert reports_to_take_up(at=AT + timedelta(seconds=1)) == []
    report.refresh_from_db()
    assert (report.status, report.failure) == ("failed", "stopped")


@pytest.mark.parametrize(
    ("error", "failure"),
    [(PdfUnavailable("apt-get"), "no_pdf_library"), (RefusedFetch(["http://x/"]), "foreign_file")],
)
def test_report_that_can_never_be_made_fails_at_once(report, error, failure):
    tried = make_midterm_report(report_id=report.pk, at=AT, render=refuse(error))

    assert (tried.status, tried.failure, tried.attempts) == ("failed", failure, 1)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_it_once(workspace, amina):
    row = MidTermReport.objects.create(workspace=workspace, language="en", created_at=AT, created_by=amina)
    start = Barrier(2)

    def work(_number):
        start.wait()
        try:
            return make_midterm_report(report_id=row.pk, at=AT, render=render) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(2, initializer=assume, initargs=(SERVER,)) as pool:
        made = list(pool.map(work, range(2)))

    row.refresh_from_db()
    assert sorted(made) == [False, True]
    assert (row.status, row.attempts) == ("done", 1)
