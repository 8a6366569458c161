"""Events as their pages show them: the list, what to do by when, who speaks when, and what they cost."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import Organisation
from advocacy.event_leads import MOMENTS, Due, Lead, Moments, due_of, leads_of
from advocacy.models import Event, EventSpeaker, EventTask, StatementText
from advocacy.speaking import Length, clock, limits
from advocacy.statement_paper import length_of
from cycles.dates import about, day_in_words
from cycles.key_date_rows import KeyDateRow
from cycles.models import Confidence
from implementation.printed_names import aliases_in, printed

# Three or four speakers leave time for questions (form for side events of the UPR; ISHR academy).
FEWEST_AT_A_SIDE_EVENT, MOST_AT_A_SIDE_EVENT = 3, 4
# What the calendar of a review says that events hang on, and which kind of event it is about.
CALENDAR = {
    "embassy_presession_in_country": Event.Kind.EMBASSY,
    "presession_application": Event.Kind.PRESESSION,
    "presession_statement_to_upr_info": Event.Kind.PRESESSION,
    "presession": Event.Kind.PRESESSION,
    "side_event_before_review": Event.Kind.SIDE_EVENT,
    "review": Event.Kind.SCREENING,
    "draft_recommendations_published": Event.Kind.PRESS,
    "adoption": Event.Kind.DEBRIEF,
}


@dataclass(frozen=True)
class EventLine:
    """An event in the list, and what is to be done for it next."""

    event: Event
    on: dt.date

    @property
    def words(self) -> str:
        return day_words(self.event)

    @property
    def open_tasks(self) -> list[EventTask]:
        return [task for task in self.event.tasks.all() if not task.is_done]

    @property
    def next_task(self) -> EventTask | None:
        return next((task for task in self.open_tasks if task.date), None)

    @property
    def is_late(self) -> bool:
        task = self.next_task
        return bool(task and task.date and task.date < self.on)


@dataclass(frozen=True)
class EventLists:
    """What is to be written down, what comes, what has no day yet, and what was."""

    to_write_down: list[EventLine]
    coming: list[EventLine]
    without_day: list[EventLine]
    past: list[EventLine]

    @property
    def parts(self) -> list[tuple[str, str, list[EventLine]]]:
        """Each list under its heading, without the empty ones."""
        named = (
            ("write", _("To be written down"), self.to_write_down),
            ("coming", _("What comes"), self.coming),
            ("undated", _("Without a day yet"), self.without_day),
            ("past", _("What was"), self.past),
        )
        return [part for part in named if part[2]]


def day_words(event: Event) -> str:
    """The day of an event in words; an estimate says so."""
    return about(day_in_words(event.date), event.certainty) if event.date else ""


def lists(events: Iterable[Event], *, on: dt.date) -> EventLists:
    """What was planned and is over waits to be written down; the latest of the past comes first."""
    lines = [EventLine(event, on) for event in events]
    planned = [line for line in lines if line.event.status == Event.Status.PLANNED]
    return EventLists(
        to_write_down=[line for line in planned if line.event.date and line.event.date < on],
        coming=[line for line in planned if line.event.date and line.event.date >= on],
        without_day=[line for line in planned if not line.event.date],
        past=[line for line in reversed(lines) if line.event.status != Event.Status.PLANNED],
    )


def calendar(rows: Iterable[KeyDateRow]) -> list[tuple[KeyDateRow, str]]:
    """The moments of the review on which events hang, each with the kind of event that it is about."""
    return [(row, CALENDAR[row.milestone]) for row in rows if row.milestone in CALENDAR]


@dataclass(frozen=True)
class Todo:
    """Something to be done for an event: kept by a person, or only suggested."""

    words: str
    task: EventTask | None
    lead: Lead | None
    due: Due
    # Of a task that was kept, where its day is counted otherwise by now.
    moved: Due | None
    on: dt.date

    @property
    def day(self) -> dt.date | None:
        return self.due.day

    @property
    def is_counted(self) -> bool:
        """Whether the day was counted; a day of one's own needs no mark of how sure it is."""
        return self.task is None or self.task.counted_from is not None

    @property
    def is_done(self) -> bool:
        return bool(self.task and self.task.is_done)

    @property
    def is_late(self) -> bool:
        return bool(self.day and self.day < self.on and not self.is_done)


