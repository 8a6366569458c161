"""The commands of `run.py`: run, test, manage, check, format."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import shlex
import shutil
import signal
import socket
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools import checks, devdb, install, preparing, processes
from tools.console import FAILED, REFUSED, Stopped, Trouble, say, say_aside
from tools.layout import Layout, environment, read_database_urls, read_layout, read_port


@dataclass(frozen=True)
class Database:
    """The addresses of a database, and whether its server has gone."""

    urls: dict[str, str]
    has_died: Callable[[], bool]


USAGE = """\
python3 run.py                     run the platform; Ctrl-C stops it
python3 run.py test [--fast] […]   run the tests; further words go to pytest
python3 run.py manage COMMAND …    a management command on the same database
python3 run.py bench [--rows N …]   the API beside other ways to serve the same rows; one table (docs/benchmark.md)
python3 run.py demo-clock          a whole cycle of reminders in about a minute, in a database of its own
python3 run.py check               linters, types, templates, migrations, settings
python3 run.py format              put the code into its usual shape
Environment: PORT (8000), VAR (data folder, var/), DEMO=0 (no demonstration), UPR_VENV (an environment to use as it
is), DATABASE_URL and DATABASE_OWNER_URL (a database of your own). Everything else: .env.example"""
COMMANDS = ("run", "test", "manage", "manage-line", "check", "format", "bench", "demo-clock")
FAST = ("-m", "not slow and not browser")
# Words with which pytest runs, or is told to run, in one process.
IN_ONE_PROCESS = ("-n", "--numprocesses", "--dist", "--pdb", "--trace", "-s", "--capture=no", "no:xdist", "-pno:xdist")
SECONDS_TO_ANSWER = 90
# A worker that ends so often within so many seconds is not started again.
MOST_ENDS, SECONDS_OF_ENDS = 5, 600
# What belongs to a server that people use: a demonstration writes, and sends mail, nowhere but in its own folder.
NOT_FOR_DEMONSTRATIONS = {
    "DATABASE_URL", "DATABASE_OWNER_URL", "CELERY_BROKER_URL", "CACHE_URL", "EMAIL_HOST", "MAIL_DIR", "BROKER_DIR",
    "MEDIA_ROOT",
}  # fmt: skip
# These work on the code, or on the tables themselves: nothing is brought up to date before them.
UNPREPARED = {
    "check", "compile_messages", "extract_messages", "flush", "help", "makemigrations", "migrate", "showmigrations",
    "sqlmigrate", "squashmigrations", "optimizemigration", "version", "--help", "--version",
}  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    """Run one command; turn every expected failure into one line and an exit status."""
    processes.stop_on_signals()
    command, rest = split_arguments(arguments)
    try:
        return _dispatch(command, rest)
    except Trouble as trouble:
        say_aside(str(trouble))
        return trouble.status
    except Stopped as stopped:
        return 0 if command == "run" else 128 + stopped.signum
    except PermissionError as error:
        say_aside(f"Permission denied: {error.filename}. Run as its owner, or choose another data folder: VAR=…")
        return REFUSED
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        say_aside("The disk is full: make room, then start again.")
        return REFUSED


def split_arguments(arguments: Sequence[str]) -> tuple[str, list[str]]:
    """The command and its words. No words at all mean `run`; an unknown first word means `help`."""
    if not arguments:
        return "run", []
    command, *rest = arguments
    return (command, rest) if command in COMMANDS else ("help", [command])


def split_line(rest: Sequence[str]) -> list[str]:
    """The words of one line, as a shell would divide them, but without a shell."""
    try:
        words = shlex.split(" ".join(rest))
    except ValueError as error:
        raise Trouble(f"The command line cannot be read: {error}.") from None
    if not words:
        raise Trouble('Say which command: make manage CMD="…". `make manage CMD=help` lists them.')
    return words


def _dispatch(command: str, rest: list[str]) -> int:
    if command == "help":
        say(USAGE)
        return 0 if rest[0] in ("help", "-h", "--help") else REFUSED
    layout = read_layout(os.environ)
    if command == "run":
        return run(layout)
    if command == "test":
        return test(layout, rest)
    if command == "bench":
        return bench(layout, rest)
    if command == "demo-clock":
        return demo_clock(layout)
    if command == "check":
        return check(layout)
    if command == "format":
        install.ensure_packages(layout, "lint", say)
        return checks.format_code(layout, os.environ)
    return manage(layout, split_line(rest) if command == "manage-line" else rest)


def run(layout: Layout) -> int:
    """Everything up, one line with the address, and wait until somebody stops it or something dies."""
    port = read_port(os.environ)
    address = f"http://127.0.0.1:{port}/"
    _make_var(layout)
    with run_lock(layout, address):
        check_port(port)
        _install(layout, say)
        with database(layout, os.environ) as base:
            env = {"PUBLIC_URL": address} | environment(layout, base.urls, os.environ)
            demo = os.environ.get("DEMO", "1").strip().lower() not in ("0", "no", "off", "false")
            log_ins = preparing.bring_up_to_date(layout, env, with_demo=demo, tell=say)
            children: list[processes.Child] = []
            try:
                children.append(start_web(layout, env, port))
                wait_for_answer(children, f"{address}healthz")
                children.append(start_worker(layout, env))
                say_hello(layout, address, log_ins)
                watch(layout, env, children, base)
            finally:
                say("Stopping…")
                processes.end_all(children)
    return 0


def test(layout: Layout, rest: list[str]) -> int:
    """The whole test suite, on a cluster of its own that forgets everything in a crash."""
    _make_var(layout)
    folder = layout.var / "test"
    with test_lock(layout):
        install.prepare_folder(folder)
        install.ensure_packages(layout, "dev", say)
        install.ensure_libraries(say, with_browser=True)
        with database(layout, os.environ, folder=folder, durable=False) as base:
            env = environment(layout, base.urls, os.environ, folder=folder)
            preparing.run_steps(layout, env, ["compile_messages"])
            words = [word for word in rest if word != "--fast"] + (list(FAST) if "--fast" in rest else [])
            command = [layout.python, "-m", "pytest", *side_by_side(words, layout.root, processors()), *words]
            return processes.run_in_front(command, env=env, cwd=layout.root, gentle=signal.SIGINT)


def side_by_side(words: Sequence[str], root: Path, count: int) -> list[str]:
    """How pytest is to use all processors: each takes one file after the other, which keeps a file's fixtures together.

    Not where the caller says how, where there is one file, or where somebody wants to look inside.
    """
    files = {word.partition("::")[0] for word in words if (root / word.partition("::")[0]).exists()}
    is_one_file = len(files) == 1 and (root / files.pop()).is_file()
    if count == 1 or is_one_file or any(word.startswith(IN_ONE_PROCESS) for word in words):
        return []
    return ["--numprocesses", str(count), "--dist", "loadfile", "--no-loadscope-reorder"]


def processors() -> int:
    """Those that we may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def bench(layout: Layout, rest: list[str]) -> int:
    """The benchmark, on a cluster of its own that forgets everything in a crash."""
    _make_var(layout)
    folder = layout.var / "bench"
    install.prepare_folder(folder)
    install.ensure_packages(layout, "dev", say)
    install.ensure_packages(layout, "bench", say)
    with database(layout, os.environ, folder=folder, durable=False) as base:
        env = environment(layout, base.urls, os.environ, folder=folder)
        words = [layout.python, "-m", "bench", "--logs", folder / "logs", *rest]
        return processes.run_in_front(words, env=env, cwd=layout.root, gentle=signal.SIGINT)


