"""Where a recommendation stands in its source, in the reader's language; the record and the API have it in English."""

import re

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.templatetags.marks import comma, isolated

# As services write it: "row 12", "rows 3, 4, …", "A/HRC/59/15, p. 17", "A/HRC/59/15/Add.1, para. 5".
_PLACE = re.compile(r"(?:(?P<document>.+), )?(?P<unit>rows?|line|p\.|para\.) (?P<numbers>[^a-z]+)")


def place_markup(place: str) -> SafeString:
    """The place for a page; what services do not write stays as it is."""
    found = _PLACE.fullmatch(place)
    if found is None:
        return format_html('<bdi dir="ltr">{}</bdi>', place)
    numbers = found["numbers"].split(", ")
    words = _words(found["unit"], comma().join(numbers), len(numbers))
    document = found["document"]
    return format_html('<bdi dir="ltr">{}</bdi>{}{}', document, comma(), words) if document else isolated(words)


def _words(unit: str, numbers: str, count: int) -> str:
    if unit.startswith("row"):
        return ngettext("row %(rows)s", "rows %(rows)s", count) % {"rows": numbers}
    if unit == "line":
        return _("line %(number)s") % {"number": numbers}
    if unit == "p.":
        return ngettext("page %(numbers)s", "pages %(numbers)s", count) % {"numbers": numbers}
    return ngettext("paragraph %(numbers)s", "paragraphs %(numbers)s", count) % {"numbers": numbers}
