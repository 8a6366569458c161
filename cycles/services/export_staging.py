"""The rows of an export on their way into the record: read once, row by row, then looked at review by review.

An export may be larger than the memory: one of many rows waits in a table that lasts as long as the transaction.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import chain, islice
from operator import attrgetter

from django.db import connection

from cycles.importers.records import LeftOut, ReadExport, ReadExportRow, ReadWarning
from cycles.models import Review, Theme

# As many rows, of whole reviews, are looked at together: about three megabytes.
BATCH = 2000
# Exports of so many rows stay in the memory, some 3 kB each, and are thought through once; larger ones twice.
MOST_KEPT = 50_000
# Warnings that are shown; all are counted.
MOST_WARNINGS = 1000
_SDG = Theme.Scheme.SDG.value
_TABLE = "cycles_export_rows"
_TAKE = f"SELECT review, place, body FROM {_TABLE} WHERE review = ANY(%s) ORDER BY review, place"  # noqa: S608 our name
_MAKE = f"""
DROP TABLE IF EXISTS {_TABLE};
CREATE TEMPORARY TABLE {_TABLE} (review bigint NOT NULL, place integer NOT NULL, body text NOT NULL) ON COMMIT DROP
"""

# The scheme of a theme, its code and its label.
GivenTheme = tuple[str, str, str]


@dataclass(slots=True)
class StagedRow:
    """A row of an export whose review the record has; ``states`` are (code, clause) of those that are known."""

    place: int
    document: str
    paragraph: int | None
    item: int | None
    text: str
    states: list[tuple[str, int]]
    position: str
    action: int | None
    themes: list[GivenTheme]
    groups: list[str]
    goals: list[int]
    key: str
    printed: str


@dataclass(frozen=True, slots=True)
class StagedReview:
    """A review that an export has rows of."""

    pk: int
    code: str
    state: str
    cycle: int
    report: str


# All of a row but its place.
_FIELDS = attrgetter(*(field.name for field in fields(StagedRow) if field.name != "place"))
# A row and the key of its review.
Line = tuple[int, StagedRow]


class Notes:
    """What was met on the way: warnings, the first of them word by word, and rows that were left out by reason."""

    def __init__(self) -> None:
        self.warnings: list[ReadWarning] = []
        self.counts: Counter[str] = Counter()
        self.skipped = LeftOut()

    def warn(self, *warnings: ReadWarning) -> None:
        """Count warnings, and keep them while there is room."""
        for warning in warnings:
            self.counts[warning.code] += 1
            if len(self.warnings) < MOST_WARNINGS:
                self.warnings.append(warning)


class Staging:
    """The rows of one export, by review."""

    def __init__(self, document: ReadExport, notes: Notes) -> None:
        self._notes = notes
        self._reviews = {(one.state, one.cycle): one for one in _reviews()}
        self._sessions = dict(Review.objects.values_list("pk", "current_session"))
        self._told: set[object] = set()
        self.counts: Counter[int] = Counter()
        self.rows = 0
        self._kept: dict[int, list[StagedRow]] | None = None
        self._keep(filter(None, map(self._staged, document.rows)))

    @property
    def is_kept(self) -> bool:
        """Whether all rows are in the memory."""
        return self._kept is not None

    def _keep(self, rows: Iterator[Line]) -> None:
        first = list(islice(rows, MOST_KEPT))
        if more := list(islice(rows, 1)):
            _fill_table(chain(first, more, rows))
        else:
            self._kept = defaultdict(list)
            for review, row in first:
                self._kept[review].append(row)

    def batches(self) -> Iterator[list[tuple[StagedReview, list[StagedRow]]]]:
        """Reviews with their rows in the order of the file, as many reviews at a time as ``BATCH`` rows hold."""
        reviews = {one.pk: one for one in self._reviews.values()}
        batch: list[int] = []
        for pk in sorted(self.counts):
            if batch and sum(self.counts[one] for one in batch) + self.counts[pk] > BATCH:
                yield self._take(batch, reviews)
                batch = []
            batch.append(pk)
        if batch:
            yield self._take(batch, reviews)

    def _take(self, batch: list[int], reviews: dict[int, StagedReview]) -> list[tuple[StagedReview, list[StagedRow]]]:
        found = _from_table(batch) if self._kept is None else self._kept
        return [(reviews[pk], found[pk]) for pk in batch]

    def _staged(self, row: ReadExportRow) -> Line | None:
        self.rows += 1
        self._notes.warn(*row.warnings)
        review = self._review(row)
        if review is None:
            return None
        self.counts[review.pk] += 1
        if row.session and (review.pk, row.session) not in self._told:
            self._compare_session(row, review)
        return review.pk, _staged_row(row)

    def _review(self, row: ReadExportRow) -> StagedReview | None:
        if row.state.iso3 is None:
            self._notes.skipped.leave("unknown_state_under_review", row.place)
            return None
        if row.cycle is None:
            self._notes.skipped.leave("unknown_cycle", row.place)
            return None
        review = self._reviews.get((row.state.iso3, row.cycle))
        if review is None:
            self._notes.skipped.leave("no_review", row.place)
            code = f"{row.state.iso3}-{row.cycle}"
            if code not in self._told:
                self._told.add(code)
                self._notes.warn(ReadWarning("no_review", row.place, "", code))
        return review

    def _compare_session(self, row: ReadExportRow, review: StagedReview) -> None:
        """A review stays in the session that the record has it in."""
        self._told.add((review.pk, row.session))
        session = self._sessions[review.pk]
        if session and session != row.session:
            self._notes.warn(ReadWarning("other_session_of", row.place, "", f"{review.code}; {row.session}"))


def _reviews() -> Iterator[StagedReview]:
    """Every review, with the symbol of its report where the record knows exactly one."""
    symbols: dict[int, set[str]] = {}
    reports = Review.objects.filter(documents__kind="working_group_report").exclude(documents__symbol="")
    for pk, symbol in reports.values_list("pk", "documents__symbol"):
        symbols.setdefault(pk, set()).add(symbol)
    for pk, state, cycle in Review.objects.values_list("pk", "state_under_review", "cycle"):
        known = symbols.get(pk, set())
        yield StagedReview(pk, f"{state}-{cycle}", state, cycle, next(iter(known)) if len(known) == 1 else "")


def _staged_row(row: ReadExportRow) -> StagedRow:
    return StagedRow(
        row.place,
        row.document,
        row.paragraph,
        row.item,
        row.text,
        [(state.iso3, state.clause) for state in row.recommending_states if state.iso3],
        row.position,
        row.action_category,
        [
            *((row.theme_scheme, theme.code[:12], theme.label[:200]) for theme in row.themes),
            *((_SDG, theme.code[:12], theme.label[:200]) for theme in row.sdg_targets),
        ],
        [label[:200] for label in row.groups],
        list(row.sdgs),
        row.external_key,
        row.printed,
    )


def _fill_table(rows: Iterable[Line]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_MAKE)
        with cursor.copy(f"COPY {_TABLE} (review, place, body) FROM STDIN") as copy:
            for review, row in rows:
                copy.write_row((review, row.place, json.dumps(_FIELDS(row), ensure_ascii=False)))
        cursor.execute(f"CREATE INDEX ON {_TABLE} (review, place)")
        cursor.execute(f"ANALYZE {_TABLE}")


def _from_table(batch: Sequence[int]) -> dict[int, list[StagedRow]]:
    found: dict[int, list[StagedRow]] = {pk: [] for pk in batch}
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [list(batch)])
        for pk, place, body in cursor.fetchall():
            row = StagedRow(place, *json.loads(body))
            row.states = [(iso3, clause) for iso3, clause in row.states]
            row.themes = [(scheme, code, label) for scheme, code, label in row.themes]
            found[pk].append(row)
    return found
