"""Slovenia's fourth cycle rated in the database: its embassies, and OHCHR's own list handed back (``UPR_REALDATA``)."""

import io
import json
from datetime import date

import pytest
from pypdf import PdfReader

from cycles.models import State
from implementation.embassies import embassies, embassy_paper
from implementation.embassy_pdf import render_pdf
from implementation.embassy_word import render_word
from implementation.services.matrices import hand_back_matrix
from tests.factories import AT
from tests.implementation.matrices import row_of
from tests.implementation.slovenia import rate_slovenia, real_data
from tests.pace import paced

DAY = date(2026, 3, 1)


@pytest.fixture
def folder():
    return real_data()


@pytest.fixture
def slovenia(folder, organisation, amina, db):
    return rate_slovenia(folder, organisation, amina, DAY)


def test_every_state_gets_its_own_recommendations(folder, slovenia):
    expected = json.loads((folder / "expected" / "thematic_SVN_c4.json").read_text())

    page = embassies(slovenia)

    assert (len(page.lines), page.mentions, page.recommendations) == (94, 262, 254)
    assert sorted(line.tally.total for line in page.lines) == sorted(expected["states"].values())
    # 140.1 was made by eight States, 140.7 by two; both are among the 43 that are fully implemented.
    assert sum(line.shared for line in page.lines) == 10
    assert sum(line.tally.fully for line in page.lines) == 43 + 7 + 1


def test_every_sheet_fits_on_one_page_and_every_letter_is_made(slovenia):
    most = embassies(slovenia, by_number=True).lines[:6]

    for line in most:
        for language in ("en", "fr", "ar"):
            paper = embassy_paper(slovenia, line.state, language=language, on=DAY)
            assert len(PdfReader(io.BytesIO(render_pdf(paper))).pages) == 1
            assert render_word(paper).startswith(b"PK")


def test_sheet_names_the_states_that_asked_the_same(slovenia):
    paper = embassy_paper(slovenia, State.objects.get(pk="MDV"), language="en", on=DAY)

    shared = next(row for row in paper.rows if row.number == "140.7")
    assert shared.together == "Together with Portugal"


def test_list_is_handed_back_from_the_database(folder, slovenia, amina):
    data = (folder / "thematic_lists" / "SVN_c4.docx").read_bytes()

    with paced() as pace:
        report = hand_back_matrix(workspace=slovenia, language="en", data=data, by=amina, at=AT)

    assert pace.usual_seconds < 3, pace
    assert {name: len(found) for name, found in report.outcome.items() if isinstance(found, list)} == {
        "filled": 254,
        "unrated": 0,
        "unknown": 0,
        "different": 0,
        "without_cell": 0,
    }
    with report.file.open() as file:
        said = [line for line in row_of(file.read(), "140.253")[-1] if line]
    assert said == ["Fully implemented", "What became of 140.253.", "Rated by Coalition, as of 1 March 2026"]
