"""Each step of a position's history has its day, or that of the document that it stands in."""

import json
from datetime import date, timedelta

import pytest

from cycles.models import Position, UnDocument
from cycles.position_days import document_day
from cycles.services.rendering import render_rows
from tests.factories import AT, make_recommendation, make_review, make_state

REPORT, ADDENDUM = date(2025, 3, 24), date(2025, 4, 8)
DATED = [("A/HRC/59/15", REPORT), ("A/HRC/59/15/Add.1", ADDENDUM)]


@pytest.mark.parametrize(
    ("source", "day"),
    [
        ("A/HRC/59/15", REPORT),
        ("A/HRC/59/15, p. 17", REPORT),
        ("A/HRC/59/15/Add.1 - Para. 4", ADDENDUM),
        ("a/hrc/59/15 / add.1", ADDENDUM),
        ("A/HRC/59/15/Add.12", None),
        ("A/HRC/59/150", None),
        ("A/HRC/59/15/Add.2", None),
        ("UPR Info", None),
        ("", None),
    ],
)
def test_document_is_named_whole_or_not_at_all(source, day):
    assert document_day(source, DATED) == day


@pytest.fixture
def recommendation(db):
    make_state("SVN", name="Slovenia")
    review = make_review(state=make_state("SVN", name="Slovenia"), cycle=4)
    for (symbol, day), kind in zip(DATED, ("working_group_report", "addendum"), strict=True):
        UnDocument.objects.update_or_create(review=review, kind=kind, symbol=symbol, defaults={"published_date": day})
    row = make_recommendation(review)
    row.positions.all().delete()
    return row


def add(row, stage, kind, source, later=0, **fields):
    return Position.objects.create(
        recommendation=row, stage=stage, kind=kind, source=source, recorded_at=AT + timedelta(days=later), **fields
    )


def told(client, row):
    history = client.get(row.get_absolute_url()).context["history"]
    return [(one.stage, one.kind, one.note, one.day, one.basis, one.sources) for one in history]


def test_history_has_the_days_of_its_documents(client, recommendation):
    add(recommendation, "working_group_report", "pending", "A/HRC/59/15, para. 140")
    add(recommendation, "addendum", "supported", "A/HRC/59/15/Add.1 - Para. 4", 1)
    add(recommendation, "later", "noted", "Letter", 2, stated_date=date(2026, 2, 1))

    page = " ".join(client.get(recommendation.get_absolute_url()).content.decode().split())

    assert [(day, basis) for *_, day, basis, _ in told(client, recommendation)] == [
        (REPORT, "document"),
        (ADDENDUM, "document"),
        (date(2026, 2, 1), "stated"),
    ]
    assert "document of 24 March 2025" in page
    assert "1 February 2026" in page


def test_what_two_sources_say_alike_is_told_once(client, recommendation):
    add(recommendation, "addendum", "supported", "A/HRC/59/15/Add.1 - Para. 4")
    note = {"note": "already implemented", "stated_date": ADDENDUM}
    add(recommendation, "addendum", "supported", "A/HRC/59/15/Add.1, para. 6", 1, **note)

    assert told(client, recommendation) == [
        (
            "addendum",
            "supported",
            "already implemented",
            ADDENDUM,
            "stated",
            ("A/HRC/59/15/Add.1 - Para. 4", "A/HRC/59/15/Add.1, para. 6"),
        )
    ]


def test_change_of_mind_at_one_stage_stays_two_steps(client, recommendation):
    add(recommendation, "addendum", "noted", "A/HRC/59/15/Add.1")
    add(recommendation, "addendum", "supported", "A/HRC/59/15/Add.1", 1)

    assert [one[1] for one in told(client, recommendation)] == ["noted", "supported"]


@pytest.mark.parametrize(("confidence", "day"), [("confirmed", date(2025, 7, 4)), ("tentative", None)])
def test_adoption_has_the_day_of_the_adoption_where_it_is_sure(client, recommendation, confidence, day):
    review = recommendation.review
    review.adoption_date, review.adoption_confidence = date(2025, 7, 4), confidence
    review.save()
    add(recommendation, "adoption", "supported", "UPR Info")

    assert told(client, recommendation)[0][3] == day
    assert ("adoption on 4 July 2025" in client.get(recommendation.get_absolute_url()).content.decode()) == bool(day)


def test_answer_of_the_api_has_the_same_days(recommendation):
    add(recommendation, "working_group_report", "pending", "A/HRC/59/15, para. 140")
    add(recommendation, "adoption", "supported", "UPR Info", 1)
    render_rows(type(recommendation).objects.filter(pk=recommendation.pk))

    recommendation.refresh_from_db()

    assert [step["date"] for step in json.loads(recommendation.row_json)["positions"]] == ["2025-03-24", None]
