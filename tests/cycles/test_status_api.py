"""The published ratings over the API: who says what since when, what changed and what was withdrawn."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from cycles.models import Recommendation, WithdrawnRating
from cycles.services.published import publish_ratings, withdraw_ratings
from cycles.services.rendering import render_rows
from tests.factories import (
    AT,
    make_member,
    make_organisation,
    make_rating,
    make_recommendation,
    make_review,
    make_state,
    make_workspace,
)

ONE, OTHER = UUID(int=1), UUID(int=2)
STATUS = "/api/v1/status/"


@pytest.fixture
def rows(review):
    """Three recommendations of Arcadia and one of Slovenia, none with a published rating."""
    rows = [make_recommendation(review, paragraph=140, item=item) for item in (1, 2, 3)]
    rows.append(make_recommendation(make_review(state=make_state("SVN")), paragraph=115, item=1))
    render_rows(Recommendation.objects.all())
    return rows


def publish(rows, level, key=ONE, name="Coalition", day=1, **more):
    ratings = [(row.pk, level, date(2026, 3, 1)) for row in rows]
    publish_ratings(publisher_id=key, publisher_name=name, ratings=ratings, at=AT + timedelta(days=day), **more)


def said(key, name, level, voice="cso"):
    return {"publisher": name, "publisher_id": str(key), "voice": voice, "level": level, "since": "2026-03-01"}


def numbers(answer):
    return [row["recommendation"] for row in answer["results"]]


def test_each_recommendation_has_everybody_who_says_something(client, rows):
    publish(rows[:2], "partially")
    publish(rows[:1], "regressed", OTHER, "Ombudsman", voice="nhri")

    answer = client.get(STATUS).json()

    assert numbers(answer) == ["XAR-4-140.1", "XAR-4-140.2"]
    assert answer["results"][0] == {
        "recommendation": "XAR-4-140.1",
        "review": "XAR-4",
        "state_under_review": "XAR",
        "number": "140.1",
        "position": "pending",
        "url": "/reviews/XAR/4/140.1/",
        "is_invented": True,
        "version": answer["version"],
        "updated_at": answer["as_of"].replace("+00:00", "Z"),
        "ratings": [said(ONE, "Coalition", "partially"), said(OTHER, "Ombudsman", "regressed", "nhri")],
    }


def test_one_recommendation_goes_by_its_key(client, rows):
    publish(rows[:1], "partially")

    assert client.get(f"{STATUS}XAR-4-140.1/").json()["ratings"] == [said(ONE, "Coalition", "partially")]
    assert client.get(f"{STATUS}XAR-4-140.2/").json()["ratings"] == []
    assert client.get(f"{STATUS}XAR-4-140.9/").status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("review=XAR-4", ["XAR-4-140.1", "XAR-4-140.2"]),
        ("state_under_review=SVN", ["SVN-4-115.1"]),
        ("level=regressed", ["XAR-4-140.1"]),
        ("voice=nhri", ["XAR-4-140.1"]),
        (f"publisher={ONE}&level=partially", ["XAR-4-140.1", "XAR-4-140.2", "SVN-4-115.1"]),
        # One rating must fit them all.
        (f"publisher={ONE}&level=regressed", []),
    ],
)
def test_filters(client, rows, query, found):
    publish([*rows[:2], rows[3]], "partially")
    publish(rows[:1], "regressed", OTHER, "Ombudsman", voice="nhri")

    answer = client.get(f"{STATUS}?count=1&{query}").json()

    assert sorted(numbers(answer)) == sorted(found)
    assert answer["count"] == len(found)


@pytest.mark.parametrize("query", ["level=good", "publisher=me", "since=x", "since=1&level=fully"])
def test_wrong_questions_are_refused_at_their_field(client, rows, query):
    answer = client.get(f"{STATUS}?{query}")

    assert answer.status_code == 400
    assert query.rpartition("&")[2].partition("=")[0] in str(answer.json())


def test_changes_since_a_version(client, rows):
    publish(rows[:2], "partially")
    known = client.get(STATUS).json()["version"]

    publish(rows[1:2], "fully", day=2)
    publish(rows[2:3], "too_early", day=3)
    answer = client.get(f"{STATUS}?since={known}").json()

    assert numbers(answer) == ["XAR-4-140.2", "XAR-4-140.3"]
    assert [row["ratings"][0]["level"] for row in answer["results"]] == ["fully", "too_early"]
    assert answer["removed"] == []
    nothing = client.get(f"{STATUS}?since={answer['version']}").json()
    assert (nothing["results"], nothing["removed"]) == ([], [])


def test_what_is_withdrawn_is_named_as_removed(client, rows):
    publish(rows[:2], "partially")
    publish(rows[:1], "regressed", OTHER, "Ombudsman")
    known = client.get(STATUS).json()["version"]

    withdraw_ratings(publisher_id=ONE, at=AT + timedelta(days=2))
    answer = client.get(f"{STATUS}?since={known}").json()

    assert answer["removed"] == [
        {"recommendation": "XAR-4-140.1", "publisher_id": str(ONE)},
        {"recommendation": "XAR-4-140.2", "publisher_id": str(ONE)},
    ]
    assert [row["ratings"] for row in answer["results"]] == [[said(OTHER, "Ombudsman", "regressed")]]
    assert client.get(f"{STATUS}?since={known}&state_under_review=SVN").json()["removed"] == []
    assert numbers(client.get(STATUS).json()) == ["XAR-4-140.1"]


def test_what_is_published_again_is_removed_no_more(client, rows):
    publish(rows[:1], "partially")
    withdraw_ratings(publisher_id=ONE, at=AT + timedelta(days=2))

    publish(rows[:1], "fully", day=3)
    answer = client.get(f"{STATUS}?since=0").json()

    assert answer["removed"] == []
    assert answer["results"][0]["ratings"] == [said(ONE, "Coalition", "fully")]
    assert not WithdrawnRating.objects.exists()


def test_pages_lead_on_to_every_row_once(client, rows):
    publish(rows[:3], "partially")

    for query in ("", "&since=0"):
        first = client.get(f"{STATUS}?page_size=2&review=XAR-4{query}").json()
        second = client.get(first["next"]).json()

        assert numbers(first) + numbers(second) == ["XAR-4-140.1", "XAR-4-140.2", "XAR-4-140.3"]
        assert second["next"] is None


def test_an_unchanged_answer_has_no_body(client, rows):
    publish(rows[:1], "partially")
    address = f"{STATUS}?review=XAR-4"
    first = client.get(address)

    again = client.get(address, headers={"if-none-match": first["ETag"]})
    withdraw_ratings(publisher_id=ONE, at=AT + timedelta(days=2))
    after = client.get(address, headers={"if-none-match": first["ETag"]})

    assert (first.status_code, again.status_code, after.status_code) == (200, 304, 200)
    assert again.content == b""
    assert after.json()["results"] == []


@pytest.mark.parametrize("query", ["", "?since=0", "?review=XAR-4", "?voice=cso"])
def test_unpublished_ratings_never_appear(client, review, query):
    """Planted: a workspace with ratings that it never published, or took back."""
    organisation = make_organisation(name="SECRETORG")
    workspace = make_workspace(organisation, review, name="SECRETSPACE")
    recommendation = make_recommendation(review)
    make_rating(workspace, recommendation, make_member(organisation, name="SECRETPERSON"), note="SECRETNOTE")
    render_rows(Recommendation.objects.all())
    publish([recommendation], "fully", workspace.pk, workspace.name)
    withdraw_ratings(publisher_id=workspace.pk, at=AT + timedelta(days=2))

    answer = client.get(f"{STATUS}{query}")

    assert answer.status_code == 200
    assert b"SECRET" not in answer.content
    assert answer.json()["results"] == []
    assert b"SECRET" not in client.get(f"{STATUS}{recommendation.key}/").content


@pytest.mark.parametrize("count", [1, 3])
def test_status_query_count(client, rows, count, django_assert_num_queries):
    publish(rows[:count], "fully")

    with django_assert_num_queries(3):
        client.get(STATUS)


def test_the_public_page_leads_to_the_api(client, rows):
    publish(rows[:1], "partially")

    page = client.get("/reviews/XAR/4/status/").content.decode()

    assert 'href="/api/v1/status/?review=XAR-4"' in page


def test_the_page_of_the_api_tells_of_it(client, db):
    page = client.get("/api/v1/docs/").content.decode()

    assert "GET /api/v1/status/" in page
    assert 'href="/api/v1/status/?review=SVN-4"' in page
