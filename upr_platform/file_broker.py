"""The broker of one machine: each message a file, which is there whole or not at all.

As kombu writes and reads them, a message is seen while it is still empty, and after a power cut one may stay so; a
worker that meets such a file ends. What is lost with it is a call to look: the work itself waits in the database.
"""

import logging
import uuid
from pathlib import Path
from time import monotonic
from typing import Any

from kombu.transport import filesystem
from kombu.utils.json import dumps

log = logging.getLogger(__name__)


class Channel(filesystem.Channel):
    """Messages are written beside the queue and put into it by their name; those that cannot be read are dropped."""

    def _put(self, queue: str, payload: Any, **rest: Any) -> None:  # type: ignore[override]
        # Its two bases name the second word differently.
        name = f"{round(monotonic() * 1000)}_{uuid.uuid4()}.{queue}.msg"
        # No queue has messages of this name.
        part = Path(self.data_folder_out, f"{name}.part")
        part.write_text(dumps(payload), encoding="utf-8")
        part.rename(part.with_name(name))

    def _get(self, queue: str, *rest: Any, **named: Any) -> Any:
        while True:
            try:
                return super()._get(queue, *rest, **named)
            except ValueError:
                # It is out of the queue by now.
                log.warning("A message of the queue “%s” could not be read, and was dropped.", queue)

    def _queue_bind(self, exchange: str, *rest: Any) -> None:
        try:
            super()._queue_bind(exchange, *rest)
        except ValueError:
            log.warning("The list of the queues of “%s” could not be read, and is made anew.", exchange)
            Path(self.control_folder, f"{exchange}.exchange").unlink(missing_ok=True)
            super()._queue_bind(exchange, *rest)


class Transport(filesystem.Transport):
    """Stands for ``filesystem://`` (``upr_platform.celery``)."""

    Channel = Channel
