"""The servers that stand side by side, each with two processes, and the addresses they answer."""

import contextlib
import os
import socket
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tools import processes

ROOT = Path(__file__).resolve().parent.parent
SECONDS_TO_START = 60
# As often as a benchmark asks; the throttle counts all the same.
RATE = "1000000/s"


@dataclass(frozen=True)
class Server:
    """A running server."""

    name: str
    base: str
    child: processes.Child


def _gunicorn(application: str) -> list[str]:
    words = f"-m gunicorn {application} --worker-class gthread --workers 2 --threads 8 --preload --no-control-socket"
    return [sys.executable, *words.split(), "--timeout", "300"]


def _uvicorn(application: str, loop: str, http: str) -> list[str]:
    return [sys.executable, "-m", "bench.asgi", application, loop, http]


COMMANDS = {
    "platform": (_gunicorn("upr_platform.wsgi:application"), {"API_RATE": RATE, "DEBUG": "0"}),
    "plain": (
        _gunicorn("bench.plain_wsgi:application"),
        {"DJANGO_SETTINGS_MODULE": "bench.plain_settings", "DEBUG": "0"},
    ),
    # With the loop and the parser that Datasette's own installation brings.
    "datasette": (_uvicorn("bench.lite:application", "asyncio", "h11"), {}),
    # With the fastest that there are.
    "raw": (_uvicorn("bench.raw:app", "uvloop", "httptools"), {}),
}


@contextlib.contextmanager
def side_by_side(names: list[str], env: Mapping[str, str], logs: Path) -> Iterator[dict[str, Server]]:
    """All the servers, up and answering; ended afterwards."""
    logs.mkdir(parents=True, exist_ok=True)
    running: dict[str, Server] = {}
    try:
        for name in names:
            running[name] = _start(name, env, logs)
        for server in running.values():
            _wait(server)
        yield running
    finally:
        processes.end_all(server.child for server in running.values())


def _start(name: str, env: Mapping[str, str], logs: Path) -> Server:
    command, more = COMMANDS[name]
    port = _free_port()
    where = ["--bind", f"127.0.0.1:{port}"] if "gunicorn" in command else [str(port)]
    child = processes.start(
        name, [*command, *where], env={**os.environ, **env, **more}, cwd=ROOT, log=logs / f"{name}.log"
    )
    return Server(name, f"http://127.0.0.1:{port}", child)


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def _wait(server: Server) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and server.child.is_running:
        host, _, port = server.base.removeprefix("http://").partition(":")
        with contextlib.suppress(OSError), socket.create_connection((host, int(port)), 1):
            return
        time.sleep(0.1)
    raise SystemExit(f"{server.name} does not answer; see {server.child.log}")


def fetch(url: str, headers: Mapping[str, str] | None = None) -> tuple[bytes, Mapping[str, str]]:
    """The body and the headers of one answer."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(urllib.request.Request(url, headers=dict(headers or {})), timeout=600) as answer:
        return answer.read(), dict(answer.headers)
