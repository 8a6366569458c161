"""Where the platform stands: G1 to G7, each from the figures of one run."""

from collections.abc import Iterator
from typing import Any

from bench.intake import REAL_ROWS
from bench.load import Figures
from bench.one_by_one import WRITES, Found
from bench.report import Goal

# The goals by requests a second: kind, server, ratio.
_FASTER: dict[str, tuple[str, dict[str, float]]] = {
    "list": ("G1 list of 100", {"plain": 15, "datasette table": 7, "datasette": 1, "raw": 1, "raw rendered": 0.4}),
    "item": ("G2 one item", {"plain": 7, "datasette": 1.2, "plain empty": 0.35}),
    "poll": ("G3 unchanged poll", {"plain": 50}),
    "search": ("G4 search", {"plain": 80, "datasette": 1.2, "raw": 0.9}),
}
_P95 = {"list": 25, "search": 60}


def goals_of(measured: dict[str, dict[str, Figures]], singles: dict[str, Found]) -> list[Goal]:
    goals = []
    for kind, servers in measured.items():
        name, wanted = _FASTER[kind]
        ours, cold = servers["platform"], servers.get("platform cold")
        for other, ratio in wanted.items():
            if other in servers:
                theirs = max(servers[other].rate, 0.01)
                goals.append(Goal(name, other, ratio, ours.rate / theirs, cold.rate / theirs if cold else None))
        if kind in _P95:
            goals.append(
                Goal(name, "p95 with 8 connections", _P95[kind], ours.p95, cold.p95 if cold else None, True, " ms")
            )
        if kind == "poll":
            goals.append(Goal(name, "bytes of plain", 150, servers["plain"].bytes / ours.bytes))
    found = {name: list(_SINGLES[name](figures)) for name, figures in singles.items()}
    return sorted([*goals, *(goal for several in found.values() for goal in several)], key=lambda goal: goal.name)


def _of_search(figures: Found) -> Iterator[Goal]:
    yield Goal("G4 search", "one query, nothing kept", 10, figures["platform cold"] * 1000, None, True, " ms")


def _of_dashboard(figures: Found) -> Iterator[Goal]:
    for other, ratio in {"plain": 1000, "plain grouped": 50, "datasette": 100}.items():
        if other in figures:
            ours, cold = (figures[other] / figures[name] for name in ("platform", "platform cold"))
            yield Goal("G5 dashboard", other, ratio, ours, cold)


def _of_own_writes(figures: Found) -> Iterator[Goal]:
    yield Goal("G5 dashboard", "own writes in the next answer", WRITES, figures["platform"], unit="")


def _of_export(figures: Found) -> Iterator[Goal]:
    csv, lines = figures["platform csv"], figures["platform ndjson"]
    for other, ratio, mine in (("plain csv", 10, csv), ("plain json", 40, lines), ("datasette csv", 2, csv)):
        if other in figures:
            yield Goal("G6 export", other, ratio, mine.rate / figures[other].rate)
    yield Goal("G6 export", "memory that it takes", 20, max(csv.growth, lines.growth), None, True, " MB")
    yield Goal("G6 export", "first byte", 50, max(csv.first, lines.first) * 1000, None, True, " ms")


def _of_lists_beside(figures: Found) -> Iterator[Goal]:
    slower = figures["beside"].p95 / figures["alone"].p95
    yield Goal("G6 export", "p95 of lists beside 8 of them", 2, slower, None, True)


def _of_imports(figures: Found) -> Iterator[Goal]:
    for way, ratio in {"save": 10, "get_or_create": 40, "copy": 0.3}.items():
        yield Goal("G7 import", way, ratio, figures["platform"]["rate"] / figures[way]["rate"])
    again = figures["platform again"]
    yield Goal("G7 import", "rows written by the same file again", 0, again["writes"], None, True, "")
    yield Goal("G7 import", "the same file again", 2, again["seconds"], None, True, " s")
    if real := figures.get("platform, real files"):
        yield Goal("G7 import", f"{REAL_ROWS:,} rows of UPR Info", 15, real["seconds"], None, True, " s")


def _of_pages(figures: Found) -> Iterator[Goal]:
    for name, seconds in figures.items():
        yield Goal("pages for people", name, 150, seconds * 1000, None, True, " ms")


def _of_lobbying(figures: Found) -> Iterator[Goal]:
    for name, seconds in figures.items():
        yield Goal("page of a workspace", name, 300, seconds * 1000, None, True, " ms")


_SINGLES: dict[str, Any] = {
    "one search": _of_search,
    "dashboard": _of_dashboard,
    "export": _of_export,
    "lists beside 8 exports": _of_lists_beside,
    "page for people": _of_pages,
    "page of a workspace": _of_lobbying,
    "import": _of_imports,
    "own writes": _of_own_writes,
}
