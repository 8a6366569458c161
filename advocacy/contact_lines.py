"""A workspace's contacts in order, found by a word, and those who may be one person twice. No database."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from itertools import combinations
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from advocacy.models import Contact
from cycles.importers.state_names import normalise

# Two names that differ by a letter or two.
ALIKE = 0.88
TITLES = {"mr", "mrs", "ms", "miss", "dr", "prof", "h", "e", "he", "amb", "ambassador", "m", "mme", "mlle", "sr", "sra"}


@dataclass(frozen=True)
class ContactLine:
    """A contact as the list shows it."""

    contact: Contact
    goes_soon: bool


@dataclass(frozen=True)
class Pair:
    """Two contacts that may be one person, and what speaks for it."""

    first: Contact
    second: Contact
    reason: str | Promise


def lines(contacts: Iterable[Contact], *, on: date, words: str = "") -> list[ContactLine]:
    """By name; with ``words``, those in whose name, position, institution or address all of them stand."""
    wanted = normalise(words).split()
    found = [one for one in contacts if all(word in _said(one) for word in wanted)]
    found.sort(key=lambda one: (normalise(one.name), str(one.pk)))
    return [ContactLine(one, one.goes_soon(on=on)) for one in found]


def pairs(contacts: Iterable[Contact]) -> list[Pair]:
    """Contacts that share an address, or whose names are alike in one office; the older of two comes first."""
    ordered = sorted(contacts, key=lambda one: (one.created_at, str(one.pk)))
    shelves: dict[tuple[str, str], list[Contact]] = defaultdict(list)
    for one in ordered:
        for key in shelves_of(one):
            shelves[key].append(one)
    found: dict[tuple[UUID, UUID], Pair] = {}
    for shelf in shelves.values():
        for first, second in combinations(shelf, 2):
            if reason := likeness(first, second):
                found.setdefault((first.pk, second.pk), Pair(first, second, reason))
    return list(found.values())


def shelves_of(contact: Contact) -> list[tuple[str, str]]:
    """Where to look for the same person: those with one address, and those of one office."""
    by_address = [("email", contact.email.casefold())] if contact.email else []
    return [*by_address, ("office", _office(contact))]


def likeness(first: Contact, second: Contact) -> str | Promise:
    """Why two contacts may be one person; empty where nothing says so."""
    if first.email and first.email.casefold() == second.email.casefold():
        return gettext_lazy("the same e-mail address")
    if _office(first) == _office(second) and _alike(_sorted(first.name), _sorted(second.name)):
        return gettext_lazy("a similar name in the same office")
    return ""


def _office(contact: Contact) -> str:
    """A State’s people are looked at together, since they change posts; others by their institution."""
    return contact.state_id or normalise(contact.institution)


def _sorted(name: str) -> str:
    """A name without titles, its parts in one order: "Ms Leila Haddad" is "Haddad, Leila"."""
    return " ".join(sorted(word for word in normalise(name).split() if word not in TITLES))


def _alike(first: str, second: str) -> bool:
    match = SequenceMatcher(None, first, second, autojunk=False)
    return match.real_quick_ratio() >= ALIKE and match.quick_ratio() >= ALIKE and match.ratio() >= ALIKE


def _said(contact: Contact) -> str:
    state = contact.state.name if contact.state else ""
    said = (contact.name, contact.position, contact.institution, contact.email, contact.telephone, state)
    return normalise(" ".join(said))
