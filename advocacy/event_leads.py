"""What is to be done for an event by when: suggestions from ``refdata/event_tasks.csv``, counted from its own day
or from a moment of the review; nothing is kept until a person keeps it."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from advocacy.models import Event
from cycles.dates import about, day_in_words
from cycles.key_date_rows import Basis, KeyDateRow
from cycles.models import Confidence, DeadlineRule

FILE = Path(__file__).resolve().parent / "refdata" / "event_tasks.csv"
OF_THE_EVENT = "event"
# The moment of a review near which an event of a kind is held.
MOMENTS = {
    Event.Kind.PRESESSION: "presession",
    Event.Kind.EMBASSY: "embassy_presession_in_country",
    Event.Kind.SIDE_EVENT: "side_event_before_review",
    Event.Kind.SCREENING: "review",
    Event.Kind.PRESS: "draft_recommendations_published",
    Event.Kind.DEBRIEF: "adoption",
}
# What a rule that counts from the event itself calls its day.
MOMENT_OF_ANCHOR: dict[str, str] = {DeadlineRule.Anchor.PRESESSION_START: "presession"}
WORDS = {
    "apply": pgettext_lazy("task of an event", "Apply to UPR Info to speak"),
    "send_statement": pgettext_lazy("task of an event", "Send the statement to UPR Info"),
    "share_themes": pgettext_lazy("task of an event", "Agree who speaks on which theme"),
    "ask_visas": pgettext_lazy("task of an event", "Ask for the visas of those who travel"),
    "invite_missions": pgettext_lazy("task of an event", "Invite the missions of the pipeline"),
    "rehearse": pgettext_lazy("task of an event", "Rehearse aloud, with a clock"),
    "hand_out": pgettext_lazy("task of an event", "Print the factsheets"),
    "write_down": pgettext_lazy("task of an event", "Write down what came of it"),
    "write_to_missions": pgettext_lazy("task of an event", "Thank those who came, and send them the texts"),
    "find_host": pgettext_lazy("task of an event", "Find an embassy that hosts it"),
    "weigh_risk": pgettext_lazy("task of an event", "Ask each speaker what it may cost them"),
    "invite_embassies": pgettext_lazy("task of an event", "Invite the embassies"),
    "find_status": pgettext_lazy("task of an event", "Find an organisation with ECOSOC status that books"),
    "book_room": pgettext_lazy("task of an event", "Book the room"),
    "choose_speakers": pgettext_lazy("task of an event", "Choose three or four speakers"),
    "find_interpreters": pgettext_lazy("task of an event", "Find interpreters: the United Nations give none"),
    "guest_list": pgettext_lazy("task of an event", "Hand in the list of guests without a badge"),
    "warn_cameras": pgettext_lazy("task of an event", "Announce photos and stream; show where nobody is filmed"),
    "invite_press": pgettext_lazy("task of an event", "Invite the press"),
    "press_paper": pgettext_lazy("task of an event", "Write a page for the press, in its languages"),
    "collect_press": pgettext_lazy("task of an event", "Collect what was published"),
    "find_room": pgettext_lazy("task of an event", "Find a safe room with a good line"),
    "invite_people": pgettext_lazy("task of an event", "Invite those whom it concerns"),
    "try_webcast": pgettext_lazy("task of an event", "Try out webcast, sound and interpretation"),
    "open_notebook": pgettext_lazy("task of an event", "Open the notebook of the review before it begins"),
    "translate_list": pgettext_lazy("task of an event", "Put the recommendations into the languages of the country"),
    "invite_authorities": pgettext_lazy("task of an event", "Invite ministries, parliament and institution"),
    "agree_follow_up": pgettext_lazy("task of an event", "Agree who follows up which recommendation"),
    "agree_messages": pgettext_lazy("task of an event", "Agree on three messages"),
    "translate_material": pgettext_lazy("task of an event", "Put the material into the languages of the country"),
    "consent_pictures": pgettext_lazy("task of an event", "Ask whoever is seen in a picture whether they agree"),
}
CERTAINTIES = {
    "milestone": pgettext_lazy("kind of lead time", "a date of the review"),
    "rule": pgettext_lazy("kind of lead time", "asked by the United Nations"),
    "own": pgettext_lazy("kind of lead time", "our advice: no rule says so many days"),
}
Moments = Mapping[str, KeyDateRow]


@dataclass(frozen=True)
class Lead:
    """What is usually done for a kind of event, so many days before or after its day or a moment of the review."""

    kind: str
    key: str
    anchor: str
    offset_days: int
    certainty: str
    source: str

    @property
    def words(self) -> str:
        return str(WORDS[self.key])

    @property
    def basis(self) -> str:
        """On what the lead time rests, in words."""
        return str(CERTAINTIES[self.certainty])


@dataclass(frozen=True)
class Due:
    """A counted day: how sure it is, from which day it was counted, and how, in words."""

    day: date | None
    certainty: str
    counted_from: date | None
    how: str
    # Where no more than a month or some days are known.
    shown: str = ""

    @property
    def words(self) -> str:
        return self.shown or (about(day_in_words(self.day), self.certainty) if self.day else "")


@cache
def all_leads() -> tuple[Lead, ...]:
    """The lines of the file."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Lead(**row | {"offset_days": int(row["offset_days"])})  # type: ignore[arg-type]
            for row in csv.DictReader(file)
        )


