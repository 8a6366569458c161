"""The record in one piece: streamed out of PostgreSQL as it is stored, however long it is."""

from collections.abc import Iterator

from django.core.exceptions import EmptyResultSet
from django.db.models import Case, F, Func, QuerySet, TextField, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat
from django.http import HttpResponseBase, StreamingHttpResponse

from common.copying import LINES, TABLE, copied, in_blocks
from cycles.querysets import RecommendationQuerySet
from cycles.search_filter import SUGGESTED

# The same signs as in common.http: a spreadsheet program would run the cell as a formula.
_FORMULA = r"^[-=+@\t\r]"
_WORDS = TextField()
_MOMENT = """
replace(to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '.000000Z', 'Z')
""".strip()


def _joined(*parts: Combinable) -> Combinable:
    return Concat(*parts, output_field=_WORDS)


def _safe(column: str) -> Combinable:
    return Case(
        When(**{f"{column}__regex": _FORMULA}, then=_joined(Value("'"), F(column))),
        default=F(column),
        output_field=_WORDS,
    )


def _several(column: str) -> Combinable:
    return Func(F(column), Value(";"), function="array_to_string", output_field=_WORDS)


def _words(column: str) -> Combinable:
    return Cast(F(column), _WORDS)


_NUMBER = Case(
    When(paragraph=None, then=_joined(Value("u"), _words("serial"))),
    default=_joined(_words("paragraph"), Value("."), _words("item")),
)
_STATE, _CYCLE = "review__state_under_review", "review__cycle"
# Each column of the table, in its order; the address of the platform is put before the permalink.
_COLUMNS: dict[str, Combinable] = {
    "id": _joined(F(_STATE), Value("-"), _words(_CYCLE), Value("-"), _NUMBER),
    "permalink": _joined(Value("/reviews/"), F(_STATE), Value("/"), _words(_CYCLE), Value("/"), _NUMBER, Value("/")),
    "state_under_review": F(_STATE),
    "cycle": F(_CYCLE),
    "session": F("search_facets__session"),
    "document": Case(When(paragraph=None, then=Value("")), default=_safe("document__symbol"), output_field=_WORDS),
    "number": _NUMBER,
    "language": F("language"),
    "text": _safe("text"),
    "recommending_states": _several("search_facets__recommending_states"),
    "position": F("position"),
    "action": Case(
        When(search_facets__action_category__isnull=False, then=_words("search_facets__action_category")),
        When(
            search_facets__suggested_action__isnull=False,
            then=_joined(Value(SUGGESTED), _words("search_facets__suggested_action")),
        ),
        output_field=_WORDS,
    ),
    "issues": _several("search_facets__issues"),
    "sdgs": _several("search_facets__goals"),
    "version": F("version"),
    # As JSON has it: the seconds with all six decimals or none.
    "updated_at": Func(F("updated_at"), template=_MOMENT, output_field=_WORDS),
}
CSV_COLUMNS = list(_COLUMNS)


def rows_as_ndjson(rows: RecommendationQuerySet, filename: str) -> HttpResponseBase:
    """One recommendation a line, each as the API answers it, in the order of the queryset."""
    body = _copy(LINES, rows.values_list("row_json", flat=True))
    return _attached(body, "application/x-ndjson", filename)


def rows_as_csv(rows: RecommendationQuerySet, base: str, filename: str) -> HttpResponseBase:
    """The columns of ``CSV_COLUMNS``; ``base`` is where the platform stands, such as https://upr.example."""
    cells = _COLUMNS | {"permalink": _joined(Value(base), _COLUMNS["permalink"])}
    body = _copy(TABLE, rows.values_list(*cells.values()), head=f"\ufeff{','.join(cells)}\n".encode())
    return _attached(body, "text/csv; charset=utf-8", filename)


def _attached(body: Iterator[bytes], kind: str, filename: str) -> HttpResponseBase:
    response = StreamingHttpResponse(body, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def _copy(statement: str, rows: QuerySet, head: bytes = b"") -> Iterator[bytes]:
    if head:
        yield head
    try:
        sql, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return
    yield from in_blocks(copied(statement, sql, params))
