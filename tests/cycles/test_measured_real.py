"""The figures that the pages show, counted again where the real files are: ``UPR_REALDATA`` names the folder."""

import csv
import io
import os
import re
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from cycles.action_learning import judge, learn, lexicon_of, read_sorted
from cycles.actions import learnt_lexicon, suggest_action
from cycles.importers import read
from cycles.measured import ACTIONS, CROSSWALK
from cycles.services.crosswalk import file_lines
from cycles.services.reference_files import FOLDER
from tests.pace import paced
from tests.thematic_lists import state_names

REALDATA = os.environ.get("UPR_REALDATA")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not REALDATA, reason="UPR_REALDATA is not set")]


def sorted_rows(*names):
    rows = []
    for name in names:
        with (Path(REALDATA) / "upr_info" / name).open("rb") as file:
            rows += read_sorted(file)
    return rows


def test_verbs_are_those_of_the_sessions_they_name():
    assert lexicon_of(learn(sorted_rows("6-9.csv", "14-17.csv"))) == learnt_lexicon()


def test_suggestions_do_as_well_on_unseen_sessions_as_the_page_says():
    found = judge(sorted_rows("17-20.csv"), learnt_lexicon())

    shares = (found.suggested / found.total, found.right / found.suggested, found.right / found.total)
    assert found.total == ACTIONS.texts
    assert [round(100 * share, 1) for share in shares] == [ACTIONS.covered, ACTIONS.right, ACTIONS.right_of_all]
    assert ACTIONS.right_of_all >= 87


def test_suggestions_are_made_fast_enough_for_a_whole_export():
    texts = [row.text for row in sorted_rows("6-9.csv", "14-17.csv", "17-20.csv")]

    with paced() as pace:
        for text in texts:
            suggest_action(text)

    assert pace.usual_seconds < 3, pace


def letters(text):
    return re.sub(r"[^a-z]+", "", text.lower())


def given_issues():
    """Of each text that UPR Info has for Slovenia in session 20: its letters and the numbers of its issues."""
    with (FOLDER / "upr_info_issues.csv").open(encoding="utf-8", newline="") as file:
        labels = {row[name]: row["number"] for row in csv.DictReader(file) for name in ("label", "database_label")}
    data = (Path(REALDATA) / "upr_info" / "17-20.csv").read_bytes().decode("mac_roman")
    rows = (row for row in csv.DictReader(io.StringIO(data.replace("\r", "\n"))) if row["To"] == "Slovenia")
    return [(letters(row["Text"]), {labels[one.strip()] for one in row["Issue"].split(",")}) for row in rows]


def same_text(words, given):
    """What UPR Info gave to this text: to the very same, or to the likest if it is much the same."""
    found = [numbers for other, numbers in given if other == words]
    if not found:
        likeness, numbers = max(
            ((SequenceMatcher(None, other, words, autojunk=False).ratio(), sorted(numbers)) for other, numbers in given)
        )
        found = [set(numbers)] if likeness >= 0.8 else []
    return set().union(*found)


def test_crosswalk_does_as_well_as_the_page_says():
    document = read((Path(REALDATA) / "thematic_lists" / "SVN_c2.docx").read_bytes(), state_names())
    given, pairs = given_issues(), []
    for row in document.recommendations:
        expected = same_text(letters(row.text), given)
        lines = (file_lines()["ohchr", "2", theme.code, theme.label] for theme in row.themes)
        if expected:
            pairs.append(({number for line in lines for number in line.issues}, expected))
    shared = sum(len(found & expected) for found, expected in pairs)

    assert (len(document.recommendations), len(pairs)) == (CROSSWALK.recommendations, CROSSWALK.compared)
    assert round(100 * shared / sum(len(found) for found, _ in pairs)) == CROSSWALK.precision
    assert round(100 * shared / sum(len(expected) for _, expected in pairs)) == CROSSWALK.recall
