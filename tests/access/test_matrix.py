"""Nobody sees what is not theirs: small in every run, whole by `make drill-access`."""

import os

import pytest
from django.db import connection

from common import middleware
from common.actor import SERVER
from common.querysets import TenantQuerySet
from tests.access import matrix, seed
from tests.conftest import CLOSING_LINE

pytestmark = pytest.mark.slow

# One request in so many of those with a key; 1 is the whole drill.
EVERY = int(os.environ.get("ACCESS_EVERY", "17"))
# What all runs of the matrix found together.
TOTAL = pytest.StashKey[matrix.Findings]()


@pytest.fixture
def world(db):
    return seed.make_world()


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


def with_keys():
    """The addresses that name a row; in the whole drill, all of them."""
    return [place for place in matrix.addresses() if EVERY == 1 or place.takes_keys]


def drill(world, places=None, every=EVERY):
    """Expel, ask everything, and look whether anything of the world's has changed."""
    seen = matrix.what_the_owner_sees(world, matrix.browser(world.people["owner"]))
    askers = matrix.askers(world)
    seed.expel(world)
    before = stored(world)
    findings = matrix.run(world, askers, every=every, places=places)
    assert stored(world) == before
    assert len(seen) >= 10, seen
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


@pytest.mark.timeout(3000)
def test_nobody_sees_or_changes_what_is_not_theirs(world, request):
    assert_clean(drill(world), request)


@pytest.mark.timeout(3000)
def test_the_second_wall_holds_alone(world, request, monkeypatch):
    open_first_wall(monkeypatch)

    assert_clean(drill(world, with_keys()), request)


@pytest.mark.timeout(3000)
def test_the_first_wall_holds_alone(world, request, monkeypatch):
    open_second_wall(monkeypatch)

    assert_clean(drill(world, with_keys()), request)


@pytest.fixture
def planted(settings):
    settings.ROOT_URLCONF = "tests.access.planted"
    return [place for place in matrix.addresses() if place.name in {"planted", "careful"}]


def test_a_planted_leak_is_caught_by_the_second_wall(world, planted):
    assert drill(world, planted, every=1).leaks == []


def test_a_wall_that_fell_is_made_good_by_the_first(world, planted, monkeypatch):
    open_second_wall(monkeypatch)

    findings = drill(world, [place for place in planted if place.name == "careful"], every=1)

    assert findings.leaks == []


def test_the_matrix_finds_what_both_walls_let_through(world, planted, monkeypatch):
    open_second_wall(monkeypatch)

    leaks = drill(world, planted, every=1).leaks

    assert [leak for leak in leaks if "reads" in leak and "careful" in leak] == []
    told = " reads implementation.Rating.note"
    readers = {leak.partition(told)[0] for leak in leaks if told in leak}
    assert readers == {name for name in world.people if name not in {"owner", "reader"}}
