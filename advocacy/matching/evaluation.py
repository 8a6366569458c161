"""Sets of proposals and notes with known answers (``advocacy/evaluation``), and how well a matcher does on them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from advocacy.matching.learning import Model
from advocacy.matching.records import Candidate, read_candidates
from advocacy.matching.uptake import SHOWN_FROM, Suggestion, guess, index_of, model, shown
from cycles.search_words import words_of

FOLDER = Path(__file__).resolve().parent.parent / "evaluation"
# Five words in a row would be somebody's words, not one's own.
MOST_WORDS_SHARED = 4
# So many candidates are read before somebody gives up.
MOST_READ = 5
# What the command draws the curve from.
CUT_OFFS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


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
    # Reviews whose proposals the lexicon never learnt from.
    fresh: frozenset[str] = frozenset()

    def candidates(self, realdata: Path) -> dict[str, list[Candidate]]:
        """The recommendations of each review that a proposal is about."""
        wanted = dict.fromkeys(proposal.review for proposal in self.proposals)
        return {code: read_candidates(realdata / self.files[code], code) for code in wanted}


@cache
def proposal_set(name: str) -> ProposalSet:
    """The set ``tuned``, ``learnt`` or ``kept``."""
    content = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return ProposalSet(
        files={code: review["file"] for code, review in content["reviews"].items()},
        proposals=tuple(
            Proposal(row["id"], row["review"], row["language"], row["text"], frozenset(row["taken_up_by"]))
            for row in content["proposals"]
        ),
        fresh=frozenset(code for code, review in content["reviews"].items() if review.get("fresh")),
    )


@dataclass(frozen=True, slots=True)
class Figures:
    """What a reader sees at one cut-off (``shown``): what is right, first or among the first five, and false hope.

    ``alone_five`` counts candidates only that reach the cut-off themselves, ``ranked_five`` without a cut-off.
    """

    cut_off: float
    taken_up: int
    first: int
    among_five: int
    alone_five: int
    ranked_five: int
    not_taken_up: int
    false_hope: int
    # Of all proposals: those that get a candidate, and how many candidates they get.
    hopeful: int
    candidates: int

    @property
    def words(self) -> str:
        """The figures at the cut-off on one line."""
        parts = []
        if self.taken_up:
            parts.append(f"hit@1 {_of(self.first, self.taken_up)}")
            parts.append(f"hit@5 {_of(self.among_five, self.taken_up)}")
        if self.not_taken_up:
            parts.append(f"false hope {_of(self.false_hope, self.not_taken_up)}")
        return f"at {self.cut_off:g}: {', '.join(parts)}"

    @property
    def ranked_words(self) -> str:
        """How much is to be read, and hit@5 as it is counted otherwise."""
        parts = [f"{self.candidates / self.hopeful:.1f} candidates each"] if self.hopeful else []
        if self.taken_up:
            parts.append(f"each candidate for itself: hit@5 {_of(self.alone_five, self.taken_up)}")
            parts.append(f"order alone, without a cut-off: hit@5 {_of(self.ranked_five, self.taken_up)}")
        return "; ".join(parts)


def _of(part: int, whole: int) -> str:
    return f"{part}/{whole} ({part / whole:.1%})"


Answer = tuple[Proposal, list[Suggestion]]


def answers(
    found: ProposalSet, record: dict[str, list[Candidate]], by: Mapping[str, Model] | None = None
) -> list[Answer]:
    """What the matcher guesses at each proposal of a set; ``by`` are the models to guess with, one for each review."""
    indexes = {code: index_of(rows) for code, rows in record.items()}
    models = by or dict.fromkeys(indexes, model())
    return [
        (one, guess(indexes[one.review], one.text, one.language, models[one.review]))
        for one in found.proposals
        if one.review in models
    ]


def measure(answered: Iterable[Answer], cut_off: float = SHOWN_FROM) -> Figures:
    """The figures over those proposals, all of them at the same cut-off."""
    rows = list(answered)
    taken_up = [(one, found) for one, found in rows if one.taken_up_by]
    others = [found for one, found in rows if not one.taken_up_by]
    seen = [(one, shown(found, cut_off)) for one, found in taken_up]
    sure = [(one, [row for row in found if row.confidence >= cut_off]) for one, found in taken_up]
    lists = [shown(found, cut_off) for _, found in rows]
    return Figures(
        cut_off=cut_off,
        taken_up=len(taken_up),
        first=sum(_is_right(one, found[:1]) for one, found in seen),
        among_five=sum(_is_right(one, found[:MOST_READ]) for one, found in seen),
        alone_five=sum(_is_right(one, found[:MOST_READ]) for one, found in sure),
        ranked_five=sum(_is_right(one, found[:MOST_READ]) for one, found in taken_up),
        not_taken_up=len(others),
        false_hope=sum(bool(shown(found, cut_off)) for found in others),
        hopeful=sum(map(bool, lists)),
        candidates=sum(map(len, lists)),
    )


def _is_right(proposal: Proposal, found: Iterable[Suggestion]) -> bool:
    return any(row.number in proposal.taken_up_by for row in found)


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
