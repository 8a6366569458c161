"""Small helpers for answers."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import StreamingHttpResponse

# A cell that starts with one of these is read as a formula by spreadsheet programs.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


class Echo:
    """A file whose ``write`` hands back what it is given, for the csv module."""

    def write(self, value: str) -> str:
        return value


def safe_cell(value: Any) -> str:
    """The value as text that no spreadsheet program runs as a formula. Numbers are none, with or without a sign."""
    text = "" if value is None else str(value)
    is_formula = text.startswith(FORMULA_SIGNS) and not isinstance(value, int | float)
    return f"'{text}" if is_formula else text


def csv_response(filename: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> StreamingHttpResponse:
    """Rows as a UTF-8 CSV file, streamed, with the mark that Excel needs to read accents and Arabic."""
    writer = csv.writer(Echo())

    def lines() -> Iterator[str]:
        yield "\ufeff"
        yield writer.writerow([safe_cell(value) for value in head])
        for row in rows:
            yield writer.writerow([safe_cell(value) for value in row])

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response
