"""Starting programs, watching them, and ending every one of them."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from tools.console import Stopped

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
SECONDS_TO_END = 20
# `timeout` and `make` deliver one and the same SIGTERM twice; only a later one is somebody's impatience.
ECHO_SECONDS = 1.0
LOG_LIMIT = 5 * 1024 * 1024
PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None
_stopped_at = 0.0
_hurry = False


@dataclass
class Child:
    """A program that runs beside us, in a process group of its own."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def is_running(self) -> bool:
        return self.process.poll() is None


def stop_on_signals() -> None:
    """From here on the first Ctrl-C or SIGTERM raises `Stopped`; a second one only makes the ending quicker."""
    for signum in STOP_SIGNALS:
        if signum is signal.SIGHUP and signal.getsignal(signum) is signal.SIG_IGN:
            continue  # nohup
        signal.signal(signum, _raise_stopped)


def _raise_stopped(signum: int, _frame: FrameType | None) -> None:
    global _stopped_at
    _stopped_at = time.monotonic()
    for other in STOP_SIGNALS:
        signal.signal(other, _be_quick)
    raise Stopped(signum)


def _be_quick(_signum: int, _frame: FrameType | None) -> None:
    global _hurry
    _hurry = _hurry or time.monotonic() - _stopped_at > ECHO_SECONDS


def _die_with_parent() -> None:
    """In the child: ask the kernel for SIGTERM should the launcher be killed outright (Linux)."""
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def open_log(path: Path) -> int:
    """A log to append to, for its owner alone; a long one is put aside first."""
    if path.exists() and path.stat().st_size > LOG_LIMIT:
        path.replace(path.with_suffix(".old.log"))
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)


def start(name: str, command: Sequence[str | Path], *, env: Mapping[str, str], cwd: Path, log: Path) -> Child:
    output = open_log(log)
    try:
        process = subprocess.Popen(
            command,
            env=env,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            preexec_fn=_die_with_parent,
        )
    finally:
        os.close(output)
    return Child(name, process, log)


def end_all(children: Iterable[Child], *, seconds: float = SECONDS_TO_END) -> None:
    """Ask each program to end, wait, then take its whole process group away."""
    children = list(children)
    for child in children:
        if child.is_running:
            child.process.terminate()
    deadline = time.monotonic() + seconds
    while any(child.is_running for child in children) and time.monotonic() < deadline and not _hurry:
        time.sleep(0.05)
    for child in children:
        kill_group(child.process.pid)
        child.process.wait()


def kill_group(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def run_quietly(
    command: Sequence[str | Path], *, env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a helper to its end and keep what it writes. If we are stopped meanwhile, it goes with us."""
    process = subprocess.Popen(
        command,
        env=env,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        start_new_session=True,
        preexec_fn=_die_with_parent,
    )
    try:
        output, errors = process.communicate()
    except BaseException:
        kill_group(process.pid)
        process.wait()
        raise
    return subprocess.CompletedProcess(command, process.returncode, output, errors)


def run_in_front(
    command: Sequence[str | Path], *, env: Mapping[str, str], cwd: Path, gentle: int = signal.SIGTERM
) -> int:
    """Run a command that has our input and output, and hand on the signals that we get.

    In front of a terminal it stays in our process group, since Ctrl-C reaches it there by itself;
    anywhere else it gets a group of its own, of which nothing is left behind.
    """
    shares_terminal = _is_in_front_of_terminal()
    process = subprocess.Popen(command, env=env, cwd=cwd, process_group=None if shares_terminal else 0)
    told_at: list[float] = []

    def pass_on(signum: int, _frame: FrameType | None) -> None:
        if told_at and time.monotonic() - told_at[-1] < ECHO_SECONDS:
            return
        told_at.append(time.monotonic())
        if not (shares_terminal and signum == signal.SIGINT):
            process.send_signal(signal.SIGINT if signum == signal.SIGINT else gentle)

    with _signals_go_to(pass_on):
        while process.poll() is None:
            if told_at and not shares_terminal and time.monotonic() - told_at[0] > SECONDS_TO_END:
                kill_group(process.pid)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=0.2)
    if not shares_terminal:
        kill_group(process.pid)
    return process.returncode if process.returncode >= 0 else 128 - process.returncode


@contextlib.contextmanager
def _signals_go_to(handler: object) -> Iterator[None]:
    before = {signum: signal.signal(signum, handler) for signum in STOP_SIGNALS}  # type: ignore[arg-type]
    try:
        yield
    finally:
        for signum, old in before.items():
            signal.signal(signum, old)


def _is_in_front_of_terminal() -> bool:
    try:
        return os.tcgetpgrp(0) == os.getpgrp()
    except OSError:
        return False
