"""Databases for the benchmark: one filled with invented recommendations, and copies of an empty one."""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import psycopg
from psycopg import conninfo, sql

ROOT = Path(__file__).resolve().parent.parent
NAME = "upr_bench"
_URLS = ("DATABASE_URL", "DATABASE_OWNER_URL")


def environment(env: Mapping[str, str]) -> dict[str, str]:
    """The environment with a database whose name holds “bench”: the one that is given, or a new one beside it."""
    if "bench" in _name(env):
        return dict(env)
    make_database(env, NAME)
    return named(env, NAME)


def make_database(env: Mapping[str, str], name: str, *steps: str) -> None:
    """A database of that name, where there is none; then these commands in it, each a line of words."""
    with _server(env) as server:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    for line in steps:
        step(named(env, name), *line.split())


@contextlib.contextmanager
def copied(env: Mapping[str, str], template: str, name: str) -> Iterator[dict[str, str]]:
    """The environment with a copy of a database, which goes afterwards."""
    drop = sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name))
    make = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
    with _server(env) as server:
        server.execute(drop)
        server.execute(make)
        yield named(env, name)
        server.execute(drop)


def named(env: Mapping[str, str], name: str) -> dict[str, str]:
    """The environment with another database of the same server."""
    return dict(env) | {key: f"{env[key].removesuffix(_name(env))}{name}" for key in _URLS}


def ask(env: Mapping[str, str], query: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(env["DATABASE_URL"]) as database:
        return database.execute(query).fetchall()


def _name(env: Mapping[str, str]) -> str:
    return str(conninfo.conninfo_to_dict(env["DATABASE_URL"])["dbname"])


def _server(env: Mapping[str, str]) -> psycopg.Connection:
    """Not on a database that is copied: nobody may be connected to it."""
    return psycopg.connect(named(env, "postgres")["DATABASE_OWNER_URL"], autocommit=True)


def fill(env: Mapping[str, str], rows: int) -> int:
    """Tables, public files and rows, where they are not there already. How many recommendations there are."""
    step(env, "manage.py", "migrate", "--verbosity=0")
    step(env, "-m", "tools.django_steps", "collectstatic_uncompressed")
    if not count(env):
        step(env, "manage.py", "make_synthetic_record", f"--rows={rows}")
    return count(env)


def count(env: Mapping[str, str]) -> int:
    return ask(env, "SELECT count(*) FROM cycles_recommendation")[0][0]


def step(env: Mapping[str, str], *words: str) -> str:
    """One command of the project; what it writes."""
    answer = subprocess.run(
        [sys.executable, *words], env={**os.environ, **env}, cwd=ROOT, capture_output=True, text=True, check=False
    )
    if answer.returncode:
        raise SystemExit(f"{' '.join(words)} failed:\n{answer.stderr[-2000:]}")
    return answer.stdout


def inside(env: Mapping[str, str], module: str, *words: str) -> Any:
    """What a module of the benchmark finds that works inside the platform."""
    return json.loads(step(env, "-m", "bench.with_django", module, *words).splitlines()[-1])
