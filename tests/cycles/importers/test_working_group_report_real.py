"""OHCHR's own reports, where a machine has them: ``UPR_REALDATA`` names the folder."""

import json
import os
import re
import time
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from cycles.importers import figures
from cycles.importers.pdf_text import read_pdf
from cycles.importers.records import UnreadableFile
from cycles.importers.working_group_report import read_working_group_report
from tests.thematic_lists import state_names

FOLDER = os.environ.get("UPR_REALDATA")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not FOLDER, reason="UPR_REALDATA is not set")]

REPORTS = {
    "SVN_c2": "A_HRC_28_15_SVN_c2",
    "SVN_c4": "A_HRC_59_15_SVN_c4",
    "afghanistan2014": "A_HRC_26_4_AFG_c2",
    "bangladesh2013": "A_HRC_24_12_BGD_c2",
    "brazil2012": "A_HRC_21_11_BRA_c2",
}
FRONTS = {
    "SVN_c2": ("SVN", 2, 20, "A/HRC/28/15", date(2014, 12, 10), date(2014, 11, 4), ["BWA", "ITA", "VNM"]),
    "SVN_c4": ("SVN", 4, 48, "A/HRC/59/15", date(2025, 3, 24), date(2025, 1, 28), ["DOM", "ZAF", "THA"]),
    "afghanistan2014": ("AFG", 2, 18, "A/HRC/26/4", date(2014, 4, 4), date(2014, 1, 27), ["BEN", "EST", "ARE"]),
    "bangladesh2013": ("BGD", 2, 16, "A/HRC/24/12", date(2013, 7, 8), date(2013, 4, 29), ["CZE", "ETH", "PAK"]),
    "brazil2012": ("BRA", 2, 13, "A/HRC/21/11", date(2012, 7, 9), date(2012, 5, 25), ["CHN", "ECU", "POL"]),
}
POSITIONS = {
    "SVN_c2": {"pending": 163},
    "SVN_c4": {"pending": 254},
    "afghanistan2014": {"supported": 178, "pending": 34, "noted": 12},
    "bangladesh2013": {"supported": 164, "pending": 27, "noted": 5},
    "brazil2012": {"pending": 170},
}
# The report of Bangladesh prints the mark of a note behind three names: "(Slovenia 1)". The reading behind ``expected``
# lost these States; UPR Info's export of the same review has all three.
MARKED = {"bangladesh2013": {"129.49": ["SVN", "UKR", "ZWE"], "130.3": ["HUN", "TUN"]}}
MARKS = [
    ("129.49", "Slovenia 1 → Slovenia"),
    ("129.49", "Ukraine 1 → Ukraine"),
    ("130.3", "Hungary 1 → Hungary"),
]
# Footnotes that the reading behind ``expected`` left in its texts.
FOOTNOTE = re.compile(r" (?:\*\*|\d The recommendation as read).*$")
OTHERS = {
    "addenda/A_HRC_28_15_Add1_SVN_c2.pdf": "addendum_not_report",
    "addenda/A_HRC_59_15_Add1_SVN_c4.pdf": "addendum_not_report",
    "stakeholder_summaries/A_HRC_WG6_48_SVN_3.pdf": "summary_not_report",
    "other/A_HRC_DEC_59_112.pdf": "decision_not_report",
    "other/A_HRC_WG6_48_SVN_1_national_report.pdf": "national_report_not_report",
    "other/A_HRC_WG6_48_SVN_2_compilation.pdf": "compilation_not_report",
    "other/hc_letter_SVN_c4.pdf": "not_a_working_group_report",
    "other/infographic_SVN_c4.pdf": "not_a_working_group_report",
    "thematic_lists/SVN_c4.docx": "not_a_pdf",
}


def report(name):
    return (Path(FOLDER) / "wg_reports" / f"{REPORTS[name]}.pdf").read_bytes()


@cache
def printed(name):
    """The text of a report, as somebody would paste it."""
    return read_pdf(report(name)).text


def expected(name):
    return json.loads((Path(FOLDER) / "expected" / f"wg_{name}.json").read_text(encoding="utf-8"))


def bare(text):
    """A text without the blanks that two readings of a PDF put in different places."""
    return re.sub(r"\s", "", text)


def check_recommendations(document, name):
    truth = expected(name)
    names = state_names()
    read = {r.number: r for r in document.recommendations}
    assert Counter(str(r.paragraph) for r in document.recommendations) == truth["by_para"]
    assert list(read) == list(truth["recs"])
    assert {str(lead_in.paragraph): lead_in.text for lead_in in document.lead_ins} == truth["lead_in"]
    assert Counter(r.position for r in document.recommendations) == POSITIONS[name]
    found = figures(document)
    marked = MARKED.get(name, {})
    mentions = truth["mentions"] + (len(MARKS) if marked else 0)
    assert (found["recommendations"], found["state_mentions"]) == (truth["total"], mentions)
    # Of the three, Ukraine is named nowhere else.
    assert found["distinct_states"] == truth["distinct_states"] + bool(marked)
    for number, recommendation in truth["recs"].items():
        printed = read[number].raw_text.partition(" ")[2]
        assert bare(printed) == bare(FOOTNOTE.sub("", recommendation["text"]))
        states = marked.get(number) or [names.resolve(state) for state in recommendation["states"]]
        assert [state.iso3 for state in read[number].recommending_states] == states
    others = [w for w in document.warnings if w.code != "note_mark"]
    assert [[w.number, f"printed {w.detail} read as {w.number}"] for w in others] == truth["printed_number_flags"]
    assert [(w.number, w.detail) for w in document.warnings if w.code == "note_mark"] == (MARKS if marked else [])


@pytest.mark.parametrize("name", REPORTS)
def test_report_gives_the_figures_of_a_careful_reading(name):
    data = report(name)
    before = time.process_time()

    document = read_working_group_report(data, state_names())

    check_recommendations(document, name)
    troika = [state.iso3 for state in document.troika]
    assert (document.state, document.cycle, document.session) == FRONTS[name][:3]
    assert (document.symbol, document.published_date, document.review_date, troika) == FRONTS[name][3:]
    assert document.pledges == ()
    assert time.process_time() - before < 15


@pytest.mark.parametrize("name", REPORTS)
def test_pasted_report_gives_the_same_figures(name):
    text = printed(name)

    document = read_working_group_report(text, state_names())

    check_recommendations(document, name)
    assert (document.state, document.cycle, document.session) == FRONTS[name][:3]


@pytest.mark.parametrize("name", REPORTS)
def test_pasted_recommendations_give_the_same_figures(name):
    text = printed(name)
    lead_in = min(expected(name)["lead_in"])
    part = text[text.rindex(f"\n{lead_in}. ") :].partition("All conclusions")[0]

    check_recommendations(read_working_group_report(part, state_names()), name)


@pytest.mark.parametrize(("path", "code"), OTHERS.items())
def test_other_documents_are_refused_by_name(path, code):
    with pytest.raises(UnreadableFile) as refused:
        read_working_group_report((Path(FOLDER) / path).read_bytes(), state_names())

    assert refused.value.code == code
