"""Paragraphs as they are read: bold, italic, lists and notes; everything else is shown as it was typed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from submissions.notes import REFERENCE, key_of, parted, used

# Nothing is switched on but this: no HTML, no links, no pictures, no headings.

MARKDOWN = MarkdownIt("zero", {"html": False, "breaks": True}).enable(["list", "emphasis", "escape", "newline"])
_PARAGRAPH = re.compile(r"^<p>(.*)</p>\n$", re.DOTALL)


@dataclass(frozen=True)
class Note:
    """A note at the end of the text, by its number."""

    number: int
    html: SafeString


@dataclass
class Notes:
    """The notes of a text, counted through from its first paragraph to its last."""

    notes: list[Note] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)
    _referred: set[int] = field(default_factory=set)

    def render(self, text: str) -> SafeString:
        """One paragraph; its notes are added to those before it."""
        body, words = parted(text)
        numbers: dict[str, int] = {}
        for mark in used(body):
            if mark in words:
                numbers[mark] = self._number(key_of(mark, body, words[mark]), words[mark])

        def linked(found: re.Match[str]) -> str:
            number = numbers.get(found[1])
            if number is None:
                return found[0]
            place = "" if number in self._referred else f' id="r{number}"'
            self._referred.add(number)
            return f'<sup><a href="#n{number}"{place}>{number}</a></sup>'

        html = REFERENCE.sub(linked, str(MARKDOWN.render(body)))
        left = [mark for mark in words if mark not in numbers]
        for mark in left:
            # A note that nothing points to is shown rather than dropped.
            sign = _("Note without a place in the text:")
            html += format_html('<p class="xs"><strong>{}</strong> [^{}] {}</p>', sign, mark, inline(words[mark]))
        # Markdown without HTML escapes what people typed; of our own there are only numbers.
        return mark_safe(html)  # noqa: S308

    def _number(self, key: str, words: str) -> int:
        """A note that was cited before keeps its number."""
        if key not in self._numbers:
            self._numbers[key] = len(self.notes) + 1
            self.notes.append(Note(self._numbers[key], inline(words)))
        return self._numbers[key]


def inline(text: str) -> SafeString:
    """Words without a paragraph around them."""
    # As above: escaped by Markdown.
    return mark_safe(_PARAGRAPH.sub(r"\1", str(MARKDOWN.render(text))))  # noqa: S308


def render_all(texts: Sequence[str]) -> tuple[list[SafeString], list[Note]]:
    """All paragraphs of a text, and the notes below it."""
    notes = Notes()
    return [notes.render(text) for text in texts], notes.notes
