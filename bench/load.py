"""How many requests a server answers in a second, and how long each takes, with eight connections open."""

import http.client
import json
import math
import os
import random
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

CONNECTIONS = 8
FEW, SECONDS_FOR_SLOW = 20, 8


@dataclass(frozen=True)
class Figures:
    """Requests a second, milliseconds, bytes of an answer, and answers that were no answers."""

    rate: float
    p50: float
    p95: float
    bytes: float
    wrong: int = 0


@dataclass(frozen=True)
class Series:
    """What is asked of one server: any of the addresses, each with its ETag; ``once``: no address twice."""

    base: str
    paths: tuple[tuple[str, str], ...]
    once: bool = False


def median(rounds: list[Figures]) -> Figures:
    """Of each figure the one in the middle."""
    names = ("rate", "p50", "p95", "bytes")
    rate, p50, p95, size = (statistics.median(getattr(each, name) for each in rounds) for name in names)
    return Figures(rate, p50, p95, size, wrong=sum(each.wrong for each in rounds))


def put_load(series: Series, seconds: float) -> Figures:
    """Ask for so long and count: by wrk where it is installed, else by threads of our own, which are slower."""
    return (_by_wrk if shutil.which("wrk") else _by_threads)(series, seconds)


def measured_load(series: Series, seconds: float) -> Figures:
    """The same for figures that are told: a server that has hardly answered by then is asked for longer."""
    found = put_load(series, seconds)
    is_slow = found.rate * seconds < FEW and seconds < SECONDS_FOR_SLOW
    return put_load(series, SECONDS_FOR_SLOW) if is_slow else found


def _by_wrk(series: Series, seconds: float) -> Figures:
    with tempfile.NamedTemporaryFile("w", suffix=".paths") as file:
        file.write("".join(f"{path}\t{tag}\n" for path, tag in series.paths))
        file.flush()
        once = f"{time.time_ns()}-" if series.once else ""
        env = {**os.environ, "BENCH_PATHS": file.name, "BENCH_ONCE": once}
        script = Path(__file__).with_name("load.lua")
        duration = f"{max(1, round(seconds))}s"
        answer = subprocess.run(
            ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{duration}", "--timeout", "60s", "-s", script, series.base],
            env=env, capture_output=True, text=True, check=True,
        )  # fmt: skip
    found = Figures(**json.loads(answer.stderr.splitlines()[-1]))
    return found if found.rate else replace(found, p50=math.inf, p95=math.inf)


def _by_threads(series: Series, seconds: float) -> Figures:
    times: list[float] = []
    sizes: list[int] = []
    wrong: list[int] = []
    until = time.monotonic() + seconds

    def ask() -> None:
        connection = http.client.HTTPConnection(urlsplit(series.base).netloc, timeout=60)
        while time.monotonic() < until:
            path, tag = random.choice(series.paths)
            if series.once:
                path += f"{'&' if '?' in path else '?'}format={time.monotonic_ns()}"
            start = time.perf_counter()
            connection.request(
                "GET", path, headers={"Accept-Encoding": "gzip"} | ({"If-None-Match": tag} if tag else {})
            )
            answer = connection.getresponse()
            sizes.append(len(answer.read()))
            times.append((time.perf_counter() - start) * 1000)
            wrong.append(answer.status >= 400)

    threads = [threading.Thread(target=ask) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times.sort()
    p95 = times[int(len(times) * 0.95)]
    return Figures(len(times) / seconds, statistics.median(times), p95, statistics.fmean(sizes), sum(wrong))
