"""Slovenia's real summary of cycle 4 against every figure on citations (``UPR_REALDATA``)."""

import json
import os
from collections import Counter
from pathlib import Path

import pytest
from django.core.management import call_command

from cycles.models import Review
from cycles.services.imports import import_file
from cycles.summary_page import stored_summary
from cycles.summary_shares import code_of, shares
from tests.factories import AT

pytestmark = pytest.mark.slow


def test_every_figure_on_citations(db):
    root = os.environ.get("UPR_REALDATA")
    if not root:
        pytest.skip("UPR_REALDATA does not name OHCHR's files")
    expected = json.loads((Path(root) / "expected/stakeholder_summary_SVN_c4.json").read_text())["citations"]
    call_command("load_reference_data", verbosity=0)
    review = Review.objects.by_code("SVN-4").get()
    data = (Path(root) / "stakeholder_summaries/A_HRC_WG6_48_SVN_3.pdf").read_bytes()
    import_file(data=data, file_name="SVN.pdf", chosen=review, by=None, at=AT)
    document = stored_summary(review)

    cited = list(document.citations.select_related("stakeholder", "paragraph"))
    found = shares(cited, document.summary_paragraphs.count())

    by_code = {one.code: one for one in found}
    stored = Counter((one.note, one.paragraph.number, code_of(one), one.role == "main") for one in cited)
    # The summary misprints CoE-CoM once; the reader tells.
    names = {"Ombudsman": "Ombudsman/HRORS", "CoE-CM": "CoE-CoM"}
    assert stored == Counter(
        (one["note"], one["summary_para"], names.get(one["acronym"], one["acronym"]), one["role"] == "main")
        for one in expected
    )
    assert found[0].all_citations == len(expected) == 147
    assert (by_code["AI"].citations, by_code["AI"].main, by_code["AI"].see_also) == (25, 20, 5)
    assert [(one.code, one.citations, one.of_citations) for one in found[:3]] == [
        ("AI", 25, 17),
        ("Ombudsman/HRORS", 21, 14),
        ("CoE-Commissioner", 19, 13),
    ]
    assert sum(one.citations for one in found) == 147
