"""Learning from UPR Info which concepts speak for which issues, and judging it on sessions that were not learnt from.

A text has its issues from some of its concepts, and each concept gives an issue or not (a noisy or): how often it does
is estimated so that "abolish" gets no credit for what "death penalty" says (expectation maximisation).
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from advocacy.matching.issues import FILE, Evidence, evidence_of
from advocacy.matching.records import FOLDER, names_of_files
from cycles.importers import read

LEARN = frozenset({6, 7, 8, 9, 14, 15, 16, 17})
JUDGE = frozenset({18, 19, 20})
# "General" and "Other" are what is about no issue.
NONE = frozenset({"20", "36"})
_ROUNDS = 25
# A concept of fewer texts says nothing; as if it had been met so often more without the issue.
_LEAST_MET, _CAUTION = 8, 2.0
_LEAST_TOGETHER, _LEAST_SHARE, _LEAST_STRENGTH = 3, 0.05, 0.1


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text, the numbers of the issues that UPR Info gave it, and the session of its review."""

    session: int
    text: str
    issues: frozenset[str]


@dataclass
class IssueFigures:
    """How the issues of texts were told, over all and for each issue."""

    texts: int
    first_right: int
    any_right: int
    silent: int
    given: Counter[str]
    found: Counter[str]
    told: Counter[str]

    @property
    def words(self) -> str:
        """The figures on one line."""
        return (
            f"first right {self.first_right / self.texts:.1%}, any right {self.any_right / self.texts:.1%}, "
            f"silent {self.silent / self.texts:.1%}, recall {self.recall:.1%}, precision {self.precision:.1%}"
        )

    @property
    def recall(self) -> float:
        """Of the issues that the texts have, the share that was told."""
        return self.found.total() / max(1, self.given.total())

    @property
    def precision(self) -> float:
        """Of the issues that were told, the share that the texts have."""
        return self.found.total() / max(1, self.told.total())


def read_labelled(files: Iterable[bytes]) -> list[Labelled]:
    """The texts of UPR Info's exports that have an issue, each once; one of several sessions is of the first."""
    numbers, names = _numbers(), names_of_files()
    sessions: dict[str, int] = {}
    given: defaultdict[str, set[str]] = defaultdict(set)
    for content in files:
        for row in read(content, names).rows:
            text = " ".join(row.text.split())
            if row.session is not None:
                sessions[text] = min(row.session, sessions.get(text, row.session))
                given[text].update(numbers[theme.label] for theme in row.themes if theme.label in numbers)
    return [
        Labelled(session, text, frozenset(given[text] - NONE))
        for text, session in sessions.items()
        if given[text] - NONE
    ]


def _numbers() -> dict[str, str]:
    """The number of each issue by both of its labels."""
    with (FOLDER / "upr_info_issues.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row[column]: row["number"] for row in rows for column in ("label", "database_label")}


def learn(rows: Sequence[Labelled]) -> dict[str, dict[str, float]]:
    """How much each concept speaks for each issue."""
    read_rows = [(evidence_of(row.text, "en"), row.issues) for row in rows]
    met = Counter(key for spoken, _ in read_rows for key in spoken)
    together: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for spoken, issues in read_rows:
        for key in spoken:
            together[key].update(issues)
    strengths = {
        key: {
            number: count / (met[key] + _CAUTION)
            for number, count in together[key].items()
            if count >= _LEAST_TOGETHER and count >= _LEAST_SHARE * met[key]
        }
        for key in met
        if met[key] >= _LEAST_MET
    }
    given = Counter(number for _, issues in read_rows for number in issues)
    unspoken = {number: 0.1 * count / len(rows) for number, count in given.items()}
    for _ in range(_ROUNDS):
        strengths, unspoken = _credited(read_rows, strengths, unspoken, met)
    kept = {
        key: {number: round(strength, 3) for number, strength in sorted(found.items()) if strength >= _LEAST_STRENGTH}
        for key, found in sorted(strengths.items())
    }
    return {key: found for key, found in kept.items() if found}


def _credited(
    rows: Sequence[tuple[Collection[str], Collection[str]]],
    strengths: dict[str, dict[str, float]],
    unspoken: dict[str, float],
    met: Counter[str],
) -> tuple[dict[str, dict[str, float]], dict[str, float]]:
    """One round: each issue of a text is credited to its concepts, as likely as they gave it."""
    credit: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    alone: defaultdict[str, float] = defaultdict(float)
    for spoken, issues in rows:
        for number in issues:
            speaking = [(key, strengths[key][number]) for key in spoken if number in strengths.get(key, {})]
            doubt = 1 - unspoken[number]
            for _, strength in speaking:
                doubt *= 1 - strength
            alone[number] += unspoken[number] / (1 - doubt)
            for key, strength in speaking:
                credit[key][number] += strength / (1 - doubt)
    new = {key: {number: one / (met[key] + _CAUTION) for number, one in found.items()} for key, found in credit.items()}
    return new, {number: max(1e-5, alone[number] / len(rows)) for number in unspoken}


def judge(rows: Sequence[Labelled], told: Callable[[str], Sequence[str]]) -> IssueFigures:
    """Hold what is told of texts against their issues."""
    found = IssueFigures(len(rows), 0, 0, 0, Counter(), Counter(), Counter())
    for row in rows:
        numbers = told(row.text)
        found.first_right += bool(numbers) and numbers[0] in row.issues
        found.any_right += not row.issues.isdisjoint(numbers)
        found.silent += not numbers
        found.given.update(row.issues)
        found.told.update(numbers)
        found.found.update(row.issues.intersection(numbers))
    return found


def write_evidence(evidence: Evidence) -> None:
    """Write what was learnt as ``refdata/issue_concepts.csv``."""
    with FILE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["concept", "issue", "strength"])
        writer.writerows(
            [key, number, strength] for key, found in evidence.items() for number, strength in found.items()
        )
