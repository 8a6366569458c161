"""Words of the pages of imports."""

from django import template

from cycles.models import ImportRun
from cycles.services import import_words

register = template.Library()


@register.filter
def kind_of(run: ImportRun) -> str:
    """What kind of document was brought."""
    return import_words.kind_name(run.format)
