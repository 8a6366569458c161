"""Words for what documents of a review hold."""

from collections.abc import Iterable

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cycles.citations import PAGE, PARAGRAPH, in_order
from cycles.models import Stakeholder

register = template.Library()


@register.simple_tag
def stakeholder_category(kind: str) -> str:
    """What kind of submission it is."""
    return str(Stakeholder.Category(kind).label)


@register.filter
def places(refs: Iterable[tuple[str, str]]) -> str:
    """``paragraphs 3, 4; page 7``: where in its submission a stakeholder is cited; the words of OHCHR's note."""
    told = []
    for kind in (PARAGRAPH, PAGE):
        numbers = in_order(refs, kind)
        if numbers:
            words = (
                ngettext("paragraph %(numbers)s", "paragraphs %(numbers)s", len(numbers))
                if kind == PARAGRAPH
                else ngettext("page %(numbers)s", "pages %(numbers)s", len(numbers))
            )
            told.append(words % {"numbers": _(", ").join(numbers)})
    return _("; ").join(told)
