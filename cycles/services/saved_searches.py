"""Searches that people keep."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from cycles.models import SavedSearch

MAX_PER_PERSON = 200


class NameTaken(Exception):
    """The person keeps another search under this name."""


class TooManySearches(Exception):
    """The person keeps as many searches as anybody may."""


def keep_search(*, name: str, query: str, by: Any, at: datetime) -> SavedSearch:
    """Keep the search (the query of its address) under a name; the same name again replaces what it stood for."""
    mine = SavedSearch.objects.filter(user=by)
    if mine.count() >= MAX_PER_PERSON and not mine.filter(name=name).exists():
        raise TooManySearches
    return mine.update_or_create(user=by, name=name, defaults={"query": query, "created_at": at})[0]


def rename_search(*, search: SavedSearch, name: str) -> None:
    """Give the search another name. Raises NameTaken."""
    search.name = name
    try:
        with transaction.atomic():
            search.save(update_fields=["name"])
    except IntegrityError as error:
        raise NameTaken from error
