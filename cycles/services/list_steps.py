"""What a list of recommendations adds to the history of a position."""

from collections.abc import Iterator

from cycles.importers.records import PENDING, ReadDocument, ReadRecommendation, ReadWarning
from cycles.models import Position, Recommendation
from cycles.services.positions import IMPLEMENTED, Step, comes_after, from_export, stage_of_source, standing, weigh
from cycles.services.read_values import REPORT, file_source, stored_position


def next_step(
    read: ReadRecommendation, stored: Recommendation | None, document: ReadDocument, symbol: str, kind: str
) -> tuple[Step | None, ReadWarning | None]:
    """The step that the list adds to the recommendation, if any, and a doubt where it contradicts a better source.

    Where the list's position cannot be read, what the record knows stays.
    """
    rows = list(stored.positions.all()) if stored else []
    if rows and not read.position:
        return None, None
    step = _said(read, document, symbol, kind)
    # An export's step yields to the list's of the same stage (services.yielding).
    news, contradicted = weigh(step, [row for row in rows if not from_export(row)], kind)
    if contradicted is None:
        return news, None
    return None, ReadWarning("other_position", read.row, read.number, f"{step.kind}; {contradicted.kind}")


def position_changes(stored: Recommendation, step: Step | None) -> Iterator[tuple[str, str, str]]:
    """Field, before and after, where the step changes what counts now."""
    if step is None or not comes_after(step, standing(stored.positions.all())[0]):
        return
    before = stored_position(stored)
    after = {"position": step.kind, "position_source": step.source}
    yield from ((field, before[field], after[field]) for field in after if before[field] != after[field])


def _said(read: ReadRecommendation, document: ReadDocument, symbol: str, kind: str) -> Step:
    position, source = read.position or PENDING, file_source(read)
    if kind == REPORT:
        implemented = {lead_in.paragraph for lead_in in document.lead_ins if lead_in.is_already_implemented}
        return Step(Position.Stage.REPORT, position, source, IMPLEMENTED if read.paragraph in implemented else "")
    stage = Position.Stage.REPORT if position == PENDING else stage_of_source(source, symbol)
    return Step(stage, position, source)
