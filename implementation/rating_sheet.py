"""Ratings as an Excel file that comes back: writing it, and reading what people typed into it. No database."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import Any, BinaryIO
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from cycles.importers import UnreadableFile
from cycles.importers.workbook import read_xlsx
from implementation.models import OWN, Rating, Voice

# In the order of the sheet. The last says which rating stood when the file was made: what changed since is told by it.
COLUMNS: dict[str, str | Promise] = {
    "number": gettext_lazy("Number"),
    "text": gettext_lazy("Recommendation"),
    "level": gettext_lazy("Rating"),
    "rated_date": pgettext_lazy("rating", "As of"),
    "note": gettext_lazy("Why, in one or two sentences"),
    "structure": gettext_lazy("Laws and institutions"),
    "process": gettext_lazy("Measures taken"),
    "outcome": gettext_lazy("What changed for people"),
    "method": gettext_lazy("How we know"),
    "confidence": gettext_lazy("How sure we are"),
    "key": gettext_lazy("Leave this column as it is"),
}
WORDS = ("level", "rated_date", "note", "structure", "process", "outcome", "method", "confidence")
# What others say, each voice in columns of its own; the name of a column begins with the voice.
VOICE_WORDS = ("level", "rated_date", "source", "note")
VOICES = (Voice.GOVERNMENT, Voice.NHRI, Voice.CSO)
_VOICE_LABELS: dict[str, str | Promise] = {
    "level": COLUMNS["level"],
    "rated_date": COLUMNS["rated_date"],
    "source": gettext_lazy("Where it says so"),
    "note": gettext_lazy("In its words"),
    "key": COLUMNS["key"],
}
COLUMNS |= {
    f"{voice.value}.{name}": format_lazy("{voice}: {word}", voice=voice.label, word=label)
    for voice in VOICES
    for name, label in _VOICE_LABELS.items()
}
CHOICES = {"level": Rating.Level, "method": Rating.Method, "confidence": Rating.Confidence}
_WIDTHS = {"number": 10, "text": 60, "key": 12, "rated_date": 14, "level": 24, "method": 22, "confidence": 18}
# What a cell of Excel cannot hold stands as _xHHHH_, as Excel itself writes it.
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
LONGEST_TEXT, LONGEST_SOURCE = 4000, 300


@dataclass(frozen=True)
class SheetRow:
    """One line of the file as it came: which line, which recommendation, and what stands in its cells."""

    line: int
    number: str
    key: str
    words: dict[str, str | date]
    # What cannot be taken, by column.
    wrong: dict[str, str] = field(default_factory=dict)
    letters: dict[str, str] = field(default_factory=dict)
    voice: str = OWN


def column(voice: str, name: str) -> str:
    """The column in which a voice says something."""
    return name if voice == OWN else f"{voice}.{name}"


def _voice_of(name: str) -> str:
    """Whose column it is."""
    return name.rpartition(".")[0]


def word_of(name: str) -> str:
    """What a column says, whoever says it."""
    return name.rpartition(".")[2]


def write_ratings(
    rows: Iterable[tuple[str, str, Rating | None]],
    *,
    beside: Mapping[str, Mapping[str, Rating]] | None = None,
    voices: Collection[str] = VOICES[:2],
) -> bytes:
    """The file: number, text and rating of each recommendation, and by number what other ``voices`` say ``beside`` it.

    No cell is ever run as a formula.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = _("Ratings")[:31]
    columns = {name: str(label) for name, label in COLUMNS.items() if _voice_of(name) in (OWN, *voices)}
    sheet.append(list(columns.values()))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    last = 1
    for last, (number, text, rating) in enumerate(rows, start=2):
        plain, said = {"number": number, "text": text}, (beside or {}).get(number, {})
        for place, name in enumerate(columns, start=1):
            voice = _voice_of(name)
            whose = said.get(voice) if voice else rating
            _put(sheet.cell(last, place), plain[name] if name in plain else _cell_of(whose, word_of(name)))
    for place, name in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(word_of(name), 36)
        if word_of(name) in CHOICES:
            _offer(sheet, place, [str(label) for label in CHOICES[word_of(name)].labels], last)
    sheet.freeze_panes = "C2"
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def read_ratings(file: BinaryIO) -> list[SheetRow]:
    """What stands in the file. Raises ``UnreadableFile`` for one that is none of ours."""
    rows = iter(read_xlsx(file))
    places = _places(next(rows, ()))
    if not {"number", "level"} <= set(places):
        raise UnreadableFile("not_an_export")
    known = {name: _by_word(name) for name in CHOICES}
    formulas = _formulas(file)
    found = []
    for line, cells in enumerate(rows, start=2):
        said = {name: cells[place] if place < len(cells) else None for name, place in places.items()}
        if not _text(said["number"]):
            continue
        for voice in (OWN, *VOICES):
            names = WORDS if voice == OWN else VOICE_WORDS
            cells_of = {name: said[column(voice, name)] for name in (*names, "key") if column(voice, name) in said}
            if voice != OWN and not any(map(_text, cells_of.values())):
                continue
            row = _row(line, voice, {"number": said["number"]} | cells_of, known, places)
            for name in names:
                if (line, places.get(column(voice, name))) in formulas:
                    row.wrong[name] = _("A formula stands in this cell. Write the words themselves.")
            found.append(row)
    return found


