"""Cases of tests/test_every_change_is_noted.py: whose, to which key, and what is sent; each leaves one event."""

from functools import partial
from uuid import uuid4

from implementation.models import FundingCall, FundingNeed, Grant, GrantShare, Spending
from tests.implementation.planned import make_funding, make_occasion

MODELS = {
    "need": FundingNeed,
    "funding_call": FundingCall,
    "grant": Grant,
    "grant_share": GrantShare,
    "spending": Spending,
}
MONEY = {"title": "Travel", "funder": "Fund", "amount": "20", "currency": "USD", "status": "seen", "holder": ""}


def _made(world, model):
    more = {"grant": make_funding(Grant, world.workspace, world.amina)} if model is GrantShare else {}
    return make_funding(model, world.workspace, world.amina, **more)


def _words(world, **more):
    grant = make_funding(Grant, world.workspace, world.amina)
    return MONEY | {"grant": grant.pk, "activity": "travel", "spent_date": "2026-03-01", "key": uuid4()} | more


def _create(world, *, model):
    return world.amina, [world.workspace.pk], _words(world)


def _edit(world, *, model):
    row = _made(world, model)
    return world.amina, [row.pk], _words(world, seen=row.version)


def _delete(world, *, model):
    return world.amina, [_made(world, model).pk], {}


FUNDING = {
    f"implementation:{name}_{verb}": partial(case, model=model)
    for name, model in MODELS.items()
    for verb, case in (("create", _create), ("edit", _edit), ("delete", _delete))
} | {
    "implementation:funding_csv": lambda w: (w.bruno, [w.workspace.pk], None),
    "implementation:funding_xlsx": lambda w: (w.bruno, [w.workspace.pk], None),
}
OCCASION = {"kind": "hearing", "title": "Budget", "date": "2026-03-01", "holder": ""}
MECHANISM = {
    "implementation:mechanism_edit": lambda w: (w.amina, [w.workspace.pk], {"name": "Committee", "kind": "standing"}),
    "implementation:occasion_create": lambda w: (w.amina, [w.workspace.pk], OCCASION | {"key": uuid4()}),
    "implementation:occasion_edit": lambda w: (
        w.amina,
        [(one := make_occasion(w.workspace, w.amina)).pk],
        OCCASION | {"key": uuid4(), "seen": one.version},
    ),
    "implementation:occasion_delete": lambda w: (w.amina, [make_occasion(w.workspace, w.amina).pk], {}),
}
