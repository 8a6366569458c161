"""One moment of a review as pages, feeds and the API show it: its day, how sure it is, and how it was found."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from cycles.dates import GENEVA, When, about, day_in_words, month_in_words, span_in_words
from cycles.milestones import MILESTONES, actor_name
from cycles.models import Confidence, DeadlineRule, Review
from cycles.source_words import source_words

_Anchor = DeadlineRule.Anchor


class Basis(StrEnum):
    """What a date rests on."""

    PUBLISHED = "published"
    RULE = "rule"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class KnownDate:
    """A day that is not counted here: published, or written down by a person or a document."""

    day: date
    confidence: str
    source: str
    end: date | None = None
    hour: time | None = None
    is_month: bool = False
    is_about: bool = False
    # The session of the Council in whose dates it lies, where its own day is not known.
    council: int | None = None


@dataclass(frozen=True, slots=True)
class KeyDateRow:
    """A moment of a review. ``day`` is None where it cannot be known; a month is its first or its counted day.

    ``hour`` is wall time in Geneva. ``anchor`` is the row's own starting point: the day it was counted from.
    """

    milestone: str
    review: Review
    rule: DeadlineRule | None
    day: date | None
    basis: Basis
    confidence: str
    end: date | None = None
    hour: time | None = None
    is_month: bool = False
    is_about: bool = False
    source: str = ""
    anchor: date | None = None
    # Where it was counted from days of which any may be the one: the last of them.
    anchor_end: date | None = None
    council: int | None = None

    @property
    def what(self) -> str:
        return str(MILESTONES[self.milestone].name)

    @property
    def why(self) -> str:
        return str(MILESTONES[self.milestone].why)

    @property
    def cycle(self) -> int:
        return self.review.cycle_id

    @property
    def actors(self) -> list[str]:
        """Codes of those who act."""
        return self.rule.actors.split() if self.rule else []

    @property
    def who(self) -> str:
        """Those who act, in words."""
        return _(", ").join(actor_name(code) for code in self.actors)

    @property
    def last_day(self) -> date | None:
        """The last day on which it may fall; a month ends with its last day."""
        if self.day and self.is_month:
            return (self.day.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return self.end or self.day

    @property
    def moment(self) -> datetime | None:
        """The moment where the hour is known, in Geneva's time of that day, summer or winter."""
        if self.day is None or self.hour is None or self.is_about or self.is_month:
            return None
        return datetime.combine(self.day, self.hour, tzinfo=GENEVA)

    @property
    def words(self) -> str:
        """The day, the days or the month in words; with the hour where it is known."""
        if self.day is None:
            return ""
        moment = self.moment
        if moment:
            values = {"date": day_in_words(self.day), "time": moment.strftime("%H:%M")}
            return _("%(date)s, %(time)s in Geneva") % values
        return self.day_words

    @property
    def day_words(self) -> str:
        """The same without the hour."""
        if self.day is None:
            return ""
        words = month_in_words(self.day, is_alone=not self.is_about) if self.is_month else day_in_words(self.day)
        if self.end and not self.is_month:
            words = span_in_words(self.day, self.end)
        return about(words, Confidence.ESTIMATED) if self.is_about else words

    @property
    def when(self) -> When:
        """The day as lists show it, with how we know."""
        if self.basis == Basis.RULE and self.anchor:
            return When(self.day_words, self.confidence, how=self.how)
        return When(self.day_words, self.confidence, self.source)

    @property
    def how(self) -> str:
        """How the day was found, in words."""
        if self.basis == Basis.UNKNOWN:
            return _missing(self)
        if self.basis == Basis.PUBLISHED:
            return _published(self)
        return _counted(self) if self.anchor else source_words(self.source)


def _published(row: KeyDateRow) -> str:
    if row.council:
        return _("during session %(number)s of the Human Rights Council") % {"number": row.council}
    if row.milestone == "review" and row.review.pk and not row.review.review_date:
        return _("the dates of session %(number)s; the day of this review is not known yet") % {
            "number": row.review.current_session_id
        }
    return _("as published")


def _missing(row: KeyDateRow) -> str:
    review = row.review
    anchor = row.rule.anchor if row.rule else ""
    council = review.adoption_session_id
    if anchor == _Anchor.ADOPTION_COUNCIL_START and council:
        return _("cannot be counted: session %(number)s of the Human Rights Council has no date yet") % {
            "number": council
        }
    if review.current_session_id is None:
        return _("cannot be counted: this review has no session yet")
    return _("cannot be counted: session %(number)s has no date yet") % {"number": review.current_session_id}


def _counted(row: KeyDateRow) -> str:
    """91 days before the first day of session 48 (20 January 2025)."""
    rule, anchor = row.rule, row.anchor
    if rule is None or anchor is None:
        return source_words(row.source)
    count = abs(rule.offset_days)
    if rule.in_working_days:
        days = ngettext("%(count)s working day", "%(count)s working days", count)
    else:
        days = ngettext("%(count)s day", "%(count)s days", count)
    values = {
        "time": days % {"count": count},
        "anchor": _anchor_words(row, rule),
        "date": _anchor_day(row, anchor),
    }
    if rule.offset_days < 0:
        return _("%(time)s before %(anchor)s (%(date)s)") % values
    return _("%(time)s after %(anchor)s (%(date)s)") % values


def _anchor_day(row: KeyDateRow, first: date) -> str:
    if row.anchor_end:
        return span_in_words(first, row.anchor_end)
    return month_in_words(first) if row.is_month else day_in_words(first)


def _anchor_words(row: KeyDateRow, rule: DeadlineRule) -> str:
    review = row.review
    if rule.anchor == _Anchor.REVIEW_START and review.current_session_id:
        return pgettext("counted from", "the first day of session %(number)s") % {"number": review.current_session_id}
    if row.council and rule.anchor == _Anchor.ADOPTION_DATE:
        return pgettext("counted from", "the adoption in session %(number)s of the Council") % {"number": row.council}
    words = {
        _Anchor.REVIEW_START: pgettext("counted from", "the day of the review"),
        _Anchor.REVIEW_DATE: pgettext("counted from", "the day of the review"),
        _Anchor.STAKEHOLDER_DEADLINE: pgettext("counted from", "the deadline for submissions"),
        _Anchor.PRESESSION_START: pgettext("counted from", "the first day of the pre-session"),
        _Anchor.ADOPTION_COUNCIL_START: pgettext("counted from", "the first day of the session of the Council"),
        _Anchor.ADOPTION_DATE: pgettext("counted from", "the day of the adoption"),
    }
    if rule.anchor == _Anchor.ADOPTION_COUNCIL_START and row.anchor == review.adoption_date:
        return words[_Anchor.ADOPTION_DATE]
    if rule.anchor == _Anchor.REVIEW_DATE and not review.review_date and review.current_session_id:
        return pgettext("counted from", "the first day of the review’s session")
    return words[_Anchor(rule.anchor)]
