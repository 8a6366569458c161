import json
from datetime import date, timedelta
from uuid import UUID

import pytest

from cycles.models import PublishedRating, State
from cycles.services.published import publish_ratings, withdraw_ratings
from tests.factories import AT, make_recommendation

LATER = AT + timedelta(days=1)
ONE, OTHER = UUID(int=1), UUID(int=2)
MARCH = date(2026, 3, 1)


@pytest.fixture
def rows(review):
    return [make_recommendation(review, item=item) for item in (1, 2)]


def publish(row, level, publisher_id=ONE, publisher_name="Coalition", at=LATER):
    ratings = [(row.pk, level, MARCH)]
    publish_ratings(publisher_id=publisher_id, publisher_name=publisher_name, ratings=ratings, at=at)


def shown(row):
    row.refresh_from_db()
    return json.loads(row.row_json)["ratings"]


def test_published_rating_is_in_the_answer_of_the_api(rows):
    publish(rows[0], "partially")

    assert shown(rows[0]) == [{"publisher": "Coalition", "level": "partially", "since": "2026-03-01"}]
    assert rows[0].updated_at == LATER
    assert json.loads(rows[0].row_json)["updated_at"] == "2026-03-02T09:30:00Z"
    assert State.objects.get(pk="XAR").data_version == 1


def test_publishers_stand_side_by_side(rows):
    publish(rows[0], "partially")
    publish(rows[0], "regressed", publisher_id=OTHER, publisher_name="Bar association")

    assert [(rating["publisher"], rating["level"]) for rating in shown(rows[0])] == [
        ("Bar association", "regressed"),
        ("Coalition", "partially"),
    ]


def test_publishing_again_replaces_only_what_is_given(rows):
    publish(rows[0], "partially")
    publish(rows[1], "too_early")

    publish(rows[0], "fully")

    assert [rating["level"] for rating in shown(rows[0])] == ["fully"]
    assert [rating["level"] for rating in shown(rows[1])] == ["too_early"]
    assert PublishedRating.objects.count() == 2


def test_withdrawn_ratings_are_gone_and_others_stay(rows):
    publish(rows[0], "partially")
    publish(rows[1], "fully")
    publish(rows[1], "regressed", publisher_id=OTHER, publisher_name="Bar association")

    withdraw_ratings(publisher_id=ONE, at=LATER + timedelta(days=1))

    assert shown(rows[0]) == []
    assert [rating["publisher"] for rating in shown(rows[1])] == ["Bar association"]
    assert rows[0].updated_at == LATER + timedelta(days=1)


def test_withdrawing_nothing_changes_nothing(rows):
    withdraw_ratings(publisher_id=ONE, at=LATER)

    rows[0].refresh_from_db()
    assert rows[0].updated_at == AT
    assert State.objects.get(pk="XAR").data_version == 0


@pytest.mark.parametrize("count", [1, 2])
def test_publishing_query_count(rows, count, django_assert_num_queries):
    ratings = [(row.pk, "fully", MARCH) for row in rows[:count]]

    with django_assert_num_queries(38):
        publish_ratings(publisher_id=ONE, publisher_name="Coalition", ratings=ratings, at=LATER)
