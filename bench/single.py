"""What is measured one at a time: files, the dashboard, pages for people."""

import http.client
import statistics
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from bench.servers import Server

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Download:
    """Seconds, seconds until the first byte, megabytes, and by how much the server's memory grew in megabytes."""

    seconds: float
    first: float
    size: float
    growth: float


def download(server: Server, path: str) -> Download:
    """Read one whole file and watch the memory of the server's processes while it comes."""
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
    while block := answer.read(1 << 20):
        size += len(block)
    seconds = time.perf_counter() - start
    growth = _memory(server, "VmHWM") - before
    return Download(seconds, first, size / _MEGABYTE, max(0.0, growth))


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
