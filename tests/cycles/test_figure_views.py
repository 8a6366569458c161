"""The pages of figures: exact figures, links to exactly the rows behind them, files that say the same."""

import csv
import io
import re
from html import unescape

import pytest

from cycles.models import PositionKind, Recommendation, RecommendationTheme
from cycles.services.record_version import begin_change
from cycles.services.rendering import render_rows
from tests.cycles.test_statistics import make_record
from tests.factories import AT, make_recommendation, make_review, make_state, make_theme

PAGES = {
    "/states/SVN/": "/states/SVN/figures.csv",
    "/states/FRA/recommending/": "/states/FRA/recommending.csv",
    "/reviews/SVN/4/overview/": "/reviews/SVN/4/overview.csv",
    "/issues/42/": "/issues/42.csv",
    "/compare/?first=SVN-4&second=SVN-3": "/compare.csv?first=SVN-4&second=SVN-3",
}
FIGURE = re.compile(r'<a href="(/search/\?[^"]+)">(\d+)</a>')


def text(client, address, **headers):
    response = client.get(address, headers=headers)
    assert response.status_code == 200, address
    return " ".join(response.content.decode().split())


def table(client, address):
    """The rows of a file, by what they are counted by and their code."""
    lines = b"".join(client.get(address).streaming_content).decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(lines))
    return head, {(row[0], row[2]): row[3:] for row in rows}


@pytest.fixture
def small(db):
    """France: three to Slovenia, one of them with Togo; and one to the invented State, which is in no figure."""
    slovenia = make_review(make_state("SVN", name="Slovenia", regional_group="eastern_european"))
    make_state("FRA", name="France", regional_group="weog")
    make_state("TGO", name="Togo", regional_group="african")
    for position, states in [("supported", ["FRA"]), ("noted", ["FRA", "TGO"]), ("pending", ["FRA"])]:
        make_recommendation(slovenia, states=states, themes=[], position=position)
    make_recommendation(make_review(make_state("XAR")), states=["FRA"], themes=[], position="noted")
    begin_change(AT)
    render_rows(Recommendation.objects.all())


@pytest.mark.parametrize("address", PAGES)
def test_page_is_open_to_everybody_and_of_modest_weight(client, db, address):
    make_record(count=40)
    response = client.get(address)

    assert response.status_code == 200
    assert response.content.count(b"<h1") == 1
    assert len(response.content) < 100_000


@pytest.mark.parametrize("address", PAGES)
def test_page_runs_from_right_to_left_in_arabic(client, db, address):
    make_record(count=40)

    assert '<html lang="ar" dir="rtl">' in text(client, address, accept_language="ar")


@pytest.mark.parametrize("address", PAGES)
def test_every_figure_leads_to_as_many_recommendations(client, db, address):
    make_record(count=40)
    figures = {(unescape(way), int(figure)) for way, figure in FIGURE.findall(text(client, address))}
    figures = sorted(figures)[:12]

    assert figures
    assert [(way, client.get(way).context["total"]) for way, _figure in figures] == figures


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/states/SVN/", 12),
        ("/states/FRA/recommending/", 13),
        ("/reviews/SVN/4/overview/", 13),
        ("/issues/42/", 20),
        ("/compare/?first=SVN-4&second=SVN-3", 15),
    ],
)
@pytest.mark.parametrize("count", [40, 80])
def test_page_asks_the_database_equally_often(client, db, django_assert_num_queries, address, queries, count):
    make_record(count=count)

    with django_assert_num_queries(queries):
        client.get(address)


def test_state_page_counts_what_the_state_recommended(client, small):
    page = text(client, "/states/FRA/recommending/")
    head, rows = table(client, "/states/FRA/recommending.csv")

    assert "made alone or together with others, to 1 State. <bdi>50 %</bdi> of those answered were supported" in page
    assert head[3:] == [str(kind.label) for kind in PositionKind] + ["All", "Share supported, in a hundred answered"]
    assert rows[("All recommendations", "")] == ["1", "0", "1", "1", "3", "50"]
    assert rows[("By State under Review", "SVN")] == ["1", "0", "1", "1", "3", "50"]
    assert ("By State under Review", "XAR") not in rows


