"""States that are named in a search are led to, not drowned in."""

import pytest
from django.http import QueryDict

from cycles.facet_index import facet_index
from cycles.models import Recommendation, StateAlias
from cycles.search_filter import SearchFilter
from cycles.search_states import named_states
from cycles.services.record_version import begin_change
from cycles.services.rendering import render_rows
from tests.factories import AT, make_recommendation, make_review, make_state
from tests.made_once import made_once

NAMES = {
    "GIN": {"name": "Guinea", "name_fr": "Guinée", "name_ru": "Гвинея"},
    "GNQ": {"name": "Equatorial Guinea", "name_fr": "Guinée équatoriale"},
    "CIV": {"name": "Côte d’Ivoire", "name_zh": "科特迪瓦"},
    "TON": {"name": "Tonga"},
    "IRN": {"name": "Iran (Islamic Republic of)", "name_ar": "إيران (جمهورية - الإسلامية)"},
}


def make_record():
    """Torture twice to Guinea and once to Côte d’Ivoire, the others by Guinea; one text names Guinea."""
    states = {iso3: make_state(iso3, **names) for iso3, names in NAMES.items()}
    guinea, ivory = make_review(states["GIN"], cycle=3, session=35), make_review(states["CIV"], cycle=3, session=33)
    for item, text in enumerate(["End torture", "End torture in prisons", "Build schools"], 1):
        make_recommendation(guinea, item=item, states=["GNQ"] if item < 3 else ["GNQ", "IRN"], text=text)
    StateAlias.objects.create(alias="Persia", state=states["IRN"])
    StateAlias.objects.create(alias="IRI", state=states["IRN"])
    make_recommendation(ivory, item=4, states=["GIN"], text="Torture on the border with Guinea")
    begin_change(AT)
    render_rows(Recommendation.objects.all())
    return states


made_for_all, db, record = made_once(make_record)


def named(address):
    asked = SearchFilter.from_address(QueryDict(address))
    return [
        (one.state.iso3, one.under_review, one.under_review_address, one.recommending, one.recommending_address)
        for one in named_states(asked, facet_index())
    ]


@pytest.mark.parametrize(
    ("address", "states"),
    [
        ("search=guinea", [("GIN", 3, "state=GIN", 1, "recommending_state=GIN")]),
        ("search=GUINÉE", [("GIN", 3, "state=GIN", 1, "recommending_state=GIN")]),
        ("search=Гвинея", [("GIN", 3, "state=GIN", 1, "recommending_state=GIN")]),
        ("search=equatorial+guinea", [("GNQ", 0, "state=GNQ", 3, "recommending_state=GNQ")]),
        ("search=cote+d'ivoire", [("CIV", 1, "state=CIV", 0, "recommending_state=CIV")]),
        ("search=科特迪瓦", [("CIV", 1, "state=CIV", 0, "recommending_state=CIV")]),
        (
            "search=torture+guinea&position=pending",
            [
                (
                    "GIN",
                    2,
                    "search=torture&state=GIN&position=pending",
                    1,
                    "search=torture&recommending_state=GIN&position=pending",
                )
            ],
        ),
        (
            "search=guinea+OR+%22cote+d’Ivoire%22",
            [
                ("GIN", 3, "state=GIN", 1, "recommending_state=GIN"),
                ("CIV", 1, "state=CIV", 0, "recommending_state=CIV"),
            ],
        ),
        ("search=guinea&state=GIN", []),
        ("search=iran", [("IRN", 0, "state=IRN", 1, "recommending_state=IRN")]),
        ("search=ايران", [("IRN", 0, "state=IRN", 1, "recommending_state=IRN")]),
        ("search=persia", [("IRN", 0, "state=IRN", 1, "recommending_state=IRN")]),
        ("search=iri", []),
        ("search=tonga", []),
        ("search=prisons", []),
        ("search=", []),
    ],
)
def test_states_are_known_by_their_names(record, address, states):
    assert named(address) == states


def test_names_of_states_are_no_words_of_the_texts(record):
    asked = SearchFilter.from_address(QueryDict("search=guinea"))

    assert list(asked.narrow(Recommendation.objects.all()).values_list("item", flat=True)) == [4]


def test_page_leads_to_the_state(client, record):
    page = " ".join(client.get("/search/?search=guinea").content.decode().split())

    assert "1 recommendation found" in page
    assert "Guinea is a State; its recommendations:" in page
    assert '<a href="?state=GIN">as State under Review (3)</a>, <a href="?recommending_state=GIN">' in page
    assert "on the border with <mark>Guinea</mark>" in page


def test_states_are_named_in_three_queries(client, record, django_assert_num_queries):
    asked, index = SearchFilter.from_address(QueryDict("search=guinea+cote+d'ivoire+tonga")), facet_index()

    with django_assert_num_queries(3):
        assert len(named_states(asked, index)) == 2
