"""The Celery application: worker and scheduler start from here."""

import os
from typing import Any

from celery import Celery
from celery.signals import after_setup_logger, after_setup_task_logger, worker_init
from kombu.transport import TRANSPORT_ALIASES

from common.redaction import make_safe

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "upr_platform.settings")

TRANSPORT_ALIASES["filesystem"] = "upr_platform.file_broker:Transport"
app = Celery("upr_platform")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@after_setup_logger.connect
@after_setup_task_logger.connect
def write_safely(logger: Any, **rest: Any) -> None:
    """Celery brings handlers of its own."""
    make_safe(logger.name)


@worker_init.connect
def look_after_the_broker(**rest: Any) -> None:
    """Where it is a server that may be away."""
    from django.conf import settings  # noqa: PLC0415 set up by now

    from reminders.without_broker import watch  # noqa: PLC0415

    if not settings.CELERY_BROKER_URL.startswith("filesystem"):
        watch(app)
