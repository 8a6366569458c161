"""What people brought and rated, in templates."""

from django import template
from django.db.models.fields.files import FieldFile
from django.template.defaultfilters import filesizeformat

from implementation.midterm_words import LEVELS, Mark

register = template.Library()


@register.filter
def size_in_words(file: FieldFile) -> str:
    """How large a file is; nothing where it is gone from the disk, since its row is still worth a page."""
    try:
        return filesizeformat(file.size)
    except OSError:
        return ""


@register.filter
def level_mark(level: str) -> Mark:
    """The word and shape of a level."""
    return LEVELS[level]
