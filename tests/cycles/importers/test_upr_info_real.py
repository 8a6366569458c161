"""UPR Info's own files, where a machine has them: ``UPR_REALDATA`` names the folder."""

import io
import os
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cycles.importers.records import UnreadableFile
from cycles.importers.upr_info import read_upr_info
from tests.examples import examples
from tests.thematic_lists import state_names

FOLDER = os.environ.get("UPR_REALDATA")
pytestmark = pytest.mark.skipif(not FOLDER, reason="UPR_REALDATA is not set")


@cache
def rows_of(name):
    with (Path(FOLDER) / "upr_info" / name).open("rb") as file:
        export = read_upr_info(file, state_names())
        rows = list(export.rows)
    return export, rows


@pytest.mark.parametrize(
    ("name", "sessions", "supported", "noted", "under_review", "recommending"),
    [
        ("6-9.csv", {6: 2038, 7: 2147, 8: 2107, 9: 2051}, 6206, 2137, 63, 135),
        ("14-17.csv", {14: 2179, 15: 1847, 16: 2751, 17: 2821}, 7105, 2493, 56, 161),
        ("17-20.csv", {18: 2387, 19: 2829, 20: 2768}, 6094, 1890, 42, 162),
    ],
)
def test_export_gives_the_figures_of_its_sessions(name, sessions, supported, noted, under_review, recommending):
    export, rows = rows_of(name)

    assert (export.layout, export.skipped) == ("csv_2015", {})
    assert Counter(row.session for row in rows) == sessions
    assert Counter(row.position for row in rows) == {"supported": supported, "noted": noted}
    assert len({row.state.iso3 for row in rows}) == under_review
    assert len({state.iso3 for row in rows for state in row.recommending_states}) == recommending
    assert all(len(row.recommending_states) == 1 and row.action_category for row in rows)
    assert all(theme.code for row in rows for theme in row.themes)


def test_three_rows_of_the_export_stand_twice():
    warned = [
        (name, warning.code, warning.row, warning.detail)
        for name in ("6-9.csv", "14-17.csv", "17-20.csv")
        for row in rows_of(name)[1]
        for warning in row.warnings
    ]

    assert warned == [
        ("6-9.csv", "duplicate_row", 5765, "5764"),
        # Apart by a blank at its end.
        ("14-17.csv", "duplicate_row", 6245, "6182"),
        ("14-17.csv", "duplicate_row", 8613, "8611"),
    ]


@pytest.mark.parametrize(
    ("name", "session", "supported", "noted"), [("6-9.csv", 7, 95, 11), ("17-20.csv", 20, 155, 25)]
)
def test_reviews_of_slovenia_have_their_figures(name, session, supported, noted):
    rows = [row for row in rows_of(name)[1] if row.state.iso3 == "SVN"]

    assert Counter((row.session, row.position) for row in rows) == {
        (session, "supported"): supported,
        (session, "noted"): noted,
    }


def test_workbook_and_table_are_the_same_row_for_row():
    export, rows = rows_of("17-20.xls")

    assert (export.layout, export.skipped) == ("xls_2015", {})
    assert rows == rows_of("17-20.csv")[1]


@given(at=st.integers(0, 3_600_000), change=st.binary(min_size=1, max_size=40), cut=st.booleans())
@examples(8)
def test_damaged_workbook_is_read_or_refused(at, change, cut):
    data = (Path(FOLDER) / "upr_info" / "17-20.xls").read_bytes()
    damaged = data[:at] + change + (b"" if cut else data[at + len(change) :])

    try:
        export = read_upr_info(io.BytesIO(damaged), state_names())
        count = sum(1 for _ in export.rows)
    except UnreadableFile:
        return

    assert count <= 7984
    # A damaged number of a row tears its cells off to a row of their own, which has no text and is skipped.
    assert count + export.skipped.total() <= 7984 + len(change)
