"""Reads of the log of dates that moved, and its words."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from cycles.dates import day_in_words, month_in_words, span_in_words
from cycles.milestones import MILESTONES
from cycles.models import Review, ReviewDateChange

_NAMES = {
    "session": gettext_lazy("Session"),
    "status": gettext_lazy("Status"),
    "session_dates": gettext_lazy("Dates of the session"),
    "council_dates": gettext_lazy("Dates of the session of the Council"),
    "adoption_session": gettext_lazy("Session of the Council that adopts"),
}
_LENGTH_OF_DAY = 10
_LENGTH_OF_MONTH = 7


@dataclass(frozen=True)
class LogLine:
    """One change in words."""

    change: ReviewDateChange
    what: str
    before: str
    after: str


def date_changes_since(at: datetime) -> QuerySet[ReviewDateChange]:
    """What moved after that moment, in the order in which it was written: who follows the calendar asks from there."""
    changes = ReviewDateChange.objects.filter(changed_at__gt=at)
    return changes.select_related("review__state_under_review").order_by("changed_at", "pk")


def log_of(review: Review) -> list[LogLine]:
    """What moved in this review, the latest first."""
    changes = ReviewDateChange.objects.filter(review=review).order_by("-changed_at", "-pk")
    return [
        LogLine(one, _name(one.what), value_in_words(one.what, one.before), value_in_words(one.what, one.after))
        for one in changes
    ]


def value_in_words(what: str, value: str) -> str:
    """A value of the log in words; empty for nothing."""
    if not value:
        return ""
    if what == "status":
        return str(Review.Status(value).label)
    if what in {"session", "adoption_session"}:
        return pgettext("of the Working Group or the Council", "session %(number)s") % {"number": value}
    first, _slash, last = value.partition("/")
    if last:
        return span_in_words(date.fromisoformat(first), date.fromisoformat(last))
    if len(value) == _LENGTH_OF_MONTH:
        return month_in_words(date.fromisoformat(f"{value}-01"))
    words = day_in_words(date.fromisoformat(value[:_LENGTH_OF_DAY]))
    hour = value[_LENGTH_OF_DAY + 1 :]
    return _("%(date)s, %(time)s in Geneva") % {"date": words, "time": hour} if hour else words


def _name(what: str) -> str:
    known = MILESTONES.get(what)
    return str(known.name if known else _NAMES.get(what, what))
