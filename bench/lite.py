"""The same rows for Datasette: an SQLite file, its queries written by hand, and the application that serves it."""

import json
import os
import sqlite3
from pathlib import Path
from typing import Any

import psycopg

_PLAIN = (
    *("id", "review", "state_under_review", "cycle", "session", "document", "number", "serial", "language", "text"),
    *("position", "is_invented", "url", "version", "updated_at"),
)
# Lists of objects in tables of their own, with these columns; lists of plain values in tables with one column.
_OBJECTS = {
    "positions": ("position", "stage", "note", "source", "date", "recorded_at"),
    "issues": ("code", "label", "basis"),
    "themes": ("scheme", "version", "code", "label"),
    "ratings": ("publisher", "level", "since"),
    "sources": ("kind", "place", "external_key"),
}
_VALUES = ("texts", "recommending_states", "groups", "sdgs")


def make_file(path: Path, database_url: str) -> None:
    """Write every row of the record into a new file, as tables that a person would make for Datasette."""
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as lite, psycopg.connect(database_url) as database:
        lite.execute("PRAGMA journal_mode = OFF")
        for statement in _tables():
            lite.execute(statement)
        with database.cursor("rows") as rows:
            rows.itersize = 5000
            rows.execute("SELECT row_json FROM cycles_recommendation ORDER BY review_id, paragraph, item")
            for key, (row,) in enumerate(rows):
                _write(lite, key, json.loads(row))
        lite.execute("CREATE INDEX of_state ON recommendation (state_under_review, position)")
        lite.execute("CREATE UNIQUE INDEX of_key ON recommendation (id)")
        lite.execute(
            "CREATE VIRTUAL TABLE recommendation_fts USING fts5"
            "(text, content=recommendation, content_rowid=pk, tokenize='porter unicode61')"
        )
        lite.execute("INSERT INTO recommendation_fts (rowid, text) SELECT pk, text FROM recommendation")
        lite.execute("ANALYZE")


def _tables() -> list[str]:
    nested = {name: ", ".join(columns) for name, columns in _OBJECTS.items()} | dict.fromkeys(_VALUES, "value")
    return [
        f"CREATE TABLE recommendation (pk INTEGER PRIMARY KEY, {', '.join(_PLAIN)}, action)",
        *(f'CREATE TABLE "{name}" (rec INTEGER, turn INTEGER, {columns})' for name, columns in nested.items()),
        *(f'CREATE INDEX "of_{name}" ON "{name}" (rec, turn)' for name in nested),
    ]


def _write(lite: sqlite3.Connection, key: int, row: dict[str, Any]) -> None:
    plain = [key, *(row[name] for name in _PLAIN), json.dumps(row["action"])]
    lite.execute(f"INSERT INTO recommendation VALUES ({', '.join('?' * len(plain))})", plain)
    for name, columns in _OBJECTS.items():
        for place, each in enumerate(row[name]):
            values = [key, place, *(each[column] for column in columns)]
            lite.execute(f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(values))})', values)
    for name in _VALUES:
        lite.executemany(f'INSERT INTO "{name}" VALUES (?, ?, ?)', [(key, *pair) for pair in enumerate(row[name])])


def _row() -> str:
    parts = [f"'{name}', r.{name}" for name in _PLAIN if name != "is_invented"]
    parts += ["'is_invented', json(iif(r.is_invented, 'true', 'false'))", "'action', json(r.action)"]
    for name, columns in _OBJECTS.items():
        each = ", ".join(f"'{column}', {column}" for column in columns)
        parts.append(f"'{name}', (SELECT json_group_array(json_object({each})) FROM {_of(name)})")
    parts += [f"'{name}', (SELECT json_group_array(value) FROM {_of(name)})" for name in _VALUES]
    return f"json_object({', '.join(parts)})"


def _of(name: str) -> str:
    return f'(SELECT * FROM "{name}" WHERE rec = r.pk ORDER BY turn)'


def _queries() -> dict[str, dict[str, str]]:
    of_state = "recommendation WHERE state_under_review = :state AND position = :position ORDER BY pk LIMIT :size"
    found = """(SELECT rowid AS found FROM recommendation_fts WHERE recommendation_fts MATCH :words
        ORDER BY rank LIMIT :size) CROSS JOIN recommendation ON pk = found"""
    cells = """SELECT i.code, r.position, count(*) AS number FROM issues i JOIN recommendation r ON r.pk = i.rec
        GROUP BY 1, 2"""
    answer = f"SELECT json_group_array(json({_row()})) AS results FROM"
    return {
        "list": {"sql": f"{answer} (SELECT * FROM {of_state}) r"},
        "item": {"sql": f"SELECT {_row()} AS results FROM recommendation r WHERE id = :key"},
        "found": {"sql": f"{answer} (SELECT recommendation.* FROM {found}) r"},
        "cells": {"sql": cells},
    }


def application() -> Any:
    """Datasette on the file that ``BENCH_LITE`` names, which nothing changes while it is served."""
    from datasette.app import Datasette  # noqa: PLC0415 - without Datasette the file can be made all the same

    path = os.environ["BENCH_LITE"]
    metadata = {"databases": {Path(path).stem: {"queries": _queries()}}}
    settings = {"sql_time_limit_ms": 60_000, "max_returned_rows": 200_000, "num_sql_threads": 3, "max_csv_mb": 0}
    return Datasette([], immutables=[path], metadata=metadata, settings=settings).app()
