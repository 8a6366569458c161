"""A person's deadlines as phones and mail programs subscribe to them (RFC 5545)."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from icalendar import Alarm, Event

from cycles.calendar_feed import KEPT_DAYS, Feed, add_days, new_calendar, row_description, written_out
from cycles.key_date_rows import KeyDateRow
from cycles.key_dates import timelines
from cycles.models import Confidence, Review
from reminders.models import CalendarFeed, Channel, Deadline, DeadlineChange
from reminders.moments import GENEVA, HOURS_IN_A_DAY, person_is_told, round_begins
from reminders.services.feeds import Reader
from reminders.words import what_is_due, when_due

# A phone rings on the last days on which the person is reminded.
ALARMS = 2
# What was called off is said for so long, so that every device has asked once and dropped it.
CALLED_OFF_DAYS = 90


def deadline_feed(*, reader: Reader, at: datetime, site: str) -> Feed:
    """What the maker of the address sees of it: everything in the workspaces, or what they have.

    ``site`` is the address of the platform, without the slash at its end: events link to it.
    """
    feed, on = reader.feed, at.date()
    deadlines = _once_each(_deadlines(reader, at))
    rows = _rows({one.workspace.review_id for one in deadlines})
    sequences = _sequences(deadlines)
    calendar = new_calendar(_calendar_name(feed))
    for one in deadlines:
        event = _event(one, rows.get((one.workspace.review_id, one.milestone)), reader, site)
        event.add("sequence", sequences.get(one.pk, 0))
        calendar.add_component(event)
    changed_at = max((one.changed_at for one in deadlines), default=feed.created_at)
    return Feed(written_out(calendar, on), changed_at)


def _deadlines(reader: Reader, at: datetime) -> QuerySet[Deadline]:
    found = Deadline.objects.visible_to(reader.person).filter(workspace__in=reader.workspaces)
    if reader.feed.only_mine:
        found = found.filter(Q(person=reader.person) | Q(organisation__in=reader.organisations))
    stale = Q(status=Deadline.Status.CANCELLED, closed_at__lt=at - timedelta(days=CALLED_OFF_DAYS))
    found = found.filter(date__gte=at.date() - timedelta(days=KEPT_DAYS)).exclude(stale)
    found = found.order_by("workspace__created_at", "date", "pk")
    return found.select_related("workspace__review__state_under_review")


def _sequences(deadlines: Iterable[Deadline]) -> dict[UUID, int]:
    """Lines of each log after the first, a change each: programs need a number that only grows."""
    lines = DeadlineChange.objects.filter(deadline__in=deadlines).values("deadline").order_by()
    return {row["deadline"]: row["number"] - 1 for row in lines.annotate(number=Count("pk"))}


def _once_each(deadlines: Iterable[Deadline]) -> list[Deadline]:
    """A date of a review that several workspaces share stands there once: the oldest workspace's that is open."""
    found: dict[tuple, Deadline] = {}
    for one in deadlines:
        key = (one.workspace.review_id, one.milestone) if one.is_of_review else (one.pk,)
        known = found.get(key)
        is_better = known and one.status == Deadline.Status.OPEN != known.status
        if known is None or is_better:
            found[key] = one
    return sorted(found.values(), key=lambda one: (one.date, str(one.pk)))


def _rows(reviews: Iterable[int]) -> dict[tuple[int, str], KeyDateRow]:
    found = timelines(Review.objects.with_parts().filter(pk__in=reviews))
    return {(key, row.milestone): row for key, rows in found.items() for row in rows}


def _calendar_name(feed: CalendarFeed) -> str:
    if feed.workspace is None:
        return _("UPR: what I have") if feed.only_mine else _("UPR: deadlines")
    values = {"name": feed.workspace.name if feed.shows_titles else feed.workspace.review.state_under_review.name}
    return (_("UPR: what I have, %(name)s") if feed.only_mine else _("UPR: deadlines, %(name)s")) % values


