"""Slovenia's questions and stakeholder summary as published, stored (``UPR_REALDATA``). Counted by hand."""

import json
import os
from collections import Counter
from pathlib import Path

import pytest
from django.core.management import call_command

from cycles.citations import Trace, trace
from cycles.echoes import find_echoes
from cycles.models import ImportRun, Review, SummaryCitation, SummaryParagraph
from cycles.services.imports import import_file, read_document
from cycles.services.undoing import undo_import
from tests.cycles.dumps import dump
from tests.cycles.imported import outcome
from tests.factories import AT

pytestmark = pytest.mark.slow

SUMMARY = "stakeholder_summaries/A_HRC_WG6_48_SVN_3.pdf"
ECHOES = {
    (12, "140.197"): 17,
    (12, "140.198"): 9,
    (12, "140.199"): 9,
    (12, "140.200"): 9,
    (12, "140.201"): 9,
    (21, "140.11"): 9,
    (24, "140.22"): 16,
    (27, "140.32"): 9,
    (52, "140.102"): 9,
    (82, "140.237"): 11,
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


def bring(folder, name, code):
    review = Review.objects.by_code(code).get()
    return import_file(data=(folder / name).read_bytes(), file_name=Path(name).name, chosen=review, by=None, at=AT)


@pytest.mark.parametrize(
    ("name", "code", "asked"),
    [
        (
            "SVN_c4.docx",
            "SVN-4",
            {"BEL": 5, "CRI": 1, "DEU": 2, "LIE": 1, "PRT": 2, "ESP": 3, "GBR": 5, "USA": 3},
        ),
        ("SVN_c2_is_really_docx.doc", "SVN-2", {"BEL": 7, "DEU": 1, "NLD": 3, "NOR": 4}),
    ],
)
def test_real_questions_are_stored_and_taken_back(client, folder, reference, edda, name, code, asked):
    review = Review.objects.by_code(code).get()
    before = dump(review)

    found = bring(folder, f"advance_questions/{name}", code)
    stored = Counter(review.advance_questions.values_list("state", flat=True))
    again = bring(folder, f"advance_questions/{name}", code)
    page = client.get(f"{review.get_absolute_url()}questions/")
    undo_import(run=ImportRun.objects.get(), by=edda, at=AT)

    assert stored == asked
    assert found.warnings == ()
    assert (outcome(found), outcome(again)) == ((sum(asked.values()), 0, 0), (0, 0, sum(asked.values())))
    assert (page.context["count"], page.context["states"]) == (sum(asked.values()), len(asked))
    assert dump(review) == before


def test_real_summary_is_stored_and_taken_back(client, folder, reference, edda):
    review = Review.objects.by_code("SVN-4").get()
    before = dump(review)
    expected = json.loads((folder / "expected" / "stakeholder_summary_SVN_c4.json").read_text())

    found = bring(folder, SUMMARY, "SVN-4")
    document = review.documents.get(kind="stakeholder_summary")
    cited = document.stakeholders.get(code="AI").citations.values_list("refs", flat=True)
    page = client.get(f"{review.get_absolute_url()}summary/")

    assert outcome(found) == (expected["paras"], 0, 0)
    assert (document.stakeholders.count(), document.citations.count()) == (22, 147)
    assert not SummaryCitation.objects.filter(paragraph=None).exists()
    assert not SummaryCitation.objects.filter(stakeholder=None).exists()
    assert trace([ref for refs in cited for ref in refs], "para") == Trace(
        ("1–4", "7", "9", "11", "12", "14", "17", "18", "23", "25", "26", "28–36", "38–40"),
        ("5", "6", "8", "10", "13", "15", "16", "19–22", "24", "27", "37"),
        1,
        40,
    )
    assert len(page.content) < 100_000
    assert bring(folder, SUMMARY, "SVN-4").already_stored
    undo_import(run=ImportRun.objects.get(), by=edda, at=AT)
    assert dump(review) == before
    assert SummaryParagraph.objects.count() == 0


def test_ten_real_recommendations_echo_the_summary(folder, reference):
    summary = read_document((folder / SUMMARY).read_bytes())
    listed = read_document((folder / "thematic_lists/SVN_c4.docx").read_bytes())

    found = find_echoes(
        [(one.number, one.text) for one in summary.paragraphs],
        [(one.number, one.text) for one in listed.recommendations],
    )

    assert {(echo.paragraph, echo.key): echo.length for echo in found} == ECHOES
    assert found[-1].words == "official documents do not need a medical certificate as a prerequisite"
