"""The same mid-term report is made once; whatever changes in it makes a new one."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from implementation import pdfs
from implementation.midterm_kept import kept_file
from implementation.models import MidTermReport
from implementation.services.reports import make_midterm_report
from tests.factories import AT, make_rating, make_recommendation, make_workspace

KEPT = b"the file that was made first"


@pytest.fixture
def recommendation(review):
    return make_recommendation(review, item=1)


@pytest.fixture
def first(workspace, amina, recommendation):
    """A Word file that was made, with other bytes in its place, so that one taken from there is known."""
    made = make(workspace, amina)
    default_storage.delete(made.file.name)
    default_storage.save(made.file.name, ContentFile(KEPT))
    return made


def make(workspace, by, *, language="en", at=AT):
    row = MidTermReport.objects.create(
        workspace=workspace, language=language, file_format="docx", created_at=at, created_by=by
    )
    made = make_midterm_report(report_id=row.pk, at=at, render=pdfs.render_report)
    assert made.status == "done"
    return made


def content(report):
    return report.file.open("rb").read()


def test_the_same_report_comes_from_what_is_kept(workspace, amina, odile, first):
    second = make(workspace, odile, at=AT + timedelta(minutes=1))

    assert content(second) == KEPT
    assert second.file.name != first.file.name
    assert second.outcome == first.outcome


def test_a_rating_that_changed_makes_a_new_file(workspace, amina, first, recommendation):
    make_rating(workspace, recommendation, amina, level="partially")

    assert content(make(workspace, amina))[:2] == b"PK"


def test_another_day_or_language_makes_a_new_file(workspace, amina, first):
    assert content(make(workspace, amina, language="fr"))[:2] == b"PK"
    assert content(make(workspace, amina, at=AT + timedelta(days=1)))[:2] == b"PK"


def test_a_file_that_is_gone_is_made_again(workspace, amina, first):
    default_storage.delete(first.file.name)

    assert content(make(workspace, amina))[:2] == b"PK"


def test_another_workspace_gets_nothing_of_it(first, review):
    elsewhere = MidTermReport(workspace=make_workspace(review=review), language="en", file_format="docx")
    here = MidTermReport(workspace=first.workspace, language="en", file_format="docx")
    fingerprint = first.outcome["made_of"]

    assert kept_file(here, fingerprint) == KEPT
    assert kept_file(elsewhere, fingerprint) is None
