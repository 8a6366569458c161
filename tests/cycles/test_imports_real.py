"""OHCHR's own files, where they are: ``UPR_REALDATA`` names the folder. The figures were counted by hand."""

import json
import os
from pathlib import Path

import pytest
from django.core.management import call_command

from cycles.models import Position, RecommendationTheme, RecommendingState, Review
from cycles.services.imports import compare, import_file, read_document
from tests.cycles.imported import outcome
from tests.factories import AT
from tests.pace import paced

FIGURES = {
    "SVN_c4.docx": ("SVN-4", 254, {"supported": 217, "noted": 37}, 262, 94, 60, 676, "A/HRC/59/15"),
    "SVN_c2.docx": ("SVN-2", 163, {"supported": 142, "noted": 21}, 180, 71, 53, 456, "A/HRC/28/15"),
}


@pytest.fixture
def folder():
    root = os.environ.get("UPR_REALDATA")
    if not root:
        pytest.skip("UPR_REALDATA does not name OHCHR's files")
    return Path(root)


@pytest.fixture
def reference(db):
    call_command("load_reference_data", verbosity=0)


@pytest.mark.parametrize("name", FIGURES)
def test_real_list_is_stored_with_the_figures_that_were_counted(folder, reference, name):
    code, total, positions, mentions, states, themes, assignments, symbol = FIGURES[name]
    data = (folder / "thematic_lists" / name).read_bytes()

    found = import_file(data=data, file_name=name, chosen=None, by=None, at=AT)

    review = Review.objects.by_code(code).get()
    rows = review.recommendations.all()
    in_review = RecommendingState.objects.filter(recommendation__review=review)
    of_themes = RecommendationTheme.objects.filter(recommendation__review=review)
    assert found.warnings == found.obstacles == ()
    assert rows.count() == total
    assert {kind: rows.filter(position=kind).count() for kind in positions} == positions
    assert (in_review.count(), in_review.values("state").distinct().count()) == (mentions, states)
    assert (of_themes.count(), of_themes.values("theme").distinct().count()) == (assignments, themes)
    assert set(rows.values_list("document__symbol", flat=True)) == {symbol}
    assert Position.objects.filter(recommendation__review=review).count() == total


@pytest.mark.parametrize("name", FIGURES)
def test_real_list_read_twice_changes_nothing(folder, reference, name):
    data = (folder / "thematic_lists" / name).read_bytes()
    import_file(data=data, file_name=name, chosen=None, by=None, at=AT)

    again = compare(read_document(data), None)

    assert outcome(again) == (0, 0, FIGURES[name][1])


def test_states_and_positions_are_those_of_the_expected_figures(folder, reference):
    expected = json.loads((folder / "expected" / "thematic_SVN_c4.json").read_text())
    data = (folder / "thematic_lists" / "SVN_c4.docx").read_bytes()

    import_file(data=data, file_name="SVN_c4.docx", chosen=None, by=None, at=AT)

    rows = Review.objects.by_code("SVN-4").get().recommendations.in_order()
    assert {row.number for row in rows if row.position == "noted"} == set(expected["noted"])
    ratification = next(row for row in rows if row.number == "140.1")
    states = ratification.state_rows.order_by("order").values_list("state", flat=True)
    assert list(states) == ["DZA", "CPV", "PRY", "SSD", "LKA", "TGO", "URY", "VEN"]


def test_real_list_takes_seconds_of_the_processor(folder, reference):
    data = (folder / "thematic_lists" / "SVN_c4.docx").read_bytes()

    with paced() as pace:
        import_file(data=data, file_name="SVN_c4.docx", chosen=None, by=None, at=AT)

    assert pace.usual_seconds < 4, pace
