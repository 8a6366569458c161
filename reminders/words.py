"""Deadlines in words: what is due, when on which clock, how long it still is."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts.models import Organisation, User
from cycles.dates import about, day_in_words, span_in_words
from cycles.milestones import MILESTONES
from cycles.models import Confidence
from reminders.models import Deadline
from reminders.moments import GENEVA, HOURS_IN_A_DAY, LATE
from reminders.wordings import said


def what_is_due(deadline: Deadline) -> str:
    """The name of a moment of the review in the language of the reader, or the words of whoever set it."""
    if deadline.is_gone:
        return _("Something that was deleted")
    known = MILESTONES.get(deadline.milestone)
    return str(known.name) if known else said(deadline.milestone) or deadline.title or deadline.milestone


@dataclass(frozen=True)
class WhenDue:
    """The day of a deadline on its own clock, and on the reader's where that shows another hour."""

    words: str
    here: str
    moment: datetime | None


def when_due(deadline: Deadline, zone: str) -> WhenDue:
    """``2 April 2027, 23:59 in Geneva``; beside it the same moment in ``zone``. ``14–25 June 2027`` has no hour."""
    if deadline.time is None or deadline.is_about or deadline.last_date:
        words = _days_in_words(deadline.date, deadline.last_date)
        return WhenDue(about(words, Confidence.ESTIMATED) if deadline.is_about else words, "", None)
    there = deadline.ends_at.astimezone(ZoneInfo(deadline.zone))
    here = deadline.ends_at.astimezone(ZoneInfo(zone))
    same = there.replace(tzinfo=None) == here.replace(tzinfo=None)
    # An hour that summer time leaves out is the one after it: what stands there is what clocks will show.
    return WhenDue(_moment(there, deadline.zone), "" if same else _moment(here, zone), deadline.ends_at)


def _days_in_words(first: date, last: date | None) -> str:
    return span_in_words(first, last) if last else day_in_words(first)


def _moment(wall: datetime, zone: str) -> str:
    values = {"date": day_in_words(wall.date()), "time": f"{wall:%H:%M}", "zone": zone_name(zone)}
    if zone == GENEVA:
        return _("%(date)s, %(time)s in Geneva") % values
    return _("%(date)s, %(time)s (%(zone)s)") % values


def zone_name(zone: str) -> str:
    """The name of a zone as people read it."""
    return zone.replace("_", " ")


def time_left(deadline: Deadline, at: datetime) -> str:
    """``in 12 days``, ``tomorrow``, ``in 5 hours``, ``3 days ago``: by the calendar of the deadline's own place."""
    left = deadline.ends_at - at
    if deadline.time is not None and timedelta(0) <= left < timedelta(hours=HOURS_IN_A_DAY):
        hours = int(left / timedelta(hours=1))
        if hours == 0:
            return _("in less than an hour")
        return ngettext("in %(number)s hour", "in %(number)s hours", hours) % {"number": hours}
    today = at.astimezone(ZoneInfo(deadline.zone)).date()
    if deadline.last_date and deadline.date <= today <= deadline.last_date:
        return _("until %(end)s") % {"end": day_in_words(deadline.last_date)}
    days = ((deadline.date if today < deadline.date else deadline.last_day) - today).days
    nearby = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}
    if days in nearby:
        return nearby[days]
    if days < 0:
        return ngettext("%(number)s day ago", "%(number)s days ago", -days) % {"number": -days}
    if deadline.is_about:
        return ngettext("in about %(number)s day", "in about %(number)s days", days) % {"number": days}
    return ngettext("in %(number)s day", "in %(number)s days", days) % {"number": days}


def lead_words(lead: int) -> str:
    """How far ahead a reminder comes."""
    if lead == LATE:
        return _("the morning after, if it is still open")
    if abs(lead) < HOURS_IN_A_DAY:
        return ngettext("%(number)s hour before", "%(number)s hours before", lead) % {"number": lead}
    days = lead // HOURS_IN_A_DAY
    return ngettext("%(number)s day before", "%(number)s days before", days) % {"number": days}


def round_day(deadline: Deadline, lead: int) -> str:
    """The day on which a reminder comes; the hour is each person's own, but for those that count hours."""
    if abs(lead) < HOURS_IN_A_DAY:
        moment = deadline.ends_at - timedelta(hours=lead)
        return _moment(moment.astimezone(ZoneInfo(deadline.zone)), deadline.zone)
    return day_in_words(deadline.date - timedelta(days=lead // HOURS_IN_A_DAY))


def holder_words(person: User | None, organisation: Organisation | None, colleagues: Collection[UUID]) -> str:
    """Who has something. Somebody of another organisation who gave no name is not shown by their address."""
    if person:
        return person_words(person, colleagues) or _("somebody of another organisation")
    return str(organisation or "")


def person_words(person: User, colleagues: Collection[UUID]) -> str:
    """A person as the reader may see them; empty where only an address of another organisation would name them."""
    # The name first: who the colleagues are may be a question to the database.
    return str(person) if person.name or person.deleted_at or person.pk in colleagues else ""


def logged_day(text: str) -> str:
    """A value of the log in words: ``2027-04-02 23:59 Europe/Zurich``, ``2027-06-14/2027-07-09``."""
    day, _space, rest = text.partition(" ")
    first, _slash, last = text.partition("/")
    try:
        if last and not rest:
            return span_in_words(date.fromisoformat(first), date.fromisoformat(last))
        wall = datetime.strptime(f"{day} {rest[:5] or '00:00'}", "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
    except ValueError:
        return text
    return _moment(wall, rest[6:]) if rest else day_in_words(wall.date())


def sureness(deadline: Deadline) -> str:
    """How sure a day of the workspace's own is: it was fixed here."""
    return pgettext("a date of our own", "fixed")
