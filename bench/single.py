"""What is measured one at a time, files and single answers; and what lists take while files are fetched."""

import http.client
import statistics
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from bench.load import Figures, Series, put_load
from bench.servers import Server

_MEGABYTE = 1024 * 1024
SECONDS = 4


@dataclass(frozen=True)
class Download:
    """Seconds, seconds until the first byte, megabytes, recommendations, megabytes by which the server grew."""

    seconds: float
    first: float
    size: float
    rows: int
    growth: float

    @property
    def rate(self) -> float:
        return self.rows / self.seconds


def middle_download(server: Server, path: str, rows: int, times: int = 3) -> Download:
    """Of each figure the one in the middle; of the memory the most."""
    taken = [download(server, path, rows) for _ in range(times)]
    seconds, first = (statistics.median(getattr(one, name) for one in taken) for name in ("seconds", "first"))
    return Download(seconds, first, taken[0].size, rows, max(one.growth for one in taken))


def download(server: Server, path: str, rows: int) -> Download:
    """Read one file of so many recommendations and watch the memory of the server's processes while it comes."""
    before = _memory(server, "VmRSS")
    _reset_peaks(server)
    connection = http.client.HTTPConnection(urlsplit(server.base).netloc, timeout=900)
    start = time.perf_counter()
    connection.request("GET", path)
    answer = connection.getresponse()
    if answer.status != http.client.OK:
        raise SystemExit(f"{server.name}{path}: {answer.status}")
    size = len(answer.read(1))
    first = time.perf_counter() - start
    lines = 0
    while block := answer.read(1 << 20):
        size += len(block)
        lines += block.count(b"\n")
    seconds = time.perf_counter() - start
    growth = _memory(server, "VmHWM") - before
    # One line each, and one of headings in a table; JSON in one piece has no lines.
    if lines not in (0, rows, rows + 1):
        raise SystemExit(f"{server.name}{path} has {lines} lines, not {rows} recommendations.")
    return Download(seconds, first, size / _MEGABYTE, rows, max(0.0, growth))


def slowed_by_files(server: Server, path: str, lists: Series, files: int = 8) -> tuple[Figures, Figures]:
    """A load of lists alone, and beside so many clients that fetch a file again and again."""
    put_load(lists, SECONDS)
    alone = put_load(lists, SECONDS)
    is_over = threading.Event()

    def fetch_files() -> None:
        while not is_over.is_set():
            download_time(server, path)

    fetching = [threading.Thread(target=fetch_files) for _ in range(files)]
    for one in fetching:
        one.start()
    beside = put_load(lists, SECONDS)
    is_over.set()
    for one in fetching:
        one.join()
    return alone, beside


def middle_time(server: Server, paths: Iterable[str]) -> float:
    """The median of the seconds that each of these takes, one after the other."""
    return statistics.median(download_time(server, path) for path in paths)


def download_time(server: Server, path: str) -> float:
    connection = http.client.HTTPConnection(urlsplit(server.base).netloc, timeout=900)
    start = time.perf_counter()
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    answer.read()
    if answer.status != http.client.OK:
        raise SystemExit(f"{server.name}{path}: {answer.status}")
    return time.perf_counter() - start


def _processes(server: Server) -> list[Path]:
    """The server's own process and its workers."""
    pid = server.child.process.pid
    workers = Path(f"/proc/{pid}/task/{pid}/children")
    names = [str(pid), *(workers.read_text().split() if workers.exists() else [])]
    return [Path("/proc") / name for name in names]


def _memory(server: Server, field: str) -> float:
    """Megabytes in all processes of the server; 0 where the system does not tell."""
    found = 0
    for process in _processes(server):
        status = process / "status"
        lines = status.read_text().splitlines() if status.exists() else []
        found += sum(int(line.split()[1]) for line in lines if line.startswith(f"{field}:"))
    return found / 1024


def _reset_peaks(server: Server) -> None:
    for process in _processes(server):
        peaks = process / "clear_refs"
        if peaks.exists():
            peaks.write_text("5")
