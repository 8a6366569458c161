"""What is done once a change is safely in the database, and may fail without undoing it."""

from collections.abc import Callable
from typing import Any

from django.db import transaction


def after_commit(call: Callable[..., Any], **words: Any) -> None:
    """Call ``call(**words)`` after the commit. Its failure goes to the log: the change stands all the same.

    Django names the call in that line of the log, which a ``partial`` has no name for.
    """

    def after() -> None:
        call(**words)

    after.__qualname__ = getattr(call, "__qualname__", type(call).__name__)
    transaction.on_commit(after, robust=True)
