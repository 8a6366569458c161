"""OHCHR's own lists on Slovenia filled in, where a machine has them: ``UPR_REALDATA`` names the folder."""

import io
import os
import re
from itertools import cycle
from pathlib import Path

import pytest
from docx import Document

from cycles.importers import read
from implementation.matrix import Entry
from implementation.models import Rating
from tests.implementation.matrices import DAY, document, fill, members, names, pieces, row_of, rows
from tests.pace import paced
from tests.thematic_lists import state_names

# The third layout is described and not at hand; test_matrix fills in one that is built like it.
FILES = {"c2": "SVN_c2.docx", "c4": "SVN_c4.docx"}


@pytest.fixture(scope="module")
def lists():
    root = os.environ.get("UPR_REALDATA")
    if not root:
        pytest.skip("UPR_REALDATA does not name OHCHR's files")
    return {name: (Path(root) / "thematic_lists" / file).read_bytes() for name, file in FILES.items()}


def entries_of(data, every=7):
    """All six levels in turn; each seventh is not rated."""
    found = {}
    for place, (one, level) in enumerate(
        zip(read(data, state_names()).recommendations, cycle(Rating.Level.values), strict=False)
    ):
        rated = (level, f"Reason {place} & more", DAY) if place % every else ()
        found[one.number] = Entry(one.text, *rated)
    return found


def test_second_cycle_is_as_it_came_outside_of_139_cells(lists):
    data = lists["c2"]

    filled, outcome = fill(data, entries_of(data), "fr")

    before, after = pieces(document(data)), pieces(document(filled))
    changed = {place for place, (old, new) in enumerate(zip(before, after, strict=True)) if old != new}
    assert (len(outcome.filled), len(outcome.unrated), len(changed)) == (139, 24, 139)
    fourth = {row[3] for row in rows(document(data)) if len(row) == 4}
    assert all(before[place] in fourth for place in changed)
    assert (names(filled), members(filled)) == (names(data), members(data))


def test_fourth_cycle_gets_a_column_and_no_other_change(lists):
    data = lists["c4"]

    filled, outcome = fill(data, entries_of(data), "ar")

    new, grid = document(filled), re.compile(rb"<w:tblGrid>.*?</w:tblGrid>")
    assert (len(outcome.filled), len(outcome.unrated), outcome.unknown, outcome.different) == (217, 37, [], [])
    assert [len(row) for row in rows(new)] == [len(row) + 1 for row in rows(document(data))]
    widths = [int(width) for width in re.findall(rb'<w:gridCol w:w="(\d+)"', new)]
    assert (sum(widths[:4]) + 3118, widths[4]) == (15180, 3118)
    for row in rows(new):
        new = new.replace(row[-1], b"", 1)
    assert grid.sub(b"", new) == grid.sub(b"", document(data))


def test_fourth_cycle_keeps_all_its_parts(lists):
    data = lists["c4"]

    filled, _outcome = fill(data, entries_of(data))

    assert (names(filled), members(filled)) == (names(data), members(data))
    assert len(names(filled)) == 29
    # What Word threw away and left in the file stays too.
    assert "[trash]/0000.dat" in names(filled)


def test_filled_lists_open_and_say_what_was_rated(lists):
    data = lists["c4"]
    entries = entries_of(data)

    filled, _outcome = fill(data, entries)

    table = Document(io.BytesIO(filled)).tables[0]
    assert len(table.rows) == 308
    assert table.rows[0].cells[4].text == "Assessment/comments on level of implementation"
    said = [line for line in row_of(filled, "140.8")[-1] if line]
    assert said == ["Partially implemented", "Reason 1 & more", "Rated by The coalition, as of 1 March 2026"]


def test_254_recommendations_take_less_than_two_seconds(lists):
    data = lists["c4"]
    entries = entries_of(data)

    with paced() as pace:
        fill(data, entries)

    assert pace.usual_seconds < 2, pace
