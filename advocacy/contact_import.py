"""What a file of contacts would bring: rows that can be kept, wrong ones and why, and who is there already."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from advocacy.brought_sheet import Sheet, WrongCell
from advocacy.contact_lines import likeness, shelves_of
from advocacy.contact_sheet import kind_of
from advocacy.models import Contact
from cycles.importers.state_names import StateNames
from cycles.models import State

MakeForm = Callable[[dict[str, Any]], Any]
# The State that a cell means, and whether it is spelt as it should be.
FindState = Callable[[str], tuple[str | None, bool]]


@dataclass(frozen=True)
class GoodRow:
    """A row that can be kept; ``twin`` is a contact that may be the same person, ``reason`` why one thinks so.

    ``asked`` is what a person has to confirm by ticking the row, ``told`` what is only said of it.
    """

    line: int
    contact: Contact
    twin: Contact | None
    reason: str | Promise
    asked: str = ""
    told: str = ""

    @property
    def is_sure(self) -> bool:
        """Whether nobody has to look at it once more."""
        return not (self.twin or self.asked)

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
    find_state: FindState,
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
        data, told = _with_kind(row.words, of_all)
        data, problems, asked = _with_state(data, find_state)
        form = make_form(data)
        for name, errors in form.errors.items():
            problems.setdefault(name, str(errors[0]))
        if problems:
            wrong += [WrongCell(row.line, sheet.letters.get(name, ""), why) for name, why in problems.items()]
            continue
        contact = Contact(**form.words)
        twin, reason = _twin(contact, shelves)
        rows.append(GoodRow(row.line, contact, twin, reason, _question(asked, contact), told))
        _put(contact, shelves)
    return Preview(rows, wrong)


def _with_kind(words: Mapping[str, str], of_all: Mapping[str, Any]) -> tuple[dict[str, str], str]:
    """A row as the form of a contact takes it; and what is to be told where its kind is none of ours."""
    data = {name: str(value) for name, value in of_all.items()} | dict(words)
    usual = Contact.Kind(of_all["kind"])
    said = words.get("kind", "")
    data["kind"] = kind_of(said, usual=usual) or usual.value
    if not said or kind_of(said, usual=usual):
        return data, ""
    told = _("“%(word)s” is none of the kinds that are kept here. It is kept as: %(kind)s")
    return data, told % {"word": said[:60], "kind": usual.label}


def _with_state(data: dict[str, str], find_state: FindState) -> tuple[dict[str, str], dict[str, str], str]:
    """The row with the code of its State, what is wrong with it, and the word that a person is asked about."""
    said = data.get("state", "")
    if not said:
        return data, {}, ""
    code, is_spelt = find_state(said)
    if not code:
        return data | {"state": ""}, {"state": _("No State has this name: %(names)s") % {"names": said[:60]}}, ""
    return data | {"state": code}, {}, "" if is_spelt else said[:60]


def _question(word: str, contact: Contact) -> str:
    asked = _("“%(word)s” is read as %(state)s. Tick the row if that is right.")
    return asked % {"word": word, "state": contact.state} if word else ""


def chosen_words(kept: Sequence[Mapping[str, Any]], lines: set[str], make_form: MakeForm) -> dict[int, dict[str, Any]]:
    """The rows that a person ticked, by their lines, held to the rules once more."""
    found = {}
    for row in kept:
        form = make_form({name: value for name, value in row.items() if name != "line"})
        if str(row["line"]) in lines and form.is_valid():
            found[row["line"]] = form.words
    return found


def state_of(names: StateNames) -> FindState:
    """Finds a State by its code of two or three letters, by any of its names, or by the one that is misspelt."""
    rows = State.objects.values_list("pk", "iso2")
    codes = {code: iso3 for iso3, iso2 in rows for code in (iso2, iso3) if code}

    def find(text: str) -> tuple[str | None, bool]:
        known = codes.get(text.strip().upper()) or names.resolve(text)
        return (known, True) if known else (names.likely(text), False)

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
