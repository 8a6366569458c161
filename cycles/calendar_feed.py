"""The calendar of a State as phones and mail programs subscribe to it (RFC 5545)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Count, Max
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from cycles.key_date_rows import Basis, KeyDateRow
from cycles.key_dates import timelines
from cycles.models import Confidence, DeadlineRule, Review, ReviewDateChange, State
from cycles.source_words import source_words

# What lies further back is no help to a phone.
KEPT_DAYS = 400
# The rules of Geneva's summer time are written out so far ahead; no cycle is longer.
_YEARS_AHEAD = 8
# Programs ask about once a day; none of these dates is known later than that.
REFRESH = timedelta(hours=12)
# A review whose dates nobody has moved was last changed when this calendar began.
_BEGINNING = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Revision:
    """How often the dates of a review moved, and when last."""

    number: int = 0
    at: datetime = _BEGINNING

    def after(self, corrected_at: datetime | None) -> "Revision":
        """The revision after a rule was corrected, which no log of a review counts.

        The minutes of the correction are added: programs need a number that only grows, not one without gaps.
        """
        if corrected_at is None:
            return self
        steps = max(0, int((corrected_at - _BEGINNING) / timedelta(minutes=1)))
        return Revision(self.number + steps, max(self.at, corrected_at))


@dataclass(frozen=True)
class Feed:
    """A calendar as bytes, and the moment of the last change in it."""

    content: bytes
    changed_at: datetime


def state_feed(*, state: State, user: Any, on: date, site: str, actor: str = "") -> Feed:
    """Every dated moment of the State's reviews from ``KEPT_DAYS`` before ``on``; of one actor, or of all.

    ``site`` is the address of the platform, without the slash at its end: events link to it.
    """
    reviews = Review.objects.visible_to(user).with_parts().filter(state_under_review=state).order_by("cycle")
    revisions = _revisions(reviews)
    calendar = new_calendar(_("UPR of %(state)s") % {"state": state.name})
    # A moment may be counted from another that rests on the rule, so that every event follows.
    corrected_at = DeadlineRule.objects.aggregate(at=Max("corrected_at"))["at"]
    changed_at = _BEGINNING
    for review_id, rows in timelines(reviews).items():
        revision = revisions.get(review_id, Revision()).after(corrected_at)
        shown = [row for row in rows if _is_shown(row, on, actor)]
        for row in shown:
            calendar.add_component(_event(row, revision, site))
        changed_at = max(changed_at, revision.at) if shown else changed_at
    return Feed(written_out(calendar, on), changed_at)


def written_out(calendar: Calendar, on: date) -> bytes:
    """The calendar as a file, with the rules of every clock that its moments name."""
    calendar.add_missing_timezones(on - timedelta(days=KEPT_DAYS + 366), on + timedelta(days=_YEARS_AHEAD * 366))
    return calendar.to_ical()


def _revisions(reviews: Iterable[Review]) -> dict[int, Revision]:
    changes = ReviewDateChange.objects.filter(review__in=reviews).values("review").order_by()
    counted = changes.annotate(number=Count("pk"), at=Max("changed_at"))
    return {row["review"]: Revision(row["number"], row["at"]) for row in counted}


def _is_shown(row: KeyDateRow, on: date, actor: str) -> bool:
    if row.last_day is None or row.last_day < on - timedelta(days=KEPT_DAYS) or row.milestone == "next_review":
        return False
    return not actor or actor in row.actors


def new_calendar(name: str) -> Calendar:
    """An empty calendar of that name, as phones subscribe to it."""
    calendar = Calendar()
    calendar.add("prodid", "-//UPR Platform//Calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Europe/Zurich")
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT12H")
    return calendar


def _event(row: KeyDateRow, revision: Revision, site: str) -> Event:
    event = Event()
    event.add("uid", f"{row.review.code}-{row.milestone}@upr-platform")
    event.add("summary", _summary(row))
    event.add("description", row_description(row))
    event.add("url", f"{site}{row.review.get_dates_url()}")
    event.add("status", "CONFIRMED" if row.confidence == Confidence.CONFIRMED else "TENTATIVE")
    event.add("sequence", revision.number)
    event.add("dtstamp", revision.at)
    event.add("last-modified", revision.at)
    # None of these days keeps anybody from other work.
    event.add("transp", "TRANSPARENT")
    add_days(event, row)
    return event


def add_days(event: Event, row: KeyDateRow) -> None:
    """The days or the moment of a key date."""
    moment = row.moment
    if moment:
        # Without an end: a deadline is a moment.
        event.add("dtstart", moment)
    elif row.day:
        last = row.day if row.is_month else row.end or row.day
        event.add("dtstart", row.day)
        # The day after the last one, as the format has it.
        event.add("dtend", last + timedelta(days=1))


def _summary(row: KeyDateRow) -> str:
    values = {"what": row.what, "state": row.review.state_under_review.name, "date": row.day_words}
    # A month would look like its first day.
    if row.is_about or row.is_month:
        return _("%(what)s: %(state)s (%(date)s)") % values
    return _("%(what)s: %(state)s") % values


def row_description(row: KeyDateRow) -> str:
    """When, how sure, how we know, why it matters; one line each."""
    lines = [
        row.words,
        _("How sure: %(word)s") % {"word": Confidence(row.confidence).label},
        _("How we know: %(how)s") % {"how": row.how},
    ]
    source = source_words(row.source)
    if source and source != row.how:
        lines.append(_("Source: %(source)s") % {"source": source})
    if row.basis == Basis.RULE:
        lines.append(_("Counted, not published: look it up before you rely on it."))
    return "\n".join([*lines, row.why])
