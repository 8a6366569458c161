"""Numbered rows of a list that the record may know from a source without numbers, such as UPR Info."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cycles.importers.records import ReadRecommendation
from cycles.models import Recommendation
from cycles.services.import_kinds.base import NEW, Candidate, Doubt
from cycles.services.matching import Match, Said, match_all


@dataclass(frozen=True, slots=True)
class Numberless:
    """What became of the rows, by number: recommendations found again, and rows that a person must decide."""

    found: dict[str, Recommendation]
    doubts: tuple[Doubt, ...]


def find_numberless(
    rows: Sequence[ReadRecommendation], known: Sequence[Recommendation], answers: Mapping[str, str]
) -> Numberless:
    """The recommendations without a number that these rows are; ``answers`` decide first, by the number of the row."""
    if not known:
        return Numberless({}, ())
    by_number = {row.number: row for row in known}
    # Where two rows were answered with one number, the first has it.
    answered = {answers[read.number]: read.number for read in reversed(rows) if answers.get(read.number) in by_number}
    found = {place: by_number[number] for number, place in answered.items()}
    open_rows = [read for read in rows if read.number not in found and answers.get(read.number) != NEW]
    taken = {row.pk for row in found.values()}
    free = [said(row) for row in known if row.pk not in taken]
    doubts = []
    asked: list[Said[object]] = [Said(read.number, read.text, states_of(read)) for read in open_rows]
    for read, match in zip(open_rows, match_all(asked, free), strict=True):
        if match.key is not None:
            found[read.number] = by_number[match.key]
        elif match.candidates:
            doubts.append(_doubt(read, match, by_number))
    return Numberless(found, tuple(doubts))


def said(row: Recommendation) -> Said[str]:
    """A recommendation of the record as matching sees it, by its number."""
    return Said(row.number, row.text, frozenset(one.state_id for one in row.state_rows.all()))


def states_of(read: ReadRecommendation) -> frozenset[str]:
    """The codes of the recommending States that are known."""
    return frozenset(state.iso3 for state in read.recommending_states if state.iso3)


def _doubt(read: ReadRecommendation, match: Match[str], known: Mapping[str, Recommendation]) -> Doubt:
    candidates = []
    for number, score in match.candidates:
        row = known[number]
        states = tuple(sorted(one.state_id for one in row.state_rows.all()))
        candidates.append(Candidate(number, row.text, states, round(score, 2)))
    return Doubt(read.number, read.row, read.text, tuple(sorted(states_of(read))), tuple(candidates))