def demo_clock(layout: Layout) -> int:
    """A cycle of reminders with a clock that runs ahead: its database, its mails and its messages are its own."""
    _make_var(layout)
    folder = layout.var / "demo-clock"
    with _only_one(layout.var / "demo-clock.lock", "The clock already runs; {note}."):
        shutil.rmtree(folder, ignore_errors=True)
        install.prepare_folder(folder)
        _install(layout, say)
        own = {name: value for name, value in os.environ.items() if name not in NOT_FOR_DEMONSTRATIONS}
        with database(layout, own, folder=folder, durable=False) as base:
            # No worker runs: the messages that would wake it wait for nobody.
            env = environment(layout, base.urls, own | {"CELERY_BROKER_URL": "memory://localhost"}, folder=folder)
            say("Preparing a database of its own (tables, reference data, texts)…")
            preparing.run_steps(layout, env, ["migrate", "load_reference_data", "compile_messages"])
            return processes.run_in_front(
                [layout.python, layout.root / "manage.py", "demo_clock"], env=env, cwd=layout.root
            )


def manage(layout: Layout, words: list[str]) -> int:
    """One management command. Its standard output is its own; it runs where the caller stands."""
    _make_var(layout)
    _install(layout, say_aside)
    with database(layout, os.environ) as base:
        env = environment(layout, base.urls, os.environ)
        if words and words[0] in UNPREPARED:
            preparing.forget(layout)
        elif words and not is_running(layout):
            preparing.bring_up_to_date(layout, env, with_demo=False, tell=say_aside, only_if_changed=True)
        return processes.run_in_front([layout.python, layout.root / "manage.py", *words], env=env, cwd=Path.cwd())


