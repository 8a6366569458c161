"""What somebody sent with a form, each under the label under which they typed it."""

import inspect
import types
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest
from django.utils.translation import gettext as _

# Never shown again, whoever posted them.
SECRET_FIELDS = ("password", "code", "csrfmiddlewaretoken", "token")


@dataclass(frozen=True)
class Sent:
    """One value of a form: the name of its field, its label in the reader's language, and what was typed."""

    name: str
    label: str
    value: str

    @property
    def is_typed(self) -> bool:
        """Keys, days, codes and ticks have neither a blank nor a letter beyond ASCII."""
        return not self.value.isascii() or " " in self.value.strip()


def sent_with(request: HttpRequest) -> list[Sent]:
    """What a request posted, without secrets, under the labels of the form that its view reads."""
    sent = [(name, value) for name, values in request.POST.lists() for value in values]
    sent = [(name, value) for name, value in sent if not name.startswith(SECRET_FIELDS)]
    forms = _forms_of(request, {name for name, _value in sent})
    return [Sent(name, _label(name, forms), value) for name, value in sent]


def sent_in(form: BaseForm) -> list[Sent]:
    """The same of a form that is there."""
    fields = [field for field in form.visible_fields() if isinstance(field.data, str)]
    return [Sent(field.html_name, str(field.label), field.data) for field in fields]


def _label(name: str, forms: list[Any]) -> str:
    """What the nearest form with such a field calls it; words of ours where none says it."""
    # Of several forms on a page each has its prefix before a hyphen.
    for known in (name, name.rpartition("-")[2]):
        labels = (form.base_fields[known].label for form in forms if known in form.base_fields)
        if found := next(filter(None, labels), None):
            return str(found)
    return _("What you wrote")


def _forms_of(request: HttpRequest, names: set[str]) -> list[Any]:
    """The forms that the view may read: the one with most of these fields first, of equals one that the view names."""
    match = request.resolver_match
    if match is None:
        return []
    view: Any = inspect.unwrap(match.func)
    own = getattr(getattr(view, "view_class", None), "form_class", None)
    named = set(view.__code__.co_names) if isinstance(view, types.FunctionType) else set()
    found = [(form, name in named) for name, form in _forms_in(getattr(view, "__globals__", {}))]
    found += [(own, True)] if _is_form(own) else []
    bare = names | {name.rpartition("-")[2] for name in names}
    found.sort(key=lambda one: (len(bare & one[0].base_fields.keys()), one[1]), reverse=True)
    return [form for form, _is_named in found]


def _forms_in(values: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The forms that a module knows by a name, alone or several under one."""
    for name, value in list(values.items()):
        several = value.values() if isinstance(value, dict) and not name.startswith("__") else (value,)
        yield from ((name, one) for one in several if _is_form(one))


def _is_form(value: Any) -> bool:
    return isinstance(value, type) and issubclass(value, BaseForm) and hasattr(value, "base_fields")
