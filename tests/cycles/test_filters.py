import uuid
from datetime import date

import pytest
from django.http import QueryDict

from cycles.filters import Facets, RecommendationFilter
from cycles.models import PublishedRating, Recommendation, RecommendationTheme
from cycles.services.rendering import render_rows
from tests.factories import make_recommendation, make_state, make_theme


@pytest.fixture
def rows(review):
    """Five recommendations to Arcadia; the last is rated by somebody."""
    for iso3, name in (("FRA", "France"), ("TGO", "Togo")):
        make_state(iso3, name=name)
    make_recommendation(
        review, item=1, states=["FRA", "TGO"], themes=["Torture"], position="supported", text="Ban torture"
    )
    make_recommendation(
        review, item=2, states=["FRA"], themes=["Torture", "Prisons"], position="noted", text="Open prisons"
    )
    make_recommendation(review, item=3, states=["TGO"], themes=["Prisons"], position="noted", text="Close prisons")
    make_recommendation(review, item=4, states=["PER"], themes=["Food"], position="supported", text="Share food")
    rated = make_recommendation(review, item=5, states=["PER"], themes=[], position="pending", text="Share prisons")
    PublishedRating.objects.create(
        recommendation=rated, publisher_id=uuid.uuid4(), publisher_name="Us", level="fully", since=date(2026, 3, 1)
    )
    render_rows(Recommendation.objects.all())
    return Recommendation.objects.filter(review=review)


def asked(address):
    return RecommendationFilter.from_address(QueryDict(address))


def choices(found):
    return {choice.value: choice.count for choice in found}


@pytest.mark.parametrize(
    ("address", "items"),
    [
        ("", [1, 2, 3, 4, 5]),
        ("position=noted", [2, 3]),
        ("position=noted&position=pending", [2, 3, 5]),
        ("theme=Torture", [1, 2]),
        ("theme=torture|food", [1, 2, 4]),
        ("theme=Torture&theme=Prisons", [1, 2, 3]),
        ("recommending_state=fra", [1, 2]),
        ("recommending_state=TGO,PER", [1, 3, 4, 5]),
        ("search=prisons+share", [5]),
        ("search=PRISONS", [2, 3, 5]),
        ("search=prison", [2, 3, 5]),
        ("search=sharing", [4, 5]),
        ("search=t%C3%B3rture+OR+food", [1, 4]),
        ('search="close+prisons"', [3]),
        ("search=prisons+-share", [2, 3]),
        ("search=140.2", [2]),
        ("rating=fully", [5]),
        ("position=noted&theme=Prisons&recommending_state=FRA", [2]),
        ("theme=No+such+theme", []),
        ("recommending_state=ZZZ", []),
        ("position=rejected", [1, 2, 3, 4, 5]),
        ("search=100%25", []),
        ("search=%25%25", [1, 2, 3, 4, 5]),
        ("search=" + "+OR+".join(["prisons"] * 61), []),
    ],
)
def test_any_value_of_one_kind_and_all_kinds_together(rows, address, items):
    assert list(asked(address).narrow(rows).order_by("item").values_list("item", flat=True)) == items


@pytest.mark.parametrize(
    ("address", "ignored"),
    [
        ("position=rejected&position=noted", ("rejected",)),
        ("recommending_state=FR&rating=green", ("FR", "green")),
        ("position=%00&theme=%00&search=%00&recommending_state=%00", ()),
        ("position=&theme=&recommending_state=", ()),
        ("search=%3F%21&position=rejected", ("?!", "rejected")),
    ],
)
def test_what_cannot_be_meant_is_set_aside(address, ignored):
    assert asked(address).ignored == ignored


def test_facet_counts_under_the_other_filters(rows):
    facets = Facets(asked("position=noted&theme=Torture"), rows)

    assert choices(facets.positions) == {"supported": 1, "partially_supported": 0, "noted": 1, "pending": 0}
    assert choices(facets.themes) == {"Torture": 1, "Prisons": 2}
    assert choices(facets.states) == {"FRA": 1}