def check(layout: Layout) -> int:
    _make_var(layout)
    folder = layout.var / "test"
    install.prepare_folder(folder)
    install.ensure_packages(layout, "dev", say)
    install.ensure_packages(layout, "lint", say)
    with database(layout, os.environ, folder=folder, durable=False) as base:
        return checks.check(layout, environment(layout, base.urls, os.environ, folder=folder), say)


def _make_var(layout: Layout) -> None:
    install.prepare_folder(layout.var)


def _install(layout: Layout, tell: install.Say) -> None:
    install.ensure_packages(layout, "dev", tell)
    install.ensure_libraries(tell, with_browser=False)


@contextlib.contextmanager
def database(
    layout: Layout, environ: Mapping[str, str], *, folder: Path | None = None, durable: bool = True
) -> Iterator[Database]:
    """The database for both roles: the caller's own, or the embedded one, now running."""
    given = read_database_urls(environ)
    if given:
        yield Database(given, has_died=lambda: False)
        return
    folder = folder or layout.var
    with devdb.Cluster(folder / "pg", venv=layout.venv, log=folder / "logs" / "postgres.log", durable=durable) as own:
        yield Database(own.urls(), own.has_died)


def _take(handle: int, kind: int) -> bool:
    """Take a lock, or not; somebody who is only looking whether it is held gets a moment to let go."""
    for _ in range(5):
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
            return True
        time.sleep(0.05)
    return False


