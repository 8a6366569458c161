"""Rows straight out of PostgreSQL: it writes them as text, and they are passed on as they come."""

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

# Makes of each row of one column a line. A row that holds neither sign is never quoted: JSON escapes both.
LINES = r"COPY ({}) TO STDOUT (FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02')"
TABLE = "COPY ({}) TO STDOUT (FORMAT csv)"
# A network packet for each row that PostgreSQL hands over would cost more than the row.
_BLOCK = 64 * 1024
_turn = threading.Lock()
# The files that this process hands out at the moment.
_files: set[object] = set()


def copied(statement: str, sql: str, params: Iterable[Any]) -> Iterator[bytes]:
    """The rows of a query one by one, as ``LINES`` or ``TABLE`` writes them, each with the end of its line."""
    connection.ensure_connection()
    # psycopg's own cursor: with DEBUG on, that of Django takes no parameters here.
    with connection.connection.cursor() as cursor, cursor.copy(statement.format(sql), list(params)) as copy:
        for row in copy:
            yield bytes(row)


def in_blocks(rows: Iterable[bytes]) -> Iterator[bytes]:
    """Rows put together until they make a block, the first ones at once.

    Several files take turns, block by block, and rest after each as long as it took: whoever asks for a page beside
    them waits for one of them, not for all, and finds a processor that is free.
    """
    waiting = iter(rows)
    wanted = 1
    with _one_more_file():
        while True:
            with _turn:
                start = time.perf_counter()
                block = _block(waiting, wanted)
                if len(_files) > 1:
                    time.sleep(time.perf_counter() - start)
            if not block:
                return
            yield block
            wanted = _BLOCK


@contextmanager
def _one_more_file() -> Iterator[None]:
    file = object()
    _files.add(file)
    try:
        yield
    finally:
        _files.discard(file)


def _block(rows: Iterator[bytes], wanted: int) -> bytes:
    taken: list[bytes] = []
    size = 0
    for row in rows:
        taken.append(row)
        size += len(row)
        if size >= wanted:
            break
    return b"".join(taken)
