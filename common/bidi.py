"""Which way a text runs, for documents whose engines do not know ``dir="auto"``."""

import unicodedata

RIGHT_TO_LEFT = {"R", "AL"}


def text_direction(text: str, default: str = "ltr") -> str:
    """``ltr`` or ``rtl`` by the first letter that has a direction, as ``dir="auto"`` decides in a browser."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind == "L":
            return "ltr"
        if kind in RIGHT_TO_LEFT:
            return "rtl"
    return default
