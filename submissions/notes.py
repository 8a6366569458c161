"""Notes of a paragraph: ``[^1]`` in the text, and below it ``[^1]: where that is from``."""

import re
from collections.abc import Iterator

REFERENCE = re.compile(r"\[\^([\w-]{1,20})\]")
_DEFINITION = re.compile(r"^\[\^([\w-]{1,20})\]:[ \t]*(.*)$")
# A note that leans on the one before it, or on a number: the same words elsewhere mean something else.
_LEANS = re.compile(
    r"^\W*(?:ibid|idem|id\.|op\.? ?cit|loc\.? ?cit|supra|infra|see (?:also )?(?:note|above|below|supra)"
    r"|voir (?:note|ci)|ver nota|véase (?:la )?nota|там же|см\. (?:выше|сноск|примеч)"
    r"|(?:المرجع|المصدر) (?:نفسه|ذاته|السابق)|انظر (?:أعلاه|الحاشية)|同上|见上)",
    re.IGNORECASE,
)


def parted(text: str) -> tuple[str, dict[str, str]]:
    """The text without its notes, and the notes by their marks. A note goes on until a blank line or the next note."""
    body: list[str] = []
    notes: dict[str, list[str]] = {}
    mark = ""
    for line in text.split("\n"):
        if found := _DEFINITION.match(line):
            mark = found[1]
            notes.setdefault(mark, []).append(found[2])
        elif mark and line.strip():
            notes[mark].append(line.strip())
        else:
            mark = ""
            body.append(line)
    return "\n".join(body).strip(), {mark: " ".join(lines).strip() for mark, lines in notes.items()}


def used(body: str) -> Iterator[str]:
    """The marks in the text, each once, in its order."""
    yield from dict.fromkeys(found[1] for found in REFERENCE.finditer(body))


def key_of(mark: str, body: str, words: str) -> str:
    """What tells whether two notes are one: the same words; of one that leans on another, the same place."""
    return f"{mark}\n{body}" if _LEANS.match(words) or not words else words
