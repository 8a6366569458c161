from datetime import UTC, datetime

import pytest

from cycles.models import Review
from cycles.services.reference import load_reference_data

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@pytest.fixture
def loaded(db):
    load_reference_data(at=AT)


def test_dates_of_a_review_say_basis_status_and_rule(client, loaded):
    rows = {row["milestone"]: row for row in client.get("/api/v1/reviews/SVN-4/dates/").json()}

    assert len(rows) == 27
    assert rows["national_report"] == {
        "milestone": "national_report",
        "name": "National report",
        "actors": ["state"],
        "date": "2024-10-21",
        "end_date": None,
        "moment": None,
        "is_month": False,
        "basis": "rule",
        "status": "estimated",
        "counted_from": "2025-01-20",
        "how": "91 days before the first day of session 48 (20 January 2025)",
        "source": "UPR Info; ILGA",
        "rule": {
            "anchor": "review_start",
            "offset_days": -91,
            "in_working_days": False,
            "precision": "per_session",
            "source": "UPR Info; ILGA",
        },
    }
    assert rows["stakeholder_submission"]["moment"] == "2024-07-16T23:59:00+02:00"
    assert rows["next_review"]["is_month"] is True


def test_review_comes_with_its_dates_and_a_list_does_not(client, loaded):
    one = client.get("/api/v1/reviews/SVN-4/").json()
    several = client.get("/api/v1/reviews/?state=SVN").json()["results"]

    assert len(one["key_dates"]) == 27
    assert (one["adoption_date"], one["adoption_confidence"]) == ("2025-07-02", "confirmed")
    assert one["adoption_source"] == Review.objects.get(state_under_review="SVN", cycle=4).adoption_source != ""
    assert [row for row in several if "key_dates" in row] == []


def test_date_that_cannot_be_counted_is_null_and_says_why(client, loaded):
    rows = {row["milestone"]: row for row in client.get("/api/v1/reviews/UKR-4/dates/").json()}

    assert (rows["national_report"]["date"], rows["national_report"]["basis"]) == (None, "unknown")
    assert rows["national_report"]["how"] == "cannot be counted: this review has no session yet"


def test_dates_of_no_review_are_not_found(client, loaded):
    assert client.get("/api/v1/reviews/ZZZ-4/dates/").status_code == 404


@pytest.mark.parametrize("address", ["/api/v1/reviews/SVN-4/dates/", "/api/v1/reviews/SVN-4/"])
def test_dates_cost_a_fixed_number_of_queries(client, loaded, django_assert_num_queries, address):
    with django_assert_num_queries(5):
        client.get(address)
