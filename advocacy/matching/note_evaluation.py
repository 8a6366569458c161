"""Notes with known answers (``advocacy/evaluation/notes_*.json``), and how well the matcher of notes does on them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from advocacy.matching.evaluation import FOLDER
from advocacy.matching.notes import NoteMatch, NoteMatcher
from advocacy.matching.records import read_candidates, spellings_of_files


@dataclass(frozen=True, slots=True)
class Note:
    """A note as typed, the State and the numbers it means; both empty where nothing fits."""

    key: str
    review: str
    text: str
    state: str
    numbers: frozenset[str]


@dataclass(frozen=True, slots=True)
class NoteFigures:
    """Of the notes that mean a recommendation, how many found it or a wrong one; of the others, how many found any."""

    meant: int
    right: int
    wrong: int
    nothing_meant: int
    false: int

    @property
    def words(self) -> str:
        """The figures on one line."""
        return (
            f"right {self.right}/{self.meant} ({self.right / max(1, self.meant):.1%}), "
            f"wrong {self.wrong}/{self.meant} ({self.wrong / max(1, self.meant):.1%}), "
            f"matched though nothing fits {self.false}/{self.nothing_meant}"
        )


def read_notes(name: str) -> tuple[dict[str, str], list[Note]]:
    """The set ``tuned`` or ``kept``: the file of each review's record, and the notes."""
    content = json.loads((FOLDER / f"notes_{name}.json").read_text(encoding="utf-8"))
    notes = [
        Note(row["id"], row["review"], row["text"], row["state"], frozenset(row["numbers"])) for row in content["notes"]
    ]
    return {code: review["file"] for code, review in content["reviews"].items()}, notes


def measure_notes(name: str, realdata: Path) -> NoteFigures:
    """How the matcher does on a set, with the record read from the real files."""
    files, notes = read_notes(name)
    spellings = spellings_of_files()
    matchers = {
        code: NoteMatcher(read_candidates(realdata / files[code], code), spellings)
        for code in dict.fromkeys(note.review for note in notes)
    }
    return figures((note, matchers[note.review].match(note.text)) for note in notes)


def figures(matched: Iterable[tuple[Note, NoteMatch | None]]) -> NoteFigures:
    """The figures over notes and what was found for them."""
    rows = list(matched)
    meant = [(note, found) for note, found in rows if note.numbers]
    right = sum(
        found is not None and found.number in note.numbers and found.state == note.state for note, found in meant
    )
    nothing = [found for note, found in rows if not note.numbers]
    return NoteFigures(
        meant=len(meant),
        right=right,
        wrong=sum(found is not None for _, found in meant) - right,
        nothing_meant=len(nothing),
        false=sum(found is not None for found in nothing),
    )
