"""Paragraphs for a Word file: the same marks as on the page, bold, italic, lists and notes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from markdown_it.token import Token

from common.word import Run
from submissions.notes import REFERENCE, key_of, parted
from submissions.rendering import MARKDOWN


@dataclass(frozen=True)
class Block:
    """A piece of a paragraph; ``depth`` is that of the list it stands in, none outside of one."""

    runs: list[Run]
    depth: int = 0


def blocks_of(text: str) -> list[Block]:
    """The pieces of a paragraph one below another, each as runs; entries of lists bring their mark along."""
    body, notes = parted(text)
    left = dict(notes)
    blocks: list[Block] = []
    lists: list[int | None] = []
    mark = ""
    for token in MARKDOWN.parse(body):
        if token.type == "ordered_list_open":
            lists.append(int(token.attrGet("start") or 1))
        elif token.type == "bullet_list_open":
            lists.append(None)
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            lists.pop()
        elif token.type == "list_item_open":
            number = lists[-1]
            mark = "– " if number is None else f"{number}) "
            lists[-1] = None if number is None else number + 1
        elif token.type == "inline":
            runs = [*([Run(mark)] if mark else []), *_runs(token.children or [], notes, left, body)]
            blocks.append(Block(runs, len(lists)))
            mark = ""
    # A note that nothing points to is put at the end rather than dropped.
    blocks = blocks or [Block([])]
    blocks[-1].runs.extend(Run("", note=inline(words)) for words in left.values())
    return blocks


def inline(text: str) -> list[Run]:
    """Words with their emphasis."""
    return [run for token in MARKDOWN.parseInline(text) for run in _runs(token.children or [], {}, {})]


def _runs(tokens: list[Token], notes: dict[str, str], left: dict[str, str], body: str = "") -> Iterator[Run]:
    bold = italic = 0
    for token in tokens:
        if token.type in ("strong_open", "strong_close"):
            bold += token.nesting
        elif token.type in ("em_open", "em_close"):
            italic += token.nesting
        elif token.type in ("softbreak", "hardbreak"):
            yield Run("\n")
        else:
            for run in _with_notes(token.content, notes, left, body):
                yield replace(run, bold=bold > 0, italic=italic > 0)


def _with_notes(words: str, notes: dict[str, str], left: dict[str, str], body: str) -> Iterator[Run]:
    start = 0
    for found in REFERENCE.finditer(words):
        if found[1] in notes:
            yield Run(words[start : found.start()])
            said = notes[found[1]]
            yield Run("", note=inline(said), note_key=key_of(found[1], body, said))
            left.pop(found[1], None)
            start = found.end()
    yield Run(words[start:])