def test_review_page_counts_each_state_mention(client, small):
    _head, rows = table(client, "/reviews/SVN/4/overview.csv")

    assert rows[("All recommendations", "")] == ["1", "0", "1", "1", "3", "50"]
    assert rows[("By recommending State", "FRA")] == ["1", "0", "1", "1", "3", "50"]
    assert rows[("By recommending State", "TGO")] == ["0", "0", "1", "0", "1", "0"]
    assert "The unit is the State mention" in text(client, "/reviews/SVN/4/overview/")


def test_page_says_which_sessions_the_record_covers(client, small):
    assert "these sessions of the Working Group: 48." in text(client, "/states/FRA/recommending/")


def test_partial_positions_are_in_the_share_only_where_the_address_says_so(client, small):
    Recommendation.objects.filter(position="pending").update(position="partially_supported")
    begin_change(AT)
    render_rows(Recommendation.objects.all())

    assert table(client, "/states/FRA/recommending.csv")[1][("All recommendations", "")][-1] == "33"
    assert table(client, "/states/FRA/recommending.csv?partial=supported")[1][("All recommendations", "")][-1] == "67"
    assert "as if they were supported" in text(client, "/states/FRA/recommending/?partial=supported")


def test_page_without_recommendations_says_so(client, small):
    assert "holds no recommendation that Slovenia made" in text(client, "/states/SVN/recommending/")
    assert "holds no recommendation on this issue yet" in text(client, "/issues/42/")


@pytest.mark.parametrize("address", ["/issues/0/", "/issues/55/", "/issues/55.csv", "/states/ZZZ/recommending/"])
def test_address_of_nothing_is_not_found(client, db, address):
    assert client.get(address).status_code == 404


def test_all_lines_of_a_long_table_are_a_page_of_their_own(client, db):
    review = make_review(make_state("SVN"))
    for letter in "ABCDEFGHIJKLMN":
        make_recommendation(review, states=[f"Q{letter}A"], themes=[])
    begin_change(AT)
    render_rows(Recommendation.objects.all())

    assert "All 14 lines" in text(client, "/reviews/SVN/4/overview/")
    page = text(client, "/reviews/SVN/4/overview/?all=recommending_state")
    assert page.count('<tr role="row"><th scope="row"') == 14
    assert "By regional group" not in page


@pytest.mark.parametrize(("name", "value"), [("all", "\0"), ("all", "x"), ("partial", "x"), ("partial", "\0")])
@pytest.mark.parametrize("address", ["/states/SVN/", "/reviews/SVN/4/overview/", "/issues/42/", "/compare/"])
def test_nonsense_in_the_address_is_no_error(client, small, address, name, value):
    assert client.get(address, {name: value}).status_code == 200


def test_issues_lead_to_their_pages(client, db):
    assert '<a href="/issues/42/">Right to health</a>' in text(client, "/issues/")


def test_review_has_its_themes_beside_its_issues(client, db):
    review = make_review(make_state("SVN", name="Slovenia"), cycle=4)
    make_recommendation(review, states=["FRA"], themes=["Right to food", "Prison conditions"], position="noted")
    issue = make_theme("Women's rights", scheme="upr_info", version="2014", code="54")
    RecommendationTheme.objects.create(recommendation=review.recommendations.get(), theme=issue, order=9)
    render_rows(review.recommendations.all())

    tables = {table.kind: table for table in client.get("/reviews/SVN/4/overview/").context["page"].tables}
    _, file = table(client, "/reviews/SVN/4/overview.csv")

    assert [line.name for line in tables["issue"].lines] == ["Women's rights"]
    assert [(line.name, line.tally.noted) for line in tables["theme"].lines] == [
        ("Prison conditions", 1),
        ("Right to food", 1),
    ]
    assert "By theme, as the source names it" in {kind for kind, _ in file}


def test_share_of_an_issue_is_of_those_answered_on_both_pages(client, db):
    review = make_review(make_state("SVN", name="Slovenia"), cycle=4)
    issue = make_theme("Women's rights", scheme="upr_info", version="2014", code="54")
    for item, position in enumerate(["supported", "supported", "noted", "pending"], start=1):
        row = make_recommendation(review, item=item, states=["FRA"], themes=[], position=position)
        RecommendationTheme.objects.create(recommendation=row, theme=issue, order=1)
    render_rows(review.recommendations.all())

    listed = client.get("/issues/").context["rows"]
    page = client.get("/issues/54/").context["page"]

    assert {row.number: row.share for row in listed}[54] == page.figures.share == 67
    assert {row.number: row.share for row in listed}[1] is None
