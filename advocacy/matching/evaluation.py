"""Sets of proposals and notes with known answers (``advocacy/evaluation``), and how well a matcher does on them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from advocacy.matching.index import Index
from advocacy.matching.records import Candidate, read_candidates
from advocacy.matching.uptake import Suggestion, suggest
from cycles.search_words import words_of

FOLDER = Path(__file__).resolve().parent.parent / "evaluation"
# Five words in a row would be somebody's words, not one's own.
MOST_WORDS_SHARED = 4


@dataclass(frozen=True, slots=True)
class Proposal:
    """A sentence of civil society's and the numbers of the recommendations that took it up: none at times."""

    key: str
    review: str
    language: str
    text: str
    taken_up_by: frozenset[str]


@dataclass(frozen=True, slots=True)
class ProposalSet:
    """Proposals, and the file of each review's record below the folder of real files."""

    files: dict[str, str]
    proposals: tuple[Proposal, ...]

    def candidates(self, realdata: Path) -> dict[str, list[Candidate]]:
        """The recommendations of each review that a proposal is about."""
        wanted = dict.fromkeys(proposal.review for proposal in self.proposals)
        return {code: read_candidates(realdata / self.files[code], code) for code in wanted}


@cache
def proposal_set(name: str) -> ProposalSet:
    """The set ``tuned`` or ``kept``."""
    content = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return ProposalSet(
        files={code: review["file"] for code, review in content["reviews"].items()},
        proposals=tuple(
            Proposal(row["id"], row["review"], row["language"], row["text"], frozenset(row["taken_up_by"]))
            for row in content["proposals"]
        ),
    )


@dataclass(frozen=True, slots=True)
class Figures:
    """How often a right recommendation came first, or among the first five, and how often hope was false."""

    taken_up: int
    first: int
    among_five: int
    shown: int
    not_taken_up: int
    false_hope: int

    @property
    def words(self) -> str:
        """The figures on one line."""
        parts = []
        if self.taken_up:
            parts.append(f"hit@1 {self.first}/{self.taken_up} ({self.first / self.taken_up:.1%})")
            parts.append(f"hit@5 {self.among_five}/{self.taken_up} ({self.among_five / self.taken_up:.1%})")
            parts.append(f"shown unasked {self.shown}/{self.taken_up} ({self.shown / self.taken_up:.1%})")
        if self.not_taken_up:
            share = self.false_hope / self.not_taken_up
            parts.append(f"false hope {self.false_hope}/{self.not_taken_up} ({share:.1%})")
        return ", ".join(parts)


Answer = tuple[Proposal, list[Suggestion]]


def answers(found: ProposalSet, record: dict[str, list[Candidate]]) -> list[Answer]:
    """What the matcher says to each proposal of a set."""
    indexes = {code: Index(rows) for code, rows in record.items()}
    return [(one, suggest(indexes[one.review], one.text, one.language)) for one in found.proposals]


def measure(answered: Iterable[Answer]) -> Figures:
    """The figures over those proposals."""
    rows = list(answered)
    taken_up = [(one, found) for one, found in rows if one.taken_up_by]
    others = [found for one, found in rows if not one.taken_up_by]
    return Figures(
        taken_up=len(taken_up),
        first=sum(bool(found) and found[0].number in one.taken_up_by for one, found in taken_up),
        among_five=sum(any(row.number in one.taken_up_by for row in found[:5]) for one, found in taken_up),
        shown=sum(bool(found) and found[0].is_shown for _, found in taken_up),
        not_taken_up=len(others),
        false_hope=sum(bool(found) and found[0].is_shown for found in others),
    )


def shared_run(text: str, others: Iterable[str], length: int = MOST_WORDS_SHARED + 1) -> str:
    """The first ``length`` words in a row that ``text`` shares with one of the ``others``; empty for none."""
    words = words_of(text)
    runs = {" ".join(words[start : start + length]) for start in range(len(words) - length + 1)}
    for other in others:
        theirs = words_of(other)
        for start in range(len(theirs) - length + 1):
            run = " ".join(theirs[start : start + length])
            if run in runs:
                return run
    return ""
