"""Paragraphs as they are read: bold, italic, lists and notes; everything else is shown as it was typed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from submissions.notes import REFERENCE, parted, used

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

    def render(self, text: str) -> SafeString:
        """One paragraph; its notes are added to those before it."""
        body, words = parted(text)
        numbers: dict[str, int] = {}
        for mark in used(body):
            if mark in words:
                numbers[mark] = len(self.notes) + 1
                self.notes.append(Note(numbers[mark], inline(words[mark])))

        def linked(found: re.Match[str]) -> str:
            number = numbers.get(found[1])
            return f'<sup><a href="#n{number}" id="r{number}">{number}</a></sup>' if number else found[0]

        html = REFERENCE.sub(linked, str(MARKDOWN.render(body)))
        left = [mark for mark in words if mark not in numbers]
        for mark in left:
            # A note that nothing points to is shown rather than dropped.
            sign = _("Note without a place in the text:")
            html += format_html('<p class="xs"><strong>{}</strong> [^{}] {}</p>', sign, mark, inline(words[mark]))
        # Markdown without HTML escapes what people typed; of our own there are only numbers.
        return mark_safe(html)  # noqa: S308


def inline(text: str) -> SafeString:
    """Words without a paragraph around them."""
    # As above: escaped by Markdown.
    return mark_safe(_PARAGRAPH.sub(r"\1", str(MARKDOWN.render(text))))  # noqa: S308


def render_all(texts: Sequence[str]) -> tuple[list[SafeString], list[Note]]:
    """All paragraphs of a text, and the notes below it."""
    notes = Notes()
    return [notes.render(text) for text in texts], notes.notes
