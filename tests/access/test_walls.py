"""Each of the two walls holds alone: in a file of its own, so that another processor takes it."""

import pytest

from tests.access import seed
from tests.access.drilling import assert_clean, drill, open_first_wall, open_second_wall, with_keys

pytestmark = pytest.mark.slow


@pytest.fixture
def world(db):
    return seed.make_world()


@pytest.mark.timeout(3000)
def test_the_second_wall_holds_alone(world, request, monkeypatch):
    open_first_wall(monkeypatch)

    assert_clean(drill(world, with_keys(0)), request)


@pytest.mark.timeout(3000)
def test_the_first_wall_holds_alone(world, request, monkeypatch):
    open_second_wall(monkeypatch)

    assert_clean(drill(world, with_keys(1)), request)
