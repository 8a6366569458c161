"""What somebody was to write in, or what they name there, was taken away in the same moment; or its key is taken."""

import logging
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError
from django.forms import BaseForm
from psycopg.errors import ForeignKeyViolation, UniqueViolation

_READING = ("GET", "HEAD", "OPTIONS")
_log = logging.getLogger(__name__)


class GoneMeanwhile(ObjectDoesNotExist):
    """The row was taken away while ``form`` was open over it: its words are given back."""

    def __init__(self, form: BaseForm) -> None:
        super().__init__(type(form).__name__)
        self.form = form


def is_gone(error: Exception, request: Any) -> bool:
    """Whether a row that ``request`` was to write in, or to name, was there when it came and is gone by now.

    Views look for what an address names and answer 404 themselves, forms look for what is chosen: what is not found
    past that went in between. It is noted all the same, since a mistake of ours would look like it.
    """
    is_missing = isinstance(error, ObjectDoesNotExist)
    is_unnamed = isinstance(error, IntegrityError) and isinstance(error.__cause__, ForeignKeyViolation)
    if request.method in _READING or not (is_missing or is_unnamed):
        return False
    _log.warning("%s %s: gone meanwhile", request.method, request.path, exc_info=error)
    return True


def is_taken(error: Exception, request: Any) -> bool:
    """Whether the key that came with ``request`` is that of a row which may not be seen, or not from here.

    A key is drawn for one form. Whoever sends one that is taken is answered as if it were any mistake: neither where
    it is taken nor by what. It is noted, since a mistake of ours would look like it.
    """
    cause = error.__cause__
    if request.method in _READING or not (isinstance(error, IntegrityError) and isinstance(cause, UniqueViolation)):
        return False
    if not (cause.diag.constraint_name or "").endswith("_pkey"):
        return False
    _log.warning("%s %s: the key is taken", request.method, request.path, exc_info=error)
    return True
