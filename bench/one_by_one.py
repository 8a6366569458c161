"""What is measured one at a time, once the load is over: single answers, files, pages, imports."""

import itertools
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import base, intake
from bench.dashboards import FRESH, STATISTICS
from bench.sample import API, WORDS, Sample, series
from bench.servers import Server
from bench.single import download, download_time, middle_download, middle_time, slowed_by_files

BULK_CSV, BULK_LINES = f"{API}bulk.csv", f"{API}bulk.ndjson"
# Rows of the plain server's files: all of them would take it minutes and gigabytes.
PART = 10_000
# Changes of the record, after each of which the dashboard is asked.
WRITES = 100
# By server, seconds or what else is told.
Found = dict[str, Any]


@dataclass(frozen=True)
class Run:
    """The servers, what is asked of them, the database beneath, and how many rows it has and an import brings."""

    servers: dict[str, Server]
    drawn: Sample
    env: dict[str, str]
    rows: int
    imported: int


def search(run: Run) -> Found:
    """Words that nobody asked for before."""
    numbers = itertools.count()
    ours = [f"{API}?page_size=100&search={words.replace(' ', '+')}&format={next(numbers)}" for words in WORDS]
    return {
        "platform cold": middle_time(run.servers["platform"], ours),
        "plain": middle_time(run.servers["plain"], run.drawn.searches("plain")[:3]),
    }


def dashboard(run: Run) -> Found:
    ours, plain = run.servers["platform"], run.servers["plain"]
    found = {
        "platform cold": middle_time(ours, [f"{STATISTICS}?format={number}" for number in range(9)]),
        # First for all processes, so that each has it.
        "platform": (middle_time(ours, [STATISTICS] * 8), middle_time(ours, [STATISTICS] * 50))[1],
        "plain": download_time(plain, "/dashboard"),
        "plain grouped": middle_time(plain, [FRESH] * 5),
    }
    if "datasette" in run.servers:
        found["datasette"] = middle_time(run.servers["datasette"], ["/bench/cells.json"] * 3)
    return found


def export(run: Run) -> Found:
    ours, plain = run.servers["platform"], run.servers["plain"]
    part = min(PART, run.rows)
    found = {
        "platform csv": middle_download(ours, BULK_CSV, run.rows),
        "platform ndjson": middle_download(ours, BULK_LINES, run.rows),
        "plain csv": download(plain, f"/table.csv?rows={part}", part),
        "plain json": download(plain, f"/recommendations/?page_size={part}", part),
    }
    if "datasette" in run.servers:
        table = "/bench/recommendation.csv?_stream=on&_size=max"
        found["datasette csv"] = middle_download(run.servers["datasette"], table, run.rows)
    return found


def beside_exports(run: Run) -> Found:
    """Lists alone, and while eight clients fetch the whole table again and again."""
    ours = run.servers["platform"]
    alone, beside = slowed_by_files(ours, BULK_CSV, series(ours, run.drawn.lists("platform")))
    return {"alone": alone, "beside": beside}


def pages(run: Run) -> Found:
    """Pages for people; none of them is kept."""
    ours = run.servers["platform"]
    return {
        "review": middle_time(ours, [f"/reviews/{key[:3]}/{key[4]}/" for key in run.drawn.keys[:40]]),
        "search": middle_time(ours, [f"/search/?search={words.replace(' ', '+')}" for words in WORDS]),
        "search facets": middle_time(
            ours, [f"/search/?state={state}&position=noted" for state, _ in run.drawn.groups[:40]]
        ),
    }


def lobbying(run: Run) -> Found:
    """A page of a workspace: whom to ask, ranked by the whole record."""
    return dict(base.inside(run.env, "lobbying", "20"))


def imports(run: Run) -> Found:
    with tempfile.TemporaryDirectory(prefix="upr-bench-") as folder:
        return intake.measure(run.env, Path(folder), run.imported)


def own_writes(run: Run) -> Found:
    """Last of all: the other servers know nothing of these changes."""
    ours, plain = run.servers["platform"].base, run.servers["plain"].base
    return {"platform": base.inside(run.env, "own_writes", ours, plain, str(WRITES))}


SINGLES: dict[str, Callable[[Run], Found]] = {
    "one search": search,
    "dashboard": dashboard,
    "export": export,
    "lists beside 8 exports": beside_exports,
    "page for people": pages,
    "page of a workspace": lobbying,
    "import": imports,
    "own writes": own_writes,
}
