"""One review from several of its real documents, in any order, and out again (``UPR_REALDATA``)."""

import os
from functools import cache
from pathlib import Path

import pytest
from django.core.management import call_command

from cycles.models import ImportRun, Position, Review, UnDocument
from cycles.services.imports import (
    answer_doubts,
    apply_import,
    compare,
    compare_again,
    keep_reading,
    read_document,
    take_in,
)
from cycles.services.undoing import undo_import
from tests.cycles.dumps import dump
from tests.cycles.imported import outcome
from tests.factories import AT, make_user

pytestmark = pytest.mark.slow

LIST = "thematic_lists/SVN_c4.docx"
REPORT = "wg_reports/A_HRC_59_15_SVN_c4.pdf"
REPORT_ON_BANGLADESH = "wg_reports/A_HRC_24_12_BGD_c2.pdf"
EXPORT = "upr_info/14-17.csv"
UHRI = "uhri_constructed/uhri_like_SVN_c4.json"
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


@pytest.mark.parametrize(
    "names", [(UHRI, LIST, REPORT, ADDENDUM), (REPORT, UHRI, ADDENDUM, LIST), (LIST, REPORT, UHRI)]
)
def test_export_adds_no_step_where_the_documents_answer(folder, slovenia, names):
    for name in names:
        if name == UHRI:
            bring_asked((folder / name).read_bytes(), make_user(is_record_editor=True))
        else:
            bring(folder, name)

    steps = Position.objects.filter(recommendation__review=slovenia)
    assert steps.filter(source="UHRI").count() == 0
    assert set(steps.values_list("stage", "kind")) == {
        ("working_group_report", "pending"),
        ("addendum", "supported"),
        ("addendum", "noted"),
    }
    assert positions(slovenia) == NOW


def bangladesh(folder):
    """The rows of UPR Info's export about Bangladesh, as the file prints them."""
    heading, *lines = (folder / EXPORT).read_bytes().split(b"\r")
    return b"\r".join([heading, *(line for line in lines if line.startswith(b"Bangladesh,"))])


def bring_asked(data, by):
    """The file written into the record, each doubt answered with the likeliest; who was asked about."""
    run = keep_reading(data=data, file_name="file", chosen=None, by=by, at=AT)
    doubts = compare_again(run).doubts
    if doubts:
        answer_doubts(run=run, answers={doubt.place: doubt.candidates[0].number for doubt in doubts}, by=by, at=AT)
    apply_import(run=run, by=by, at=AT)
    return [doubt.text.split(";")[0] for doubt in doubts]


@pytest.mark.parametrize("report_first", [True, False])
def test_report_and_upr_info_are_one_record_in_either_order(folder, db, report_first):
    call_command("load_reference_data", verbosity=0)
    files = [(folder / REPORT_ON_BANGLADESH).read_bytes(), bangladesh(folder)]
    by = make_user(is_record_editor=True)

    asked = [bring_asked(data, by) for data in (files if report_first else reversed(files))]

    rows = Review.objects.by_code("BGD-2").get().recommendations
    states = {row.number: set(row.state_rows.values_list("state", "clause")) for row in rows.all()}
    told = {row.number: [(one.iso3, one.clause) for one in row.recommending_states] for row in report_rows(folder)}
    # Of "forself-employment", as UPR Info prints it, a person says what it is.
    assert [len(questions) for questions in asked] == [0, 1]
    assert asked[1][0].startswith("Continue to generate employment opportunities")
    assert positions(Review.objects.by_code("BGD-2").get()) == {"supported": 171, "noted": 25}
    assert states == {number: set(found) for number, found in told.items()}
    assert (len(states), sum(map(len, states.values()))) == (196, 232)
    # UPR Info cuts 129.49, 130.2, 130.3 and 131.3 apart.
    assert all(
        set(row.sources.values_list("kind", flat=True)) == {"upr_info", "working_group_report"} for row in rows.all()
    )


def report_rows(folder):
    return read(folder / REPORT_ON_BANGLADESH).recommendations
