"""The history of a position as people read it: step by step, each with its day or with the day of its document."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from cycles.importers.text import squeezed
from cycles.models import Position

# Pairs of a symbol and the day that stands on the document.
Dated = Iterable[tuple[str, date]]
STATED, DOCUMENT, ADOPTED = "stated", "document", "adopted"


@dataclass(frozen=True, slots=True)
class ToldStep:
    """What the State said at one stage, and where all of it stands.

    ``day`` is the day on which it said so (``basis`` STATED), else that of the document (DOCUMENT) or of the adoption
    (ADOPTED); None where nobody knows it.
    """

    stage: str
    stage_name: str
    kind: str
    note: str
    day: date | None
    basis: str
    recorded_at: datetime
    sources: tuple[str, ...]


def document_day(source: str, dated: Dated) -> date | None:
    """The day of the document that a source names: ``A/HRC/59/15/Add.1 - Para. 4`` names the addendum alone."""
    said = squeezed(source)
    named = [(len(symbol), day) for symbol, day in dated if re.search(re.escape(squeezed(symbol)) + r"(?![\d/])", said)]
    return max(named)[1] if named else None


def told_history(steps: Iterable[Position], dated: Dated, adopted: date | None) -> list[ToldStep]:
    """Steps in the order of their stages; what several sources say alike of one stage is told once."""
    dated, told = list(dated), list[ToldStep]()
    for step in steps:
        one = _told(step, dated, adopted)
        if told and (told[-1].stage, told[-1].kind) == (one.stage, one.kind):
            told[-1] = _together(told[-1], one)
        else:
            told.append(one)
    return told


def _told(step: Position, dated: Dated, adopted: date | None) -> ToldStep:
    day, basis = step.stated_date, STATED
    if day is None:
        day, basis = document_day(step.source, dated), DOCUMENT
    if day is None and step.stage == Position.Stage.ADOPTION:
        day, basis = adopted, ADOPTED
    sources = (step.source,) if step.source else ()
    return ToldStep(step.stage, step.get_stage_display(), step.kind, step.note, day, basis, step.recorded_at, sources)


def _together(one: ToldStep, other: ToldStep) -> ToldStep:
    """Two sources that say the same; one that knows the day itself goes before one that knows its document's."""
    dated = min((one, other), key=lambda step: (step.day is None, step.basis != STATED))
    return replace(
        dated,
        note=other.note or one.note,
        recorded_at=min(one.recorded_at, other.recorded_at),
        sources=tuple(dict.fromkeys((*one.sources, *other.sources))),
    )
