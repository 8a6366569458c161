"""Whether the dates of a session or a review can be true together: what forms and tables refuse, in words."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _

from cycles.dates import day_in_words, month_in_words, span_in_words
from cycles.models import CouncilSession, DeadlineRule, Review, WorkingGroupSession
from cycles.services.calendar_following import HELD, lies_within

# A field and what is wrong with it.
Wrong = tuple[str, str]
# What is published for a session comes within two years of it; more is a slip of the finger.
_LONGEST_BEFORE = timedelta(days=730)
_BEFORE_SESSION = (
    "submission_window_opens",
    "submission_deadline",
    "national_report_deadline",
    "presession_start_date",
    "presession_end_date",
)
_MONTH = WorkingGroupSession.Precision.MONTH
_Anchor = DeadlineRule.Anchor
_OF_ADOPTION = (_Anchor.ADOPTION_COUNCIL_START, _Anchor.ADOPTION_DATE)


def wrong_in_session(session: WorkingGroupSession) -> Iterator[Wrong]:
    """Deadlines that do not come before the session, or years before it; one that closes before it opens."""
    opens, closes = session.submission_window_opens, session.submission_deadline
    if opens and closes and closes < opens:
        yield (
            "submission_deadline",
            _("OHCHR opens for submissions later, on %(date)s.") % {"date": day_in_words(opens)},
        )
    if session.start_date is None:
        return
    values = {"session": _held(session)}
    for name in _BEFORE_SESSION:
        day = getattr(session, name)
        if day and day >= _first_day(session):
            yield name, _("This must come before the session, which is held %(session)s.") % values
        elif day and day < session.start_date - _LONGEST_BEFORE:
            yield name, _("This is more than two years before the session, which is held %(session)s.") % values


def wrong_in_review(review: Review, session: WorkingGroupSession | None) -> Iterator[Wrong]:
    """A day outside of the session, and an adoption that comes before the review."""
    day, adopted = review.review_date, review.adoption_date
    if day and session and session.start_date and not lies_within(day, session):
        words = _("The session is held %(session)s. Give a day of it, or correct the session or the review first.")
        yield "review_date", words % {"session": _held(session)}
    first = day or (session.start_date if session else None)
    if adopted and first and adopted <= first:
        yield "adoption_date", _early(first)


def wrong_status(
    status: str, session: WorkingGroupSession | None, council: CouncilSession | None, on: date
) -> Iterator[Wrong]:
    """A review that took place before its session, or was adopted before the session of the Council."""
    if status not in HELD:
        return
    values = {"date": ""}
    if session and session.start_date and session.start_date > on:
        values["date"] = day_in_words(session.start_date)
        yield "status", _("This has not taken place yet: the session begins on %(date)s.") % values
    elif status == Review.Status.ADOPTED and council and council.start_date and council.start_date > on:
        values["date"] = day_in_words(council.start_date)
        yield "status", _("This has not taken place yet: the session of the Council begins on %(date)s.") % values


def wrong_key_date(rule: DeadlineRule | None, day: date, session: WorkingGroupSession | None) -> str:
    """Why another date of a review cannot be: it lies on the wrong side of the session. Empty where it can."""
    if rule is None or session is None or session.start_date is None:
        return ""
    comes_after = rule.anchor in _OF_ADOPTION or (
        rule.anchor in {_Anchor.REVIEW_START, _Anchor.REVIEW_DATE} and rule.offset_days > 0
    )
    if comes_after:
        return _early(session.start_date) if day < session.start_date else ""
    last = session.end_date or session.start_date
    if day > last and session.date_precision != _MONTH:
        return _("This must come before the session, which is held %(session)s.") % {"session": _held(session)}
    return ""


def wrong_answer(review: Review, day: date, on: date) -> str:
    """Why a State cannot have answered on that day: still to come, or before its review. Empty where it can."""
    session = review.current_session
    first = review.review_date or (session.start_date if session else None)
    if day > on:
        return _("This day is still to come.")
    return _early(first) if first and day < first else ""


def _early(first: date) -> str:
    return _("This must come after the review, which begins on %(date)s.") % {"date": day_in_words(first)}


def _first_day(session: WorkingGroupSession) -> date:
    """The first day on which it can no longer be before the session; of a month, the month after it."""
    first: date = session.start_date  # type: ignore[assignment]
    return (first.replace(day=1) + timedelta(days=31)).replace(day=1) if session.date_precision == _MONTH else first


def _held(session: WorkingGroupSession) -> str:
    first: date = session.start_date  # type: ignore[assignment]
    if session.date_precision == _MONTH:
        return month_in_words(first, is_alone=False)
    return span_in_words(first, session.end_date) if session.end_date else day_in_words(first)
