"""Bringing a database up to date: tables, reference data, translations, public files, and the demonstration."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools import install, processes
from tools.console import FAILED, Trouble
from tools.layout import Layout

STEPS = ("migrate", "load_reference_data", "compile_messages", "collectstatic_uncompressed")
# What those steps work from, in the project folder.
SOURCES = ("*/migrations/*.py", "*/refdata/*", "locale/*/*/*.po", "static/**/*", "requirements/dev.txt")


def bring_up_to_date(
    layout: Layout, env: Mapping[str, str], *, with_demo: bool, tell: install.Say, only_if_changed: bool = False
) -> list[str]:
    """Run every step, all of which may run again; the demonstration last. Gives back its log-ins."""
    wanted = fingerprint(layout, env)
    stamp = layout.var / "prepared"
    with install.locked(layout.var / "prepare.lock"):
        public = Path(env["STATIC_ROOT"]) / "staticfiles.json"
        if only_if_changed and public.exists() and stamp.exists() and stamp.read_text() == wanted:
            return []
        tell("Preparing the database (tables, reference data, texts)…")
        log_ins = run_steps(layout, env, [*STEPS, "load_demo"] if with_demo else STEPS)
        stamp.write_text(wanted)
    return log_ins


def forget(layout: Layout) -> None:
    """After a command that changes tables or empties them: the next one looks again."""
    (layout.var / "prepared").unlink(missing_ok=True)


def fingerprint(layout: Layout, env: Mapping[str, str]) -> str:
    """Changes with the sources and with the database."""
    files = [path for pattern in SOURCES for path in sorted(layout.root.glob(pattern))]
    files.append(layout.var / "pg" / "PG_VERSION")
    facts = [env["DATABASE_URL"], *(f"{path} {path.stat().st_mtime_ns}" for path in files if path.is_file())]
    return hashlib.sha256("\n".join(facts).encode(errors="surrogateescape")).hexdigest()


def run_steps(layout: Layout, env: Mapping[str, str], steps: Sequence[str]) -> list[str]:
    """Run the steps in one process; give back what the demonstration wrote."""
    answer = processes.run_quietly([layout.python, "-m", "tools.django_steps", *steps], env=env, cwd=layout.root)
    log = layout.logs / "prepare.log"
    with os.fdopen(processes.open_log(log), "a") as record:
        record.write(answer.stderr)
    if answer.returncode:
        if "No space left on device" in answer.stderr:
            raise Trouble("The disk is full: make room, then start again. Nothing that was saved is lost.")
        lines = answer.stderr.strip().splitlines()
        step = next((line[3:] for line in reversed(lines) if line.startswith("== ")), "django")
        raise Trouble(f"`{step}` failed: {lines[-1] if lines else ''} ({layout.short(log)})", status=FAILED)
    return answer.stdout.splitlines()
