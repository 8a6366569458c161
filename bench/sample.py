"""What is asked, the same of every server; and the proof that each answers with the same rows."""

import json
import random
from typing import Any
from urllib.parse import urlencode

import psycopg

from bench.dashboards import FRESH, STATISTICS, of_datasette, of_plain, of_platform
from bench.load import Series
from bench.servers import Server, fetch

SIZE = 100
API = "/api/v1/recommendations/"
# Words of the invented texts that every way of searching takes for the same: no other forms, no other languages.
WORDS = (
    "journalists funds",
    "refugees delay",
    "statelessness progress",
    "migrants government",
    "trafficking staff",
    "housing delay",
    "overcrowding funds",
    "impunity progress",
    "speech justice",
    "journalists delay",
)
_LITE = "&_shape=array&_json=results"
_EVERYTHING = 1_000_000


class Sample:
    """Addresses drawn once from the record, the same in every run."""

    def __init__(self, database_url: str, *, items: int = 400) -> None:
        with psycopg.connect(database_url) as database:
            groups = database.execute(
                "SELECT state_under_review, position FROM cycles_searchfacets WHERE position IN ('supported', 'noted')"
                " GROUP BY 1, 2 HAVING count(*) >= %s ORDER BY 1, 2",
                [SIZE],
            ).fetchall()
            fewer = "SELECT DISTINCT state_under_review, position FROM cycles_searchfacets ORDER BY 1, 2 LIMIT 50"
            self.groups = groups or database.execute(fewer).fetchall()
            keys = "SELECT row_json::json ->> 'id' FROM cycles_recommendation ORDER BY id"
            self.keys = [key for (key,) in database.execute(keys)]
        random.Random(1).shuffle(self.keys)
        self.keys = self.keys[:items]

    def lists(self, server: str, way: str = "") -> list[str]:
        return [_list(server, way, state, position) for state, position in self.groups]

    def items(self, server: str, way: str = "") -> list[str]:
        return [_item(server, way, key) for key in self.keys]

    def searches(self, server: str, way: str = "", size: int = SIZE) -> list[str]:
        return [_search(server, way, words, size) for words in WORDS]


def _list(server: str, way: str, state: str, position: str) -> str:
    ours = urlencode({"state_under_review": state, "position": position, "page_size": SIZE})
    plain = urlencode({"review__state_under_review": state, "position": position, "page_size": SIZE})
    lite = urlencode({"state": state, "position": position, "size": SIZE})
    return {
        "platform": f"{API}?{ours}",
        "plain": f"/recommendations/?{plain}",
        "datasette": f"/bench/list.json?{lite}{_LITE}",
        "datasette table": f"/bench/recommendation.json?state_under_review={state}&position={position}&_size={SIZE}",
        "raw": f"/list?{lite}",
        "raw rendered": f"/rendered?{lite}",
    }[f"{server} {way}".strip()]


def _item(server: str, way: str, key: str) -> str:
    code, number = key.rsplit("-", 1)
    state, cycle = code.split("-")
    paragraph, item = number.split(".")
    parts = urlencode({"state": state, "cycle": cycle, "paragraph": paragraph, "item": item})
    return {
        "platform": f"{API}{key}/",
        "plain": f"/recommendations/{key}/",
        "plain empty": "/empty",
        "datasette": f"/bench/item.json?key={key}{_LITE}",
        "raw": f"/item?{parts}",
        "raw rendered": f"/rendered_item?{parts}",
    }[f"{server} {way}".strip()]


def _search(server: str, way: str, words: str, size: int) -> str:
    every = "" if size == SIZE else "bulk.ndjson"
    return {
        "platform": f"{API}{every}?{urlencode({'search': words} | ({} if every else {'page_size': size}))}",
        "plain": f"/recommendations/?{urlencode({'search': words, 'page_size': size})}",
        "datasette": f"/bench/found.json?{urlencode({'words': words, 'size': size})}{_LITE}",
        "raw": f"/search?{urlencode({'words': words.replace(' ', ' & '), 'size': size})}",
    }[f"{server} {way}".strip()]


def series(server: Server, paths: list[str], *, once: bool = False) -> Series:
    return Series(server.base, tuple((path, "") for path in paths), once)


def polling(server: Server, paths: list[str]) -> Series:
    """The same again with the ETags of a first visit, as a client that follows the record does."""
    tags = [(path, fetch(server.base + path)[1]["ETag"]) for path in paths]
    return Series(server.base, tuple(tags))


def check_equal(servers: dict[str, Server], sample: Sample) -> int:
    """Compare what the servers answer, row by row, field by field. How many answers were compared."""
    compared = 0
    lists, items, searches = sample.groups[:: max(1, len(sample.groups) // 10)], sample.keys[:10], WORDS
    for state, position in lists:
        compared += _compare(servers, {name: _list(name, "", state, position) for name in servers})
        if "raw" in servers:
            compared += _compare({"raw": servers["raw"]}, {"raw": _list("raw", "rendered", state, position)})
    for key in items:
        compared += _compare(servers, {name: _item(name, "", key) for name in servers})
    for words in searches:
        paths = {name: _search(name, "", words, _EVERYTHING) for name in servers}
        compared += _compare(servers, paths, in_order=False)
    return compared + _compare_dashboards(servers)


def _compare_dashboards(servers: dict[str, Server]) -> int:
    """The dashboard of the platform, of the plain server in both its ways, and of Datasette."""
    plain = servers["plain"].base
    found = [of_platform(fetch(servers["platform"].base + STATISTICS)[0])]
    found += [of_plain(fetch(plain + path)[0]) for path in ("/dashboard", FRESH)]
    if "datasette" in servers:
        found.append(of_datasette(fetch(f"{servers['datasette'].base}/bench/cells.json")[0]))
    if any(each != found[0] for each in found):
        raise SystemExit("The dashboards differ.")
    return len(found)


def _compare(servers: dict[str, Server], paths: dict[str, str], *, in_order: bool = True) -> int:
    answers = {name: _rows(fetch(servers[name].base + path)[0]) for name, path in paths.items()}
    if not in_order:
        answers = {name: sorted(rows, key=lambda row: row["id"]) for name, rows in answers.items()}
    (first, expected), *others = answers.items()
    for name, rows in others:
        if rows != expected:
            there = next((pair for pair in zip(expected, rows, strict=False) if pair[0] != pair[1]), None)
            raise SystemExit(f"{first} and {name} differ: {len(expected)} and {len(rows)} rows\n{paths}\n{there}")
    return len(answers)


def _rows(body: bytes) -> list[dict[str, Any]]:
    """The recommendations of an answer, in whichever envelope they come."""
    if body[:1] == b"{" and b"\n{" in body:
        return [json.loads(line) for line in body.splitlines()]
    found = json.loads(body or b"[]")
    if isinstance(found, dict) and "results" in found:
        found = found["results"]
    if isinstance(found, list) and len(found) == 1 and set(found[0]) == {"results"}:
        found = found[0]["results"]
    found = json.loads(found) if isinstance(found, str) else found
    return [found] if isinstance(found, dict) else found
