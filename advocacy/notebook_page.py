"""What the notebook shows of its lines: what a person set in them, what the machine takes them for."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, lru_cache
from uuid import UUID

from advocacy.matching.hearing import Ear, Heard
from advocacy.matching.records import FOLDER, spellings_of_files
from advocacy.models import LineMatch, NotebookLine, SpeakingOrder
from cycles.issue_names import issue_name
from cycles.models import State

# A line without a State goes on with the speaker of the line before, for as long as a statement may take.
GOES_ON = timedelta(minutes=3)


@dataclass(frozen=True, slots=True)
class Shown:
    """A line, the State and the issues that it is about, and whether a person or the machine says so."""

    line: NotebookLine
    state: State | None
    is_state_guessed: bool
    # The State stands in none of its words: it spoke in the line before.
    goes_on: bool
    issues: list[str]
    is_issue_guessed: bool

    @property
    def matches(self) -> list[LineMatch]:
        """What people decided about it."""
        return list(self.line.matches.all())

    @property
    def is_closed(self) -> bool:
        """Whether a person said that the list has none for it, or nothing else."""
        return any(match.recommendation_id is None for match in self.matches)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A State in the order of speakers, and how many lines were heard of it."""

    state: State
    heard: int
    is_next: bool


def shown(lines: Iterable[NotebookLine], order: SpeakingOrder | None) -> list[Shown]:
    """The lines as they were heard, each with its State and its issues."""
    in_order = sorted(lines, key=lambda line: (line.heard_at, line.created_at, line.pk))
    speaking_order = tuple(order.states) if order else ()
    heard = {line.pk: _heard(line.text, speaking_order) for line in in_order}
    states = State.objects.in_bulk({one.state for one in heard.values() if one.state})
    last: dict[UUID, tuple[State, datetime]] = {}
    found = []
    for line in in_order:
        guess = heard[line.pk]
        state, goes_on = line.state or states.get(guess.state), False
        speaking = last.get(line.created_by_id)
        if state is None and guess.is_doubtful:
            # Somebody else has the floor, whoever it is.
            last.pop(line.created_by_id, None)
        elif state is None and guess.issues and speaking and line.heard_at - speaking[1] <= GOES_ON:
            state, goes_on = speaking[0], True
        if state:
            last[line.created_by_id] = (state, line.heard_at)
        issues = [line.issue.code] if line.issue else guess.issues
        names = [issue_name(number) for number in issues]
        found.append(Shown(line, state, not line.state_id, goes_on, names, not line.issue_id))
    return found


def speakers(order: SpeakingOrder | None, rows: Sequence[Shown]) -> list[Speaker]:
    """The order of speakers; next is whoever follows the last that was heard."""
    if order is None:
        return []
    counts: dict[str, int] = {}
    for row in rows:
        if row.state:
            counts[row.state.pk] = counts.get(row.state.pk, 0) + 1
    states = State.objects.in_bulk(order.states)
    known = [states[iso3] for iso3 in order.states if iso3 in states]
    last = max((place for place, state in enumerate(known) if state.pk in counts), default=-1)
    return [Speaker(state, counts.get(state.pk, 0), place == last + 1) for place, state in enumerate(known)]


def speaker_of(row: Shown) -> str:
    """The code of the State, where a person or the line before says it; else the words have to."""
    return row.state.pk if row.state and (row.goes_on or not row.is_state_guessed) else ""


@lru_cache(maxsize=4096)
def _heard(text: str, order: tuple[str, ...]) -> Heard:
    """Every look at the page asks for every line again, and a line says the same each time."""
    return _ear(order).hear(text)


@lru_cache(maxsize=8)
def _ear(order: tuple[str, ...]) -> Ear:
    spellings = spellings_of_files()
    return Ear(_issue_labels(), spellings, order or sorted(set(spellings.values())))


@cache
def _issue_labels() -> dict[str, str]:
    with (FOLDER / "upr_info_issues.csv").open(encoding="utf-8", newline="") as file:
        return {row["number"]: row["label"] for row in csv.DictReader(file)}
