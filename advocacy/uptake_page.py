"""What the pages of uptake show: candidates beside what was decided, and how many proposals were taken up."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from advocacy.matching.common_words import Piece, marked
from advocacy.matching.files import candidates_of
from advocacy.matching.index import Index
from advocacy.matching.lexicon import wide_vocabulary
from advocacy.matching.uptake import SHOWN_FROM, Suggestion, can_read, guess, index_of, raised
from advocacy.models import UptakeMatch
from cycles.models import Recommendation, Review, State
from submissions.models import ProposedRecommendation


@dataclass(frozen=True, slots=True)
class Pair:
    """A recommendation beside a proposal: what the machine thinks, and what a person decided."""

    recommendation: Recommendation
    pieces: list[Piece]
    percent: int | None
    match: UptakeMatch | None
    # Whether it is shown without being asked for weaker ones.
    is_shown: bool

    @property
    def is_weak(self) -> bool:
        """Whether it stands further down: the machine is not sure, and nobody has decided."""
        return self.match is None and not self.is_shown


@dataclass(slots=True)
class Share:
    """Of so many proposals, how many were taken up, and how many nobody has decided yet."""

    name: str
    total: int = 0
    taken_up: int = 0
    undecided: int = 0
    # Of the priority issue, State, meeting or organisation that it is about; empty where it is about none.
    key: str = ""

    @property
    def percent(self) -> int | None:
        """The share among those that are decided; nothing while none is."""
        decided = self.total - self.undecided
        return round(100 * self.taken_up / decided) if decided else None


@dataclass(frozen=True, slots=True)
class Line:
    """A proposal in the list: what was decided, or how many candidates wait."""

    proposal: ProposedRecommendation
    matches: list[UptakeMatch]
    waiting: int

    @property
    def taken_up(self) -> list[UptakeMatch]:
        """By which recommendations it was taken up."""
        return [match for match in self.matches if match.is_taken_up]

    @property
    def is_nobodys(self) -> bool:
        """Whether a person said that no State took it up."""
        return any(match.recommendation_id is None for match in self.matches)

    @property
    def contrary(self) -> list[UptakeMatch]:
        """What says the contrary, where nothing took it up: the worst that may become of it, and known."""
        found = [match for match in self.matches if match.verdict == UptakeMatch.Verdict.CONTRARY]
        return [] if self.taken_up or self.is_nobodys else found

    @property
    def is_decided(self) -> bool:
        """Whether it counts as taken up or not."""
        return bool(self.taken_up or self.contrary) or self.is_nobodys

    @property
    def is_read(self) -> bool:
        """Whether the machine could look for candidates."""
        return is_read(self.proposal)


def guesses(proposal: ProposedRecommendation, review: Review) -> dict[str, float]:
    """The numbers of the recommendations that may have taken the proposal up, best first, with the confidence."""
    index = _index(review.pk, review.state_under_review.data_version)
    found: dict[str, float] = {}
    for language, text in proposal.texts.items():
        for one in guess(index, text, language):
            found[one.number] = max(found.get(one.number, 0.0), one.confidence)
    best_first = sorted(found.items(), key=lambda one: -one[1])
    return {one.number: one.confidence for one in raised([Suggestion(*one) for one in best_first])}


def _shown(guessed: Mapping[str, float]) -> set[str]:
    """The numbers of those that are shown unasked."""
    return {number for number, confidence in guessed.items() if confidence >= SHOWN_FROM}


def is_read(proposal: ProposedRecommendation) -> bool:
    """Whether the machine knows a language that the proposal is written in."""
    return bool(_readable(proposal))


def _readable(proposal: ProposedRecommendation) -> dict[str, str]:
    return {language: text for language, text in proposal.texts.items() if can_read(text, language)}


@lru_cache(maxsize=8)
def _index(review: int, version: int) -> Index:
    return index_of(candidates_of(Review(pk=review)))


def pairs(proposal: ProposedRecommendation, review: Review, matches: Iterable[UptakeMatch]) -> list[Pair]:
    """Candidates and whatever was decided, the decided first, then the surest."""
    guessed = guesses(proposal, review)
    unasked_for = _shown(guessed)
    places = {number: place for place, number in enumerate(guessed)}
    decided = {match.recommendation_id: match for match in matches if match.recommendation_id}
    rows = Recommendation.objects.filter(review=review).with_parts().in_order()
    found = []
    for row in rows:
        if row.number in guessed or row.pk in decided:
            guess = guessed.get(row.number)
            percent = None if guess is None else round(100 * guess)
            language, text = next(iter(_readable(proposal).items()), ("", ""))
            pieces = marked(row.text, text, language, wide_vocabulary)
            found.append(Pair(row, pieces, percent, decided.get(row.pk), row.number in unasked_for))
    return sorted(found, key=lambda pair: (pair.match is None, places.get(pair.recommendation.number, len(places))))


def decided_lines(proposals: Iterable[ProposedRecommendation], matches: Iterable[UptakeMatch]) -> list[Line]:
    """The proposals of a workspace with what people decided of them; the machine is not asked."""
    by_proposal: dict[object, list[UptakeMatch]] = {}
    for match in matches:
        by_proposal.setdefault(match.proposal_id, []).append(match)
    return [Line(proposal, by_proposal.get(proposal.pk, []), 0) for proposal in proposals]


def lines(proposals: Iterable[ProposedRecommendation], review: Review, matches: Iterable[UptakeMatch]) -> list[Line]:
    """The proposals of a workspace with what became of them, and how many candidates wait."""
    return [replace(line, waiting=_waiting(line, review)) for line in decided_lines(proposals, matches)]


def _waiting(line: Line, review: Review) -> int:
    numbers = {match.recommendation.number for match in line.matches if match.recommendation}
    return len(_shown(guesses(line.proposal, review)) - numbers)


def shares_by_issue(rows: Iterable[Line], without: str) -> list[Share]:
    """How many of the proposals of each priority issue were taken up; ``without`` names those of none."""
    found: dict[str, Share] = {}
    for row in rows:
        issue = row.proposal.priority_issue
        key = str(issue.pk) if issue else ""
        _count(found.setdefault(key, Share(issue.title if issue else without, key=key)), row)
    return sorted(found.values(), key=lambda share: (-share.total, share.name))


def shares_by_state(rows: Iterable[Line]) -> list[Share]:
    """Of the proposals handed to each State, how many it took up itself."""
    found: dict[str, Share] = {}
    for row in rows:
        for state in row.proposal.states.all():
            share = found.setdefault(state.pk, Share(state.name, key=state.pk))
            count_for(share, row, {state.pk})
    return most_first(found.values())


def unasked(rows: Iterable[Line]) -> list[State]:
    """States that took a proposal up though it was not handed to them."""
    found: dict[str, State] = {}
    for row in rows:
        asked = {state.pk for state in row.proposal.states.all()}
        for match in row.taken_up:
            found |= {one.state_id: one.state for one in _made_by(match) if one.state_id not in asked}
    return sorted(found.values(), key=lambda state: state.name)


def overall(rows: Iterable[Line], name: str = "") -> Share:
    """All proposals together."""
    share = Share(name)
    for row in rows:
        _count(share, row)
    return share


def count_for(share: Share, row: Line, states: Collection[str | None]) -> None:
    """Count a proposal that was put before ``states``; None is somebody who makes no recommendations."""
    share.total += 1
    share.taken_up += any(state.state_id in states for match in row.taken_up for state in _made_by(match))
    share.undecided += not row.is_decided


def most_first(shares: Iterable[Share]) -> list[Share]:
    """Whoever took up most comes first."""
    return sorted(shares, key=lambda share: (-share.taken_up, -share.total, share.name))


def _count(share: Share, row: Line) -> None:
    share.total += 1
    share.taken_up += bool(row.taken_up)
    share.undecided += not row.is_decided


def _made_by(match: UptakeMatch) -> Iterable:
    return match.recommendation.state_rows.all() if match.recommendation else ()
