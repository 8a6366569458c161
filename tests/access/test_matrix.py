"""Nobody sees what is not theirs: small in every run, whole by `make drill-access`."""

import pytest

from tests.access import matrix, seed
from tests.access.drilling import assert_clean, drill, open_second_wall

pytestmark = pytest.mark.slow


@pytest.fixture
def world(db):
    return seed.make_world()


@pytest.mark.timeout(3000)
def test_nobody_sees_or_changes_what_is_not_theirs(world, request):
    assert_clean(drill(world), request)


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
