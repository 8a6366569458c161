from datetime import UTC, date, datetime

import pytest

from cycles.importers.messages import describe
from cycles.models import CouncilSession, KeyDate, Review, WorkingGroupSession
from cycles.services.calendar_imports import compare_calendar
from cycles.services.reference import load_reference_data
from tests.made_once import made_once

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
HELD = "2–13 November 2026"
BEFORE = f"This must come before the session, which is held {HELD}."
FAR = f"This is more than two years before the session, which is held {HELD}."


made_for_all, db, loaded = made_once(lambda: load_reference_data(at=AT))


@pytest.fixture
def editor(client, loaded, edda):
    client.force_login(edda)
    return client


def errors(answer):
    return {name: list(words) for name, words in answer.context["form"].errors.items()}


@pytest.mark.parametrize(
    ("milestone", "day", "words"),
    [
        (
            "review",
            "2027-05-05",
            "The session is held 19–29 January 2027. Give a day of it, or correct the session or the review first.",
        ),
        ("adoption", "2026-12-01", "This must come after the review, which begins on 19 January 2027."),
        ("presession", "2029-03-01", "This must come before the session, which is held 19–29 January 2027."),
        ("hrc_written_statement", "2026-12-01", "This must come after the review, which begins on 19 January 2027."),
    ],
)
def test_date_that_cannot_be_is_refused_at_its_field(editor, milestone, day, words):
    asked = {"day": day, "hour": "", "confidence": "confirmed", "source": "OHCHR"}

    answer = editor.post(f"/reviews/TGO/4/dates/{milestone}/", asked)

    togo = Review.objects.get(state_under_review="TGO", cycle=4)
    assert errors(answer) == {"day": [words]}
    assert (togo.review_date, togo.adoption_date, KeyDate.objects.count()) == (None, None, 0)


@pytest.mark.parametrize(
    ("milestone", "day"),
    [("review", "2027-01-29"), ("adoption", "2027-06-24"), ("presession", "2026-12-02"), ("addendum", "2027-05-31")],
)
def test_date_that_can_be_is_written(editor, milestone, day):
    asked = {"day": day, "hour": "", "confidence": "confirmed", "source": "OHCHR"}

    assert editor.post(f"/reviews/TGO/4/dates/{milestone}/", asked)["Location"] == "/reviews/TGO/4/dates/"


@pytest.mark.parametrize(
    ("field", "day", "words"),
    [
        ("submission_deadline", "2027-04-10", BEFORE),
        ("national_report_deadline", "2028-08-03", BEFORE),
        ("presession_start_date", "2029-08-31", BEFORE),
        ("submission_window_opens", "2016-03-01", FAR),
    ],
)
def test_deadline_that_does_not_fit_its_session_is_refused(editor, field, day, words):
    session = WorkingGroupSession.objects.filter(pk=53)
    before = session.values().get()
    asked = {
        "start_date": "2026-11-02",
        "end_date": "2026-11-13",
        "date_precision": "day",
        "confidence": "confirmed",
        "source": "OHCHR",
        "submission_deadline_confidence": "tentative",
    }

    answer = editor.post("/sessions/53/edit/", asked | {field: day})

    assert errors(answer) == {field: [words]}
    assert session.values().get() == before


def test_submissions_cannot_close_before_they_open(loaded):
    head = b"session,submission_window_opens,stakeholder_deadline\n"

    (problem,) = compare_calendar(head + b"54,2026-06-01,2026-05-01\n", on=AT.date()).problems

    assert describe(problem) == "submission_deadline: OHCHR opens for submissions later, on 1 June 2026."


@pytest.mark.parametrize(
    ("iso3", "status", "words"),
    [
        ("TGO", "reviewed", "the session begins on 19 January 2100."),
        ("TGO", "outcome_adopted", "the session begins on 19 January 2100."),
        ("NAM", "outcome_adopted", "the session of the Council begins on 22 February 2100."),
    ],
)
def test_nothing_is_adopted_before_its_session(editor, iso3, status, words):
    CouncilSession.objects.filter(pk=63).update(start_date=date(2100, 2, 22), end_date=date(2100, 4, 2))
    WorkingGroupSession.objects.filter(pk=54).update(start_date=date(2100, 1, 19), end_date=date(2100, 1, 29))
    asked = {"status": status, "session": "", "confidence": "confirmed", "source": "OHCHR"}

    answer = editor.post(f"/reviews/{iso3}/4/move/", asked)
    table = f"iso3,cycle,status\n{iso3},4,{status}\n".encode()

    told = f"This has not taken place yet: {words}"
    assert errors(answer) == {"status": [told]}
    assert [describe(one) for one in compare_calendar(table, on=AT.date()).problems] == [f"status: {told}"]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (b",2026-06-01,2029-01-20", "review_date: The session is held 19–29 January 2027. Give a day of it"),
        (b",2026-06-01,", "adoption_date: This must come after the review, which begins on 19 January 2027."),
        (b"53,,2027-01-20", f"review_date: The session is held {HELD}."),
    ],
)
def test_line_that_cannot_be_is_told_in_words(loaded, cells, words):
    data = b"iso3,cycle,current_session,adoption_date,review_date\nTGO,4," + cells + b"\n"

    problems = compare_calendar(data, on=AT.date()).problems

    assert [(one.row, describe(one)[: len(words)]) for one in problems][:1] == [(2, words)]


def test_line_that_leaves_an_old_day_alone_is_taken(loaded):
    Review.objects.filter(state_under_review="TGO", cycle=4).update(review_date=date(2027, 5, 5))

    found = compare_calendar(b"iso3,cycle,note\nTGO,4,As planned\n", on=AT.date())

    assert (found.problems, [one.field for one in found.changes]) == ((), ["note"])
