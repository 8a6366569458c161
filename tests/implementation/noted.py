"""Cases of tests/test_every_change_is_noted.py: whose, to which key, and what is sent; each leaves one event."""

from functools import partial
from uuid import uuid4

from implementation.models import FundingCall, FundingNeed, Grant, GrantShare, Spending
from tests.implementation.planned import make_action, make_follow_up, make_funding, make_occasion

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
ACTION = {"title": "Meet them", "status": "planned", "holder": ""}
FOLLOW_UP = {"kind": "letter", "title": "The bill", "body": "Ministry", "holder": ""}
PLAN = {
    "implementation:follow_up_create": lambda w: (w.amina, [w.workspace.pk], FOLLOW_UP | {"key": uuid4()}),
    "implementation:follow_up_edit": lambda w: (
        w.amina,
        [(one := make_follow_up(w.workspace, w.amina)).pk],
        FOLLOW_UP | {"key": uuid4(), "seen": one.version},
    ),
    "implementation:follow_up_answer": lambda w: (
        w.amina,
        [make_follow_up(w.workspace, w.amina).pk],
        {"answer": "evaded", "answer_date": "2026-03-01"},
    ),
    "implementation:follow_up_delete": lambda w: (w.amina, [make_follow_up(w.workspace, w.amina).pk], {}),
    "implementation:follow_up_word": lambda w: (w.bruno, [make_follow_up(w.workspace, w.amina).pk], None),
    "implementation:follow_up_pdf": lambda w: (w.bruno, [make_follow_up(w.workspace, w.amina).pk], None),
    "implementation:plan_edit": lambda w: (w.amina, [w.workspace.pk], {"title": "Plan", "currency": "EUR"}),
    "implementation:plan_xlsx": lambda w: (w.bruno, [w.workspace.pk], None),
    "implementation:plan_word": lambda w: (w.bruno, [w.workspace.pk], None),
    "implementation:plan_pdf": lambda w: (w.bruno, [w.workspace.pk], None),
    "implementation:action_create": lambda w: (w.amina, [w.workspace.pk], ACTION | {"key": uuid4()}),
    "implementation:action_create with a deadline": lambda w: (
        w.amina,
        [w.workspace.pk],
        ACTION | {"key": uuid4(), "end_date": "2027-03-01"},
        2,
    ),
    "implementation:action_edit": lambda w: (
        w.amina,
        [(one := make_action(w.workspace, w.amina)).pk],
        ACTION | {"key": uuid4(), "seen": one.version},
    ),
    "implementation:action_move": lambda w: (w.amina, [make_action(w.workspace, w.amina).pk], {"to": "done"}),
    "implementation:action_delete": lambda w: (w.amina, [make_action(w.workspace, w.amina).pk], {}),
}
