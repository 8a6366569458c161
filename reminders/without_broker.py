"""While the broker is away nobody wakes the worker: then it looks for reminders by itself."""

import logging
import subprocess
import sys
import threading
import time

from celery import Celery
from django.conf import settings
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)
SECONDS_OF_A_RUN = 300


def watch(app: Celery) -> None:
    """Look after the broker in the background for as long as the worker lives."""
    threading.Thread(target=_watch, args=(app,), name="without-broker", daemon=True).start()


def _watch(app: Celery) -> None:
    while True:
        time.sleep(2 * settings.WAKE_SECONDS)
        if not _answers(app):
            # A process of its own: the worker may be just forking, and its pool is not ours.
            command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "deliver_reminders"]
            logger.warning("The broker is away; reminders are looked for without it")
            try:
                # Our own program, and nothing of anybody else in its words.
                subprocess.run(command, capture_output=True, check=True, timeout=SECONDS_OF_A_RUN)  # noqa: S603
            except subprocess.SubprocessError as error:
                logger.warning("They could not be delivered: %s", type(error).__name__)


def _answers(app: Celery) -> bool:
    try:
        with app.connection_for_write() as connection:
            connection.ensure_connection(max_retries=1, interval_start=0, interval_step=0, timeout=5)
    except OperationalError:
        return False
    return True
