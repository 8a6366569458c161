"""The test database, the cast, and what may be missing on a plain machine."""

import gc
import os
from urllib.parse import urlsplit

import pytest
from django.core.cache import caches
from django.utils import translation
from redis import Redis

from accounts.models import Membership, WorkspaceMember
from common.actor import acting_as_server
from common.collecting import RARELY
from tests import databases
from tests.factories import make_member, make_organisation, make_review, make_workspace
from tests.made_once import is_wanted


def pytest_collection_modifyitems(items):
    """Files with slow tests go first, so that no process waits at the end; in a file, what is made once comes last."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    places = {item.path: place for place, item in reversed(list(enumerate(items)))}
    items.sort(key=lambda item: (item.path not in slow, places[item.path], is_wanted(item)))


def pytest_collection_finish():
    """All that is loaded stays: looking for waste in it again and again would take a fifth of the time of the run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*RARELY)


# What a drill has to say at the very end.
CLOSING_LINE = pytest.StashKey[str]()


def pytest_sessionfinish(session):
    """The last that a process does: one of several hands on what it has to say, the first one clears up."""
    config = session.config
    if hasattr(config, "workerinput"):
        config.workeroutput["closing_line"] = config.stash.get(CLOSING_LINE, "")
        config.stash[CLOSING_LINE] = ""
    else:
        databases.drop_all()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    if line := getattr(node, "workeroutput", {}).get("closing_line"):
        said = node.config.stash.get(CLOSING_LINE, "")
        node.config.stash[CLOSING_LINE] = f"{said}\n{line}" if said else line


def pytest_unconfigure(config):
    if line := config.stash.get(CLOSING_LINE, ""):
        print(line)  # noqa: T201


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker):
    """A database of its own, migrated by its owner; the tests connect as the application's role."""
    with django_db_blocker.unblock():
        databases.take_copy()
    yield
    with django_db_blocker.unblock():
        databases.drop(databases.OWN)


def missing(reason: str) -> None:
    """Skip for something a plain machine lacks; where CI runs it must be there, so it fails."""
    if os.environ.get("CI"):
        pytest.fail(f"{reason} (and CI is set)")
    pytest.skip(reason)


@pytest.fixture
def redis_url():
    """A database of this process on the Redis that ``UPR_TEST_REDIS_URL`` names, emptied."""
    url = os.environ.get("UPR_TEST_REDIS_URL") or missing("UPR_TEST_REDIS_URL names no Redis")
    number = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    url = urlsplit(url)._replace(path=f"/{number}").geturl()
    with Redis.from_url(url) as client:
        client.flushdb()
    return url


@pytest.fixture(autouse=True)
def fresh_answers():
    """Versions of the record begin anew with every test: what was kept under them must go, and who asked how often."""
    caches["answers"].clear()
    caches["default"].clear()
    caches["throttle"].clear()


@pytest.fixture(autouse=True)
def by_the_server():
    """Tests prepare rows and call services as the server; whatever they ask by HTTP is asked by who is signed in."""
    with acting_as_server():
        yield


@pytest.fixture(autouse=True)
def english():
    """The language of the test before, if it asked for one, ends with it."""
    with translation.override("en"):
        yield


@pytest.fixture
def organisation(db):
    return make_organisation(name="Amina's organisation")


@pytest.fixture
def amina(organisation):
    """An editor: may see and change."""
    return make_member(organisation, role=Membership.Role.EDITOR, name="Amina")


@pytest.fixture
def bruno(organisation):
    """A reader of the same organisation: may see, not change."""
    return make_member(organisation, role=Membership.Role.READER, name="Bruno")


@pytest.fixture
def odile(organisation):
    """An owner of the same organisation: may also decide what leaves it."""
    return make_member(organisation, role=Membership.Role.OWNER, name="Odile")


@pytest.fixture
def chidi(db):
    """A stranger from another organisation: must not even learn that it exists."""
    return make_member(make_organisation(name="Elsewhere"), role=Membership.Role.OWNER, name="Chidi")


def _partner(workspace, name, part):
    """An owner of another organisation that has this part in the workspace."""
    theirs = make_organisation(name=f"{name}'s organisation")
    WorkspaceMember.objects.create(workspace=workspace, organisation=theirs, role=part)
    return make_member(theirs, role=Membership.Role.OWNER, name=name)


@pytest.fixture
def partner(workspace):
    """An owner of an organisation that contributes to the workspace."""
    return _partner(workspace, "Pavel", WorkspaceMember.Role.CONTRIBUTOR)


@pytest.fixture
def supporter(workspace):
    """An owner of an organisation that supports the workspace: guides, decides nothing."""
    return _partner(workspace, "Sofia", WorkspaceMember.Role.SUPPORTER)


@pytest.fixture
def observer(workspace):
    """An owner of an organisation that observes the workspace."""
    return _partner(workspace, "Nadia", WorkspaceMember.Role.OBSERVER)


@pytest.fixture
def partners(partner, supporter, observer):
    """The coalition in full."""
    return [partner, supporter, observer]


@pytest.fixture
def edda(db):
    """An editor of the public record."""
    return make_member(make_organisation(name="The record"), name="Edda", is_record_editor=True)


@pytest.fixture
def review(db):
    return make_review()


@pytest.fixture
def workspace(organisation, review):
    """Of Amina's organisation alone, on the review of Arcadia."""
    return make_workspace(organisation=organisation, review=review)
