"""Two reviews or two States side by side."""

import pytest

from cycles.comparison import pair_bar
from cycles.models import Recommendation
from cycles.services.record_version import begin_change
from cycles.services.rendering import render_rows
from tests.cycles.test_figure_views import table, text
from tests.factories import AT, make_recommendation, make_review, make_state, make_theme


@pytest.fixture
def two(db):
    """Slovenia: 4 in cycle 4 (3 on health), 2 in cycle 3 (1 on women); Kenya has none."""
    make_theme("Right to health", version="2014", scheme="upr_info", code="42")
    make_theme("Women's rights", version="2014", scheme="upr_info", code="54")
    slovenia = make_state("SVN", name="Slovenia")
    make_state("KEN", name="Kenya")
    make_state("FRA", name="France")
    make_state("TGO", name="Togo")
    fourth, third = make_review(slovenia, cycle=4), make_review(slovenia, cycle=3, session=34)
    rows = [
        *((fourth, ["FRA"], "42", "supported") for _ in range(3)),
        (fourth, ["TGO"], "", "noted"),
        (third, ["FRA"], "54", "supported"),
        (third, ["FRA"], "", "supported"),
    ]
    for review, states, issue, position in rows:
        recommendation = make_recommendation(review, states=states, themes=[], position=position)
        if issue:
            label = {"42": "Right to health", "54": "Women's rights"}[issue]
            theme = make_theme(label, version="2014", scheme="upr_info")
            recommendation.theme_rows.create(theme=theme, order=0)
    begin_change(AT)
    render_rows(Recommendation.objects.all())


def test_reviews_are_compared_in_shares_of_their_own(client, two):
    head, rows = table(client, "/compare.csv?first=SVN-4&second=SVN-3")

    assert head[3:] == [
        "Slovenia, cycle 4",
        "Slovenia, cycle 4, in a hundred",
        "Slovenia, cycle 3",
        "Slovenia, cycle 3, in a hundred",
        "Difference in percentage points",
    ]
    assert rows[("All recommendations", "")] == ["4", "100", "2", "100", "0"]
    assert rows[("By position", "supported")] == ["3", "75", "2", "100", "25"]
    assert rows[("By issue", "42")] == ["3", "75", "0", "0", "-75"]
    assert rows[("By issue", "54")] == ["0", "0", "1", "50", "50"]
    assert rows[("By recommending State", "FRA")] == ["3", "75", "2", "100", "25"]


def test_page_says_what_only_one_of_them_has(client, two):
    page = text(client, "/compare/?first=SVN-4&second=SVN-3")

    assert "Only Slovenia, cycle 4:</span> Right to health." in page
    assert "Only Slovenia, cycle 3:</span> Women&#x27;s rights." in page
    assert "Only Slovenia, cycle 4:</span> Togo." in page
    assert "<bdi>\u221275</bdi>" in page


def test_kind_that_the_record_does_not_give_of_one_side_is_not_compared(client, two):
    Recommendation.objects.get(review__cycle=3, theme_rows__isnull=False).theme_rows.all().delete()
    begin_change(AT)
    render_rows(Recommendation.objects.all())

    page = text(client, "/compare/?first=SVN-4&second=SVN-3")

    assert "The record does not say this of Slovenia, cycle 3 yet, so nothing can be compared here." in page
    assert "Only Slovenia, cycle 4:</span> Right to health." not in page
    assert "Only Slovenia, cycle 4:</span> Togo." in page


def test_form_sends_state_and_cycle_apart(client, two):
    asked = {"first": "SVN", "first_cycle": "4", "second": "SVN", "second_cycle": ""}
    page = " ".join(client.get("/compare/", asked).content.decode().split())

    assert "<h1>Slovenia, cycle 4 and Slovenia</h1>" in page
    assert '<a href="/compare/?first=SVN-4&amp;second=SVN">' in page


@pytest.mark.parametrize(
    ("query", "field", "words"),
    [
        ("first=SVN-4&second=svn-4", "second", "Both are the same. Choose another State, or another cycle."),
        ("first=SVN&second=SVN", "second", "Both are the same. Choose another State, or another cycle."),
        ("first=SVN-4&second=KEN", "second", "The record holds no recommendations to Kenya."),
        ("first=KEN-3&second=SVN", "first", "The record holds no recommendations to Kenya, cycle 3."),
        ("first=ZZZ&second=SVN", "first", "We know no such State. Choose one from the list."),
        ("first=SVN-9&second=SVN", "first_cycle", "There is no such cycle."),
    ],
)
def test_what_cannot_be_compared_is_refused_at_its_field(client, two, query, field, words):
    response = client.get(f"/compare/?{query}")

    assert response.context["form"].errors == {field: [words]}
    assert f'id="id_{field}_error"' in response.content.decode()
    assert client.get(f"/compare.csv?{query}").status_code == 404


@pytest.mark.parametrize("query", ["", "first=SVN-4", "second=SVN", "first=&second="])
def test_half_filled_form_is_no_mistake(client, two, query):
    response = client.get(f"/compare/?{query}")

    assert response.status_code == 200
    assert response.context["form"].errors == {}


def test_half_filled_form_keeps_what_is_filled_in(client, two):
    page = text(client, "/compare/?first=SVN-4")

    assert '<option value="SVN" selected>' in page
    assert '<option value="4" selected>' in page


@pytest.mark.parametrize("value", ["\0", "SVN-4-4", "-", "SVN-", "²", "9" * 500, "SVN-99999", "<b>"])
def test_nonsense_in_the_address_is_no_error(client, two, value):
    assert client.get("/compare/", {"first": value, "second": "SVN", "first_cycle": value}).status_code == 200


def test_bar_is_drawn_to_the_scale_of_the_largest():
    bar = pair_bar(10, 40, 40)

    assert [segment.outline for segment in bar.segments] == ["M0 0H60.0V7H0z", "M0 9H240.0V16H0z"]
    assert pair_bar(0, 0, 0).segments == ()
