"""The Python environment and the native libraries: what has to be there before anything starts."""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import hashlib
import importlib.util
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tools import processes
from tools.console import FAILED, Trouble
from tools.layout import Layout, make_private

Say = Callable[[str], None]

MEGABYTE = 1024 * 1024
# 600 MB of packages and their downloads; a cluster and its write-ahead log.
NEEDED_FOR_PACKAGES = 700
NEEDED_FOR_DATA = 150

# Debian's package for each library. WeasyPrint cannot make a PDF without the first three.
PDF_LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
# The driver of the browser tests is a Node that wants it; a minimal Debian does not have it.
BROWSER_LIBRARIES = {"libatomic.so.1": "libatomic1"}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
NETWORK_SIGNS = (
    "NewConnectionError",
    "NameResolutionError",
    "Temporary failure in name resolution",
    "ConnectTimeout",
    "Connection refused",
    "ProxyError",
    "Network is unreachable",
)


def check_space(folder: Path, megabytes: int) -> None:
    """Refuse before the work, in one line, rather than in the middle of it."""
    there = next(path for path in (folder, *folder.parents) if path.exists())
    free = shutil.disk_usage(there).free // MEGABYTE
    if free < megabytes:
        raise Trouble(f"The disk is too full: {free} MB are free in {there}, {megabytes} MB are needed.")


def ensure_packages(layout: Layout, lock: str, say: Say) -> None:
    """Install `requirements/<lock>.txt` with its hashes, if this environment has not got exactly that."""
    if layout.venv_is_given:
        if not layout.python.exists():
            raise Trouble(f"UPR_VENV names {layout.venv}, and there is no bin/python in it.")
        return
    requirements = layout.root / "requirements" / f"{lock}.txt"
    wanted = _fingerprint(requirements)
    stamp = layout.venv / f"{lock}.installed"
    if _reads(stamp, wanted):
        return
    is_first = not (layout.venv / "pyvenv.cfg").exists()
    if is_first:
        check_space(layout.root, NEEDED_FOR_PACKAGES)
    layout.venv.mkdir(exist_ok=True)
    with locked(layout.venv / "install.lock"):
        if _reads(stamp, wanted):
            return
        _make_venv(layout)
        say("Installing packages (first time only, about a minute)…" if is_first else "Installing changed packages…")
        _install(layout, requirements)
        stamp.write_text(wanted)


def _fingerprint(requirements: Path) -> str:
    version = ".".join(map(str, sys.version_info[:2]))
    return f"{version} {hashlib.sha256(requirements.read_bytes()).hexdigest()}\n"


def _reads(stamp: Path, wanted: str) -> bool:
    try:
        return stamp.read_text() == wanted
    except OSError:
        return False


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """One at a time: several commands, or copies, may share a folder."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _make_venv(layout: Layout) -> None:
    if _works(layout.python):
        return
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        raise Trouble("Python's venv module is missing. On Debian: apt-get install python3-venv")
    answer = processes.run_quietly([sys.executable, "-m", "venv", layout.venv])
    if answer.returncode:
        _refuse_full_disk(answer.stdout + answer.stderr)
        last = (answer.stderr or answer.stdout).strip().splitlines()[-1:]
        raise Trouble(f"The Python environment could not be made: {' '.join(last)}", status=FAILED)


def _works(python: Path) -> bool:
    """An environment whose Python went away with an update, or that was left half made, does not."""
    try:
        return processes.run_quietly([python, "-m", "pip", "--version"]).returncode == 0
    except OSError:
        return False


def _install(layout: Layout, requirements: Path) -> None:
    answer = processes.run_quietly(
        [layout.python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--retries=2",
         "--require-hashes", "--requirement", requirements]
    )  # fmt: skip
    if answer.returncode == 0:
        return
    report = answer.stdout + answer.stderr
    _refuse_full_disk(report)
    if any(sign in report for sign in NETWORK_SIGNS):
        raise Trouble("The packages could not be fetched: no way to the package index. Is this machine online?")
    errors = [line for line in report.splitlines() if line.startswith("ERROR")]
    log = layout.logs / "install.log"
    log.write_text(report)
    raise Trouble(f"Installing the packages failed: {errors[-1] if errors else 'see the log'} ({layout.short(log)})")


def _refuse_full_disk(report: str) -> None:
    if "No space left on device" in report or "Errno 28" in report:
        raise Trouble("The disk is full: make room, then start again.")


def missing_for_pdfs() -> list[str]:
    return [package for library, package in PDF_LIBRARIES.items() if not _loads(library)]


def missing_for_browser() -> list[str]:
    packages = [package for library, package in BROWSER_LIBRARIES.items() if not _loads(library)]
    return packages if any(map(shutil.which, BROWSERS)) else [*packages, "chromium"]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def ensure_libraries(say: Say, *, with_browser: bool) -> None:
    """Install the native libraries that are missing where we may, else say what will not work without them."""
    if sys.platform != "linux":
        return
    pdf, browser = missing_for_pdfs(), missing_for_browser() if with_browser else []
    if not pdf and not browser:
        return
    packages = [*pdf, *browser]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say(f"Installing system packages: {', '.join(packages)}…")
        _apt_get(packages)
        pdf, browser = missing_for_pdfs(), missing_for_browser() if with_browser else []
    line = "apt-get install -y --no-install-recommends"
    if pdf:
        say(f"PDFs will not work until somebody runs, as root: {line} {' '.join(pdf)}")
    if browser:
        say(f"Browser tests will not work until somebody runs, as root: {line} {' '.join(browser)}")


def _apt_get(packages: list[str]) -> None:
    """Best effort: what could not be installed is named afterwards."""
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"]
    processes.run_quietly([*apt, "update"], env=env)
    processes.run_quietly([*apt, "install", "-y", "--no-install-recommends", *packages], env=env)


def prepare_folder(folder: Path) -> None:
    """The data folder, with room for a database in it. Root keeps out of another's, who could not use it again."""
    if folder.exists() and folder.stat().st_uid != os.geteuid():
        raise Trouble(f"{folder} belongs to another user. Run this as that user, or choose another data folder: VAR=…")
    if not (folder / "pg").exists():
        check_space(folder, NEEDED_FOR_DATA)
    make_private(folder)
