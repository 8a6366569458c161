from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from cycles.dates import (
    day_in_words,
    deadline_when,
    has_passed,
    is_over,
    moment_in_words,
    month_in_words,
    review_status,
    review_when,
    session_when,
    span_in_words,
)
from cycles.models import Confidence, CouncilSession, Review
from tests.factories import make_review

ON = date(2024, 3, 1)


@pytest.fixture
def session(review):
    """20 to 31 January 2025, confirmed."""
    return review.current_session


def test_day_is_written_out():
    assert day_in_words(date(2027, 4, 2)) == "2 April 2027"


def test_moment_has_its_time_as_exactly_as_one_asks():
    moment = datetime(2027, 4, 2, 14, 5, tzinfo=UTC)

    assert (moment_in_words(moment), moment_in_words(moment, "H:00")) == ("2 April 2027, 14:05", "2 April 2027, 14:00")


def test_month_by_itself_is_another_word_in_russian(session):
    session.end_date, session.date_precision, session.confidence = None, "month", Confidence.ESTIMATED

    with translation.override("ru"):
        assert month_in_words(date(2027, 4, 1)) == "апрель 2027 года"
        assert session_when(session).words == "около января 2025 года"
        assert day_in_words(date(2027, 4, 2)) == "2 апреля 2027 года"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2025, 1, 20), date(2025, 1, 31), "20–31 January 2025"),
        (date(2025, 4, 28), date(2025, 5, 9), "28 April – 9 May 2025"),
        (date(2024, 12, 30), date(2025, 1, 3), "30 December 2024 – 3 January 2025"),
    ],
)
def test_span_names_the_month_once_where_it_can(start, end, words):
    assert span_in_words(start, end) == words


def test_session_known_to_the_month_has_no_day(session):
    session.date_precision = "month"

    assert session_when(session).words == "January 2025"


def test_estimated_session_is_about(session):
    session.date_precision, session.confidence = "month", Confidence.ESTIMATED

    assert session_when(session).words == "about January 2025"


def test_session_without_date_has_no_words(session):
    session.start_date = None

    assert session_when(session) is None
    assert session_when(None) is None


def test_review_is_as_sure_as_the_less_sure_of_review_and_session(review):
    review.confidence = Confidence.ESTIMATED
    review.current_session.confidence = Confidence.TENTATIVE

    assert review_when(review).confidence == Confidence.ESTIMATED
    assert review_when(review).words == "20–31 January 2025"


def test_day_of_the_review_comes_before_the_dates_of_the_session(review):
    review.review_date = date(2025, 1, 28)

    assert review_when(review).words == "28 January 2025"


def test_review_without_session_has_its_own_day(db):
    review = make_review(
        current_session=None, review_date=date(2029, 4, 23), status="scheduled", confidence="estimated"
    )

    assert review_when(review).words == "about 23 April 2029"
    assert (has_passed(review, date(2029, 4, 23)), has_passed(review, date(2029, 4, 24))) == (False, True)


def test_deadline_has_an_hour_unless_estimated(session):
    session.submission_deadline = date(2024, 7, 16)
    session.submission_deadline_confidence = Confidence.TENTATIVE
    tentative = deadline_when(session)
    session.submission_deadline_confidence = Confidence.ESTIMATED
    estimated = deadline_when(session)

    assert tentative.until == "16 July 2024, 23:59 in Geneva"
    assert estimated.until == "about 16 July 2024"


@pytest.mark.parametrize(("on", "over"), [(date(2025, 1, 31), False), (date(2025, 2, 1), True)])
def test_session_is_over_after_its_last_day(session, on, over):
    assert is_over(session, on) is over


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"status": "scheduled"}, "Planned"),
        ({"status": "scheduled", "confidence": "estimated"}, "Expected; in no published calendar yet"),
        ({"status": "rescheduled"}, "Moved from session 48 to session 48"),
        ({"status": "suspended"}, "Suspended"),
        ({"status": "postponed_tbd"}, "Postponed, no date yet"),
        ({"status": "reviewed"}, "Reviewed, not yet adopted"),
        ({"status": "outcome_adopted", "adoption_date": date(2025, 7, 2)}, "Outcome adopted on 2 July 2025"),
    ],
)
def test_status_in_words(db, fields, words):
    assert review_status(make_review(**fields), ON) == words


def test_status_names_the_session_of_the_council(db):
    council = CouncilSession.objects.create(number=59)
    review = make_review(adoption_session=council)

    adopted = review_status(review, ON)
    review.status = Review.Status.REVIEWED

    assert adopted == "Outcome adopted at session 59 of the Human Rights Council"
    assert review_status(review, ON) == "Reviewed; outcome for session 59 of the Human Rights Council"


def test_status_of_a_planned_review_whose_session_has_passed(db):
    review = make_review(status="scheduled")

    words = review_status(review, date(2025, 3, 1))

    assert words == "Planned for these dates; our sources do not say yet whether it took place"
