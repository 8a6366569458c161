"""Dates of the calendar in words, each with how sure it is."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.dateformat import format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from cycles.models import Confidence, Review, WorkingGroupSession

# Deadlines of OHCHR end at 23:59 there.
GENEVA = ZoneInfo("Europe/Zurich")
# Our own names: the United Nations writes two names for a month in Arabic, Django one.
MONTHS = (
    pgettext_lazy("month", "January"),
    pgettext_lazy("month", "February"),
    pgettext_lazy("month", "March"),
    pgettext_lazy("month", "April"),
    pgettext_lazy("month", "May"),
    pgettext_lazy("month", "June"),
    pgettext_lazy("month", "July"),
    pgettext_lazy("month", "August"),
    pgettext_lazy("month", "September"),
    pgettext_lazy("month", "October"),
    pgettext_lazy("month", "November"),
    pgettext_lazy("month", "December"),
)
# By itself a month may be another word than behind a day: in Russian it is.
MONTHS_ALONE = (
    pgettext_lazy("month by itself", "January"),
    pgettext_lazy("month by itself", "February"),
    pgettext_lazy("month by itself", "March"),
    pgettext_lazy("month by itself", "April"),
    pgettext_lazy("month by itself", "May"),
    pgettext_lazy("month by itself", "June"),
    pgettext_lazy("month by itself", "July"),
    pgettext_lazy("month by itself", "August"),
    pgettext_lazy("month by itself", "September"),
    pgettext_lazy("month by itself", "October"),
    pgettext_lazy("month by itself", "November"),
    pgettext_lazy("month by itself", "December"),
)
_LEAST_SURE_LAST = [Confidence.CONFIRMED, Confidence.TENTATIVE, Confidence.ESTIMATED, Confidence.UNVERIFIED]


@dataclass(frozen=True)
class When:
    """A date in words, how sure it is, and how we know: from a source, or how it was counted, in words."""

    words: str
    confidence: str
    source: str = ""
    how: str = ""

    @property
    def until(self) -> str:
        """A deadline with the hour at which OHCHR closes; an estimated day has no hour."""
        if self.confidence == Confidence.ESTIMATED:
            return self.words
        return _("%(date)s, 23:59 in Geneva") % {"date": self.words}


def day_in_words(day: date) -> str:
    """A day with its month spelled out: 2 April 2027."""
    return _("%(day)s %(month)s %(year)s") % _parts(day)


def month_in_words(day: date, *, is_alone: bool = True) -> str:
    """The month of a day: April 2027. Not ``is_alone`` behind a word, such as about."""
    parts = _parts(day)
    if is_alone:
        parts["month"] = str(MONTHS_ALONE[day.month - 1])
    return _("%(month)s %(year)s") % parts


def moment_in_words(moment: datetime, hour: str = "H:i") -> str:
    """A day and the time of it, ``hour`` as Django's ``date`` writes it: 2 April 2027, 14:05."""
    return _("%(date)s, %(time)s") % {"date": day_in_words(moment), "time": format(moment, hour)}


def about(words: str, confidence: str) -> str:
    """An estimate says so in its words."""
    return _("about %(date)s") % {"date": words} if confidence == Confidence.ESTIMATED else words


def less_sure(one: str, other: str) -> str:
    """The less sure of two."""
    return max(Confidence(one), Confidence(other), key=_LEAST_SURE_LAST.index)


def span_in_words(start: date, end: date) -> str:
    """Two days and what lies between: 20–31 January 2025."""
    if (start.year, start.month) == (end.year, end.month):
        words = _("%(first)s–%(day)s %(month)s %(year)s")
    elif start.year == end.year:
        words = _("%(first)s %(first_month)s – %(day)s %(month)s %(year)s")
    else:
        words = _("%(first)s %(first_month)s %(first_year)s – %(day)s %(month)s %(year)s")
    first = _parts(start)
    return words % (_parts(end) | {"first": first["day"], "first_month": first["month"], "first_year": first["year"]})


def session_when(session: WorkingGroupSession | None) -> When | None:
    """When a session is held: to the day, or to the month where no more is known."""
    if session is None or session.start_date is None:
        return None
    if session.date_precision == WorkingGroupSession.Precision.MONTH:
        words = month_in_words(session.start_date, is_alone=session.confidence != Confidence.ESTIMATED)
    elif session.end_date is None:
        words = day_in_words(session.start_date)
    else:
        words = span_in_words(session.start_date, session.end_date)
    return When(about(words, session.confidence), session.confidence, session.source)


def review_when(review: Review) -> When | None:
    """The day of the review, or the dates of its session; as sure as the less sure of the two."""
    if review.review_date:
        words = about(day_in_words(review.review_date), review.confidence)
        return When(words, review.confidence, review.source)
    held = session_when(review.current_session)
    if held is None or less_sure(held.confidence, review.confidence) == held.confidence:
        return held
    return When(held.words, review.confidence, review.source)


def deadline_when(session: WorkingGroupSession | None) -> When | None:
    """Until when stakeholder submissions can be sent."""
    if session is None or session.submission_deadline is None:
        return None
    confidence = session.submission_deadline_confidence
    words = about(day_in_words(session.submission_deadline), confidence)
    return When(words, confidence, session.submission_deadline_source)


def is_over(session: WorkingGroupSession | None, on: date) -> bool:
    """Whether the session had ended before that day."""
    last = _last_day_of_session(session)
    return last is not None and last < on


def has_passed(review: Review, on: date) -> bool:
    """Whether the day or the session of the review lay before that day."""
    last = _last_day(review)
    return last is not None and last < on


def review_status(review: Review, on: date) -> str:
    """Where a review stands on that day, in words."""
    values = {
        "date": day_in_words(review.adoption_date) if review.adoption_date else "",
        "council": review.adoption_session_id,
        "original": review.original_session_id,
        "current": review.current_session_id,
    }
    return _status_words(review, on) % values


def _status_words(review: Review, on: date) -> str:
    match review.status:
        case Review.Status.ADOPTED if review.adoption_date:
            return _("Outcome adopted on %(date)s")
        case Review.Status.ADOPTED if review.adoption_session_id:
            return _("Outcome adopted at session %(council)s of the Human Rights Council")
        case Review.Status.REVIEWED if review.adoption_session_id:
            return _("Reviewed; outcome for session %(council)s of the Human Rights Council")
        case Review.Status.SCHEDULED | Review.Status.RESCHEDULED if has_passed(review, on):
            return _("Planned for these dates; our sources do not say yet whether it took place")
        case Review.Status.SCHEDULED if review.confidence == Confidence.ESTIMATED:
            return _("Expected; in no published calendar yet")
        case Review.Status.SCHEDULED:
            return pgettext("review", "Planned")
        case Review.Status.RESCHEDULED if review.current_session_id:
            return _("Moved from session %(original)s to session %(current)s")
    label = str(review.get_status_display()).replace("%", "%%")
    return label[:1].upper() + label[1:]


def _last_day(review: Review) -> date | None:
    return review.review_date or _last_day_of_session(review.current_session)


def _last_day_of_session(session: WorkingGroupSession | None) -> date | None:
    if session is None or session.start_date is None:
        return None
    # A session known to its month only is over when the month and the two weeks of a session are.
    return session.end_date or session.start_date + timedelta(days=45)


def _parts(day: date) -> dict[str, str]:
    number = pgettext("first day of a month", "1") if day.day == 1 else str(day.day)
    return {"day": number, "month": str(MONTHS[day.month - 1]), "year": str(day.year)}
