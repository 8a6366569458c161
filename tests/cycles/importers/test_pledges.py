import pytest

from cycles.importers.pledges import find_pledges
from cycles.importers.records import ReadPledge
from cycles.importers.report_lines import report_of_text


def pledges(text):
    return find_pledges(report_of_text(text).lines)


@pytest.mark.parametrize(
    "heading",
    [
        "III. Voluntary pledges and commitments",
        "III. VOLUNTARY COMMITMENTS",
        "III. Voluntary pledges and commitments of the State under review**",
        "C. Voluntary pledges",
        "Annex II: Voluntary commitments made by Arcadia",
        "IV. Pledges and commitments",
        "III. Engagements volontaires",
        "III. Promesas y compromisos voluntarios",
        "III. Compromisos voluntarios",
    ],
)
def test_numbered_paragraphs_under_the_heading_are_pledges(heading):
    found = pledges(f"{heading}\n96. Arcadia will ratify the\ntreaty by 2012.\n97. It will open schools.\nAnnex\nNames")

    assert found == (
        ReadPledge(1, "96", "Arcadia will ratify the treaty by 2012."),
        ReadPledge(2, "97", "It will open schools."),
    )


def test_points_under_a_paragraph_are_pledges_and_the_paragraph_is_not():
    found = pledges(
        "Voluntary pledges\n96. Arcadia pledges:\n(a) To build\nschools;\n(b) To open camps.\n97. It ends this."
    )

    assert found == (
        ReadPledge(1, "96 (a)", "To build schools;"),
        ReadPledge(2, "96 (b)", "To open camps."),
        ReadPledge(3, "97", "It ends this."),
    )


def test_bullets_without_numbers_are_pledges():
    found = pledges("Annex\nVoluntary pledges and commitments\nArcadia pledges:\n• To build schools;\n• To open camps.")

    assert found == (ReadPledge(1, "", "To build schools;"), ReadPledge(2, "", "To open camps."))


def test_table_of_contents_and_sentences_are_no_heading():
    text = "III. Voluntary pledges and commitments ........ 96–97 20\nvoluntary pledges and commitments were welcomed."

    assert pledges(text) == ()


def test_pledges_end_at_the_next_heading():
    found = pledges("III. Voluntary pledges\n96. One.\nIV. Conclusions and/or recommendations\n97. Two.")

    assert found == (ReadPledge(1, "96", "One."),)


def test_number_within_a_pledge_begins_nothing():
    found = pledges("III. Voluntary pledges\n96. Arcadia will follow article\n12. That is all of it.\n97. Two.")

    assert [pledge.place for pledge in found] == ["96", "97"]
