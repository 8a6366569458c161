"""A text with marks of Markdown as plain text: what today's database of UPR Info keeps its recommendations in."""

import re
from collections.abc import Iterable, Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

# Nothing is switched on that swallows words: no definitions of links, no HTML, no tables, no code by indents.
_MARKDOWN = MarkdownIt("zero", {"html": False}).enable(
    ["blockquote", "list", "heading", "newline", "escape", "backticks", "emphasis", "link", "image", "autolink"]
)
# Without one of these, a text is plain; most are, and reading one takes half a millisecond.
_MARKS = re.compile(r"[*_\\`\[]|<\w+:|^ {0,3}(?:[-+>]|#{1,6}|\d{1,9}[.)])\s", re.MULTILINE)
_BLANK = frozenset({"softbreak", "hardbreak"})


def without_markdown(text: str) -> str:
    """The words of a text without the marks of emphasis, links, escapes and headings; numbers and points of lists stay.

    Of a link, what one reads of it stays, not its address.
    """
    if not _MARKS.search(text):
        return text
    return " ".join(_pieces(_MARKDOWN.parse(text)))


def _pieces(tokens: Iterable[Token]) -> Iterator[str]:
    is_first = True
    for token in tokens:
        if token.type == "list_item_open" and not (is_first and not token.info):
            yield f"{token.info}{token.markup}"
        elif token.type == "inline":
            yield "".join(" " if one.type in _BLANK else one.content for one in token.children or ())
            is_first = False
