"""What the tests of imports share: the States that the fixture lists name, and lists brought in and taken in."""

from dataclasses import replace

from cycles.models import State
from cycles.services.imports import apply_import, keep_reading
from tests.factories import AT, make_review, make_state
from tests.thematic_lists import DEFAULT_ROWS, make_thematic_list

NAMES = {
    "BGD": "Bangladesh",
    "CHL": "Chile",
    "CIV": "Côte d’Ivoire",
    "EST": "Estonia",
    "FJI": "Fiji",
    "FRA": "France",
    "KEN": "Kenya",
    "MEX": "Mexico",
    "NOR": "Norway",
    "NPL": "Nepal",
    "PER": "Peru",
    "PRT": "Portugal",
    "TGO": "Togo",
    "VAT": "Holy See",
    "VNM": "Viet Nam",
}


def make_arcadia(cycle=4, session=48):
    """The review of the lists that ``make_thematic_list`` builds, and the States that they name."""
    for iso3, name in NAMES.items():
        make_state(iso3, name=name)
    return make_review(cycle=cycle, session=session)


def bring(data, by, file_name="list.docx", chosen=None):
    """The file kept, to be looked at."""
    return keep_reading(data=data, file_name=file_name, chosen=chosen, by=by, at=AT)


def take_in(data, by, at=AT):
    """The file brought and written into the record at once; what it found."""
    return apply_import(run=bring(data, by), by=by, at=at)


def corrected(number, rows=DEFAULT_ROWS, **changes):
    """The rows of a list with one of them changed."""
    return [replace(row, **changes) if row.number == number else row for row in rows]


def corrected_list(number, **changes):
    return make_thematic_list(rows=corrected(number, **changes))


def outcome(found):
    return found.created, found.updated, found.unchanged


def data_version():
    return State.objects.get(pk="XAR").data_version