def leads_of(kind: str) -> dict[str, Lead]:
    """What is usually done for a kind of event, by key."""
    return {lead.key: lead for lead in all_leads() if lead.kind == kind}


def moments_of(rows: Iterable[KeyDateRow]) -> dict[str, KeyDateRow]:
    """The moments of a review by their names."""
    return {row.milestone: row for row in rows}


def due_of(lead: Lead, event: Event, moments: Moments) -> Due:
    """The day on which ``lead`` is due; never surer than the day from which it is counted.

    An event with a day of its own is counted from that, not from when the review has one of its kind at the usual time.
    """
    row = moments.get(lead.anchor)
    before = _days_from_the_event(lead, event, row)
    if before is not None:
        return _from_the_event(lead, event, before)
    if row is None or row.day is None:
        return Due(None, Confidence.ESTIMATED, None, row.how if row else "")
    if lead.offset_days == 0:
        return Due(row.day, row.confidence, row.day, row.how, row.day_words)
    how = _counted(lead.offset_days, _("“%(moment)s”") % {"moment": row.what}, row.day_words)
    return Due(row.day + timedelta(days=lead.offset_days), Confidence.ESTIMATED, row.day, how)


def _days_from_the_event(lead: Lead, event: Event, row: KeyDateRow | None) -> int | None:
    """So many days after the day of the event it is due, before it where less than 0; None where it hangs on another.

    A day that somebody published stays: UPR Info closes its call when it says so.
    """
    if lead.anchor == OF_THE_EVENT:
        return lead.offset_days
    moment = MOMENTS.get(Event.Kind(event.kind))
    if event.date is None or moment is None:
        return None
    if lead.anchor == moment:
        return lead.offset_days
    rule = row.rule if row and row.basis != Basis.PUBLISHED else None
    if rule is None or MOMENT_OF_ANCHOR.get(rule.anchor) != moment:
        return None
    return rule.offset_days + lead.offset_days


def _from_the_event(lead: Lead, event: Event, offset: int) -> Due:
    if event.date is None:
        return Due(None, Confidence.ESTIMATED, None, _("cannot be counted: the event has no day yet"))
    day = event.date + timedelta(days=offset)
    # What is asked of everybody is as sure as the day of the event; advice is about a day.
    certainty = event.certainty if lead.certainty == "rule" else Confidence.ESTIMATED
    if offset == 0:
        return Due(day, event.certainty, event.date, _("the day of the event"))
    return Due(
        day,
        certainty,
        event.date,
        _counted(offset, pgettext("counted from", "the day of the event"), day_in_words(event.date)),
    )


def _counted(offset: int, anchor: str, words: str) -> str:
    count = abs(offset)
    days = ngettext("%(count)s day", "%(count)s days", count) % {"count": count}
    values = {"time": days, "anchor": anchor, "date": words}
    if offset < 0:
        return _("%(time)s before %(anchor)s (%(date)s)") % values
    return _("%(time)s after %(anchor)s (%(date)s)") % values
