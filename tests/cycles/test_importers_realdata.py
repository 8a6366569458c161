"""OHCHR's own files, where a machine has them: ``UPR_REALDATA`` names the folder."""

import csv
import io
import json
import os
import time
from collections import Counter
from pathlib import Path

import pytest

from cycles.importers import figures, read
from cycles.importers.records import ReadState
from tests.thematic_lists import state_names

FOLDER = os.environ.get("UPR_REALDATA")
pytestmark = pytest.mark.skipif(not FOLDER, reason="UPR_REALDATA is not set")

FIGURES = {
    "SVN_c2": {
        "recommendations": 163,
        "positions": {"supported": 142, "noted": 21, "partially_supported": 0, "pending": 0},
        "state_mentions": 180,
        "distinct_states": 71,
        "distinct_assigned_themes": 53,
        "theme_assignments": 456,
        "rows": 163,
    },
    "SVN_c4": {
        "recommendations": 254,
        "positions": {"supported": 217, "noted": 37, "partially_supported": 0, "pending": 0},
        "state_mentions": 262,
        "distinct_states": 94,
        "distinct_assigned_themes": 60,
        "theme_assignments": 676,
        "rows": 254,
    },
}


def listed(name):
    return read((Path(FOLDER) / "thematic_lists" / f"{name}.docx").read_bytes(), state_names())


def expected(name):
    return json.loads((Path(FOLDER) / "expected" / f"{name}.json").read_text(encoding="utf-8"))


def printed(theme):
    return f"{theme.code} {theme.label}".strip()


@pytest.mark.parametrize(
    ("name", "layout", "cycle", "session", "header"),
    [
        (
            "SVN_c2",
            "B",
            2,
            20,
            "UPR of Slovenia (2nd Cycle – 20th session) Thematic list of recommendations Page 15 of 27",
        ),
        (
            "SVN_c4",
            "D",
            4,
            48,
            "UPR of Slovenia (4th Cycle - 48th Session) Thematic list of recommendations* Page 1 of 2",
        ),
    ],
)
def test_real_list_gives_the_known_figures(name, layout, cycle, session, header):
    document = listed(name)

    assert figures(document) == FIGURES[name]
    assert (document.layout, document.state, document.cycle, document.session) == (layout, "SVN", cycle, session)
    assert document.header == header
    assert document.warnings == ()


@pytest.mark.parametrize("name", ["SVN_c2", "SVN_c4"])
def test_real_list_agrees_in_every_detail(name):
    rows, known, names = listed(name).recommendations, expected(f"thematic_{name}"), state_names()

    states = Counter(state.iso3 for row in rows for state in row.recommending_states)
    blocks = Counter((printed(row.block_theme), row.position.capitalize()) for row in rows)
    assert Counter(printed(theme) for row in rows for theme in row.themes) == known["assigned_themes"]
    assert Counter(group for row in rows for group in row.groups) == known["groups"]
    assert states == {names.resolve(state): count for state, count in known["states"].items()}
    assert [row.number for row in rows if row.position == "noted"] == known["noted"]
    assert Counter(row.position_source for row in rows) == known["sources"]
    assert blocks == {
        (theme, position): count
        for theme, positions in known["theme_blocks"].items()
        for position, count in positions.items()
    }


def test_real_list_uses_twelve_goals():
    goals = Counter(goal for row in listed("SVN_c4").recommendations for goal in row.sdgs)

    # One cell prints goal 4 twice, so that 42 lines are 41 recommendations.
    assert (len(goals), goals[4], goals[16], goals[10]) == (12, 41, 94, 87)


def test_real_clauses_keep_their_states():
    rows = {row.number: row for row in listed("SVN_c2").recommendations}

    assert rows["115.38"].recommending_states == (
        ReadState("EGY", "Egypt", 1),
        ReadState("PER", "Peru", 2),
        ReadState("AZE", "Azerbaijan", 3),
    )
    assert [state.iso3 for state in rows["115.8"].recommending_states] == ["SEN", "SLE", "VEN", "PER", "URY"]
    assert rows["115.8"].text == "Ratify ICRMW"
    assert [state.clause for state in rows["115.124"].recommending_states] == [1, 2, 3, 4]
    assert {row.document for row in rows.values()} == {"A/HRC/28/15"}


def test_real_list_is_read_in_half_a_second():
    data = (Path(FOLDER) / "thematic_lists" / "SVN_c4.docx").read_bytes()
    names = state_names()

    started = time.process_time()
    read(data, names)

    assert time.process_time() - started < 0.5


# Names with the mark of a note behind them, which the reading behind ``expected`` lost; UPR Info's export has them.
MARKED = {"bangladesh2013": {"129.49": ["SVN", "UKR", "ZWE"], "130.3": ["HUN", "TUN"]}}


@pytest.mark.parametrize(
    ("report", "mentions"),
    [("SVN_c2", 180), ("SVN_c4", 262), ("bangladesh2013", 229 + 3), ("brazil2012", 170), ("afghanistan2014", 224)],
)
def test_states_of_real_reports_are_found(report, mentions):
    names = state_names()
    recommendations = expected(f"wg_{report}")["recs"]

    found = {number: names.find_states(entry["text"]) for number, entry in recommendations.items()}

    assert sum(len(result.states) for result in found.values()) == mentions
    assert {number: [state.iso3 for state in result.states] for number, result in found.items()} == {
        number: list(dict.fromkeys(names.resolve(state) for state in entry["states"]))
        for number, entry in recommendations.items()
    } | MARKED.get(report, {})
    problems = [code for result in found.values() for code, _ in result.problems]
    assert problems == ["note_mark"] * 3 * (report in MARKED)


def test_every_name_of_a_real_upr_info_export_is_known():
    data = (Path(FOLDER) / "upr_info" / "6-9.csv").read_bytes().decode("mac_roman").replace("\r", "\n")
    names = state_names()

    met = {row[column] for row in csv.DictReader(io.StringIO(data)) for column in ("To", "From")}

    assert [name for name in sorted(met) if names.resolve(name) is None] == []
