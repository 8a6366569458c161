"""One run of the matrix of access: what it asks, what must have stayed as it was, and how a wall is taken down."""

import os

import pytest
from django.db import connection

from common import middleware
from common.actor import SERVER
from common.querysets import TenantQuerySet
from tests.access import matrix, seed
from tests.conftest import CLOSING_LINE

# One in so many of the rows at each address, whose number has no part in it, so that they take turns; 1 is the whole.
EVERY = int(os.environ.get("ACCESS_EVERY", "83"))
# So many kinds of rows the owner must be able to read before anybody else is asked.
SEEN = 10
# What all runs of the matrix found together.
TOTAL = pytest.StashKey[matrix.Findings]()


def stored(world):
    """Everything of the world's as it stands in the database, and how many rows each table has of it."""
    found = {}
    with connection.cursor() as cursor:
        for label, row in world.rows.items():
            table = row._meta.db_table
            cursor.execute(f'SELECT t::text FROM "{table}" t WHERE "{row._meta.pk.column}" = %s', [row.pk])  # noqa: S608
            found[label] = cursor.fetchall()
            columns = {one.column for one in row._meta.concrete_fields}
            if "workspace_id" in columns:
                cursor.execute(f'SELECT count(*) FROM "{table}" WHERE workspace_id = %s', [world.workspace.pk])  # noqa: S608
                found[f"{label} rows"] = cursor.fetchall()
    return found


def with_keys(half):
    """The addresses that name a row, every other one of them (0 or 1 says which); in the whole drill, all there are."""
    if EVERY == 1:
        return matrix.addresses()
    return [place for place in matrix.addresses() if place.takes_keys][half::2]


def drill(world, places=None, every=EVERY):
    """Expel, ask everything, and look whether anything of the world's has changed."""
    seen = matrix.what_the_owner_sees(world, matrix.browser(world.people["owner"]), enough=SEEN)
    askers = matrix.askers(world)
    seed.expel(world)
    before = stored(world)
    findings = matrix.run(world, askers, every=every, places=places)
    assert stored(world) == before
    assert len(seen) >= SEEN, seen
    return findings


def assert_clean(findings, request):
    all_of_them = request.config.stash.setdefault(TOTAL, matrix.Findings())
    all_of_them.requests += findings.requests
    all_of_them.patterns |= findings.patterns
    all_of_them.leaks += findings.leaks
    request.config.stash[CLOSING_LINE] = all_of_them.line(len({one.name for one in matrix.addresses()}))
    assert not findings.failures, "\n".join(findings.failures[:20])
    assert not findings.leaks, "\n".join(findings.leaks[:20])


def open_first_wall(monkeypatch):
    """Every filter by who may see a row is forgotten."""
    kinds = [TenantQuerySet]
    for kind in kinds:
        kinds.extend(kind.__subclasses__())
        monkeypatch.setattr(kind, "visible_to", lambda self, user: self.all())


def open_second_wall(monkeypatch):
    """Everybody acts as the server."""
    monkeypatch.setattr(middleware, "actor_for", lambda user: SERVER)
    monkeypatch.setattr(middleware, "NOBODY", SERVER)
