"""Which parameters an address of the record may have."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from cycles.search_filter import WORDS, SearchFilter
from cycles.search_hints import too_common

OF_PAGES = ("cursor", "page_size", "count")
_ALWAYS = ("format",)


def refuse_unknown(query: Mapping[str, str], filterset: Any, *more: str) -> None:
    """Refuse an address with a parameter that nobody reads: a filter that is misspelt would let everything through."""
    known = [*filterset.base_filters, *more]
    words = _("No such parameter. Known are: %(names)s.") % {"names": ", ".join(known)}
    if unknown := sorted(set(query) - {*known, *_ALWAYS}):
        raise ValidationError({name: [words] for name in unknown})


def refuse_common(asked: SearchFilter) -> None:
    """Refuse a search that found nothing because the index has none of its words: it would not say so."""
    if words := too_common(asked):
        raise ValidationError({WORDS: [words]})
