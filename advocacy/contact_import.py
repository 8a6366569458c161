"""What a file of contacts would bring: rows that can be kept, wrong ones and why, and who is there already."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from advocacy.contact_lines import likeness, shelves_of
from advocacy.contact_sheet import Sheet, kind_of
from advocacy.models import Contact
from cycles.models import State

MakeForm = Callable[[dict[str, Any]], Any]


@dataclass(frozen=True)
class WrongCell:
    """A cell because of which a row is left out: where it is, and what is wrong."""

    line: int
    letter: str
    why: str


@dataclass(frozen=True)
class GoodRow:
    """A row that can be kept; ``twin`` is a contact that may be the same person, ``reason`` why one thinks so."""

    line: int
    contact: Contact
    twin: Contact | None
    reason: str | Promise

    @property
    def plain(self) -> dict[str, Any]:
        """As it is carried until somebody confirms."""
        one = self.contact
        words = {name: getattr(one, name) for name in ("name", "kind", "position", "institution", "email", "telephone")}
        days = {"ground_date": one.ground_date.isoformat(), "erase_date": one.erase_date.isoformat()}
        return words | days | {"state": one.state_id or "", "notes": one.notes, "ground": one.ground, "line": self.line}


@dataclass(frozen=True)
class Preview:
    """The file as a person looks at it before anything is written."""

    rows: list[GoodRow]
    wrong: list[WrongCell]


def preview(
    sheet: Sheet,
    *,
    of_all: Mapping[str, Any],
    find_state: Callable[[str], str | None],
    make_form: MakeForm,
    known: Iterable[Contact],
) -> Preview:
    """Each row held to the rules of a single contact, and beside those who are there already."""
    rows: list[GoodRow] = []
    wrong: list[WrongCell] = []
    shelves: dict[tuple[str, str], list[Contact]] = defaultdict(list)
    for one in known:
        _put(one, shelves)
    for row in sheet.rows:
        data, problems = _data_of(row.words, of_all, find_state)
        form = make_form(data)
        for name, errors in form.errors.items():
            problems.setdefault(name, str(errors[0]))
        if problems:
            wrong += [WrongCell(row.line, sheet.letters.get(name, ""), why) for name, why in problems.items()]
            continue
        contact = Contact(**form.words)
        twin, reason = _twin(contact, shelves)
        rows.append(GoodRow(row.line, contact, twin, reason))
        _put(contact, shelves)
    return Preview(rows, wrong)


def _data_of(
    words: Mapping[str, str], of_all: Mapping[str, Any], find_state: Callable[[str], str | None]
) -> tuple[dict[str, str], dict[str, str]]:
    """A row as the form of a contact takes it, and which of its words mean nothing here."""
    data = {name: str(value) for name, value in of_all.items()} | dict(words)
    problems: dict[str, str] = {}
    if said := words.get("kind", ""):
        data["kind"] = kind_of(said)
        if not data["kind"]:
            problems["kind"] = _("“%(word)s” is none of the kinds that are kept here.") % {"word": said[:60]}
    else:
        data["kind"] = str(of_all["kind"])
    if said := words.get("state", ""):
        data["state"] = find_state(said) or ""
        if not data["state"]:
            problems["state"] = _("No State has this name: %(names)s") % {"names": said[:60]}
    return data, problems


def chosen_words(kept: Sequence[Mapping[str, Any]], lines: set[str], make_form: MakeForm) -> list[dict[str, Any]]:
    """The rows that a person ticked, held to the rules once more."""
    found = []
    for row in kept:
        form = make_form({name: value for name, value in row.items() if name != "line"})
        if str(row["line"]) in lines and form.is_valid():
            found.append(form.words)
    return found


def state_of(names: Any) -> Callable[[str], str | None]:
    """Finds a State by its code or by any of its names."""
    codes = set(State.objects.values_list("pk", flat=True))

    def find(text: str) -> str | None:
        code = text.strip().upper()
        return code if code in codes else names.resolve(text)

    return find


def _put(contact: Contact, shelves: Mapping[tuple[str, str], list[Contact]]) -> None:
    for key in shelves_of(contact):
        shelves[key].append(contact)


def _twin(contact: Contact, shelves: Mapping[tuple[str, str], list[Contact]]) -> tuple[Contact | None, str | Promise]:
    for key in shelves_of(contact):
        for other in shelves[key]:
            if reason := likeness(contact, other):
                return other, reason
    return None, ""
