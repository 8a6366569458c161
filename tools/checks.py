"""`run.py check` and `run.py format`: every look at the code that is no test."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path

from tools import processes
from tools.layout import Layout

# A lock with a host or a path in it would install from there, or not at all, on every other machine.
FOREIGN_IN_LOCK = re.compile(r"^--[^h]|https?://|file:")
DEPLOY_ENVIRONMENT = {
    "SECURE": "1",
    "DEBUG": "0",
    "ALLOWED_HOSTS": "upr.example.org",
    "CSRF_TRUSTED_ORIGINS": "https://upr.example.org",
    "CELERY_BROKER_URL": "redis://redis:6379/0",
    "CACHE_URL": "redis://redis:6379/1",
    "EMAIL_HOST": "mail.example.org",
    "DEFAULT_FROM_EMAIL": "UPR Platform <upr@example.org>",
    "TRUSTED_PROXIES": "1",
}


def foreign_lines(folder: Path) -> list[str]:
    """The lines of the locks that name a host or a path."""
    return [
        f"{path.name}:{number}: {line}"
        for path in sorted(folder.glob("*.txt"))
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if FOREIGN_IN_LOCK.search(line)
    ]


def check(layout: Layout, env: Mapping[str, str], say: Callable[[str], None]) -> int:
    """Run every check, also after one failed; the exit status says whether all of them passed."""
    manage = (layout.root / "manage.py",)
    deploy = {**env, **DEPLOY_ENVIRONMENT, "SECRET_KEY": secrets.token_urlsafe(64)}
    commands: dict[str, tuple[tuple[str | Path, ...], Mapping[str, str]]] = {
        "ruff check": (("-m", "ruff", "check"), env),
        "ruff format": (("-m", "ruff", "format", "--check"), env),
        "mypy": (("-m", "mypy", "."), env),
        "djlint": (("-m", "djlint", "templates", "--lint", "--quiet"), env),
        "migrations are complete": ((*manage, "makemigrations", "--check", "--dry-run"), env),
        "settings are safe": ((*manage, "check", "--deploy", "--fail-level", "WARNING"), deploy),
    }
    failed = []
    for name, (command, environ) in commands.items():
        say(f"{name}…")
        if processes.run_in_front([layout.python, *command], env=environ, cwd=layout.root):
            failed.append(name)
    say("locks name no host…")
    foreign = foreign_lines(layout.root / "requirements")
    if foreign:
        say("\n".join(foreign))
        failed.append("locks name no host")
    say(f"Failed: {', '.join(failed)}." if failed else "All checks passed.")
    return 1 if failed else 0


def format_code(layout: Layout, env: Mapping[str, str]) -> int:
    commands = (("ruff", "check", "--fix"), ("ruff", "format"))
    statuses = [
        processes.run_in_front([layout.python, "-m", *command], env=env, cwd=layout.root) for command in commands
    ]
    return max(statuses)
