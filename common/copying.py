"""Rows straight out of PostgreSQL: it writes them as text, and they are passed on as they come."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection

# Makes of each row of one column a line. A row that holds neither sign is never quoted: JSON escapes both.
LINES = r"COPY ({}) TO STDOUT (FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02')"
TABLE = "COPY ({}) TO STDOUT (FORMAT csv)"
# A network packet for each row that PostgreSQL hands over would cost more than the row.
_BLOCK = 64 * 1024


def copied(statement: str, sql: str, params: Iterable[Any]) -> Iterator[bytes]:
    """The rows of a query one by one, as ``LINES`` or ``TABLE`` writes them, each with the end of its line."""
    connection.ensure_connection()
    # psycopg's own cursor: with DEBUG on, that of Django takes no parameters here.
    with connection.connection.cursor() as cursor, cursor.copy(statement.format(sql), list(params)) as copy:
        for row in copy:
            yield bytes(row)


def in_blocks(rows: Iterable[bytes]) -> Iterator[bytes]:
    """Rows put together until they make a block, the first ones at once."""
    waiting: list[bytes] = []
    size, wanted = 0, 1
    for row in rows:
        waiting.append(row)
        size += len(row)
        if size >= wanted:
            yield b"".join(waiting)
            waiting, size, wanted = [], 0, _BLOCK
    yield b"".join(waiting)
