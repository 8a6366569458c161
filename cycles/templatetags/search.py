"""The long lists of the search page."""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString

from cycles.filters import Choice

register = template.Library()


@register.simple_tag
def options(choices: Iterable[Choice]) -> SafeString:
    """Choices of a list with their counts; hundreds on a page, for which a loop of the template would take long."""
    return SafeString(
        "".join(f'<option value="{escape(one.value)}">{escape(one.label)} ({one.count})</option>' for one in choices)
    )
