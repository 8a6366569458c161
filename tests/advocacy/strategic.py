"""Strategies for tests, made by the services; and their cases of the audit trail."""

from uuid import uuid4

from django.utils import timezone

from advocacy.models import Strategy
from advocacy.services.strategies import named_by, share_strategy, words_of
from submissions.services.preparing import create_prepared

SAID = {"title": "Three embassies", "stage": 2, "done": "One question each"}


def make_strategy(workspace, by, *, links=None, **words):
    return create_prepared(
        model=Strategy,
        workspace=workspace,
        words=SAID | words,
        links=links or {},
        by=by,
        at=timezone.now(),
        key=uuid4(),
    )


def share(strategy, organisation, by, sharing="everybody", *, is_named=False):
    return share_strategy(
        strategy=strategy,
        sharing=sharing,
        organisation=organisation,
        is_named=is_named,
        by=by,
        at=timezone.now(),
        seen=strategy.version,
        confirmed=named_by(words_of(strategy), strategy, user=by).seal,
    )


def _edit(world):
    row = make_strategy(world.workspace, world.amina)
    return world.amina, [row.pk], SAID | {"title": "Four", "key": uuid4(), "seen": row.version}


def _share(world):
    row = make_strategy(world.workspace, world.amina)
    words = {"sharing": "everybody", "organisation": world.organisation.pk, "is_read": "on", "seen": row.version}
    return world.odile, [row.pk], words


STRATEGIES = {
    "advocacy:strategy_create": lambda w: (w.amina, [w.workspace.pk], SAID | {"key": uuid4()}),
    "advocacy:strategy_edit": _edit,
    "advocacy:strategy_share": _share,
    "advocacy:strategy_delete": lambda w: (w.amina, [make_strategy(w.workspace, w.amina).pk], {}),
}