def test_counts_of_a_facet_are_what_choosing_it_gives(rows):
    before = Facets(asked("search=prisons"), rows)

    given = {
        value: asked(f"search=prisons&position={value}").narrow(rows).count() for value in choices(before.positions)
    }

    assert given == choices(before.positions)


def test_chosen_value_without_rows_stays_with_a_zero(rows):
    facets = Facets(asked("position=pending&theme=Torture&recommending_state=FRA"), rows)

    assert [(choice.label, choice.count, choice.is_chosen) for choice in facets.chosen_states] == [("France", 0, True)]
    assert [(choice.label, choice.count, choice.is_chosen) for choice in facets.first_themes] == [("Torture", 0, True)]


def test_theme_with_a_code_goes_by_its_code(rows):
    theme = make_theme("Discrimination against women", version="2", code="F13")
    RecommendationTheme.objects.create(recommendation=rows.get(item=4), theme=theme, order=1)

    facets = Facets(asked("theme=f13"), rows)

    assert [(choice.value, choice.label) for choice in facets.first_themes if choice.is_chosen] == [
        ("F13", "Discrimination against women")
    ]
    assert [chip.label for chip in facets.chips] == ["Discrimination against women"]


def test_chips_remove_themselves(rows):
    facets = Facets(asked("position=noted&theme=Torture&theme=Prisons&recommending_state=FRA&search=open"), rows)

    assert [(chip.label, chip.address) for chip in facets.chips] == [
        ("Noted", "search=open&theme=Torture&theme=Prisons&recommending_state=FRA"),
        ("Torture", "search=open&position=noted&theme=Prisons&recommending_state=FRA"),
        ("Prisons", "search=open&position=noted&theme=Torture&recommending_state=FRA"),
        ("France", "search=open&position=noted&theme=Torture&theme=Prisons"),
        ("“open”", "position=noted&theme=Torture&theme=Prisons&recommending_state=FRA"),
    ]


@pytest.mark.parametrize(
    "address",
    [
        "position=noted&position=pending",
        "theme=Torture&theme=Food",
        "recommending_state=FRA&recommending_state=TGO",
        "search=share&theme=Food",
        "search=prison",
        'search="open+prisons"+OR+food',
    ],
)
def test_api_call_gives_the_same_rows(client, rows, address):
    wanted = asked(address)

    answer = client.get(f"/api/v1/recommendations/?{wanted.api_address('XAR-4')}").json()

    assert len(answer["results"]) == wanted.narrow(rows).count()


def test_api_has_no_filter_by_rating():
    assert asked("rating=fully").api_address("XAR-4") == ""


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ("the", "Too common to be looked for alone: “the”."),
        (" OR ".join(["prisons"] * 61), "Nothing was looked for: a search may have 60 words, and this one has 61."),
    ],
)
def test_words_that_cannot_be_looked_for_are_told(client, rows, words, refusal):
    page = client.get("/reviews/XAR/4/", {"search": words})
    file = client.get("/reviews/XAR/4/recommendations.csv", {"search": words})

    assert refusal in page.content.decode()
    assert (file.status_code, file["Content-Type"]) == (400, "application/problem+json")
    assert file.json()["errors"]["search"][0].startswith(refusal)


@pytest.mark.parametrize("number", [1, 3])
def test_search_in_a_review_takes_the_same_queries_for_one_and_for_many(
    client, review, number, django_assert_num_queries
):
    for item in range(number):
        make_recommendation(review, item=item + 1, states=["FRA"], themes=["Prisons"], text="Open prisons")
    render_rows(Recommendation.objects.all())
    client.get("/reviews/XAR/4/?search=prison")

    with django_assert_num_queries(17):
        page = client.get("/reviews/XAR/4/?search=prison")

    assert page.context["page"].paginator.count == number
