"""A database for the benchmark, filled with invented recommendations."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import psycopg
from psycopg import conninfo, sql

ROOT = Path(__file__).resolve().parent.parent
NAME = "upr_bench"


def environment(env: Mapping[str, str]) -> dict[str, str]:
    """The environment with a database whose name holds “bench”: the one that is given, or a new one beside it."""
    urls = {name: env[name] for name in ("DATABASE_URL", "DATABASE_OWNER_URL")}
    name = str(conninfo.conninfo_to_dict(urls["DATABASE_URL"])["dbname"])
    if "bench" in name:
        return dict(env)
    with psycopg.connect(urls["DATABASE_OWNER_URL"], autocommit=True) as server:
        there = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone()
        if not there:
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(NAME)))
    return dict(env) | {key: f"{url.removesuffix(name)}{NAME}" for key, url in urls.items()}


def fill(env: Mapping[str, str], rows: int) -> int:
    """Tables, public files and rows, where they are not there already. How many recommendations there are."""
    step(env, "manage.py", "migrate", "--verbosity=0")
    step(env, "-m", "tools.django_steps", "collectstatic_uncompressed")
    if not count(env):
        step(env, "manage.py", "make_synthetic_record", f"--rows={rows}")
    return count(env)


def count(env: Mapping[str, str]) -> int:
    with psycopg.connect(env["DATABASE_URL"]) as database:
        (found,) = database.execute("SELECT count(*) FROM cycles_recommendation").fetchone() or (0,)
    return found


def step(env: Mapping[str, str], *words: str) -> str:
    """One command of the project; what it writes."""
    answer = subprocess.run(
        [sys.executable, *words], env={**os.environ, **env}, cwd=ROOT, capture_output=True, text=True, check=False
    )
    if answer.returncode:
        raise SystemExit(f"{' '.join(words)} failed:\n{answer.stderr[-2000:]}")
    return answer.stdout
