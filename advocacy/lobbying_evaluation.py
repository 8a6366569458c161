"""Hind-sight: do the States ranked high recommend on an issue later more often than the most frequent ones do?"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from advocacy.lobbying import Counts, Weights, rank
from cycles.importers.tables import open_table
from cycles.importers.text import unique

FIRST = 10


@dataclass(frozen=True, slots=True)
class Made:
    """One recommendation of one State on one issue, as UPR Info's exports have it."""

    session: int
    state: str
    region: str
    recommending: str
    issue: str
    is_supported: bool
    is_strong: bool


@dataclass(slots=True)
class Hits:
    """Of so many places among the first ten, how many went to States that did recommend."""

    pairs: int = 0
    ranked: int = 0
    frequent: int = 0
    frequent_on_issue: int = 0

    @property
    def places(self) -> int:
        return self.pairs * FIRST


def read_made(file: BinaryIO) -> Iterator[Made]:
    """The rows of an export of 2015, one for each issue.

    Raises UnreadableFile for what is no table, KeyError for a table without these columns.
    """
    table = open_table(file)
    places = {heading: place for place, heading in reversed(list(enumerate(table.headings)))}
    names = ("Session", "To", "To-Rgrp", "From", "Issue", "Response", "Action")
    session, to, region, by, issues, response, action = (places[name] for name in names)
    for _, cells in table.rows:
        words = [str(cell).strip() for cell in cells]
        for issue in unique(part.strip() for part in words[issues].split(",") if part.strip()):
            yield Made(
                int(float(words[session])),
                words[to],
                words[region],
                words[by],
                issue,
                words[response] == "Accepted",
                words[action].startswith("5"),
            )


def evaluate(taught: Iterable[Made], asked: Iterable[Made], weights: Weights) -> tuple[Hits, Hits]:
    """Hits over every pair of a State reviewed and an issue; then over those on which anybody recommended at all."""
    taught = list(taught)
    by_issue: defaultdict[str, list[Made]] = defaultdict(list)
    for row in taught:
        by_issue[row.issue].append(row)
    frequent = [state for state, _ in Counter(row.recommending for row in taught).most_common()]
    made: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    regions = {}
    for row in asked:
        regions[row.state] = row.region
        made[row.state, row.issue].add(row.recommending)
    issues = sorted(set(by_issue) | {issue for _, issue in made})
    every, spoken = Hits(), Hits()
    for state, region in sorted(regions.items()):
        for issue in issues:
            did = made.get((state, issue), set())
            lists = _lists(by_issue[issue], state, region, frequent, weights)
            for hits in (every, spoken) if did else (every,):
                _add(hits, did, lists)
    return every, spoken


def _lists(rows: list[Made], state: str, region: str, frequent: list[str], weights: Weights) -> list[list[str]]:
    """The first ten as ranked, the ten most frequent recommenders, and the ten most frequent on the issue."""
    ranked = [one.iso3 for one in rank(counts_of(rows, state, region), weights, without=state)]
    on_issue = [name for name, _ in Counter(row.recommending for row in rows).most_common()]
    return [[name for name in names if name != state][:FIRST] for names in (ranked, frequent, on_issue)]


def counts_of(rows: Iterable[Made], state: str, region: str) -> dict[str, Counts]:
    """The counts of each recommending State. The exports hold no advance questions: that reason stays at nothing."""
    found: defaultdict[str, Counts] = defaultdict(Counts)
    for row in rows:
        counts = found[row.recommending]
        counts.everywhere += 1
        counts.answered += 1
        counts.supported += row.is_supported
        counts.strong += row.is_strong
        counts.nearby += row.region == region
        counts.here += row.state == state
    return found


def _add(hits: Hits, did: set[str], lists: list[list[str]]) -> None:
    ranked, frequent, on_issue = (len(did.intersection(names)) for names in lists)
    hits.pairs += 1
    hits.ranked += ranked
    hits.frequent += frequent
    hits.frequent_on_issue += on_issue
