"""Where the platform stands: G1 to G6 of performance.md, each from the figures of one run."""

import itertools
from typing import Any

from bench.load import Figures
from bench.report import Goal
from bench.sample import API, WORDS, Sample
from bench.servers import Server
from bench.single import download, download_time, middle_time

# The goals by requests a second: kind, server, ratio.
_FASTER: dict[str, tuple[str, dict[str, float]]] = {
    "list": ("G1 list of 100", {"plain": 15, "datasette table": 7, "datasette": 1, "raw": 1, "raw rendered": 0.4}),
    "item": ("G2 one item", {"plain": 7, "datasette": 1.2, "plain empty": 0.35}),
    "poll": ("G3 unchanged poll", {"plain": 50}),
    "search": ("G4 search", {"plain": 80, "datasette": 1.2, "raw": 0.9}),
}
_P95 = {"list": 25, "search": 60}

# Seconds, or a Download where a file was taken.
Singles = dict[str, dict[str, Any]]


def goals_of(measured: dict[str, dict[str, Figures]], singles: Singles) -> list[Goal]:
    goals = []
    for kind, (name, wanted) in _FASTER.items():
        found = measured.get(kind, {})
        ours, cold = found.get("platform"), found.get("platform cold")
        for other, ratio in wanted.items():
            if ours and other in found:
                theirs = max(found[other].rate, 0.01)
                goals.append(Goal(name, other, ratio, ours.rate / theirs, cold.rate / theirs if cold else None))
        if ours and kind in _P95:
            goals.append(
                Goal(name, "p95 with 8 connections", _P95[kind], ours.p95, cold.p95 if cold else None, True, " ms")
            )
    if "poll" in measured and "plain" in measured["poll"]:
        fewer = measured["poll"]["plain"].bytes / measured["poll"]["platform"].bytes
        goals.append(Goal("G3 unchanged poll", "bytes of plain", 150, fewer))
    return goals + (_goals_of_singles(singles) if singles else [])


def figures_of_singles(servers: dict[str, Server], drawn: Sample) -> Singles:
    """What is measured one at a time, once the load is over. The figures of a first time stand apart."""
    ours, plain = servers["platform"], servers["plain"]
    numbers = itertools.count()
    statistics = "/api/v1/statistics/"
    search = f"{API}?page_size=100&search="
    found: Singles = {
        "one search, seconds": {
            "platform cold": middle_time(
                ours, [f"{search}{words.replace(' ', '+')}&n={next(numbers)}" for words in WORDS]
            ),
            "plain": middle_time(plain, drawn.searches("plain")[:3]),
        },
        "dashboard, seconds": {
            "platform cold": middle_time(ours, [f"{statistics}?n={next(numbers)}" for _ in range(5)]),
            # Twice for each process, so that all have it.
            "platform": (middle_time(ours, [statistics] * 8), middle_time(ours, [statistics] * 50))[1],
            "plain": download_time(plain, "/dashboard"),
            "plain grouped": middle_time(plain, ["/grouped"] * 5),
        },
        "export": {
            "platform csv": download(ours, f"{API}bulk.csv"),
            "platform ndjson": download(ours, f"{API}bulk.ndjson"),
            "plain csv": download(plain, "/table.csv"),
            "plain json": download(plain, "/recommendations/?page_size=1000000"),
        },
        "page for people, seconds": {
            "review": middle_time(ours, [f"/reviews/{key[:3]}/{key[4]}/" for key in drawn.keys[:40]]),
            "search": middle_time(ours, [f"/search/?search={words.replace(' ', '+')}" for words in WORDS]),
            "search facets": middle_time(
                ours, [f"/search/?state={state}&position=noted" for state, _ in drawn.groups[:40]]
            ),
        },
    }
    if "datasette" in servers:
        lite = servers["datasette"]
        found["dashboard, seconds"]["datasette"] = middle_time(lite, ["/bench/cells.json"] * 3)
        found["export"]["datasette csv"] = download(lite, "/bench/recommendation.csv?_stream=on&_size=max")
    return found


def _goals_of_singles(singles: Singles) -> list[Goal]:
    board, files, pages = singles["dashboard, seconds"], singles["export"], singles["page for people, seconds"]
    search = singles["one search, seconds"]["platform cold"]
    goals = [Goal("G4 search", "one query, nothing kept", 10, search * 1000, None, True, " ms")]
    for other, ratio in {"plain": 1000, "plain grouped": 50, "datasette": 100}.items():
        if other in board:
            theirs = board[other]
            goals.append(
                Goal("G5 dashboard", other, ratio, theirs / board["platform"], theirs / board["platform cold"])
            )
    csv, lines = files["platform csv"], files["platform ndjson"]
    for other, ratio, mine in (("plain csv", 10, csv), ("plain json", 40, lines), ("datasette csv", 2, csv)):
        if other in files:
            goals.append(Goal("G6 export", other, ratio, files[other].seconds / mine.seconds))
    goals.append(Goal("G6 export", "memory that it takes", 20, max(csv.growth, lines.growth), None, True, " MB"))
    goals.append(Goal("G6 export", "first byte", 50, max(csv.first, lines.first) * 1000, None, True, " ms"))
    goals += [Goal("pages for people", name, 150, taken * 1000, None, True, " ms") for name, taken in pages.items()]
    return goals
