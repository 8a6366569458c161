"""Three lists of numbers that a person pasted: supported, noted, partially supported; kept as one plain text.

The text begins with ``_MARK``, names its review and the paragraph of bare numbers, then each list under its heading.
"""

import re
from collections.abc import Mapping

from cycles.importers.number_lists import NumberList, read_numbers
from cycles.importers.records import (
    NOTED,
    PARTIALLY_SUPPORTED,
    SUPPORTED,
    ReadAddendum,
    ReadAnswer,
    ReadWarning,
    UnreadableFile,
)

FORMAT = "number_lists"
KINDS = (SUPPORTED, NOTED, PARTIALLY_SUPPORTED)
# No addendum names more numbers than a review has recommendations; each takes some eight signs.
LONGEST_LIST = 20_000
_MARK = "Lists of answers"
_HEAD = re.compile(rf"\s*{_MARK}\s+Review: ([A-Z]{{3}})-(\d{{1,2}})\s+Paragraph: (\d{{1,3}}|-)\s*\n")
_HEADING = re.compile(rf"^\[({'|'.join(KINDS)})\][^\S\n]*$", re.MULTILINE)


def is_answer_lists(text: str) -> bool:
    """Whether the text is one that ``write_answer_lists`` made."""
    return _HEAD.match(text) is not None


def write_answer_lists(state: str, cycle: int, paragraph: int | None, lists: Mapping[str, str]) -> str:
    """The lists as one text, each under its heading as it was pasted."""
    head = f"{_MARK}\nReview: {state}-{cycle}\nParagraph: {paragraph or '-'}\n"
    return head + "".join(f"\n[{kind}]\n{_HEADING.sub('', lists.get(kind, '')).strip()}\n" for kind in KINDS)


def read_lists(paragraph: int | None, lists: Mapping[str, str]) -> dict[str, NumberList]:
    """The lists as numbers, those that hold anything."""
    return {kind: read_numbers(lists[kind], paragraph) for kind in KINDS if lists.get(kind, "").strip()}


def read_answer_lists(text: str) -> ReadAddendum:
    """The answers of the lists; raises UnreadableFile where the text is another one."""
    head = _HEAD.match(text)
    if head is None:
        raise UnreadableFile("bare_lists")
    if len(text) > len(KINDS) * LONGEST_LIST + 1000:
        raise UnreadableFile("too_long")
    paragraph = None if head[3] == "-" else int(head[3])
    pieces = _HEADING.split(text[head.end() :])
    lists = read_lists(paragraph, dict(zip(pieces[1::2], pieces[2::2], strict=True)))
    return ReadAddendum(
        format=FORMAT,
        state=head[1],
        cycle=int(head[2]),
        session=None,
        header="",
        symbol="",
        report="",
        paragraph=paragraph,
        answers=tuple(
            ReadAnswer(number[0], number[1], kind, False, "", piece.raw)
            for kind, listed in lists.items()
            for piece in listed.pieces
            for number in piece.numbers
        ),
        explanations=(),
        warnings=tuple(
            ReadWarning(doubt.code, None, "", doubt.raw[:200]) for listed in lists.values() for doubt in listed.doubts
        ),
    )
