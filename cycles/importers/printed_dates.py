"""Dates as UN documents print them: ``24 March 2025``, ``24 mars 2025``, ``1er mars 2025``, ``24 de marzo de 2025``."""

import re
from datetime import date

from cycles.span import is_of_the_record

_MONTHS = (
    ("january", "janvier", "enero"),
    ("february", "février", "febrero"),
    ("march", "mars", "marzo"),
    ("april", "avril", "abril"),
    ("may", "mai", "mayo"),
    ("june", "juin", "junio"),
    ("july", "juillet", "julio"),
    ("august", "août", "agosto"),
    ("september", "septembre", "septiembre"),
    ("october", "octobre", "octubre"),
    ("november", "novembre", "noviembre"),
    ("december", "décembre", "diciembre"),
)
_NUMBERS = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
DATE = re.compile(
    rf"\b(\d{{1,2}})(?:er|st|nd|rd|th|º|o)?\s+(?:de\s+|of\s+)?({'|'.join(_NUMBERS)}),?\s+(?:de\s+|del\s+)?(\d{{4}})\b",
    re.IGNORECASE,
)


def find_date(text: str) -> date | None:
    """The first date in a text, day before month, that the calendar of the record can hold."""
    for match in DATE.finditer(text):
        try:
            day = date(int(match[3]), _NUMBERS[match[2].casefold()], int(match[1]))
        except ValueError:
            continue
        if is_of_the_record(day):
            return day
    return None
