"""What the verbs and the kinds of rows of the audit trail are called. Each app brings its own in ``audit_words``."""

from functools import cache
from importlib import import_module
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.module_loading import module_has_submodule
from django.utils.translation import pgettext_lazy

VERBS = {
    "create": pgettext_lazy("audit trail", "made"),
    "change": pgettext_lazy("audit trail", "changed"),
    "delete": pgettext_lazy("audit trail", "deleted"),
    "export": pgettext_lazy("audit trail", "took a file of it"),
    "download": pgettext_lazy("audit trail", "downloaded"),
}


@cache
def all_words() -> tuple[dict[str, Any], dict[str, Any]]:
    """The verbs of every app; its kinds of rows, and those of their fields that forms name too long."""
    verbs: dict[str, Any] = dict(VERBS)
    kinds: dict[str, Any] = {}
    for config in apps.get_app_configs():
        if config.name != "common" and config.module and module_has_submodule(config.module, "audit_words"):
            words = import_module(f"{config.name}.audit_words")
            verbs |= words.VERBS
            kinds |= words.KINDS
    return verbs, kinds


def verb_words(verb: str) -> str:
    """What was done. A verb of an older version that nobody knows any more stays as it is."""
    return str(all_words()[0].get(verb) or verb.replace("_", " "))


def kind_words(label: str) -> str:
    """To what kind of row."""
    return str(all_words()[1].get(label) or label)


def field_words(label: str, name: str) -> str:
    """The name of a field: a short one, as its forms have it, or as it is stored."""
    if short := all_words()[1].get(f"{label}.{name}"):
        return str(short)
    try:
        field = apps.get_model(label)._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return name.replace("_", " ")
    return str(getattr(field, "verbose_name", name.replace("_", " ")))
