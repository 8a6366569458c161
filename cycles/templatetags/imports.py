"""Words of the pages of imports."""

from django import template

from cycles.models import ImportRun
from cycles.services import import_words

register = template.Library()


@register.filter
def kind_of(run: ImportRun) -> str:
    """What kind of document was brought."""
    return import_words.kind_name(run.format)


@register.filter
def field_name(field: str) -> str:
    """What people call a field of a recommendation."""
    return str(import_words.FIELDS.get(field, field))


@register.filter
def in_one_line(value: str) -> str:
    """The entries of a list that is kept line by line."""
    return "; ".join(value.splitlines())
