"""Pages of recommendations that continue where the last one ended: as fast at the end of the record as at its start."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param

from cycles.api.answers import Version

PAGE_SIZE = 50
MAX_PAGE_SIZE = 200
_ORDER = ("review_id", "paragraph", "item", "serial", "pk")
_BIGGEST = 2**31 - 1


@dataclass(frozen=True)
class Page:
    """Rows of a page, each its rendered answer, and the cursor behind the last one; empty at the end.

    ``keys`` are those of the rows in the database.
    """

    rows: list[str]
    next_cursor: str
    keys: Sequence[int] = ()


def read_page(rows: Any, *, cursor: str, size: int) -> Page:
    """A page in the order of print: by review, paragraph and item, those without a number last."""
    after = read_cursor(cursor, len(_ORDER))
    if after:
        rows = rows.filter(_behind(after))
    found = list(rows.in_order().values_list(*_ORDER, "row_json")[: size + 1])
    more = len(found) > size
    last = found[size - 1][:-1] if more else ()
    return Page([row[-1] for row in found[:size]], write_cursor(last), [row[-2] for row in found[:size]])


def read_changes(rows: Any, *, cursor: str, size: int) -> Page:
    """A page in the order of change, the oldest first: whoever follows it to the end has seen every change."""
    after = read_cursor(cursor, 2)
    if after:
        version, pk = after
        rows = rows.filter(version__gte=version).filter(Q(version__gt=version) | Q(pk__gt=pk))
    found = list(rows.order_by("version", "pk").values_list("version", "pk", "row_json")[: size + 1])
    more = len(found) > size
    last = found[size - 1][:-1] if more else ()
    return Page([row[-1] for row in found[:size]], write_cursor(last), [row[-2] for row in found[:size]])


def page_answer(request: Request, version: Version, page: Page, **more: Any) -> str:
    """A page as it is answered: the version it was read at, the address of the next one, ``more``, and its rows."""
    following = replace_query_param(request.build_absolute_uri(), "cursor", page.next_cursor)
    head = {**version.head, "next": following if page.next_cursor else None, **more}
    return f'{json.dumps(head)[:-1]}, "results": [{",".join(page.rows)}]}}'


def page_size(asked: str) -> int:
    """How many rows a page has: what was asked for, at most 200."""
    if not asked:
        return PAGE_SIZE
    if not asked.isdecimal() or not int(asked[:6]):
        raise ValidationError({"page_size": [_("A whole number from 1 to %(most)s.") % {"most": MAX_PAGE_SIZE}]})
    return min(int(asked[:6]), MAX_PAGE_SIZE)


def _behind(after: tuple[int, ...]) -> Q:
    """Rows that come after this one, in the order of the database: a missing number comes last."""
    review, paragraph, item, serial, pk = after
    later = Q(pk__gt=pk, paragraph=_or_none(paragraph), item=_or_none(item), serial=_or_none(serial))
    for field, value, same in (
        ("serial", serial, Q(paragraph=_or_none(paragraph), item=_or_none(item))),
        ("item", item, Q(paragraph=_or_none(paragraph))),
        ("paragraph", paragraph, Q()),
    ):
        if value != _BIGGEST:
            later |= same & (Q(**{f"{field}__gt": value}) | Q(**{f"{field}__isnull": True}))
    return Q(review__gte=review) & (Q(review__gt=review) | later)


def _or_none(value: int) -> int | None:
    return None if value == _BIGGEST else value


def write_cursor(values: tuple[Any, ...]) -> str:
    return ".".join(str(_BIGGEST if value is None else value) for value in values)


def read_cursor(cursor: str, parts: int) -> tuple[int, ...]:
    if not cursor:
        return ()
    values = cursor.split(".")
    if len(values) != parts or not all(value.isdecimal() and len(value) < 19 for value in values):
        raise ValidationError({"cursor": [_("Take the cursor from the answer before, as it stands there.")]})
    return tuple(map(int, values))
