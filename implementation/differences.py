"""What one text has that another has not, shown word by word."""

import re
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_PIECES = re.compile(r"\s+|\S+")


def mark_insertions(before: str, after: str) -> SafeString:
    """``after`` as HTML, with the words that ``before`` does not have in ``ins``."""
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    pieces = (
        (tag, "".join(new[start:end]))
        for tag, _, _, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    )
    return format_html_join("", "{}", ((_marked(tag, text),) for tag, text in pieces if text))


def _marked(tag: str, text: str) -> SafeString | str:
    return text if tag == "equal" else format_html("<ins>{}</ins>", text)