def _formulas(file: BinaryIO) -> set[tuple[int, int]]:
    """Lines and columns of cells that compute something: what they say depends on the program that opens them."""
    file.seek(0)
    book = load_workbook(file, read_only=True, keep_links=False)
    try:
        cells = (cell for row in book.worksheets[0].iter_rows() for cell in row)
        return {(cell.row, cell.column - 1) for cell in cells if cell.data_type == "f"}
    finally:
        book.close()


def normal(value: Any) -> Any:
    """A value as it is compared: a line ends in the same way whatever program wrote it."""
    return value.replace("\r\n", "\n").replace("\r", "\n").strip() if isinstance(value, str) else value


def _cell_of(rating: Rating | None, name: str) -> Any:
    if rating is None:
        return ""
    if name == "key":
        return str(rating.pk)
    return str(getattr(rating, f"get_{name}_display")()) if name in CHOICES else getattr(rating, name)


def _put(cell: Cell, value: Any) -> None:
    if isinstance(value, date):
        cell.value, cell.number_format = value, "yyyy-mm-dd"
        return
    if value == "":
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub(lambda found: f"_x{ord(found[0]):04X}_", _ESCAPED.sub(r"_x005F_x\1_", value))
    # Text stays text, whatever sign it begins with; and stays so when somebody edits the cell.
    cell.data_type, cell.quotePrefix = "s", True
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _offer(sheet: Any, place: int, words: list[str], last: int) -> None:
    """The words that a cell takes, as a list to choose from, where Excel can hold them."""
    listed = ",".join(words)
    if len(listed) > 250 or any(sign in word for word in words for sign in ',"'):
        return
    choice = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
    letter = get_column_letter(place)
    choice.add(f"{letter}2:{letter}{max(last, 2)}")
    sheet.add_data_validation(choice)


def _places(head: Sequence[object]) -> dict[str, int]:
    """Which column is where, by its name in any of our languages."""
    names: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            names |= {str(label).casefold(): name for name, label in COLUMNS.items()}
    found = [(names.get(_text(cell).casefold()), place) for place, cell in enumerate(head)]
    return {name: place for name, place in reversed(found) if name}


def _by_word(name: str) -> dict[str, str]:
    """The values of a choice by their words in any of our languages, and by themselves."""
    words = {value.casefold(): value for value in CHOICES[name].values}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            words |= {str(label).casefold(): value for value, label in CHOICES[name].choices}
    return words


def _row(
    line: int, voice: str, said: dict[str, Any], known: dict[str, dict[str, str]], places: dict[str, int]
) -> SheetRow:
    words: dict[str, str | date] = {}
    wrong: dict[str, str] = {}
    for name in WORDS if voice == OWN else VOICE_WORDS:
        if name not in said:
            continue
        try:
            words[name] = _read(name, said[name], known)
        except ValueError as error:
            wrong[name] = str(error)
    names = {name: places.get(column(voice, name), places["number"]) for name in ("number", *said)}
    letters = {name: get_column_letter(place + 1) for name, place in names.items()}
    return SheetRow(line, _number(said["number"]), _key(said.get("key")), words, wrong, letters, voice)


def _read(name: str, value: Any, known: dict[str, dict[str, str]]) -> str | date:
    if name == "rated_date":
        return _day(value)
    text = _text(value)
    if name not in CHOICES:
        most = LONGEST_SOURCE if name == "source" else LONGEST_TEXT
        if len(text) > most:
            raise ValueError(_("This is longer than %(most)d signs.") % {"most": most})
        return text
    if text and text.casefold() not in known[name]:
        words = ", ".join(str(label) for label in CHOICES[name].labels)
        raise ValueError(_("“%(word)s” is none of: %(words)s.") % {"word": text[:60], "words": words})
    return known[name][text.casefold()] if text else ""


def _day(value: Any) -> str | date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date) or value is None:
        return value or ""
    try:
        return date.fromisoformat(_text(value)) if _text(value) else ""
    except ValueError as error:
        raise ValueError(_("“%(word)s” is no day such as 2026-03-01.") % {"word": _text(value)[:60]}) from error


def _text(value: Any) -> str:
    text = "" if value is None else str(value)
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text).strip()


def _number(value: Any) -> str:
    """140.10 must not become 140.1: the file holds numbers as text, and somebody may have typed one."""
    return _text(value).strip(".")


def _key(value: Any) -> str:
    try:
        return str(UUID(_text(value)))
    except ValueError:
        return ""
