"""The long lists of the search page."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from cycles.filters import Choice

register = template.Library()


@register.simple_tag
def options(choices: Iterable[Choice]) -> SafeString:
    """Choices of a list with their counts; there are hundreds on a page, and a loop of the template takes long."""
    return format_html_join(
        "", '<option value="{}">{} ({})</option>', ((one.value, one.label, str(one.count)) for one in choices)
    )
