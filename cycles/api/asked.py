"""Which parameters an address of the record may have."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from cycles.search_filter import WORDS, SearchFilter
from cycles.search_hints import too_common

OF_PAGES = ("cursor", "page_size", "count")
OF_PLAIN_PAGES = ("page", "page_size")
_ALWAYS = ("format",)
_COUNTED = {"1": True, "true": True, "": False, "0": False, "false": False}


def refuse_unknown(query: QueryDict, filterset: Any, *more: str) -> None:
    """Refuse an address with a parameter that nobody reads: a filter that is misspelt would let everything through.

    So would one that stands twice where only the last is read.
    """
    filters = filterset.base_filters if filterset else {}
    known = [*filters, *more]
    if unknown := sorted(set(query) - {*known, *_ALWAYS}):
        words = _("No such parameter. Known are: %(names)s.") % {"names": ", ".join(known)}
        raise ValidationError({name: [words] for name in unknown})
    if twice := sorted(name for name, values in query.lists() if len(values) > 1 and not _takes_several(filters, name)):
        raise ValidationError({name: [_("This parameter stands more than once: give one value.")] for name in twice})


def wants_count(query: QueryDict) -> bool:
    """Whether the number of all rows is asked for."""
    try:
        return _COUNTED[query.get("count", "").lower()]
    except KeyError:
        raise ValidationError({"count": [_("1 or 0")]}) from None


class RefusingMixin:
    """A list that refuses parameters that nobody reads."""

    filterset_class: Any = None

    def list(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Only with what the list knows."""
        refuse_unknown(request.query_params, self.filterset_class, *OF_PLAIN_PAGES)
        return super().list(request, *args, **kwargs)  # type: ignore[misc]


def _takes_several(filters: Any, name: str) -> bool:
    return name in filters and issubclass(filters[name].field_class.widget, forms.SelectMultiple)


def refuse_common(asked: SearchFilter) -> None:
    """Refuse a search that found nothing because the index has none of its words: it would not say so."""
    if words := too_common(asked):
        raise ValidationError({WORDS: [words]})
