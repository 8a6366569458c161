"""The collector is one for the whole process, whoever works in it at the same time."""

import gc
from contextlib import ExitStack

import pytest

from common.collecting import RARELY, rarely_collecting

USUAL = (700, 10, 10)


@pytest.fixture
def usual():
    before = gc.get_threshold()
    gc.set_threshold(*USUAL)
    yield
    gc.set_threshold(*before)


def test_waste_is_looked_for_as_usual_once_the_last_has_ended(usual):
    first, second = ExitStack(), ExitStack()
    seen = []

    for step in (
        lambda: first.enter_context(rarely_collecting()),
        lambda: second.enter_context(rarely_collecting()),
        first.close,
        second.close,
    ):
        step()
        seen.append(gc.get_threshold())

    assert seen == [RARELY, RARELY, RARELY, USUAL]


def test_waste_is_looked_for_as_usual_after_an_error(usual):
    with pytest.raises(ZeroDivisionError), rarely_collecting():
        1 / 0  # noqa: B018

    assert gc.get_threshold() == USUAL
