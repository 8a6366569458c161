"""Values in an address, as a database takes them."""

MAX_VALUES = 40
MAX_LENGTH = 200


def values_given(given: list[str], divider: str | None) -> list[str]:
    """The values of one kind in an address, each once, however they are divided; so many that a query can take them."""
    parts = (part for value in given[:MAX_VALUES] for part in (value.split(divider) if divider else [value]))
    cleaned = (_clean(part) for part in parts)
    return list(dict.fromkeys(value for value in cleaned if value))[:MAX_VALUES]


def _clean(text: str) -> str:
    """Text that a database takes: no null bytes, no endless lines."""
    return text.replace("\0", " ")[:MAX_LENGTH].strip()
