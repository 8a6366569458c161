from datetime import date, timedelta

import pytest

from cycles.date_changes import log_of
from cycles.models import ImportRun, Review
from cycles.services.imports import apply_import
from cycles.services.undoing import undo_import
from tests.cycles.imported import bring, make_arcadia
from tests.factories import AT
from tests.working_group_reports import SYMBOL, make_report

LATER = AT + timedelta(days=30)
DAY = date(2025, 1, 28)


@pytest.fixture
def arcadia(db):
    return make_arcadia()


def day_of(review):
    return Review.objects.values_list("review_date", "confidence", "source", "corrected_at").get(pk=review.pk)


def read_report(by):
    """A report of the Working Group, in the record."""
    run = bring(make_report().encode(), by, file_name="report.txt")
    apply_import(run=run, by=by, at=AT)
    return ImportRun.objects.get(pk=run.pk)


def test_day_of_the_review_is_taken_from_the_report_and_given_back(client, arcadia, edda):
    before = day_of(arcadia)

    run = read_report(edda)
    written = day_of(arcadia)
    page = client.get("/states/XAR/").content.decode()
    undo_import(run=run, by=edda, at=LATER)

    assert written[:3] == (DAY, "confirmed", SYMBOL)
    assert "28 January 2025" in page
    assert day_of(arcadia) == before
    lines = [
        (line.what, line.before, line.after, line.change.source, line.change.changed_by) for line in log_of(arcadia)
    ]
    assert lines == [
        ("Review", "28 January 2025", "", "Taken back: report.txt", edda),
        ("Review", "", "28 January 2025", SYMBOL, edda),
    ]


@pytest.mark.parametrize(
    ("stored", "written"),
    [
        ({"review_date": date(2025, 1, 27), "confidence": "confirmed", "source": "UN Web TV"}, date(2025, 1, 27)),
        ({"review_date": date(2025, 1, 27), "confidence": "unverified", "source": "From memory"}, DAY),
        ({"review_date": date(2025, 1, 27), "confidence": "tentative", "source": "Letter"}, DAY),
    ],
)
def test_confirmed_day_goes_before_that_of_the_report(arcadia, edda, stored, written):
    Review.objects.filter(pk=arcadia.pk).update(**stored)

    read_report(edda)

    assert day_of(arcadia)[0] == written


def test_day_outside_of_the_session_is_left_to_a_person(arcadia, edda):
    arcadia.current_session.start_date = arcadia.current_session.end_date = date(2025, 4, 28)
    arcadia.current_session.save()

    run = read_report(edda)

    assert (day_of(arcadia)[0], "review_day" in run.undo_data) == (None, False)


def test_day_that_a_person_corrected_since_stays(arcadia, edda):
    run = read_report(edda)
    Review.objects.filter(pk=arcadia.pk).update(review_date=date(2025, 1, 29), source="UN Web TV")

    undo_import(run=run, by=edda, at=LATER)

    assert day_of(arcadia)[:3] == (date(2025, 1, 29), "confirmed", "UN Web TV")
