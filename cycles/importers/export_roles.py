"""What the columns of an export may be, and what the headings of a file say, for a person to put them together."""

from itertools import islice
from typing import BinaryIO

from cycles.importers import uhri, upr_info
from cycles.importers.export_columns import Column, guess_columns
from cycles.importers.tables import open_table

_ROWS_LOOKED_AT = 20
_COLUMNS = {"upr_info": upr_info.COLUMNS, "uhri": uhri.COLUMNS}


def export_columns(kind: str) -> tuple[Column, ...]:
    """The columns of a kind of export."""
    return _COLUMNS[kind]


def export_roles(kind: str = "") -> tuple[str, ...]:
    """The roles of the columns of this kind of export, of every kind where none is named."""
    kinds = [kind] if kind in _COLUMNS else list(_COLUMNS)
    return tuple(dict.fromkeys(column.role for kind in kinds for column in _COLUMNS[kind]))


def read_samples(file: BinaryIO) -> dict[str, str]:
    """For each heading the first value below it, so that a person sees what the column holds."""
    table = open_table(file)
    samples: dict[str, str] = {}
    for _, cells in islice(table.rows, _ROWS_LOOKED_AT):
        for heading, cell in zip(table.headings, cells, strict=False):
            value = " ".join(str(cell if cell is not None else "").split())
            if value:
                samples.setdefault(heading, value)
    return samples


def read_headings(file: BinaryIO, kind: str) -> tuple[tuple[str, ...], dict[str, str]]:
    """The headings of a table, each once, and by role those that we know. Raises UnreadableFile."""
    headings = tuple(dict.fromkeys(heading for heading in open_table(file).headings if heading.strip()))
    return headings, guess_columns(headings, _COLUMNS[kind])
