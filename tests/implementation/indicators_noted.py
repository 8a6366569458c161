"""Who changes indicators: for tests/test_every_change_is_noted.py and their own tests."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

from implementation.services.indicators import add_measurements, create_indicator
from tests.factories import AT

POST = {"kind": "outcome", "title": "Days before a hearing", "unit": "days", "baseline": "120", "target": "60"}


def make_indicator(workspace, by, recommendations=(), **more):
    words = POST | {"baseline": Decimal(120), "target": Decimal(60)} | more
    return create_indicator(
        workspace=workspace, recommendations=recommendations, words=words, by=by, at=AT, key=uuid4()
    )


def measure(indicator, by, value, day=date(2026, 3, 31), group="", source=""):
    line = {"date": day, "value": Decimal(value), "group": group, "source": source}
    add_measurements(indicator=indicator, lines=[line], by=by, at=AT)
    return indicator.measurements.get(date=day, group=group)


def indicator(world):
    return make_indicator(world.workspace, world.amina)


CASES = {
    "implementation:indicator_create": lambda w: (w.amina, [w.workspace.pk], POST | {"key": uuid4()}),
    "implementation:indicator_csv": lambda w: (w.bruno, [w.workspace.pk], None),
    "implementation:indicator_detail": lambda w: (w.amina, [indicator(w).pk], {"lines": "2026-03-31; 95"}),
    "implementation:measurement_csv": lambda w: (w.bruno, [indicator(w).pk], None),
    "implementation:indicator_edit": lambda w: (
        w.amina,
        [(one := indicator(w)).pk],
        POST | {"title": "Other", "key": one.pk, "seen": one.version},
    ),
    "implementation:indicator_delete": lambda w: (w.amina, [indicator(w).pk], {}),
    "implementation:measurement_delete": lambda w: (w.amina, [measure(indicator(w), w.amina, 95).pk], {}),
}
