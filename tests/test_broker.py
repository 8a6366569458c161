"""A real worker behind a real broker: the filesystem of the embedded default, and Redis as in production."""

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from celery import Celery
from django.conf import settings
from django.db import connection
from django.utils import timezone
from kombu import Connection

from implementation.models import MidTermReport
from tests.factories import AT, make_recommendation

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def database_url(role):
    """The address of the test database for a process of its own."""
    name = connection.settings_dict
    host, port = quote(name["HOST"], safe=""), name["PORT"]
    secret = f":{quote(name['PASSWORD'], safe='')}" if name["PASSWORD"] else ""
    return f"postgresql://{role['USER']}{secret}@{host}{f':{port}' if port else ''}/{name['NAME']}"


def files(path):
    """Address and options of an empty broker of files."""
    for name in ("queue", "control"):
        (path / name).mkdir()
    folder = str(path / "queue")
    options = {"data_folder_in": folder, "data_folder_out": folder, "control_folder": str(path / "control")}
    return "filesystem://localhost", options


@pytest.fixture(params=["filesystem", "redis"])
def broker(request, tmp_path):
    """Address and options of an empty broker."""
    if request.param == "redis":
        return request.getfixturevalue("redis_url"), {}
    return files(tmp_path)


@pytest.fixture
def start_worker(broker, tmp_path):
    """Starts the worker of the platform, as run.py does, on the test database."""
    workers = []
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "upr_platform.settings",
        "CELERY_BROKER_URL": broker[0],
        "BROKER_DIR": str(tmp_path),
        "MEDIA_ROOT": str(tmp_path / "media"),
        "DATABASE_URL": database_url(connection.settings_dict),
    }

    def start():
        command = [sys.executable, "-m", "celery", "--app", "upr_platform.celery:app", "worker", "--pool", "threads"]
        command += ["--concurrency", "1", "--without-gossip", "--without-mingle"]
        with (tmp_path / "worker.log").open("ab") as log:
            worker = subprocess.Popen(command, env=environment, cwd=settings.BASE_DIR, stdout=log, stderr=log)
        workers.append(worker)
        return worker

    yield start
    for worker in workers:
        worker.kill()
        worker.wait()


def send(broker, name, **words):
    url, options = broker
    # The connection is given, since Celery would take CELERY_BROKER_URL of the environment first.
    with Celery("client", set_as_current=False) as client, Connection(url, transport_options=options) as link:
        client.send_task(name, kwargs=words, connection=link, ignore_result=True)


def wait_for(condition, log, seconds=90):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return
        time.sleep(0.1)
    pytest.fail(f"Nothing happened in {seconds} s:\n{Path(log).read_text()[-3000:]}")


@pytest.fixture
def report(workspace, amina):
    for item in range(1, 61):
        make_recommendation(workspace.review, item=item)
    return MidTermReport.objects.create(
        workspace=workspace, language="fr", file_format="docx", created_at=AT, created_by=amina
    )


def status_of(report):
    report.refresh_from_db()
    return report.status


def test_report_goes_through_the_broker(broker, start_worker, report, tmp_path):
    start_worker()

    send(broker, "implementation.make_report", report_id=str(report.pk))

    wait_for(lambda: status_of(report) == "done", tmp_path / "worker.log")
    assert (report.progress, report.attempts) == (100, 1)
    assert (tmp_path / "media" / report.file.name).read_bytes()[:2] == b"PK"


def test_report_of_a_killed_worker_is_made_once(broker, start_worker, report, tmp_path):
    MidTermReport.objects.filter(pk=report.pk).update(file_format="pdf")
    worker = start_worker()
    send(broker, "implementation.make_report", report_id=str(report.pk))
    wait_for(lambda: status_of(report) == "running", tmp_path / "worker.log")

    worker.send_signal(signal.SIGKILL)
    worker.wait()
    assert status_of(report) == "running"
    MidTermReport.objects.filter(pk=report.pk).update(leased_until=timezone.now() - timedelta(seconds=1))
    start_worker()
    send(broker, "implementation.take_up_reports")
    send(broker, "implementation.take_up_reports")

    wait_for(lambda: status_of(report) == "done", tmp_path / "worker.log")
    assert report.attempts == 2
    assert len(list((tmp_path / "media" / "reports").iterdir())) == 1


@pytest.mark.parametrize("broker", ["filesystem"], indirect=True)
def test_messages_that_cannot_be_read_end_no_worker(broker, start_worker, report, tmp_path):
    (tmp_path / "control" / "celery.exchange").write_text("")
    for number, words in enumerate(["", "{", "nothing"]):
        (tmp_path / "queue" / f"{number}_cut.celery.msg").write_text(words)
    worker = start_worker()
    log = tmp_path / "worker.log"
    wait_for(lambda: log.read_text().count("could not be read, and was dropped") == 3, log)

    send(broker, "implementation.make_report", report_id=str(report.pk))

    wait_for(lambda: status_of(report) == "done", log)
    assert worker.poll() is None
    assert "is made anew" in log.read_text()
    assert list((tmp_path / "queue").iterdir()) == []


def test_a_message_is_seen_whole_or_not_at_all(tmp_path):
    """Two threads: what one writes, the other looks for as fast as it can."""
    url, options = files(tmp_path)
    seen = []
    is_over = threading.Event()

    def look():
        while not is_over.is_set():
            seen.extend(path.stat().st_size for path in list((tmp_path / "queue").glob("*.msg")) if path.exists())

    with Connection(url, transport_options=options) as link, ThreadPoolExecutor(1) as pool:
        looking = pool.submit(look)
        queue = link.SimpleQueue("seen")
        for _ in range(200):
            queue.put({"words": "x" * 1000})
        is_over.set()
        looking.result()
        got = [queue.get(timeout=1) for _ in range(200)]
        for message in got:
            message.ack()

    assert seen
    assert min(seen) > 1000
    assert {message.payload["words"] for message in got} == {"x" * 1000}
