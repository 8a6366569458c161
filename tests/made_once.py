"""Rows that cost time, made once for all tests of a file instead of once for each."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

import pytest
from django.db import transaction

from common.actor import acting_as_server


def made_once(make: Callable[[], Any]) -> tuple[Any, Any, Any]:
    """Three fixtures for a file, to be named ``made_for_all``, ``db`` and as the file likes: what ``make`` gave.

    The tests that ask for it stand in one transaction, each in a part of it that is taken back: every test finds what
    was made, and nothing of another. The file's other tests run before and find an empty database as always. Not for
    tests of whole transactions or of other connections.
    """

    @pytest.fixture(scope="module")
    def made_for_all(django_db_setup, django_db_blocker):
        with django_db_blocker.unblock(), taken_back():
            with acting_as_server():
                made = make()
            yield made

    @pytest.fixture
    def db(request):
        if not is_wanted(request):
            yield request.getfixturevalue("db")
            return
        request.getfixturevalue("made_for_all")
        with taken_back():
            yield

    @pytest.fixture
    def made(made_for_all, db):
        return deepcopy(made_for_all)

    return made_for_all, db, made


def is_wanted(test: Any) -> bool:
    return "made_for_all" in test.fixturenames


@contextmanager
def taken_back() -> Iterator[None]:
    block = transaction.atomic()
    block._from_testcase = True  # as Django's own TestCase: what insists on being outermost may stand inside
    with block:
        yield
        transaction.set_rollback(True)
