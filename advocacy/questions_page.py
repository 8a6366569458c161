"""Which of our issues and proposals each advance question touches: guesses, decisions, and what nobody asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from advocacy.matching.common_words import Piece, marked
from advocacy.matching.index import Index
from advocacy.matching.lexicon import LANGUAGES
from advocacy.matching.records import Candidate
from advocacy.matching.uptake import SHOWN_FROM, guess
from advocacy.models import QuestionMatch
from cycles.models import AdvanceQuestion
from submissions.models import PriorityIssue, ProposedRecommendation


@dataclass(frozen=True, slots=True)
class Ours:
    """An issue or a proposal of a workspace, as the page names it, with its words by language."""

    key: str
    row: PriorityIssue | ProposedRecommendation
    text: str
    texts: tuple[tuple[str, str], ...]

    @property
    def is_issue(self) -> bool:
        """Whether it is a priority issue."""
        return isinstance(self.row, PriorityIssue)


@dataclass(frozen=True, slots=True)
class Touch:
    """A question and one of ours: what the machine thinks, and what a person decided."""

    ours: Ours
    confidence: float | None
    match: QuestionMatch | None

    @property
    def percent(self) -> int | None:
        """How sure the machine is, in hundredths."""
        return None if self.confidence is None else round(100 * self.confidence)

    @property
    def counts(self) -> bool:
        """Whether it touches as far as is known: by a person's word, else by the machine's guess."""
        return self.match.touches if self.match else self.confidence is not None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what it touches of ours, the decided first; the words that it shares with the surest marked."""

    question: AdvanceQuestion
    touches: list[Touch]
    pieces: list[Piece]


def ours_of(issues: Iterable[PriorityIssue], proposals: Iterable[ProposedRecommendation]) -> list[Ours]:
    """What a workspace works on: its issues, then its proposals."""
    found = []
    for issue in issues:
        said = [("", issue.title), *([("en", issue.issue.label)] if issue.issue else [])]
        found.append(Ours(f"issue:{issue.pk}", issue, issue.title, tuple(said)))
    for proposal in proposals:
        said = [(language, text) for language, text in proposal.texts.items() if language in LANGUAGES]
        found.append(Ours(f"proposal:{proposal.pk}", proposal, proposal.text, tuple(said)))
    return found


def asked(questions: Sequence[AdvanceQuestion], ours: Sequence[Ours], matches: Iterable[QuestionMatch]) -> list[Asked]:
    """Each question with what it touches of ours."""
    decided = {(match.question_id, match.ours): match for match in matches}
    guessed = {one.key: guesses(one, questions) for one in ours}
    return [_asked(question, ours, guessed, decided) for question in questions]


def guesses(ours: Ours, questions: Sequence[AdvanceQuestion]) -> dict[int, float]:
    """The questions that one of ours is surely enough touched by, with the machine's confidence.

    Each for itself: they are read question by question, so none stands beside a surer one as recommendations do.
    """
    index = _index(tuple((question.pk, question.text) for question in questions))
    found: dict[int, float] = {}
    for language, text in ours.texts:
        for one in guess(index, text, language):
            if one.confidence >= SHOWN_FROM:
                found[int(one.number)] = max(found.get(int(one.number), 0.0), one.confidence)
    return found


def unasked(rows: Iterable[Asked], ours: Iterable[Ours]) -> list[Ours]:
    """What nobody asked about, as far as is known."""
    met = {touch.ours.key for row in rows for touch in row.touches if touch.counts}
    return [one for one in ours if one.key not in met]


def _asked(
    question: AdvanceQuestion,
    ours: Sequence[Ours],
    guessed: dict[str, dict[int, float]],
    decided: dict[tuple[int, str], QuestionMatch],
) -> Asked:
    touches = []
    for one in ours:
        sure, match = guessed[one.key].get(question.pk), decided.get((question.pk, one.key))
        if sure is not None or match:
            touches.append(Touch(one, sure, match))
    touches.sort(key=lambda touch: (touch.match is None, not touch.counts, -(touch.confidence or 0)))
    best = next((touch for touch in touches if touch.counts), None)
    language, text = best.ours.texts[0] if best and best.ours.texts else ("", "")
    return Asked(question, touches, marked(question.text, text, language))


@lru_cache(maxsize=8)
def _index(questions: tuple[tuple[int, str], ...]) -> Index:
    return Index([Candidate(str(key), text) for key, text in questions])