def _event(deadline: Deadline, row: KeyDateRow | None, reader: Reader, site: str) -> Event:
    event = Event()
    what = _summary(deadline, reader.feed.shows_titles)
    event.add("uid", f"{deadline.pk}@upr-platform")
    event.add("summary", what)
    event.add("description", _description(deadline, row, reader.feed.shows_titles))
    event.add("url", f"{site}{deadline.get_absolute_url()}")
    event.add("categories", [str(deadline.get_kind_display())])
    event.add("status", _status(deadline))
    event.add("created", deadline.created_at)
    event.add("dtstamp", deadline.changed_at)
    event.add("last-modified", deadline.changed_at)
    event.add("transp", "TRANSPARENT")
    _add_time(event, deadline, row)
    if deadline.status == Deadline.Status.OPEN:
        for lead in _leads(deadline, reader):
            event.add_component(_alarm(deadline, what, lead, reader))
    return event


def _add_time(event: Event, deadline: Deadline, row: KeyDateRow | None) -> None:
    if deadline.time and not deadline.is_about:
        # Geneva's clock is written out; any other place's moment is the same in UTC.
        zone = ZoneInfo(GENEVA) if deadline.zone == GENEVA else ZoneInfo("UTC")
        event.add("dtstart", deadline.ends_at.astimezone(zone))
    elif row and row.day == deadline.date and row.moment is None:
        add_days(event, row)
    else:
        event.add("dtstart", deadline.date)
        event.add("dtend", deadline.last_day + timedelta(days=1))


def _status(deadline: Deadline) -> str:
    if deadline.status == Deadline.Status.CANCELLED:
        return "CANCELLED"
    return "CONFIRMED" if deadline.confidence == Confidence.CONFIRMED else "TENTATIVE"


def _summary(deadline: Deadline, shows_titles: bool) -> str:
    """The public name of a date of the review; of the workspace's own days the kind, or their own words."""
    is_open_word = deadline.is_of_review or shows_titles
    what = what_is_due(deadline) if is_open_word else str(deadline.get_kind_display())
    state = deadline.workspace.review.state_under_review.name
    values = {"what": what, "state": state, "date": when_due(deadline, GENEVA).words}
    if deadline.status == Deadline.Status.DONE:
        return _("%(what)s: %(state)s (done)") % values
    if deadline.is_about:
        return _("%(what)s: %(state)s (%(date)s)") % values
    return _("%(what)s: %(state)s") % values


def _description(deadline: Deadline, row: KeyDateRow | None, shows_titles: bool) -> str:
    lines = [deadline.workspace.name] if shows_titles else []
    if row and row.day == deadline.date:
        return "\n".join([*lines, row_description(row)])
    lines.append(when_due(deadline, GENEVA).words)
    if deadline.is_of_review:
        lines.append(_("How sure: %(word)s") % {"word": Confidence(deadline.confidence).label})
    return "\n".join(lines)


def _leads(deadline: Deadline, reader: Reader) -> list[int]:
    """The last of the person's own lead times in whole days; by the hour a phone is told too late of what moved."""
    heard = reader.hearing.heard(reader.person.pk, deadline)
    if heard.channel == Channel.NONE:
        return []
    days = sorted(lead for lead in heard.leads if lead >= HOURS_IN_A_DAY)
    return days[:ALARMS][::-1]


def _alarm(deadline: Deadline, what: str, lead: int, reader: Reader) -> Alarm:
    """Rings when the platform would remind: at the person's hour by their own calendar, not in the night."""
    hours = reader.hearing.hours(reader.person.pk)
    told = person_is_told(
        round_begins=round_begins(day=deadline.date, ends_at=deadline.ends_at, lead=lead),
        day=deadline.date,
        lead=lead,
        hour=hours.hour,
        zone=hours.zone,
        quiet=hours.quiet_weekdays,
    )
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", what)
    alarm.add("trigger", told - _starts(deadline, hours.zone))
    return alarm


def _starts(deadline: Deadline, zone: str) -> datetime:
    """From when programs count: the moment, or the midnight at which the day begins where the person is."""
    if deadline.time and not deadline.is_about:
        return deadline.ends_at
    return datetime.combine(deadline.date, time(), tzinfo=ZoneInfo(zone))
