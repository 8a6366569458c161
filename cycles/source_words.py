"""Where a day comes from, as pages say it: our own words in the reader's language, titles of others as they are.

What this platform counts is stored as a code. The notes of our files are stored in their English; some hold several,
divided by semicolons.
"""

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext

FIFTH_CYCLE = "counted:fifth_cycle"
FIFTH_CYCLE_DEADLINE = "counted:fifth_cycle_deadline"
FIFTH_CYCLE_COUNCIL = "counted:fifth_cycle_council"
_COUNTED = {
    FIFTH_CYCLE: gettext_noop("Counted by this platform: the order of the fourth cycle, five years later"),
    FIFTH_CYCLE_DEADLINE: gettext_noop(
        "Counted by this platform: the middle of the deadlines for such sessions in the fourth cycle"
    ),
    FIFTH_CYCLE_COUNCIL: gettext_noop(
        "Counted by this platform: eleven after the session of the Working Group, as in the fourth cycle"
    ),
}
_NOTES = (
    gettext_noop("From memory, not checked"),
    gettext_noop("Invented for the demonstration"),
    gettext_noop("Names: the United Nations in six languages. Groups: as used for elections, UPR Info"),
    gettext_noop("OHCHR letter"),
    gettext_noop("Order of review of the Council (timetable of cycle 2)"),
    gettext_noop("UN documents"),
    gettext_noop("public planner workbook"),
    # On how long a message may be on a channel.
    gettext_noop("accounts that pay may write more"),
    gettext_noop("captions: 2200 characters and 30 hashtags"),
    gettext_noop("commonly reported"),
    gettext_noop("Facebook publishes no figure"),
    gettext_noop("its app shortens links"),
    gettext_noop("links cannot be tapped"),
    gettext_noop("posts: 3000 characters"),
    gettext_noop("some servers allow more"),
    gettext_noop("WhatsApp publishes no figure"),
    # On what is to be done for an event.
    gettext_noop("Form for side events of the UPR"),
    gettext_noop("ISHR academy: list of guests 48 hours before"),
    gettext_noop("ISHR academy: no interpretation is given"),
    gettext_noop("ISHR academy: only organisations with ECOSOC status can book a room"),
    gettext_noop("ISHR academy: three or four speakers"),
    gettext_noop("ISHR academy: warn before photos or streaming, and offer an area without cameras"),
)
# What stands in logs and deadlines from before there were codes is found by its words.
_KNOWN = _COUNTED | {words: words for words in (*_COUNTED.values(), *_NOTES)}
# With a title of somebody else in it, or a figure.
_PATTERNS = [
    (re.compile(pattern), words)
    for pattern, words in (
        (r"From memory, not checked \((?P<source>.+)\)", gettext_noop("From memory, not checked (%(source)s)")),
        (r"adopted: (?P<source>.+)", gettext_noop("adopted: %(source)s")),
        (r"day of the review: (?P<source>.+)", gettext_noop("day of the review: %(source)s")),
        (
            r"end date consistent with the last vote in (?P<source>.+)",
            gettext_noop("end date consistent with the last vote in %(source)s"),
        ),
        (
            r"in the order of cycle (?P<cycle>\d) \(WG (?P<session>\d+)\), not seen for (?P<year>\d{4})",
            gettext_noop("in the order of cycle %(cycle)s (session %(session)s), not seen for %(year)s"),
        ),
    )
]


def source_words(source: str) -> str:
    """The source in plain words."""
    return _between().join(words % values for words, values in _parts(source))


def source_markup(source: str) -> SafeString:
    """The source for a page: titles are set apart, since most are English whatever the reader's language."""
    parts = (
        escape(words) % {name: _apart(name, value) for name, value in values.items()}
        for words, values in _parts(source)
    )
    return mark_safe(escape(_between()).join(parts))  # noqa: S308 every part is escaped


class SourceField(forms.CharField):
    """A source as people read it; our own words, left as they are, stay the code that is stored."""

    def prepare_value(self, value: Any) -> Any:
        return _(_KNOWN[value]) if value in _KNOWN else value

    def to_python(self, value: Any) -> Any:
        typed = super().to_python(value)
        return next((stored for stored, words in _KNOWN.items() if typed == _(words)), typed)


def _parts(source: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Words with the names of what stands in them, and that; a title of somebody else has no words of ours."""
    whole = [source] if source in _KNOWN else source.split("; ") if source else []
    for part in whole:
        if part in _KNOWN:
            yield "%(known)s", {"known": _(_KNOWN[part])}
        else:
            yield _matched(part)


def _matched(part: str) -> tuple[str, dict[str, str]]:
    for pattern, words in _PATTERNS:
        if found := pattern.fullmatch(part):
            return _(words), found.groupdict()
    return "%(source)s", {"source": part}


def _apart(name: str, value: str) -> str:
    return format_html('<bdi lang="en" dir="auto">{}</bdi>', value) if name == "source" else escape(value)


def _between() -> str:
    return pgettext("between two clauses", "; ")
