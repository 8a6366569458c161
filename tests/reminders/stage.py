"""The real programs of the drill, each of which can be killed outright and started again."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg

from tests.conftest import missing
from tests.reminders.sink import Sink
from tools.devdb import Cluster

ROOT = Path(__file__).resolve().parent.parent.parent
PYTHON = Path(sys.executable)
CELERY = (PYTHON, "-m", "celery", "--app", "upr_platform.celery:app")
WAKE_SECONDS = 2


class Program:
    """One program in a process group of its own."""

    def __init__(self, name, command, env, folder):
        self.name, self._command, self._env, self._log = name, command, env, folder / f"{name}.log"
        self.process = None

    def start(self):
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                [str(word) for word in self._command],
                env=self._env, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

    def kill(self):
        """As the kernel does when memory runs out: no goodbye, and the children go too."""
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None

    def peak(self):
        """The most memory that the program ever held, in megabytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) // 1024

    def log(self):
        return self._log.read_text(errors="replace")


class Stage:
    """An embedded PostgreSQL that keeps its promises, a broker, a mail server, a scheduler and a worker."""

    def __init__(self, folder, broker):
        self._folder, self._broker = folder, broker
        self.book = folder / "taken"
        self._venv = PYTHON.parent.parent
        self._cluster = Cluster(folder / "pg", venv=self._venv, log=folder / "postgres.log")

    def __enter__(self):
        for name in ("queue", "control"):
            (self._folder / name).mkdir()
        self._cluster.__enter__()
        try:
            self.urls = self._cluster.urls()
            port, redis_port = Sink.closed_port(), Sink.closed_port()
            url = f"redis://127.0.0.1:{redis_port}/0" if self._broker == "redis" else "filesystem://"
            self.env = os.environ | self.urls | self._settings(port, url)
            self._make_programs(port, redis_port)
            self.run("manage.py", "migrate", "--verbosity", "0")
        except BaseException:
            self._cluster.__exit__(None, None, None)
            raise
        return self

    def __exit__(self, *_problem):
        for program in (self.beat, self.worker, self.redis, self.sink):
            if program:
                program.kill()
        self._cluster.__exit__(None, None, None)

    def run(self, *words):
        subprocess.run([str(PYTHON), *words], env=self.env, cwd=ROOT, check=True, timeout=600)

    def start(self):
        for program in (self.sink, self.redis, self.worker, self.beat):
            if program:
                program.start()

    def ask(self, question, *values):
        """As the owner of the tables; patient while PostgreSQL gets up again."""
        end = time.monotonic() + 60
        while True:
            try:
                with psycopg.connect(self.urls["DATABASE_OWNER_URL"], autocommit=True) as connection:
                    return connection.execute(question, values).fetchone()[0]
            except psycopg.OperationalError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.2)

    def taken(self):
        """The Message-ID of every mail that the mail server said yes to."""
        return self.book.read_text().split() if self.book.exists() else []

    def crash_database(self):
        """Kill one of its processes outright: PostgreSQL ends all sessions and recovers from its log."""
        pid = self.ask(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " ORDER BY usename = 'upr_app' DESC, state = 'active' DESC, pid LIMIT 1"
        )
        os.kill(pid, signal.SIGKILL)

    def lose_messages(self):
        """The broker is gone with all it held: Redis is killed and starts empty, or the folder is emptied."""
        if self.redis:
            self.redis.kill()
            self.redis.start()
        else:
            for message in (self._folder / "queue").iterdir():
                message.unlink(missing_ok=True)

    def _settings(self, port, broker):
        return {
            "DJANGO_SETTINGS_MODULE": "upr_platform.settings",
            "SECRET_KEY": "only-for-the-drill-and-long-enough-to-be-taken-for-a-real-one-0123456789",
            "SECURE": "0",
            "PUBLIC_URL": "http://localhost/",
            "CELERY_BROKER_URL": broker,
            "BROKER_DIR": str(self._folder),
            "MEDIA_ROOT": str(self._folder / "media"),
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(port),
            "EMAIL_USE_TLS": "0",
            "WAKE_SECONDS": str(WAKE_SECONDS),
        }

    def _make_programs(self, port, redis_port):
        def program(name, *command):
            return Program(name, command, self.env, self._folder)

        self.sink = program("sink", PYTHON, ROOT / "tests" / "reminders" / "sink.py", port, self.book)
        words = ("--concurrency", "2", "--without-gossip", "--without-mingle", "--loglevel", "WARNING")
        self.worker = program("worker", *CELERY, "worker", "--pool", "threads", *words)
        schedule = self._folder / "schedule"
        self.beat = program("beat", *CELERY, "beat", "--schedule", schedule, "--pidfile", "", "--loglevel", "WARNING")
        self.redis = None
        if self._broker == "redis":
            server = shutil.which("redis-server") or missing("redis-server is not installed")
            self.redis = program("redis", server, "--port", redis_port, "--bind", "127.0.0.1", "--dir", self._folder)
