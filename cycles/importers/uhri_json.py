"""Reads a list of flat JSON objects of any length, one object at a time."""

import codecs
from collections.abc import Iterator
from typing import BinaryIO

import ijson

from cycles.importers.records import UnreadableFile

FlatObject = dict[str, object]

# UHRI's objects have 18 keys and some dozens of values; one that has thousands means to fill the memory.
_MOST_VALUES = 10_000


def read_objects(file: BinaryIO) -> Iterator[FlatObject | None]:
    """The objects of a list, None for what is no object. Values are text, numbers, or lists of them.

    Anything nested deeper is left out, so that no depth costs memory. Raises UnreadableFile where the JSON ends or
    errs, which for a cut file is at its end.
    """
    file.seek(0)
    if file.read(len(codecs.BOM_UTF8)) != codecs.BOM_UTF8:
        file.seek(0)
    try:
        # Not `ijson.items`: it remembers the path to every level. Not its big numbers: they crash it.
        yield from _flat(ijson.basic_parse(file, use_float=True))
    except (ijson.JSONError, ValueError) as error:
        raise UnreadableFile("damaged") from error


def _flat(events: Iterator[tuple[str, object]]) -> Iterator[FlatObject | None]:
    """Level 1 is the list, 2 an object in it, 3 a list in that object."""
    level = 0
    held = _Object()
    for event, value in events:
        if event in ("start_map", "start_array"):
            level += 1
            held.open(level, is_list=event == "start_array")
        elif event in ("end_map", "end_array"):
            level -= 1
            if level == 1:
                yield held.found
        elif event == "map_key":
            held.key(level, str(value))
        elif level == 1:
            yield None
        else:
            held.take(level, value)


class _Object:
    """The object at hand, filled as its parts come by."""

    def __init__(self) -> None:
        self.found: FlatObject | None = None
        self.name = ""
        self.values: list[object] | None = None
        self.count = 0

    def open(self, level: int, *, is_list: bool) -> None:
        """A list or an object begins; a list in the object at hand is a value of it."""
        if level == 2:
            self.found, self.count = (None if is_list else {}), 0
        elif level == 3 and self.found is not None:
            self.values = [] if is_list else None
            self.found[self.name] = self.values

    def key(self, level: int, name: str) -> None:
        if level == 2:
            self.name = name

    def take(self, level: int, value: object) -> None:
        """A text or a number."""
        self.count += 1
        if self.count > _MOST_VALUES:
            raise UnreadableFile("damaged")
        if level == 2 and self.found is not None:
            self.found[self.name] = value
        elif level == 3 and self.values is not None and self.found is not None:
            self.values.append(value)
