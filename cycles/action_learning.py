"""Learning the verbs of the action categories from what UPR Info sorted, and judging what was learnt."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from cycles.actions import Lexicon, Suggestion, openings, suggest_action
from cycles.importers.tables import open_table

CATEGORIES = (1, 2, 3, 4, 5)
# A pattern that was met less often says nothing.
LEAST_MET = 3


@dataclass(frozen=True, slots=True)
class Sorted:
    """A text that UPR Info put in a category, and the session it comes from."""

    session: int
    text: str
    category: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words and how often UPR Info put the texts that open with them in each category."""

    words: str
    counts: tuple[int, ...]

    @property
    def met(self) -> int:
        return sum(self.counts)

    @property
    def category(self) -> int:
        return CATEGORIES[self.counts.index(max(self.counts))]

    @property
    def agreement(self) -> float:
        """The share of the majority, as if half a text more went elsewhere: 3 of 3 say less than 300 of 300."""
        return round(max(self.counts) / (self.met + 0.5), 3)


@dataclass
class Judgement:
    """How the suggestions did on texts whose category is known: pairs of (given, suggested or 0) and their number."""

    pairs: Counter[tuple[int, int]] = field(default_factory=Counter)
    weak: int = 0
    weak_right: int = 0

    @property
    def total(self) -> int:
        return sum(self.pairs.values())

    @property
    def suggested(self) -> int:
        return sum(count for (_, guess), count in self.pairs.items() if guess)

    @property
    def right(self) -> int:
        return sum(self.pairs[one, one] for one in CATEGORIES)

    def precision(self, category: int) -> float:
        """Of those suggested for the category, the share that belongs there."""
        return _share(self.pairs[category, category], sum(self.pairs[given, category] for given in CATEGORIES))

    def recall(self, category: int) -> float:
        """Of those that belong in the category, the share that was suggested for it."""
        return _share(self.pairs[category, category], sum(self.pairs[category, guess] for guess in (0, *CATEGORIES)))


def read_sorted(file: BinaryIO) -> list[Sorted]:
    """The rows of a UPR Info export that have a category, each text once a State under Review.

    Raises UnreadableFile for what is no table, KeyError for a table without these columns.
    """
    table = open_table(file)
    places = {heading: place for place, heading in reversed(list(enumerate(table.headings)))}
    to, words, given, session = (places[heading] for heading in ("To", "Text", "Action", "Session"))
    found = {}
    for _, cells in table.rows:
        category, text = str(cells[given]).partition(".")[0], str(cells[words]).strip()
        if category in {"1", "2", "3", "4", "5"}:
            found[cells[to], text] = Sorted(int(float(str(cells[session]))), text, int(category))
    return list(found.values())


def learn(rows: Iterable[Sorted]) -> list[Pattern]:
    """The patterns worth keeping, the most frequent first: those of a verb that say more than the verb alone."""
    counts: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for row in rows:
        for pattern in set(next(openings(row.text), [])):
            counts[pattern][row.category] += 1
    patterns = {
        words: Pattern(words, tuple(tally[one] for one in CATEGORIES))
        for words, tally in counts.items()
        if tally.total() >= LEAST_MET
    }
    kept = (one for one in patterns.values() if _says_more(one, patterns.get(one.words.partition(" ")[0])))
    return sorted(kept, key=lambda one: (-one.met, one.words))


def lexicon_of(patterns: Iterable[Pattern]) -> dict[str, Suggestion]:
    """The patterns as suggestions are made from them."""
    return {one.words: Suggestion(one.category, one.words, one.agreement) for one in patterns}


def judge(rows: Iterable[Sorted], lexicon: Lexicon) -> Judgement:
    """Hold the suggestions for these texts against their categories."""
    found = Judgement()
    for row in rows:
        suggestion = suggest_action(row.text, lexicon)
        found.pairs[row.category, suggestion.category if suggestion else 0] += 1
        if suggestion and suggestion.is_weak:
            found.weak += 1
            found.weak_right += suggestion.category == row.category
    return found


def cross_validate(rows: Sequence[Sorted]) -> Judgement:
    """Each session judged by what the other sessions teach."""
    found = Judgement()
    for session in sorted({row.session for row in rows}):
        lexicon = lexicon_of(learn(row for row in rows if row.session != session))
        one = judge((row for row in rows if row.session == session), lexicon)
        found.pairs += one.pairs
        found.weak += one.weak
        found.weak_right += one.weak_right
    return found


def _says_more(pattern: Pattern, verb: Pattern | None) -> bool:
    if verb is None or verb is pattern:
        return True
    return pattern.category != verb.category or pattern.agreement > verb.agreement


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
