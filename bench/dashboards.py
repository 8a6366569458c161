"""The dashboard, issues by positions, as each server gives it: the cells that are not empty."""

import json

# The platform's, and that of the plain server by one GROUP BY.
STATISTICS, FRESH = "/api/v1/statistics/", "/grouped"
Cells = dict[tuple[str, str], int]
_KINDS = ("supported", "partially_supported", "noted", "pending")


def of_platform(body: bytes) -> Cells:
    return _filled({(one["code"], kind): one[kind] for one in json.loads(body)["results"] for kind in _KINDS})


def of_plain(body: bytes) -> Cells:
    """Cell by cell or grouped."""
    return _filled({(code, kind): number for code, kinds in json.loads(body).items() for kind, number in kinds.items()})


def of_datasette(body: bytes) -> Cells:
    return _filled({(str(code), kind): number for code, kind, number in json.loads(body)["rows"]})


def _filled(cells: Cells) -> Cells:
    return {cell: number for cell, number in cells.items() if number}