def todos(event: Event, moments: Moments, *, on: dt.date) -> list[Todo]:
    """What is kept and what is suggested, by the day on which it is due; what has no day comes last."""
    leads = leads_of(event.kind)
    kept = [_kept(task, leads.get(task.key), event, moments, on) for task in event.tasks.all()]
    known = {task.key for task in event.tasks.all()}
    dues = {key: due_of(lead, event, moments) for key, lead in leads.items() if key not in known}
    found = [
        Todo(leads[key].words, None, leads[key], due, None, on)
        for key, due in dues.items()
        if _helps(due, event, on) and not _is_settled(key, event)
    ]
    return sorted([*kept, *found], key=lambda todo: (todo.is_done, todo.day or dt.date.max))


def _helps(due: Due, event: Event, on: dt.date) -> bool:
    """Whether it can still be done: once its day is past only what follows it, when it was called off nothing."""
    is_over = event.status == Event.Status.PLANNED and event.date is not None and event.date < on
    if event.status == Event.Status.HELD or is_over:
        return bool(due.day and event.date and due.day > event.date)
    return event.status == Event.Status.PLANNED


def _is_settled(key: str, event: Event) -> bool:
    """Whether what the event says already makes the suggestion needless."""
    match key:
        case "find_status":
            none = Organisation.EcosocStatus.NONE
            return bool(event.booked_by or (event.organisation and event.organisation.ecosoc_status != none))
        case "choose_speakers":
            return len(event.speakers.all()) >= FEWEST_AT_A_SIDE_EVENT
        case "write_down":
            return bool(event.results)
    return False


def _kept(task: EventTask, lead: Lead | None, event: Event, moments: Moments, on: dt.date) -> Todo:
    counted = due_of(lead, event, moments) if lead else None
    if task.counted_from is None or counted is None:
        due = Due(task.date, task.certainty, None, _("set by you") if task.date else "")
        return Todo(task.title, task, lead, due, None, on)
    is_moved = counted.day is not None and counted.day != task.date
    how = _("counted from %(day)s") % {"day": day_in_words(task.counted_from)} if is_moved else counted.how
    due = Due(task.date, task.certainty, task.counted_from, how, "" if is_moved else counted.shown)
    return Todo(task.title, task, lead, due, counted if is_moved and not task.is_done else None, on)


@dataclass(frozen=True)
class Turn:
    """One speaker of a programme: when they begin, and how long their text takes."""

    speaker: EventSpeaker
    starts: dt.time | None
    said: Length | None
    # For whom they speak, as it may be printed.
    printed: str

    @property
    def limit(self) -> int | None:
        """Seconds that they have."""
        return self.speaker.minutes * 60 if self.speaker.minutes else None

    @property
    def is_too_long(self) -> bool:
        """Whether the text takes longer than the minutes that they have."""
        return bool(self.said and self.limit and self.said.seconds > self.limit)

    @property
    def limit_clock(self) -> str:
        return clock(self.limit) if self.limit else ""


