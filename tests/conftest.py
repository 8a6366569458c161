"""The test database, the cast, and what may be missing on a plain machine."""

import os
import re
from pathlib import Path

import psycopg
import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import connections
from django.utils import translation
from psycopg import sql

from accounts.models import Membership
from common.actor import acting_as_server
from tests.factories import make_member, make_organisation, make_review, make_workspace

ROLES = Path(__file__).resolve().parent.parent / "ops" / "postgres" / "roles.sql"
RIGHTS = re.compile(r"format\('((?:REVOKE|GRANT) [^']+ ON DATABASE [^']+)', :'database'\)")


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker):
    """A database of its own, migrated by its owner; the tests connect as the application's role."""
    owner, app = connections["owner"], connections["default"]
    name = f"test_{owner.settings_dict['NAME']}_{os.getpid()}"
    with django_db_blocker.unblock():
        create_database(owner.settings_dict, name, app.settings_dict["USER"])
        for connection in (owner, app):
            connection.close()
            connection.settings_dict["NAME"] = name
        call_command("migrate", verbosity=0)
        with owner.cursor() as cursor:
            # Tests of whole transactions empty the tables between them; the application itself never may.
            role = sql.Identifier(app.settings_dict["USER"])
            cursor.execute(
                sql.SQL("GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO {}").format(role).as_string(cursor.connection)
            )
        owner.close()
    yield
    with django_db_blocker.unblock():
        for connection in (owner, app):
            connection.close()
        # A server or worker that a test killed may still have a session; each role may end its own.
        for connection in (app, owner):
            end_sessions(connection.settings_dict, name)
        drop_database(owner.settings_dict, name)


def create_database(settings: dict, name: str, role: str) -> None:
    """A new database in which the application has the rights that roles.sql gives it, and no other."""
    database = sql.Identifier(name)
    run_on_server(settings, sql.SQL("CREATE DATABASE {}").format(database))
    for statement in RIGHTS.findall(ROLES.read_text(encoding="utf-8")):
        words = statement.replace("%I", "{database}").replace("upr_app", "{role}")
        run_on_server(settings, sql.SQL(words).format(database=database, role=sql.Identifier(role)))


def drop_database(settings: dict, name: str) -> None:
    run_on_server(settings, sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def end_sessions(settings: dict, name: str) -> None:
    statement = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = {} AND usename = current_user"
    run_on_server(settings, sql.SQL(statement).format(sql.Literal(name)))


def run_on_server(settings: dict, statement: sql.Composed) -> None:
    where = {"host": settings["HOST"], "port": settings["PORT"], "user": settings["USER"]}
    where |= {"password": settings["PASSWORD"], "dbname": "postgres"}
    with psycopg.connect(**{key: value for key, value in where.items() if value}, autocommit=True) as server:
        server.execute(statement)


def missing(reason: str) -> None:
    """Skip for something a plain machine lacks; where CI runs it must be there, so it fails."""
    if os.environ.get("CI"):
        pytest.fail(f"{reason} (and CI is set)")
    pytest.skip(reason)


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
