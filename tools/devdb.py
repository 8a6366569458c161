"""The embedded PostgreSQL: finds the programs, makes the cluster, starts it, and stops it when the last user leaves.

Its Python package is used for its programs alone: the package's own code would add a user to the system and open
every parent folder of the data to all.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

from tools import processes
from tools.console import FAILED, Trouble
from tools.postgres import Programs, find_programs, unprivileged_prefix

SUPERUSER = "postgres"
DATABASE = "upr"
SOCKET_NAME = ".s.PGSQL.5432"
# sockaddr_un.sun_path holds 108 bytes on Linux and 104 elsewhere, the closing zero among them.
LONGEST_SOCKET_PATH = 103
SECONDS_TO_START = 120
SECONDS_TO_STOP = 30
ROLES = Path(__file__).resolve().parent.parent / "ops" / "postgres" / "roles.sql"

COMMON_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
# For tests alone: a crash may lose everything, and nobody minds.
FORGETFUL_SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Postmaster:
    """What a server writes into its ``postmaster.pid``."""

    pid: int
    socket_folder: Path | None
    is_ready: bool


def read_postmaster(data: Path) -> Postmaster | None:
    try:
        lines = (data / "postmaster.pid").read_text(errors="surrogateescape").splitlines()
        pid = int(lines[0])
    except (OSError, ValueError, IndexError):
        return None
    socket_folder = Path(lines[4]) if len(lines) > 4 and lines[4] else None
    return Postmaster(abs(pid), socket_folder, len(lines) > 7 and lines[7].strip() == "ready")


def database_url(role: str, socket_folder: Path, database: str = DATABASE) -> str:
    return f"postgresql://{role}@{quote(str(socket_folder), safe='')}/{database}"


def socket_fits(folder: Path) -> bool:
    return len(os.fsencode(folder / SOCKET_NAME)) <= LONGEST_SOCKET_PATH


def processes_in(folder: Path) -> list[int]:
    """The processes that work in a folder, as every process of a PostgreSQL server does in its data (Linux)."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if (entry / "cwd").readlink() == folder:
                found.append(int(entry.name))
    return found


