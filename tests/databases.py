"""The databases of a test run: one is migrated, and each process of the run works on a copy of its own."""

import os
import re
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
from django.core.management import call_command
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

ROLES = Path(__file__).resolve().parent.parent / "ops" / "postgres" / "roles.sql"
RIGHTS = re.compile(r"format\('((?:REVOKE|GRANT) [^']+ ON DATABASE [^']+)', :'database'\)")


# What the names of all databases of this run begin with: who starts processes hands it on to them.
RUN = os.environ.setdefault("UPR_TEST_RUN", f"test_upr_{uuid.uuid4().hex[:12]}")
MIGRATED = f"{RUN}_migrated"
OWN = f"{RUN}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"


def take_copy() -> None:
    """A copy of the migrated database, to which the connections of this process now go. Who comes first migrates."""
    with at_server(connections["owner"]) as server:
        server.execute("SELECT pg_advisory_lock(hashtext(%s))", [RUN])
        if not server.execute("SELECT FROM pg_database WHERE datname = %s", [MIGRATED]).rowcount:
            make_migrated(server)
        create_database(server, OWN, sql.SQL("TEMPLATE {}").format(sql.Identifier(MIGRATED)))
    connect_to(OWN)


def make_migrated(server: psycopg.Connection) -> None:
    """A database migrated by its owner; it gets its name when it is whole."""
    unfinished = f"{RUN}_unfinished"
    create_database(server, unfinished)
    connect_to(unfinished)
    call_command("migrate", verbosity=0)
    owner, app = connections["owner"], connections["default"]
    with owner.cursor() as cursor:
        # Tests of whole transactions empty the tables between them; the application itself never may.
        role = sql.Identifier(app.settings_dict["USER"])
        cursor.execute(
            sql.SQL("GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO {}").format(role).as_string(cursor.connection)
        )
        for table in ("common_auditevent", "common_audithead"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_keep_all")
    owner.close()
    app.close()
    names = sql.Identifier(unfinished), sql.Identifier(MIGRATED)
    server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*names))


def create_database(server: psycopg.Connection, name: str, source: sql.Composable | None = None) -> None:
    """A new database in which the application has the rights that roles.sql gives it, and no other."""
    database, role = sql.Identifier(name), sql.Identifier(connections["default"].settings_dict["USER"])
    server.execute(sql.SQL("CREATE DATABASE {} {}").format(database, source or sql.SQL("")))
    for statement in RIGHTS.findall(ROLES.read_text(encoding="utf-8")):
        words = statement.replace("%I", "{database}").replace("upr_app", "{role}")
        server.execute(sql.SQL(words).format(database=database, role=role))


def connect_to(name: str) -> None:
    for connection in (connections["owner"], connections["default"]):
        connection.close()
        connection.settings_dict["NAME"] = name


def drop(name: str) -> None:
    """Drop a database, whoever is still in it."""
    owner, app = connections["owner"], connections["default"]
    for connection in (owner, app):
        connection.close()
    # A server or worker that a test killed may still have a session; each role may end its own.
    statement = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename = current_user"
    with at_server(app) as server:
        server.execute(statement, [name])
    statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    with at_server(owner) as server:
        # An autovacuum worker is the superuser's: nobody else may end it, but it ends by itself.
        for _ in range(100):
            with suppress(psycopg.errors.InsufficientPrivilege, psycopg.errors.ObjectInUse):
                server.execute(statement)
                return
            time.sleep(0.1)
        server.execute(statement)


def drop_all() -> None:
    """At the end of the run: what was copied from, and what processes that were killed have left."""
    # Where no server answers, the tests needed none.
    with suppress(psycopg.OperationalError), at_server(connections["owner"]) as server:
        found = server.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [RUN]).fetchall()
        for (name,) in found:
            drop(name)


@contextmanager
def at_server(connection: BaseDatabaseWrapper) -> Iterator[psycopg.Connection]:
    """Beside all those databases, as the role of ``connection``."""
    settings = connection.settings_dict
    where = {"host": settings["HOST"], "port": settings["PORT"], "user": settings["USER"]}
    where |= {"password": settings["PASSWORD"], "dbname": "postgres"}
    with psycopg.connect(**{key: value for key, value in where.items() if value}, autocommit=True) as server:
        yield server
