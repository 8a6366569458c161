"""Damaged lists and reports brought into the record: wholly in it, or not at all."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from common.models import AuditEvent
from cycles.importers import UnreadableFile
from cycles.models import (
    ImportRun,
    PersonGroup,
    Position,
    Recommendation,
    RecommendationSource,
    Theme,
    UnDocument,
    VoluntaryPledge,
)
from cycles.services import import_words
from cycles.services.import_kinds.base import ImportRefused
from cycles.services.imports import apply_import, import_file, keep_reading
from cycles.services.undoing import undo_import
from tests.cycles.dumps import dump
from tests.cycles.imported import data_version, make_arcadia
from tests.examples import examples
from tests.factories import AT
from tests.stakeholder_summaries import make_summary
from tests.thematic_lists import DEFAULT_ROWS, Row, make_thematic_list
from tests.working_group_reports import SYMBOL, make_report

WRITTEN = (ImportRun, UnDocument, Recommendation, RecommendationSource, Position, VoluntaryPledge, Theme, PersonGroup)
WORDS = st.one_of(
    st.sampled_from(
        ["", " ", "x" * 400, "第" * 300, "توصية", "(France) (Chile)", "\u202e", "\U0001f4a5", "(", "'", "%s"]
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=20),
)
NUMBERS = st.sampled_from([*(row.number for row in DEFAULT_ROWS), "120.13", "999.1", "120.0", "", "١٢٠.١", "120.007"])
ROWS = st.builds(
    Row,
    NUMBERS,
    text=WORDS,
    states=st.lists(st.sampled_from(["France", "Chile", "Chile", "Nowhere", ""]), max_size=3).map(tuple),
    position=st.sampled_from(["Supported", "Noted", "Supported/Noted", "", "Perhaps", "已接受"]),
    themes=st.lists(st.one_of(st.sampled_from(["equality", "migrants"]), WORDS), max_size=3).map(tuple),
    groups=st.lists(WORDS, max_size=2).map(tuple),
    sdgs=st.lists(st.sampled_from([4, 5, 10, 16]), max_size=3).map(tuple),
    source=WORDS,
    comments=WORDS,
    block=st.one_of(st.none(), WORDS),
)
PLEDGES = """III. Voluntary pledges and commitments
125. Arcadia pledges:
(a) To build schools;
(b) To open camps.
126. It thanks all States."""


@pytest.fixture
def arcadia(db):
    return make_arcadia()


def everything():
    return [model.objects.count() for model in (*WRITTEN, AuditEvent)], data_version()


def whole_or_nothing(data, review, edda):
    """By the command in one go, and by the page: what was refused leaves nothing, what was not is all in."""
    before, rows = everything(), dump(review)
    found = None
    with suppress(UnreadableFile, ImportRefused):
        found = import_file(data=data, file_name="x", chosen=review, by=None, at=AT)
    if found is None:
        assert (everything(), dump(review)) == (before, rows)
        return None
    numbers = {one.number for one in found.document.recommendations}
    assert {row.number for row in Recommendation.objects.filter(review=review)} == numbers
    assert [(one.order, one.text) for one in VoluntaryPledge.objects.filter(review=review).order_by("order")] == [
        (one.order, one.whole) for one in found.document.pledges
    ]
    assert all(import_words.finding(warning) for warning in found.warnings)
    undo_import(run=ImportRun.objects.get(), by=edda, at=AT)
    assert dump(review) == rows
    run = keep_reading(data=data, file_name="x", chosen=review, by=edda, at=AT)
    again = apply_import(run=run, by=edda, at=AT)
    assert (again.created, len(again.warnings)) == (found.created, len(found.warnings))
    undo_import(run=run, by=edda, at=AT)
    ImportRun.objects.all().delete()
    return found


@examples(24, HealthCheck.function_scoped_fixture)
@given(st.sampled_from("ABCD"), st.lists(ROWS, max_size=6))
def test_any_list_is_written_whole_or_not_at_all(arcadia, edda, layout, rows):
    whole_or_nothing(make_thematic_list(layout, rows=rows), arcadia, edda)


@examples(24, HealthCheck.function_scoped_fixture)
@given(st.data())
def test_any_report_with_pledges_is_written_whole_or_not_at_all(arcadia, edda, data):
    lines = f"{make_report()}\n{PLEDGES}".splitlines()
    start = data.draw(st.integers(0, len(lines)))
    for _ in range(data.draw(st.integers(0, 4))):
        place = data.draw(st.integers(0, len(lines)))
        lines.insert(place, data.draw(st.one_of(WORDS, st.sampled_from([*PLEDGES.splitlines(), "\0", "\x0b", "\f"]))))
    kept = lines[data.draw(st.sampled_from([0, 0, start])) :]

    whole_or_nothing("\n".join(kept).encode(), arcadia, edda)


@pytest.mark.parametrize(
    "symbol",
    [f"{SYMBOL}/Rev.{'1' * 80}", f"{SYMBOL}{'/Add. 1' * 20}", f"A/HRC/{'9' * 70}/7", f"A/HRC/WG.6/{'4' * 60}/L.1"],
)
def test_report_whose_symbol_is_longer_than_any_is_refused_or_kept(arcadia, edda, symbol):
    whole_or_nothing(f"{make_report()}\n{PLEDGES}".replace(SYMBOL, symbol).encode(), arcadia, edda)


def test_whole_list_and_whole_report_are_written(arcadia, edda):
    found = whole_or_nothing(f"{make_report()}\n{PLEDGES}".encode(), arcadia, edda)

    assert [one.place for one in found.document.pledges] == ["125 (a)", "125 (b)", "126"]
    assert whole_or_nothing(make_thematic_list(), arcadia, edda).created == 12


def test_summary_whose_symbol_is_longer_than_any_is_kept_without_it(db):
    review = make_arcadia(cycle=3, session=34)
    text = make_summary().replace("/34/XAR/3", f"/34/XAR/3/Corr.{'1' * 50}")

    import_file(data=text.encode(), file_name="x", chosen=review, by=None, at=AT, kind="stakeholder_summary")

    assert [(one.kind, one.symbol) for one in review.documents.all()] == [("stakeholder_summary", "")]