def is_alive(pid: int) -> bool:
    """Whether a process does anything still: a dead one that nobody has buried counts as dead."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return True


def _answers(socket_folder: Path | None) -> bool:
    if socket_folder is None:
        return False
    with socket.socket(socket.AF_UNIX) as door:
        try:
            door.connect(str(socket_folder / SOCKET_NAME))
        except OSError:
            return False
    return True


def _wait_until(condition: object, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        if time.monotonic() > deadline:
            return False
        time.sleep(0.03)
    return True


def clear_remains(data: Path) -> None:
    """After a crash: wait for processes that are still ending, then drop the lock files of the dead server.

    PostgreSQL drops them itself unless the process number in them is in use again, or is that of a dead process that
    nobody has buried, as happens in containers.
    """
    left = read_postmaster(data)
    if left is None or not Path("/proc/self").exists():
        return
    for signum in (signal.SIGINT, signal.SIGQUIT):
        if left.pid in processes_in(data):
            os.kill(left.pid, signum)
        if _wait_until(lambda: not processes_in(data), SECONDS_TO_STOP / 2):
            break
    else:
        raise Trouble(f"An old PostgreSQL (process {left.pid}) still works in {data} and does not end.")
    (data / "postmaster.pid").unlink(missing_ok=True)
    (data / f"{SOCKET_NAME}.lock").unlink(missing_ok=True)


class Cluster:
    """One PostgreSQL cluster in a folder, shared by every command that uses the folder.

    Whoever comes first starts the server, the last to leave stops it. A lock file says who is in (shared) and a
    second one lets one command at a time start or stop. The kernel drops both locks when a command is killed.
    """

    def __init__(self, data: Path, *, venv: Path, log: Path, durable: bool = True) -> None:
        self.data = data.resolve()
        self._venv = venv
        self._log = log
        self._durable = durable
        self._server: subprocess.Popen[bytes] | None = None
        self._users = -1
        self._socket_folder = self.data

    def __enter__(self) -> Cluster:
        self._users = os.open(self.data.with_name(f"{self.data.name}.users"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            with self._gate():
                self._start()
                fcntl.flock(self._users, fcntl.LOCK_SH)
        except BaseException:
            self._leave()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leave()

    def urls(self) -> dict[str, str]:
        return {
            "DATABASE_URL": database_url("upr_app", self._socket_folder),
            "DATABASE_OWNER_URL": database_url("upr_owner", self._socket_folder),
        }

    def has_died(self) -> bool:
        """Whether the server went away while we were using it."""
        if self._server is not None:
            return self._server.poll() is not None
        postmaster = read_postmaster(self.data)
        return postmaster is None or not is_alive(postmaster.pid)

    def is_running(self) -> bool:
        postmaster = read_postmaster(self.data)
        return postmaster is not None and _answers(postmaster.socket_folder)

    @contextlib.contextmanager
    def _gate(self) -> Iterator[None]:
        gate = os.open(self.data.with_name(f"{self.data.name}.gate"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(gate, fcntl.LOCK_EX)
            yield
        finally:
            os.close(gate)

    def _leave(self) -> None:
        """Leave, and stop the server if nobody else is in."""
        with self._gate():
            fcntl.flock(self._users, fcntl.LOCK_UN)
            try:
                fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            finally:
                os.close(self._users)
            self._stop()

    def _start(self) -> None:
        running = read_postmaster(self.data)
        if running and _answers(running.socket_folder):
            self._socket_folder = running.socket_folder or self.data
            self._wait_until_ready()
            return
        clear_remains(self.data)
        if not self._durable:
            shutil.rmtree(self.data, ignore_errors=True)  # a crash may have left anything in it
        programs = find_programs(self._venv, self.data)
        prefix, owner = unprivileged_prefix(programs, self.data.parent)
        if not (self.data / "PG_VERSION").exists():
            self._make(programs, prefix, owner)
        self._give_to(self.data, owner)
        self._socket_folder = self._choose_socket_folder(owner)
        self._launch(programs, prefix)
        self._make_roles(programs)

    def _make(self, programs: Programs, prefix: Sequence[str], owner: int) -> None:
        """Make the cluster beside its place and move it in, so that half a cluster never stands there."""
        unfinished = self.data.with_name(f"{self.data.name}.unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700, parents=True)
        self._give_to(unfinished, owner)
        # The folder is closed to other users (0700), and the socket lies in it: whoever reaches it may come in.
        options = ("--username", SUPERUSER, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions")
        command: list[str | Path] = [*prefix, programs.folder / "initdb", "--pgdata", unfinished, *options]
        answer = processes.run_quietly(command if self._durable else [*command, "--no-sync"])
        with os.fdopen(processes.open_log(self._log), "a") as log:
            log.write(answer.stdout + answer.stderr)
        if answer.returncode:
            raise self._trouble("PostgreSQL could not make its data folder")
        unfinished.rename(self.data)

    def _give_to(self, folder: Path, owner: int) -> None:
        """The files must belong to the user who runs the server; root may have run it in another way before."""
        if folder.stat().st_uid == owner:
            return
        if os.geteuid() != 0:
            raise Trouble(f"{folder} belongs to another user. Run this as that user, or choose another folder: VAR=…")
        for path in (folder, *folder.rglob("*")):
            os.chown(path, owner, -1, follow_symlinks=False)

    def _choose_socket_folder(self, owner: int) -> Path:
        if socket_fits(self.data):
            return self.data
        folder = Path(tempfile.mkdtemp(prefix="upr-", dir="/tmp"))  # noqa: S108 (the system's default may be as long)
        os.chown(folder, owner, -1)
        return folder

    def _launch(self, programs: Programs, prefix: Sequence[str]) -> None:
        quoted = str(self._socket_folder).replace('"', '""')
        settings = {
            **COMMON_SETTINGS,
            **({} if self._durable else FORGETFUL_SETTINGS),
            "unix_socket_directories": f'"{quoted}"',
        }
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        log = processes.open_log(self._log)
        try:
            self._server = subprocess.Popen(
                [*prefix, programs.folder / "postgres", "-D", self.data, *options],
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        finally:
            os.close(log)
        self._wait_until_ready()

    def _wait_until_ready(self) -> None:
        def is_settled() -> bool:
            postmaster = read_postmaster(self.data)
            if self._server is not None and self._server.poll() is not None:
                return True
            return postmaster is not None and postmaster.is_ready and _answers(postmaster.socket_folder)

        if not _wait_until(is_settled, SECONDS_TO_START) or not self.is_running():
            raise self._trouble("PostgreSQL did not start")

    def _make_roles(self, programs: Programs) -> None:
        answer = processes.run_quietly(
            [programs.folder / "psql", "--no-psqlrc", "--quiet", "--host", self._socket_folder, "--username", SUPERUSER,
             "--dbname=postgres", f"--set=database={DATABASE}", "--set=owner_extra=CREATEDB", "--file", ROLES]
        )  # fmt: skip
        if answer.returncode:
            raise Trouble(f"PostgreSQL did not take the two roles: {answer.stderr.strip()}", status=FAILED)

    def _stop(self) -> None:
        """Fast shutdown: open transactions are rolled back, everything committed is on the disk."""
        postmaster = read_postmaster(self.data)
        if postmaster and (_answers(postmaster.socket_folder) or self._server is not None):
            for signum, seconds in ((signal.SIGINT, SECONDS_TO_STOP), (signal.SIGQUIT, 10)):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(postmaster.pid, signum)
                if _wait_until(lambda: self._is_gone(postmaster.pid), seconds):
                    break
        elif self._server is not None:
            processes.kill_group(self._server.pid)
            self._server.wait()
        if self._socket_folder != self.data:
            shutil.rmtree(self._socket_folder, ignore_errors=True)

    def _is_gone(self, pid: int) -> bool:
        if self._server is not None and self._server.pid == pid:
            return self._server.poll() is not None
        return not is_alive(pid)

    def _trouble(self, what: str) -> Trouble:
        """One line, with the reason that the server gave last."""
        lines = self._log.read_text(errors="replace").splitlines() if self._log.exists() else []
        reasons = [line for line in lines[-40:] if re.search(r"FATAL|PANIC|ERROR|error:|could not", line)]
        if any("No space left on device" in line for line in lines[-40:]):
            return Trouble("The disk is full: make room, then start again. Nothing that was saved is lost.")
        return Trouble(f"{what}: {reasons[-1] if reasons else 'see the log'} ({self._log})", status=FAILED)
