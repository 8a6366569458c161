"""Sets of proposals and notes with known answers (``advocacy/evaluation``), and how well a matcher does on them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from advocacy.matching.records import Candidate, read_candidates
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
