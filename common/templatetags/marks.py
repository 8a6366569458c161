"""Icons and marks: always a shape from the sprite, always beside its word."""

import re
from collections.abc import Iterable

from django import template
from django.template.defaultfilters import linebreaksbr
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import normalize_newlines
from django.utils.translation import pgettext

register = template.Library()


@register.simple_tag
def icon(name: str, css: str = "i") -> SafeString:
    """A symbol of the sprite by its id; hidden from screen readers, since its word stands beside it."""
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', css, static("img/sprite.svg"), name
    )


@register.simple_tag(takes_context=True)
def query(context: dict, **changes: object) -> str:
    """The address's query with some values changed; ``None`` removes one. The filter is the address."""
    params = context["request"].GET.copy()
    for name, value in changes.items():
        if value is None:
            params.pop(name, None)
        else:
            params[name] = str(value)
    return f"?{params.urlencode()}" if params else "?"


@register.simple_tag
def comma() -> str:
    """What stands between the names of a list, in the language of the page."""
    return pgettext("between the names of a list", ", ")


@register.filter
def isolated(text: object) -> SafeString:
    """Words that run their own way within a sentence of the page's language."""
    return format_html("<bdi>{}</bdi>", text)


@register.filter
def paragraphs(text: str) -> SafeString:
    """What somebody typed, divided where they left a line free; each paragraph runs the way of its own words."""
    parts = filter(str.strip, re.split(r"\n{2,}", normalize_newlines(text)))
    return format_html_join("\n", '<p dir="auto">{}</p>', ((linebreaksbr(part),) for part in parts))


@register.filter
def listed(values: Iterable[object]) -> str:
    """The values in a row, divided as the language of the page divides them."""
    return comma().join(map(str, values))


@register.simple_tag
def semicolon() -> str:
    """What stands between two clauses, in the language of the page."""
    return pgettext("between two clauses", "; ")