@dataclass(frozen=True)
class Programme:
    """Who speaks when, and what the minutes add up to."""

    event: Event
    turns: list[Turn]

    @property
    def total(self) -> int:
        return sum(turn.speaker.minutes or 0 for turn in self.turns)

    @property
    def left(self) -> int | None:
        """Minutes for questions; less than none where there are too few."""
        return self.event.minutes - self.total if self.event.minutes else None

    @property
    def over(self) -> int:
        return max(-(self.left or 0), 0)

    @property
    def without_minutes(self) -> int:
        return sum(not turn.speaker.minutes for turn in self.turns)

    @property
    def most_each(self) -> int | None:
        """Minutes that one speaker may take at most, where that is known."""
        seconds = limits()["presession"].seconds if self.event.kind == Event.Kind.PRESESSION else None
        return seconds // 60 if seconds else None

    @property
    def each_source(self) -> str:
        return limits()["presession"].source

    @property
    def too_long(self) -> list[Turn]:
        """Who has more minutes than one may take."""
        most = self.most_each
        return [turn for turn in self.turns if most and (turn.speaker.minutes or 0) > most]

    @property
    def is_crowded(self) -> bool:
        """Whether more speak at a side event than leave time for questions."""
        return self.event.kind == Event.Kind.SIDE_EVENT and len(self.turns) > MOST_AT_A_SIDE_EVENT


def programme(event: Event) -> Programme:
    """Who speaks when at ``event``, which comes with its speakers; one query for their texts."""
    speakers = list(event.speakers.all())
    said = _lengths([one for one in speakers if one.statement_id], event.language)
    aliases = aliases_in(event.workspace_id)
    turns, passed = [], 0
    for speaker in speakers:
        starts = _later(event.time, passed) if event.time else None
        told = speaker.affiliation or printed(speaker.organisation, aliases)
        turns.append(Turn(speaker, starts, said.get(speaker.pk), told))
        passed += speaker.minutes or 0
    return Programme(event, turns)


def _lengths(speakers: Sequence[EventSpeaker], language: str) -> dict[UUID, Length]:
    """How long each one's text takes: in the language of the event, else in English, else in the one written last."""
    if not speakers:
        return {}
    texts = StatementText.objects.filter(statement__in=[one.statement_id for one in speakers], is_current=True)
    ordered = sorted(texts.order_by("written_at"), key=lambda one: (one.language == language, one.language == "en"))
    latest = {text.statement_id: text for text in ordered}
    return {
        one.pk: length_of(one.statement, latest[one.statement_id].text, latest[one.statement_id].language)
        for one in speakers
        if one.statement and one.statement_id in latest
    }


def _later(start: dt.time, minutes: int) -> dt.time:
    return (dt.datetime.combine(dt.date(2000, 1, 1), start) + dt.timedelta(minutes=minutes)).time()


@dataclass(frozen=True)
class Sum:
    """What events cost in one currency."""

    currency: str
    planned: Decimal
    spent: Decimal

    @property
    def left(self) -> Decimal:
        return self.planned - self.spent


def sums(events: Iterable[Event]) -> list[Sum]:
    """Planned and spent in each currency; nothing is converted, and what was called off counts only what was spent."""
    planned: dict[str, Decimal] = defaultdict(Decimal)
    spent: dict[str, Decimal] = defaultdict(Decimal)
    for event in events:
        if event.status != Event.Status.CANCELLED:
            planned[event.currency] += event.budget or 0
        spent[event.currency] += event.spent or 0
    return [Sum(code, planned[code], spent[code]) for code in sorted({*planned, *spent}) if code]


def usual_day(kind: str, moments: Moments) -> KeyDateRow | None:
    """The moment of the review near which an event of this kind is held."""
    try:
        return moments.get(MOMENTS[Event.Kind(kind)])
    except (KeyError, ValueError):
        return None


def beginning(kind: str, moments: Moments) -> dict[str, object]:
    """What the form of a new event begins with: a day only where it is published to the day."""
    row = usual_day(kind, moments)
    is_one_day = row and row.day and not (row.is_about or row.is_month or row.end)
    exact = kind in (Event.Kind.PRESESSION, Event.Kind.SCREENING)
    if row and is_one_day and exact and row.confidence != Confidence.ESTIMATED:
        is_sure = row.confidence == Confidence.CONFIRMED
        return {"date": row.day, "certainty": Confidence.CONFIRMED if is_sure else Confidence.TENTATIVE}
    return {}
