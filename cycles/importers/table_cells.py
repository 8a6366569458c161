"""What the cells of a thematic list say: number and text, source, position, themes, groups and goals."""

import re
from dataclasses import dataclass
from enum import StrEnum

from cycles.importers.records import NOTED, PARTIALLY_SUPPORTED, PENDING, SUPPORTED, ReadTheme
from cycles.importers.text import join_lines, tidy, unique, without_bullet
from cycles.importers.word_document import Cell

# "140.7 Ratify", "166.6. Ratify", "140-7 Ratify", "140,7 Ratify", "140.7Ratify"; the blank may be a no-break one.
NUMBER = re.compile(r"^[\s\"“*]*(\d{1,3})\s?[.,\-–—‑‐]\s?(0{0,9}[1-9]\d{0,2})(?!\d)\s*[.):\-–]?\s*")
_LABEL = re.compile(
    r"\b(?P<source>sources?\s+of\s+(?:the\s+)?position)\s*:?\s*|^\s*(?P<comments>comments?)\s*:\s*",
    re.IGNORECASE | re.MULTILINE,
)
_SOURCE_GOES_ON = re.compile(r"^\s*(?:[-–]|paras?\b|A/|and\b)", re.IGNORECASE)
_SYMBOL = re.compile(r"\bA\s*/\s*HRC\s*/\s*(\d{1,3})\s*/\s*(\d{1,3})\b", re.IGNORECASE)
_THEME_ROW = re.compile(r"^\s*(?:themes?|rights?(?:\s+or\s+areas?)?|areas?)\s*:\s*", re.IGNORECASE)
# "A12 Acceptance", "2.1. Acceptance", "10. Discrimination"; never "2030 Agenda".
_THEME_CODE = re.compile(r"^([A-Z]\d{1,3}(?:\.\d{1,2})*|\d{1,2}(?:\.\d{1,2})*\.|\d{1,2}(?:\.\d{1,2})+)\s*(?=\D)")
_GOAL = re.compile(r"^\W*(?:SDGs?|Goal)?\W*(\d{1,2})(?!\d)", re.IGNORECASE)

_PENDING = re.compile(r"\bpending\b|\bexamin|under consideration|\bdeferred\b|\bno (?:position|response)\b")
_PARTIAL = re.compile(r"\bpart(?:ly|ial|ially)?\b")
_PARTLY_DONE = re.compile(r"\bpart\w*\s+implement\w*")
_NEGATIVE = re.compile(r"\b(?:not|cannot)\b")
_REJECTED = re.compile(r"\breject|\brefuse")
_NOTED = re.compile(r"\bnote[ds]?\b")
_SUPPORTED = re.compile(r"\bsupport|\baccept|\bagree")


class Section(StrEnum):
    """The parts of a cell of themes."""

    THEMES = "themes"
    GROUPS = "groups"
    GOALS = "goals"