@contextlib.contextmanager
def _only_one(path: Path, complaint: str, note: str = "") -> Iterator[None]:
    """Hold a lock while we work; the kernel drops it however we end, so no stale lock can stand in the way."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if not _take(handle, fcntl.LOCK_EX):
            raise Trouble(complaint.format(note=os.pread(handle, 200, 0).decode().strip() or "now"))
        os.ftruncate(handle, 0)
        os.pwrite(handle, note.encode(), 0)
        yield
    finally:
        os.close(handle)


def run_lock(layout: Layout, address: str) -> contextlib.AbstractContextManager[None]:
    complaint = (
        f"The platform already runs with the data folder {layout.short(layout.var)}: {{note}}."
        " For a second copy choose another folder and port: VAR=… PORT=… python3 run.py"
    )
    return _only_one(layout.var / "run.lock", complaint, f"{address} (process {os.getpid()})")


def test_lock(layout: Layout) -> contextlib.AbstractContextManager[None]:
    complaint = f"Tests already run with the data folder {layout.short(layout.var)}. For a second run: VAR=…"
    return _only_one(layout.var / "test.lock", complaint)


def is_running(layout: Layout) -> bool:
    """Whether the platform runs on this data folder just now."""
    handle = os.open(layout.var / "run.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        return not _take(handle, fcntl.LOCK_SH)
    finally:
        os.close(handle)


def check_port(port: int, *, patience: float = 2.0) -> None:
    """The port must be free; a server that is just ending gets two seconds."""
    deadline = time.monotonic() + patience
    while True:
        with socket.socket() as door:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                door.bind(("127.0.0.1", port))
            except PermissionError:
                raise Trouble(f"Port {port} is for root alone. Choose another: PORT=8000 python3 run.py") from None
            except OSError:
                if time.monotonic() > deadline:
                    raise Trouble(
                        f"Port {port} is taken by another program. Choose another: PORT={port + 1} python3 run.py"
                    ) from None
                time.sleep(0.2)
                continue
        return


def start_web(layout: Layout, env: Mapping[str, str], port: int) -> processes.Child:
    command = [
        *(layout.python, "-m", "gunicorn", "upr_platform.wsgi:application", "--bind", f"127.0.0.1:{port}"),
        *("--worker-class", "gthread", "--workers", "2", "--threads", "8", "--preload", "--no-control-socket"),
        *("--timeout", "120", "--graceful-timeout", "8", "--limit-request-line", "8190"),
    ]
    return processes.start("web server", command, env=env, cwd=layout.root, log=layout.logs / "web.log")


def start_worker(layout: Layout, env: Mapping[str, str]) -> processes.Child:
    """The worker, with the scheduler inside."""
    command = [
        *(layout.python, "-m", "celery", "--app", "upr_platform.celery:app", "worker", "--beat"),
        *("--schedule", layout.var / "schedule", "--pool", "threads", "--concurrency", "2"),
        *("--without-gossip", "--without-mingle", "--loglevel", "INFO"),
    ]
    return processes.start("worker", command, env=env, cwd=layout.root, log=layout.logs / "worker.log")


def wait_for_answer(children: Sequence[processes.Child], url: str) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + SECONDS_TO_ANSWER
    while time.monotonic() < deadline:
        complain_of_dead(children)
        with contextlib.suppress(OSError), opener.open(url, timeout=5):
            return
        time.sleep(0.1)
    raise Trouble(f"The web server does not answer; see {children[0].log}", status=FAILED)


def complain_of_dead(children: Sequence[processes.Child]) -> None:
    for child in children:
        if not child.is_running:
            raise Trouble(f"The {child.name} ended by itself; its log says why: {child.log}", status=FAILED)


def watch(layout: Layout, env: Mapping[str, str], children: list[processes.Child], base: Database) -> None:
    """Pages need no worker: one that ends is started anew, unless it ends again and again."""
    ends: list[float] = []
    while True:
        web, worker = children
        ends = [at for at in ends if time.monotonic() - at < SECONDS_OF_ENDS]
        if not worker.is_running and len(ends) < MOST_ENDS:
            ends.append(time.monotonic())
            processes.end_all([worker])
            say(f"The worker ended by itself and is started again; its log says why: {worker.log}")
            children[:] = [web, start_worker(layout, env)]
        complain_of_dead(children)
        if base.has_died():
            log = layout.logs / "postgres.log"
            raise Trouble(f"The database ended by itself; its log says why: {log}", status=FAILED)
        time.sleep(0.5)


def say_hello(layout: Layout, address: str, log_ins: Sequence[str]) -> None:
    say(f"The platform runs: {address}")
    if log_ins:
        say("Log-ins of the demonstration, an invented State, for this computer alone:")
    for line in log_ins:
        say(line)
    say(f"Mail is written to {layout.short(layout.var / 'mail')}, logs to {layout.short(layout.logs)}. Ctrl-C stops.")
