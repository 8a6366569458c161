"""What a form or a program makes is made once, however often and however quickly it is sent."""

from typing import TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet
from psycopg.errors import UniqueViolation

Row = TypeVar("Row", bound=Model)


def make_once(row: Row, *, among: QuerySet[Row]) -> tuple[Row, bool]:
    """Keep a new row, or find the one that was made with its key; and whether it is new.

    A second press of a button comes while the first is still under way: whoever inserts second waits until the first
    is committed with all that belongs to it, and then finds its row. Only a row ``among`` these is found: with a key
    that stands for another's row this raises ``IntegrityError``, and tells nothing of it.
    """
    if found := among.filter(pk=row.pk).first():
        return found, False
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        found = among.filter(pk=row.pk).first() if isinstance(error.__cause__, UniqueViolation) else None
        if found is None:
            raise
        return found, False
    return row, True
