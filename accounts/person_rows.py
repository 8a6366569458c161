"""Every row that names a person, and what becomes of it with the account. Each app says so in ``people_gone``."""

from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from importlib import import_module
from typing import Any

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import module_has_submodule

from accounts.models import User


class Fate(StrEnum):
    """What becomes of a row, or of what it says of a person."""

    # It is one person's alone: it goes with them.
    GOES = "GOES"
    # Something a person had in hand: it is nobody's until somebody takes it.
    FREED = "FREED"
    # Work of the organisations: it stays, by "a former member".
    STAYS = "STAYS"


@cache
def fates() -> dict[Any, Fate]:
    """What becomes of each field that names a person; one that nobody decided, or that is no more, is refused."""
    fields = {(field.model._meta.label, field.name): field for field in fields_naming_people()}
    decided = dict(_decided())
    if odd := fields.keys() ^ decided.keys():
        raise ImproperlyConfigured(f"What becomes of them with an account? {sorted(odd)}")
    return {field: decided[key] for key, field in fields.items()}


def fields_naming_people() -> Iterator[Any]:
    """Whether or not there is a name back from the person, of this project and of the packages it stands on."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_concrete_fields:
            if field.is_relation and field.related_model is User:
                yield field


def _decided() -> Iterator[tuple[tuple[str, str], Fate]]:
    for config in apps.get_app_configs():
        if config.module and module_has_submodule(config.module, "people_gone"):
            table = import_module(f"{config.name}.people_gone")
            for fate in Fate:
                for label, names in getattr(table, fate, {}).items():
                    yield from (((label, name), fate) for name in names.split())
