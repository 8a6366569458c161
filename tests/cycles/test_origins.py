"""The page of a review names the sources that its recommendations were read from, and no other."""

import re
from html import unescape

import pytest

from tests.cycles.exports import bring, uhri, uhri_object, upr_info
from tests.cycles.imported import make_arcadia, take_in
from tests.factories import make_recommendation, make_review
from tests.thematic_lists import make_thematic_list

RATIFY = "Ratify the Optional Protocol to the Convention against Torture"
ROW = ("Arcadia", RATIFY, "France", "Accepted", "5", "International instruments", "48")


@pytest.fixture
def review(db):
    return make_arcadia()


def source(client):
    page = client.get("/reviews/XAR/4/").content.decode()
    words = " ".join(unescape(re.sub("<[^>]+>", "", page)).split())
    found = re.search(r"Source: (.*?); in this record since", words)
    return found[1] if found else None


def test_review_known_from_upr_info_alone_names_it(client, review):
    bring(upr_info(ROW))

    assert source(client) == "UPR Info database"


def test_document_that_an_export_names_stands_behind_it(client, review):
    bring(uhri(uhri_object(RATIFY, ["France"])))
    bring(upr_info(ROW))

    assert source(client) == "Universal Human Rights Index (A/HRC/59/99), UPR Info database"


def test_thematic_list_is_named_with_the_report_of_its_numbers(client, review, amina):
    take_in(make_thematic_list(), amina)

    symbols = ", ".join(review.documents.order_by("symbol").values_list("symbol", flat=True))
    assert source(client) == f"Thematic list of recommendations ({symbols})"


def test_rows_without_a_source_name_their_document(client, db):
    make_recommendation(make_review())

    assert source(client) == "A/HRC/59/99"


def test_nothing_is_named_where_nothing_is_known(client, db):
    make_recommendation(make_review(), document_symbol="")

    assert source(client) is None
    assert "in this record since" in client.get("/reviews/XAR/4/").content.decode()