_LABELS = (
    (
        Section.GROUPS,
        re.compile(r"^(?:affected persons?|persons? affected|groups? of persons)\s*(?::|$)\s*", re.IGNORECASE),
    ),
    (Section.GOALS, re.compile(r"^(?:relevant )?(?:sdgs?|sustainable development goals?)\s*(?::|$)\s*", re.IGNORECASE)),
    (Section.THEMES, re.compile(r"^(?:full list of )?(?:themes?|rights?)\s*:\s*", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True)
class RecommendationCell:
    """The first cell of a row: the number and the text as printed, where the position comes from, and comments."""

    paragraph: int
    item: int
    raw_text: str
    text: str
    source: str
    comments: str


@dataclass(frozen=True, slots=True)
class ThemesCell:
    """The cell of themes, with the groups of persons and the goals that older and newer lists put in it."""

    themes: tuple[ReadTheme, ...]
    groups: tuple[str, ...]
    sdgs: tuple[int, ...]


def read_recommendation(cell: Cell) -> RecommendationCell | None:
    """The recommendation in a cell, or None where no number begins it."""
    printed = "\n".join(cell.lines).strip()
    match = NUMBER.match(printed)
    if match is None:
        return None
    parts = _labelled_parts(printed)
    source, notes = _source_lines(parts["source"])
    return RecommendationCell(
        paragraph=int(match[1]),
        item=int(match[2]),
        raw_text=parts["text"],
        text=join_lines(parts["text"][match.end() :].split("\n")),
        source=source,
        comments=join_lines([*notes, *parts["comments"].split("\n")]),
    )


def _labelled_parts(printed: str) -> dict[str, str]:
    """The text before all labels, and what stands behind each."""
    parts = {"text": "", "source": "", "comments": ""}
    part, start = "text", 0
    for match in _LABEL.finditer(printed):
        parts[part] += printed[start : match.start()]
        part, start = match.lastgroup or part, match.end()
    parts[part] += printed[start:]
    return {name: text.strip() for name, text in parts.items()}


def _source_lines(printed: str) -> tuple[str, list[str]]:
    """The source of the position, and the lines behind it that are none of it."""
    lines = [line for line in printed.split("\n") if line.strip()]
    length = 1
    while length < len(lines) and _SOURCE_GOES_ON.match(lines[length]):
        length += 1
    return join_lines(lines[:length]), lines[length:]


def document_symbol(source: str) -> str:
    """The report that an addendum belongs to: ``A/HRC/28/15`` out of ``A/HRC/28/15/Add.1 - Para. 4``."""
    match = _SYMBOL.search(source)
    return f"A/HRC/{int(match[1])}/{int(match[2])}" if match else ""


def read_position(printed: str) -> str | None:
    """The position that a cell names: empty where the cell is, None where its words are not known.

    "Supported/Noted" is a partial support; "not accepted" is a noted recommendation, as a State cannot reject.
    """
    words = tidy(printed).casefold().strip(" .;*")
    if not words:
        return ""
    if _PENDING.search(words):
        return PENDING
    noted, supported = bool(_NOTED.search(words)), bool(_SUPPORTED.search(words))
    if _PARTIAL.search(_PARTLY_DONE.sub("", words)):
        return PARTIALLY_SUPPORTED if noted or supported else None
    if _REJECTED.search(words) or supported and _NEGATIVE.search(words):
        return NOTED
    if noted and supported:
        return PARTIALLY_SUPPORTED
    return NOTED if noted else SUPPORTED if supported else None


def is_theme_label(text: str) -> bool:
    """Whether a text announces a theme: "Theme: ...", "Right or area: ..."."""
    return _THEME_ROW.match(text) is not None


def read_theme(printed: str) -> ReadTheme | None:
    """A theme with its code split off, without label, bullet and stray blanks."""
    label, _ = without_bullet(tidy(_THEME_ROW.sub("", printed)))
    if not label:
        return None
    match = _THEME_CODE.match(label)
    if match is None:
        return ReadTheme("", label)
    return ReadTheme(match[1].rstrip("."), label[match.end() :])


def read_themes(lines: list[str]) -> ThemesCell:
    """Themes, groups of persons and goals out of the lines of one cell."""
    found: dict[Section, list[str]] = {section: [] for section in Section}
    section, bulleted = Section.THEMES, False
    for line in lines:
        entry, has_bullet = without_bullet(tidy(line))
        label = _label(entry)
        if label:
            section, width = label
            bulleted = False
            entry, has_bullet = without_bullet(entry[width:])
        goes_on = bulleted or section == Section.THEMES and found[section]
        if goes_on and not has_bullet and entry[:1].islower():
            # A line that Word broke: a bullet or a capital begins every entry.
            found[section][-1] = join_lines([found[section][-1], entry])
        elif entry:
            found[section].append(entry)
            bulleted = has_bullet
    return ThemesCell(
        themes=unique(theme for entry in found[Section.THEMES] if (theme := read_theme(entry))),
        groups=unique(found[Section.GROUPS]),
        sdgs=read_goals(found[Section.GOALS]),
    )


def _label(entry: str) -> tuple[Section, int] | None:
    """The section that a line opens, and how many signs its label takes."""
    for section, label in _LABELS:
        match = label.match(entry)
        if match:
            return section, match.end()
    return None


def read_goals(lines: list[str]) -> tuple[int, ...]:
    """The Sustainable Development Goals of lines such as "- 16 - PEACE, JUSTICE AND STRONG INSTITUTIONS"."""
    numbers = (int(match[1]) for line in lines if (match := _GOAL.match(tidy(line))))
    return unique(number for number in numbers if 1 <= number <= 17)
