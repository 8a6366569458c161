"""`python -m bench`: everything side by side, and one table. Called by `make bench`, which prepares what it needs."""

import argparse
import importlib.util
import os
import shutil
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from bench import base, intake, lite, report, sample
from bench.goals import goals_of
from bench.load import Figures, Series, measured_load, median, put_load
from bench.one_by_one import SINGLES, Found, Run
from bench.servers import Server, side_by_side

KINDS = ("list", "item", "poll", "search")
# The packages that a server needs beside those of the platform.
NEEDED = {"raw": ("uvicorn", "uvloop", "httptools"), "datasette": ("uvicorn", "datasette")}


def main() -> None:
    options = arguments()
    start = time.monotonic()
    env = base.environment(os.environ)
    say(f"Filling the database with {options.rows:,} invented recommendations, if it is empty…")
    rows = base.fill(env, options.rows)
    left_out = {name for name, packages in NEEDED.items() if not all(map(importlib.util.find_spec, packages))}
    say(f"Not installed, so left out: {', '.join(sorted(left_out))}." if left_out else "All servers are installed.")
    if not shutil.which("wrk"):
        say("wrk is not installed: a slower loader of our own puts the load, and holds quick servers back.")
    with tempfile.TemporaryDirectory(prefix="upr-bench-") as folder:
        if "datasette" not in left_out:
            say("Writing the same rows for Datasette…")
            env["BENCH_LITE"] = str(Path(folder) / "bench.db")
            lite.make_file(Path(env["BENCH_LITE"]), env["DATABASE_URL"])
        names = [name for name in ("platform", "plain", *NEEDED) if name not in left_out]
        with side_by_side(names, env, Path(options.logs)) as servers:
            measure(Run(servers, sample.Sample(env["DATABASE_URL"]), env, rows, options.imported), options)
    say(f"\nThe whole took {(time.monotonic() - start) / 60:.1f} minutes.")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--rows", type=int, default=130_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--warm", type=float, default=1, help="seconds before each measurement that are not counted")
    parser.add_argument("--imported", type=int, default=intake.ROWS, help="rows of the export that is imported")
    parser.add_argument("--logs", default="var/bench/logs")
    parser.add_argument("--only", choices=(*KINDS, *SINGLES), action="append", help="measure this alone")
    return parser.parse_args()


def measure(run: Run, options: argparse.Namespace) -> None:
    compared = sample.check_equal(run.servers, run.drawn)
    say(f"{compared} answers are equal.")
    asked = options.only or [*KINDS, *SINGLES]
    loads = all_series(run.servers, run.drawn, [kind for kind in KINDS if kind in asked])
    measured = rounds(loads, options)
    singles: dict[str, Found] = {}
    for name, figures in SINGLES.items():
        if name in asked:
            say(f"one by one: {name}")
            singles[name] = figures(run)
    say(f"\n{report.heading(run.rows, options.rounds, options.seconds, compared)}\n")
    if measured:
        say(f"{report.figures_table(measured)}\n")
    if singles:
        say(f"{report.singles_table(singles)}\n")
    say(report.goals_table(goals_of(measured, singles)))


def all_series(servers: dict[str, Server], drawn: sample.Sample, kinds: list[str]) -> dict[str, dict[str, Series]]:
    """What is asked of whom, kind by kind; a way of a server that is not there is left out."""
    ways = {
        "list": ("platform", "platform cold", "plain", "datasette table", "datasette", "raw", "raw rendered"),
        "item": ("platform", "platform cold", "plain", "plain empty", "datasette", "raw", "raw rendered"),
        "poll": ("platform", "plain"),
        "search": ("platform", "platform cold", "plain", "datasette", "raw"),
    }
    draw = {"list": drawn.lists, "poll": drawn.lists, "item": drawn.items, "search": drawn.searches}
    found: dict[str, dict[str, Series]] = defaultdict(dict)
    for kind in kinds:
        for name in ways[kind]:
            server, _, way = name.partition(" ")
            if server not in servers:
                continue
            paths = draw[kind](server, "" if way == "cold" else way)
            if kind == "poll" and server == "platform":
                found[kind][name] = sample.polling(servers[server], paths)
            else:
                found[kind][name] = sample.series(servers[server], paths, once=way == "cold")
    return found


def rounds(asked: dict[str, dict[str, Series]], options: argparse.Namespace) -> dict[str, dict[str, Figures]]:
    """Every server in turn, and all of them again: so what else the machine does falls on all alike."""
    taken: dict[tuple[str, str], list[Figures]] = defaultdict(list)
    for number in range(options.rounds):
        for kind, servers in asked.items():
            for name, series in servers.items():
                if options.warm:
                    put_load(series, options.warm)
                taken[kind, name].append(measured_load(series, options.seconds))
                say(f"round {number + 1}: {kind}, {name}: {taken[kind, name][-1].rate:,.1f} a second")
    return {kind: {name: median(taken[kind, name]) for name in servers} for kind, servers in asked.items()}


def say(line: str) -> None:
    print(line, flush=True)


main()
