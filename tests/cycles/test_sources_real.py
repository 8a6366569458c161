"""One review from several of its real documents, in any order, and out again (``UPR_REALDATA``)."""

import os
from functools import cache
from pathlib import Path

import pytest
from django.core.management import call_command

from cycles.models import ImportRun, Position, Review, UnDocument
from cycles.services.imports import compare, read_document, take_in
from cycles.services.undoing import undo_import
from tests.cycles.dumps import dump
from tests.cycles.imported import outcome
from tests.factories import AT

pytestmark = pytest.mark.slow

LIST = "thematic_lists/SVN_c4.docx"
REPORT = "wg_reports/A_HRC_59_15_SVN_c4.pdf"
ADDENDUM = "addenda/A_HRC_59_15_Add1_SVN_c4.pdf"
NOW = {"supported": 217, "noted": 37}


@pytest.fixture
def folder():
    root = os.environ.get("UPR_REALDATA")
    if not root:
        pytest.skip("UPR_REALDATA does not name OHCHR's files")
    return Path(root)


@pytest.fixture
def slovenia(db):
    call_command("load_reference_data", verbosity=0)
    return Review.objects.by_code("SVN-4").get()


@cache
def read(path):
    """The document of a file, read once for all tests: a report of 27 pages takes seconds."""
    return read_document(path.read_bytes())


def bring(folder, name):
    """The document written into the record, unless it is there; what it found."""
    document = read(folder / name)
    found = compare(document, None)
    return found if found.already_stored else take_in(document, found.review, file_name=Path(name).name, at=AT)


def positions(review):
    rows = review.recommendations.values_list("position", flat=True)
    return {kind: list(rows).count(kind) for kind in sorted(set(rows), reverse=True)}


def kinds_of_sources(review):
    return {tuple(sorted(row.sources.values_list("kind", flat=True))) for row in review.recommendations.all()}


@pytest.mark.parametrize("order", [(LIST, REPORT), (REPORT, LIST)])
def test_report_and_list_are_one_record_with_two_sources_in_either_order(folder, slovenia, order):
    found = [bring(folder, name) for name in order]

    assert [one.created for one in found] == [254, 0]
    assert [one.obstacles for one in found] == [(), ()]
    assert slovenia.recommendations.count() == 254
    assert positions(slovenia) == NOW
    assert kinds_of_sources(slovenia) == {("thematic_list", "working_group_report")}
    assert Position.objects.filter(stage="working_group_report", kind="pending").count() == 254
    assert [bring(folder, name).already_stored for name in order] == [True, True]
    assert ImportRun.objects.count() == 2


def test_both_orders_end_in_the_same_words(folder, slovenia):
    def words():
        rows = slovenia.recommendations.in_order()
        return [(row.number, row.text, row.position, sorted(row.state_rows.values_list("state"))) for row in rows]

    for name in (LIST, REPORT):
        bring(folder, name)
    one = words()
    for run in reversed(runs()):
        undo_import(run=run, by=None, at=AT)
    for name in (REPORT, LIST):
        bring(folder, name)

    assert words() == one


def test_addendum_gives_the_same_positions_again(folder, slovenia):
    for name in (LIST, REPORT):
        bring(folder, name)

    found = bring(folder, ADDENDUM)

    assert (found.expected, found.missing, found.repeated, found.unknown) == (254, (), (), ())
    assert outcome(found) == (0, 254, 0)
    assert positions(slovenia) == NOW
    assert slovenia.recommendations.filter(positions__note="already implemented").count() == 39
    assert UnDocument.objects.get(kind="addendum").explanations.count() > 0
    assert bring(folder, ADDENDUM).already_stored


def test_addendum_after_the_report_answers_what_was_pending(folder, slovenia):
    bring(folder, REPORT)
    assert positions(slovenia) == {"pending": 254}

    bring(folder, ADDENDUM)

    assert positions(slovenia) == NOW


@pytest.mark.parametrize("names", [(LIST, REPORT, ADDENDUM), (REPORT, ADDENDUM, LIST), (REPORT, LIST, ADDENDUM)])
def test_every_import_is_taken_back_exactly(folder, slovenia, names):
    steps = [dump(slovenia)]
    for name in names:
        bring(folder, name)
        steps.append(dump(slovenia))

    for run, before in zip(reversed(runs()), reversed(steps[:-1]), strict=True):
        undo_import(run=run, by=None, at=AT)
        assert dump(slovenia) ^ before == set()


def runs():
    """Applied imports in the order in which they came."""
    return sorted(ImportRun.objects.filter(status="applied"), key=lambda run: run.sources.order_by("pk").first().pk)
