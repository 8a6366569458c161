"""Pages of what a search for words finds, the best fit first."""

import struct
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from cycles.api.keyset import Page, read_cursor, write_cursor
from cycles.search_filter import SearchFilter
from cycles.search_reading import MAX_RANKED, rank_cases

# The rank of a row hangs on nothing but the row: so the pages hold together while others are written.
_PAGE = """
WITH hits AS MATERIALIZED ({hits}),
ranks AS (
    SELECT recommendation_id,
        CASE WHEN (SELECT count(*) FROM hits) > {most} THEN 0 ELSE max(CASE {cases} END) END AS rank
    FROM hits GROUP BY 1
),
page AS (
    SELECT recommendation_id, rank FROM ranks
    WHERE ({among}) AND (rank < %s::real OR (rank = %s::real AND recommendation_id < %s))
    ORDER BY rank DESC, recommendation_id DESC LIMIT %s
)
SELECT rank, recommendation_id, row_json FROM page JOIN cycles_recommendation ON id = recommendation_id
ORDER BY rank DESC, recommendation_id DESC
"""
_BEFORE_ALL = (float("inf"), 0)


def read_ranked(rows: QuerySet, asked: SearchFilter, *, cursor: str, size: int) -> Page:
    """A page of those of ``rows`` that the search finds: the best first, or the newest where it finds too many."""
    try:
        return _read_page(rows, asked, cursor, size)
    except EmptyResultSet:
        return Page([], "")


def _read_page(rows: QuerySet, asked: SearchFilter, cursor: str, size: int) -> Page:
    hits, params = asked.hits().values("recommendation_id", "language", "words").query.sql_with_params()
    among: tuple[str, tuple] = ("true", ())
    if rows.query.where:
        inner, inner_params = rows.order_by().values("pk").query.sql_with_params()
        among = f"recommendation_id IN ({inner})", tuple(inner_params)
    cases, rank_params = rank_cases(asked) if asked.query.wanted else ("WHEN true THEN 0", ())
    statement = _PAGE.format(hits=hits, most=MAX_RANKED, cases=cases, among=among[0])
    after, key = _read(cursor)
    with connection.cursor() as database:
        database.execute(statement, [*params, *rank_params, *among[1], after, after, key, size + 1])
        found = database.fetchall()
    last = found[size - 1] if len(found) > size else None
    return Page([row[-1] for row in found[:size]], _write(last) if last else "")


def _read(cursor: str) -> tuple[float, int]:
    values = read_cursor(cursor, 2)
    if not values:
        return _BEFORE_ALL
    bits, key = values
    return struct.unpack("<f", struct.pack("<I", bits & 0xFFFFFFFF))[0], key


def _write(row: tuple[Any, ...]) -> str:
    """A rank is a number of four bytes: written as the whole number that the same bytes are."""
    return write_cursor((struct.unpack("<I", struct.pack("<f", row[0]))[0], row[1]))
