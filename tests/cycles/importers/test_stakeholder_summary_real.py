"""OHCHR's own summary on Slovenia, where a machine has it: ``UPR_REALDATA`` names the folder."""

import json
import os
import re
import time
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from cycles.importers.pdf_text import read_pdf
from cycles.importers.records import UnreadableFile
from cycles.importers.stakeholder_summary import read_stakeholder_summary
from tests.thematic_lists import state_names

FOLDER = os.environ.get("UPR_REALDATA")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not FOLDER, reason="UPR_REALDATA is not set")]

KINDS = {"p": "page", "para": "para"}
# Printed so in note 107; the list has CoE-CoM alone.
MISPRINTS = {"CoE-CM": "CoE-CoM"}


def printed():
    return (Path(FOLDER) / "stakeholder_summaries" / "A_HRC_WG6_48_SVN_3.pdf").read_bytes()


@cache
def pasted():
    """The text without raised numbers, page breaks and indents."""
    return "\n".join(line.strip() for lines in read_pdf(printed()).pages for line in lines)


def expected():
    path = Path(FOLDER) / "expected" / "stakeholder_summary_SVN_c4.json"
    return json.loads(path.read_text(encoding="utf-8"))


def references(refs):
    """``para 2.3 and 3.1-3.11`` as two references."""
    ranges = re.compile(r"[\d.]+(?:\s*[-–]\s*[\d.]+)?")
    found = [(KINDS[kind], piece) for kind, text in refs for piece in ranges.findall(text)]
    return tuple((kind, re.sub(r"\s*[-–]\s*", "-", piece)) for kind, piece in found)


@pytest.fixture(scope="module", params=[printed, pasted], ids=["pdf", "pasted"])
def summary(request):
    return read_stakeholder_summary(request.param(), state_names())


def test_figures_are_those_counted_by_hand(summary):
    found = (len(summary.paragraphs), summary.note_count, len(summary.stakeholders), len(summary.citations))

    assert found == (89, 124, 22, 147)
    assert [paragraph.number for paragraph in summary.paragraphs] == list(range(1, 90))
    assert (summary.symbol, summary.state, summary.cycle, summary.session) == ("A/HRC/WG.6/48/SVN/3", "SVN", 4, 48)
    assert str(summary.published_date) == "2024-11-06"


def test_stakeholders_are_those_of_the_list(summary):
    entries = expected()["stakeholders"]

    assert [entry.codes[0] for entry in summary.stakeholders] == [entry["acr"] for entry in entries]
    assert [bool(entry.attachment_of) for entry in summary.stakeholders] == ["attach" in e["cat"] for e in entries]
    assert Counter(entry.category for entry in summary.stakeholders if not entry.attachment_of) == {
        "individual": 6,
        "joint": 3,
        "nhri": 1,
        "regional": 2,
    }
    assert [len(entry.members) for entry in summary.stakeholders if entry.members] == [4, 2, 3]
    assert [entry.codes for entry in summary.stakeholders if entry.has_a_status] == [
        ("Ombudsman/HRORS", "Ombudsman", "HRORS")
    ]


def test_citations_are_those_read_by_hand(summary):
    by_hand = [
        (
            citation["note"],
            citation["summary_para"],
            MISPRINTS.get(citation["acronym"], citation["acronym"]),
            citation["role"].replace(" ", "_"),
            references(citation["refs"]),
        )
        for citation in expected()["citations"]
    ]

    found = [(c.note, c.summary_paragraph, c.code, c.role, c.refs) for c in summary.citations]

    assert sorted(found) == sorted(by_hand)
    assert Counter(code for _, _, code, _, _ in found)["AI"] == 25
    assert [(warning.code, warning.number, warning.detail) for warning in summary.warnings] == [
        ("summary_code_corrected", "107", "CoE-CM → CoE-CoM")
    ]


def test_pdf_and_pasted_text_say_the_same():
    from_pdf = read_stakeholder_summary(printed(), state_names())

    assert read_stakeholder_summary(pasted(), state_names()) == from_pdf
    assert not any(re.search(r"[a-z.]\d|[¹²³⁴-⁹⁰]", paragraph.text) for paragraph in from_pdf.paragraphs)


def test_other_documents_of_the_united_nations_are_refused():
    refused = {}
    for path in sorted(Path(FOLDER).glob("other/*.pdf")):
        try:
            read_stakeholder_summary(path.read_bytes(), state_names())
        except UnreadableFile as refusal:
            refused[path.name] = refusal.code

    assert len(refused) == len(list(Path(FOLDER).glob("other/*.pdf")))
    assert set(refused.values()) == {"not_a_stakeholder_summary"}


def test_summary_is_read_fast():
    data = printed()
    start = time.process_time()

    read_stakeholder_summary(data, state_names())

    assert time.process_time() - start < 5
