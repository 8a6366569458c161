"""Many rows at once: keys reserved, rows copied into a table and changed in it, past the models."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from django.db import connection, models
from django.db.models.expressions import RawSQL
from psycopg import sql

# Something to do with a cursor of the connection.
Job = Callable[[Any], object]

# How long a thread that thinks keeps one waiting that has heard from the database; Python's own 5 ms are longer than
# what the database does in between.
_SECONDS_TO_HAND_OVER = 0.0005
# What hangs on rows that are not there is told at once, and checked while others are thought through. By the index:
# of a table of a few pages, such as that of the themes, PostgreSQL would read every row for each that hangs on it.
_CHECK = """
SET LOCAL enable_seqscan = off; SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED;
SET LOCAL enable_seqscan TO DEFAULT
"""


def among(keys: Iterable[int]) -> RawSQL:
    """These keys as the right side of ``__in``: one value, however many there are, that costs nothing to write out."""
    return RawSQL("SELECT unnest(%s::bigint[])", [f"{{{','.join(map(str, keys))}}}"])


def new_keys(model: type[models.Model], count: int) -> list[int]:
    """As many keys of the model as are needed, in rising order; nobody else gets them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [key for (key,) in cursor.fetchall()]


def copying(model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> Job:
    """Rows to be written, each the values of these fields; other fields have a default in the table or none at all."""
    statement = sql.SQL("COPY {table} ({columns}) FROM STDIN").format(
        table=sql.Identifier(model._meta.db_table),
        columns=sql.SQL(", ").join(map(sql.Identifier, _columns(model, fields))),
    )

    def copy_all(cursor: Any) -> None:
        with cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)

    return copy_all


def forget_plans() -> None:
    """Let the connection plan anew what it asks again and again, such as the checks of ``done_meanwhile``.

    A connection that has checked what hangs on a short table before would go on reading all of its rows.
    """
    with connection.cursor() as cursor:
        cursor.execute("DISCARD PLANS")


@contextmanager
def done_meanwhile(jobs: Sequence[Job]) -> Iterator[None]:
    """Do these jobs, one after the other, while the body thinks; left once they are done, with the error of the first.

    They are part of the transaction of whoever calls: it is the same connection, lent to a thread. So the body must
    not ask the database, and the jobs nothing but their cursor. PostgreSQL has a processor of its own: what it takes
    for writing, indexing and checking then costs no time beside what Python takes for the rows to come.
    """
    lent = connection.connection

    def work() -> None:
        with lent.cursor() as cursor:
            for job in jobs:
                job(cursor)
            cursor.execute(_CHECK)

    with connection.wrap_database_errors, ThreadPoolExecutor(max_workers=1) as thread, _quick_to_hand_over():
        done = thread.submit(work)
        yield
        done.result()


@contextmanager
def _quick_to_hand_over() -> Iterator[None]:
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_SECONDS_TO_HAND_OVER)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)


def update_rows(model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Set these fields of rows that the table has; each row is its key and the values."""
    columns = _columns(model, fields)
    # As one text: the driver takes seconds to write out an array of thousands of texts.
    values = json.dumps([dict(zip(("key", *columns), row, strict=True)) for row in rows], default=str)
    types = [str(model._meta.get_field(name).db_type(connection)) for name in fields]
    made = [
        sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(kind)) for name, kind in zip(columns, types, strict=True)
    ]
    statement = sql.SQL(
        "UPDATE {table} SET {changes} FROM json_to_recordset(%s::json) AS made (key bigint, {made}) "
        "WHERE {table}.id = made.key"
    ).format(
        table=sql.Identifier(model._meta.db_table),
        changes=sql.SQL(", ").join(sql.SQL("{0} = made.{0}").format(sql.Identifier(name)) for name in columns),
        made=sql.SQL(", ").join(made),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(cursor.connection), [values])


def _columns(model: type[models.Model], fields: Iterable[str]) -> list[str]:
    return [str(getattr(model._meta.get_field(name), "column", name)) for name in fields]
