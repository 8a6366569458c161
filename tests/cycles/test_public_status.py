"""The published ratings of a review: page, JSON, badge and table. What is not published is nowhere."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from cycles.services.published import publish_ratings, withdraw_ratings
from tests.factories import AT, make_member, make_organisation, make_rating, make_recommendation, make_workspace

ONE, OTHER = UUID(int=1), UUID(int=2)
PAGE, JSON = "/reviews/XAR/4/status/", "/reviews/XAR/4/status.json"
BADGE, TABLE = "/reviews/XAR/4/status/en/badge.svg", "/reviews/XAR/4/status/en/table/"
PLACES = [PAGE, JSON, BADGE, TABLE]


@pytest.fixture
def rows(review):
    rows = [make_recommendation(review, paragraph=140, item=item) for item in (1, 2)]
    publish(rows, "partially", ONE, "Coalition")
    publish(rows[:1], "regressed", OTHER, "Bar association")
    return rows


def publish(rows, level, key, name):
    ratings = [(row.pk, level, date(2026, 3, 1)) for row in rows]
    publish_ratings(publisher_id=key, publisher_name=name, ratings=ratings, at=AT + timedelta(days=1))


def rating(number, key, name, level):
    return {
        "recommendation": number,
        "publisher": name,
        "publisher_id": str(key),
        "voice": "cso",
        "level": level,
        "since": "2026-03-01",
    }


def test_json_says_who_says_what_since_when(client, rows):
    assert client.get(JSON).json() == {
        "review": "XAR-4",
        "publishers": [
            {"id": str(OTHER), "name": "Bar association", "voice": "cso", "counts": {"regressed": 1}},
            {"id": str(ONE), "name": "Coalition", "voice": "cso", "counts": {"partially": 2}},
        ],
        "ratings": [
            rating("140.1", OTHER, "Bar association", "regressed"),
            rating("140.1", ONE, "Coalition", "partially"),
            rating("140.2", ONE, "Coalition", "partially"),
        ],
    }


@pytest.mark.parametrize(
    ("query", "count"),
    [("", 3), ("level=regressed", 1), (f"publisher={ONE}", 2), (f"level=regressed&publisher={ONE}", 0), ("level=x", 0)],
)
def test_page_and_json_show_the_rows_that_were_asked_for(client, rows, query, count):
    assert len(client.get(f"{JSON}?{query}").json()["ratings"]) == count
    assert len(client.get(f"{PAGE}?{query}").context["status"].rows) == count


@pytest.mark.parametrize("address", PLACES)
def test_unpublished_ratings_never_appear(client, review, address):
    organisation = make_organisation(name="SECRETORG")
    workspace = make_workspace(organisation, review, name="SECRETSPACE")
    recommendation = make_recommendation(review)
    make_rating(workspace, recommendation, make_member(organisation, name="SECRETPERSON"))

    answer = client.get(address)

    assert answer.status_code == 200
    assert b"SECRET" not in answer.content
    assert client.get(JSON).json() == {"review": "XAR-4", "publishers": [], "ratings": []}


@pytest.mark.parametrize("address", [JSON, BADGE, TABLE])
def test_what_is_withdrawn_is_gone_at_the_next_request(client, rows, address):
    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first["ETag"]})

    withdraw_ratings(publisher_id=ONE, at=AT + timedelta(days=2))
    after = client.get(address, headers={"if-none-match": first["ETag"]})

    assert (first.status_code, again.status_code, after.status_code) == (200, 304, 200)
    assert first["Cache-Control"] == "public, no-cache"
    assert b"Coalition" not in after.content
    assert client.get(JSON).json()["publishers"] == [
        {"id": str(OTHER), "name": "Bar association", "voice": "cso", "counts": {"regressed": 1}}
    ]


@pytest.mark.parametrize("address", [BADGE, TABLE])
def test_other_sites_may_show_badge_and_table(client, rows, address):
    answer = client.get(address)

    assert "X-Frame-Options" not in answer.headers
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.cookies == {}
    assert answer["Vary"] == "Accept-Encoding"
    assert b"<script" not in answer.content
    assert len(answer.content) < 4000


def test_the_page_itself_may_not_be_framed(client, rows):
    answer = client.get(PAGE)

    assert answer["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_language_stands_in_the_address(client, rows):
    answer = client.get(TABLE.replace("/en/", "/ar/"), headers={"accept-language": "fr"})

    assert b'<html lang="ar" dir="rtl">' in answer.content
    assert client.get(TABLE.replace("/en/", "/xx/")).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_status_query_count(client, review, count, django_assert_num_queries):
    publish([make_recommendation(review) for _ in range(count)], "fully", ONE, "Coalition")

    with django_assert_num_queries(2):
        client.get(JSON)
