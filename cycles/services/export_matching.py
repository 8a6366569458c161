"""Which recommendations of the record the rows of an export are: by number, by key, by text and States."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from cycles.importers.records import ReadWarning
from cycles.services.clauses import Whole, find_parts
from cycles.services.export_held import HeldRow
from cycles.services.export_sayings import UPR_INFO, Saying
from cycles.services.export_staging import Notes
from cycles.services.import_kinds.base import NEW, Candidate, Doubt
from cycles.services.matching import Match, Matcher, Said, likeness, plain

# As in the reconciliation of lists: below it, a text is another one and no correction.
SAME_TEXT = 0.6


@dataclass(slots=True)
class Matched:
    """What the sayings of one review are: known recommendations with their sayings, new ones, and open questions."""

    known: dict[int, list[Saying]] = field(default_factory=lambda: defaultdict(list))
    new: list[Saying] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


@dataclass(slots=True)
class _Held:
    """The recommendations of a review by what they are found by; ``matcher`` is made when it is needed."""

    rows: dict[int, HeldRow]
    by_place: dict[str, HeldRow]
    by_number: dict[tuple[int, int], HeldRow]
    by_key: dict[str, HeldRow]
    by_text: dict[str, list[HeldRow]]
    by_print: dict[str, list[HeldRow]]
    symbols: frozenset[str]
    matchers: dict[bool, Matcher[int]] = field(default_factory=dict)

    def matcher(self, numberless: bool) -> Matcher[int]:
        """Finds by likeness, among those without a number alone where the number has been looked for."""
        if numberless not in self.matchers:
            known = (row for row in self.rows.values() if row.paragraph is None or not numberless)
            self.matchers[numberless] = Matcher(Said(row.pk, row.text, row.codes) for row in known)
        return self.matchers[numberless]


def match_review(
    found: Iterable[Saying], rows: Iterable[HeldRow], *, language: str, answers: Mapping[str, str], notes: Notes
) -> Matched:
    """Hold the sayings of one review against its recommendations. A doubt is never resolved here but by an answer."""
    held = _held(rows, language)
    matched = Matched()
    left: list[Saying] = []
    for saying in found:
        if not held.rows:
            matched.new.append(saying)
        elif saying.place in answers:
            left.append(saying)
        elif not _by_number(saying, held, language, matched, notes):
            left += _by_text(saying, held, matched)
    guesses = _by_clause(left, held, language, answers)
    clauses = {id(saying) for saying, _ in guesses}
    for saying in left:
        if saying.place in answers:
            _take_answer(saying, answers[saying.place], held, matched)
        elif id(saying) not in clauses:
            _by_likeness(saying, held, matched, guesses)
    _settle(guesses, held, matched)
    return matched


def _held(rows: Iterable[HeldRow], language: str) -> _Held:
    known = {row.pk: row for row in rows}
    by_text: dict[str, list[HeldRow]] = defaultdict(list)
    by_print: dict[str, list[HeldRow]] = defaultdict(list)
    for row in known.values():
        by_text[plain(row.in_language(language))].append(row)
        printed = [line for source in row.sources if source.kind == UPR_INFO for line in source.text.splitlines()]
        for words in dict.fromkeys(map(plain, printed)):
            by_print[words].append(row)
    numbered = [row for row in known.values() if row.paragraph is not None]
    return _Held(
        known,
        {row.number: row for row in known.values()},
        {(row.paragraph or 0, row.item or 0): row for row in numbered},
        {source.key: row for row in known.values() for source in row.sources if source.key},
        by_text,
        by_print,
        frozenset(row.symbol for row in numbered),
    )


def _take_answer(saying: Saying, answer: str, held: _Held, matched: Matched) -> None:
    row = held.by_place.get(answer)
    if row is None or answer == NEW:
        matched.new.append(saying)
    else:
        matched.known[row.pk].append(saying)


def _by_number(saying: Saying, held: _Held, language: str, matched: Matched, notes: Notes) -> bool:
    """Whether number or key tell what the saying is; a number with quite another text is left out and told."""
    first = saying.first
    row = held.by_key.get(first.key) if first.key else None
    if row is None and first.paragraph is not None:
        if first.document and held.symbols and not held.symbols & {first.document, ""}:
            notes.skipped.leave("other_document", first.place)
            detail = f"{first.document}; {', '.join(sorted(held.symbols))}"
            notes.warn(ReadWarning("other_document", first.place, saying.number, detail))
            return True
        row = held.by_number.get((first.paragraph, first.item or 0))
        if row and row.language == language and _is_other(row.text, saying.text):
            notes.skipped.leave("contradiction", first.place)
            notes.warn(ReadWarning("contradiction", first.place, saying.number, ""))
            return True
    if row is not None:
        matched.known[row.pk].append(saying)
    return row is not None


def _is_other(one: str, other: str) -> bool:
    return plain(one) != plain(other) and likeness(one, other) < SAME_TEXT


def _by_text(saying: Saying, held: _Held, matched: Matched) -> list[Saying]:
    """Share out the States of a saying among recommendations with just its words; what nobody takes is left."""
    words = plain(saying.text)
    # What UPR Info printed is known again, also where it is a clause of what the record has.
    same = [row for row in held.by_text.get(words, ()) or held.by_print.get(words, ()) if _may_be(saying, row)]
    if not same:
        return [saying]
    if not saying.states:
        if len(same) > 1:
            return [saying]
        matched.known[same[0].pk].append(saying)
        return []
    shares: dict[int, list[str]] = defaultdict(list)
    left = []
    for iso3 in saying.states:
        takers = [row for row in same if iso3 in row.codes] or [row for row in same if not row.states]
        if len(takers) == 1:
            shares[takers[0].pk].append(iso3)
        elif not takers and len(same) == 1 and _is_open(same[0]):
            shares[same[0].pk].append(iso3)
        else:
            left.append(iso3)
    for pk, states in shares.items():
        matched.known[pk].append(saying if len(states) == len(saying.states) else saying.part(states))
    return [saying.part(left)] if left else []


def _may_be(saying: Saying, row: HeldRow) -> bool:
    """A row with a number of its own is none that has another; only UPR Info splits one answer from another."""
    if saying.first.paragraph is not None:
        return row.paragraph is None
    return not _is_open(row) or not row.position or row.position == (saying.first.position or row.position)


def _is_open(row: HeldRow) -> bool:
    """Whether UPR Info alone knows the recommendation: of its rows, those with the same words are one."""
    return row.paragraph is None and all(source.kind == "upr_info" for source in row.sources)


def _by_clause(
    left: Sequence[Saying], held: _Held, language: str, answers: Mapping[str, str]
) -> list[tuple[Saying, int]]:
    """The sayings without a number that are clauses of numbered recommendations: UPR Info cuts them apart."""
    parts = [
        Said(at, saying.text, saying.codes)
        for at, saying in enumerate(left)
        if saying.first.paragraph is None and not saying.first.key and saying.place not in answers
    ]
    if not parts:
        return []
    wholes = [
        Whole(row.pk, row.in_language(language), {iso3: clause for iso3, _, clause in row.states})
        for row in held.rows.values()
        if row.paragraph is not None
    ]
    return [(left[at], pk) for pk, found in find_parts(wholes, parts).items() for at in found]


def _by_likeness(saying: Saying, held: _Held, matched: Matched, guesses: list[tuple[Saying, int]]) -> None:
    said: Said[object] = Said(saying.place, saying.text, saying.codes)
    match = held.matcher(saying.first.paragraph is not None).match(said)
    if match.key is not None:
        guesses.append((saying, match.key))
    elif match.candidates:
        matched.doubts.append(_doubt(saying, match, held))
    else:
        matched.new.append(saying)


def _settle(guesses: Iterable[tuple[Saying, int]], held: _Held, matched: Matched) -> None:
    """Take what is alike, unless the recommendation has been found for the same States already."""
    for saying, pk in guesses:
        taken = {iso3 for other in matched.known.get(pk, ()) for iso3 in other.codes}
        if pk in matched.known and (taken & saying.codes or not saying.codes):
            matched.doubts.append(_doubt(saying, Match(None, ((pk, 1.0),)), held))
        else:
            matched.known[pk].append(saying)


def _doubt(saying: Saying, match: Match[int], held: _Held) -> Doubt:
    candidates = []
    for pk, score in match.candidates:
        row = held.rows[pk]
        candidates.append(Candidate(row.number, row.text, tuple(sorted(row.codes)), round(score, 2)))
    return Doubt(saying.place, saying.places[0], saying.text, tuple(sorted(saying.codes)), tuple(candidates))
