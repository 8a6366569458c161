"""Whom a text may name: by the rules of the finder, and by the names that the workspace itself knows."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import Organisation, User, Workspace
from accounts.querysets import colleagues
from advocacy.models import Contact, Delegate, EventSpeaker
from cycles.models import State
from submissions.models import Signature
from submissions.name_finder import Kind, find, vocabulary
from submissions.name_reasons import KINDS, REASONS

# A shorter part of a name, such as "de" or "Al", is a part of other words.
_SHORTEST_PART = 3
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NUMBER = re.compile(r"\d(?:[ ().\-/\u00a0]{0,2}\d){5,}")
# So many last digits of two numbers agree: one is the other, with or without the code of its country.
_SAME_DIGITS = 7


@dataclass(frozen=True)
class Hint:
    """Words that may name somebody, of which kind, and why one thinks so: a hint, not a judgement."""

    words: str
    kind: str
    reason: str


@dataclass(frozen=True)
class Known:
    """A name, an address or a number that the workspace knows, and whose it is."""

    words: str
    kind: str
    reason: str
    # Whether a part of it tells who it is, as of the name of a person.
    by_parts: bool = False


@dataclass(frozen=True)
class Named:
    """Whom texts may name; ``is_read`` is false where no rule can find names in their writing."""

    hints: list[Hint] = field(default_factory=list)
    is_read: bool = True

    @property
    def seal(self) -> str:
        """Another one as soon as the list is another: who confirmed it has read every line."""
        words = sorted({hint.words for hint in self.hints})
        return hashlib.sha256("\n".join([str(self.is_read), *words]).encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def has_to_be_read(self) -> bool:
        return bool(self.hints) or not self.is_read


class NamesUnconfirmed(Exception):
    """Others would read what may name somebody, and nobody has said yet that it may."""

    def __init__(self, named: Named) -> None:
        super().__init__()
        self.named = named


def named_in(
    texts: Iterable[str],
    *,
    language: str,
    states: frozenset[str],
    known: Iterable[Known] = (),
    meant: Iterable[str] = (),
) -> Named:
    """Whom ``texts`` may name: first the names that are ``known``, then what the rules find.

    ``states`` are names of States in small letters, which tell of nobody. ``meant`` are texts that are there to name
    somebody, such as whom to ask: they are read for known names alone.
    """
    # Each for itself: what begins the one does not go on with the other.
    said = [text for text in texts if text]
    small = vocabulary(said)
    found = [one for text in said for one in find(text, language=language, known=small, public=states)]
    hints: dict[str, Hint] = {}
    for hint in _known_in("\n".join([*said, *meant]), known):
        hints.setdefault(hint.words, hint)
    for one in found:
        if one.kind is not Kind.UNREAD:
            hints.setdefault(one.words, Hint(one.words, str(KINDS[one.kind]), str(REASONS[one.why])))
    return Named(list(hints.values()), all(one.kind is not Kind.UNREAD for one in found))


def require_confirmed(named: Named, confirmed: str) -> None:
    """Raise ``NamesUnconfirmed`` unless ``confirmed`` is the seal of a list that has to be read."""
    if named.has_to_be_read and named.seal != confirmed:
        raise NamesUnconfirmed(named)


def state_names() -> frozenset[str]:
    """The names of States in the languages that the finder reads."""
    rows = State.objects.values_list("name_un", "name_en", "name_fr", "name_es")
    return frozenset(name.lower() for row in rows for name in row if name)


def known_to(workspace: Workspace, *, user: User, speaker: Organisation | None = None) -> list[Known]:
    """Every name that ``user`` may read in a workspace: of its members, its contacts, its delegates and speakers.

    The organisation in whose name the text speaks is left out: it stands there anyway.
    """
    return [*_organisations(workspace, user, speaker), *_members(workspace, user), *_contacts(workspace, user)]


def _organisations(workspace: Workspace, user: User, speaker: Organisation | None) -> Iterator[Known]:
    kind = pgettext("found in a text", "Organisation")
    rows = Organisation.objects.filter(workspace_rows__workspace=workspace).order_by("name", "pk")
    for one in (row for row in rows if row != speaker):
        for words in filter(None, (one.name, one.acronym)):
            yield Known(words, kind, _("This organisation is a member of the workspace."))
    signed = Signature.objects.visible_to(user).filter(workspace=workspace).exclude(alias="")
    for alias in sorted(set(signed.values_list("alias", flat=True))):
        yield Known(alias, kind, _("An organisation of the workspace signed under this name."))


def _members(workspace: Workspace, user: User) -> Iterator[Known]:
    parts = workspace.member_rows.values("organisation")
    people = get_user_model().objects.filter(pk__in=colleagues(user, organisations=parts), deleted_at=None)
    for person in people.order_by("name", "pk"):
        reason = _("A member of the workspace is called so.")
        yield Known(person.name, str(KINDS[Kind.PERSON]), reason, by_parts=True)
        yield Known(person.email, str(KINDS[Kind.EMAIL]), reason)


def _contacts(workspace: Workspace, user: User) -> Iterator[Known]:
    person, organisation = str(KINDS[Kind.PERSON]), pgettext("found in a text", "Organisation")
    reason = _("It is kept among the contacts of the workspace, which nobody else sees.")
    for row in Contact.objects.visible_to(user).filter(workspace=workspace).order_by("pk"):
        yield Known(row.name, person, reason, by_parts=True)
        yield Known(row.email, str(KINDS[Kind.EMAIL]), reason)
        yield Known(row.telephone, str(KINDS[Kind.PHONE]), reason)
        yield Known(row.institution, organisation, reason)
    reason = _("It stands in the list of who comes to Geneva or who speaks at an event.")
    for one in Delegate.objects.visible_to(user).filter(workspace=workspace).order_by("pk"):
        yield Known(one.name, person, reason, by_parts=True)
        yield Known(one.affiliation, organisation, reason)
    speakers = EventSpeaker.objects.visible_to(user).filter(~Q(erase_date=None), workspace=workspace)
    for speaker in speakers.order_by("pk"):
        yield Known(speaker.name, person, reason, by_parts=True)
        yield Known(speaker.affiliation, organisation, reason)


def _known_in(text: str, known: Iterable[Known]) -> Iterator[Hint]:
    low = text.casefold()
    words = {word for word in _WORD.findall(text) if not word.islower()}
    numbers = {_digits(number): number for number in _NUMBER.findall(text)}
    for one in known:
        whole = " ".join(one.words.split())
        if not whole:
            continue
        if _holds(low, whole.casefold()):
            yield Hint(whole, one.kind, one.reason)
        elif one.by_parts:
            for part in _WORD.findall(whole):
                if len(part) >= _SHORTEST_PART and part in words:
                    yield Hint(part, one.kind, one.reason)
        elif number := _same_number(whole, numbers):
            yield Hint(number, one.kind, one.reason)


def _holds(low: str, name: str) -> bool:
    """Whether a name stands in a text as words of its own; anywhere, in writings that set no spaces between words."""
    if not name.isascii() and re.search(r"[\u3040-\u30ff\u3400-\u9fff]", name):
        return name in low
    spaced = r"\s+".join(map(re.escape, name.split()))
    return re.search(rf"(?<!\w){spaced}(?!\w)", low) is not None


def _same_number(words: str, numbers: dict[str, str]) -> str:
    digits = _digits(words)
    if len(digits) < _SAME_DIGITS or not re.fullmatch(r"[\d\s()+./\-]+", words):
        return ""
    return next((said for number, said in numbers.items() if number[-_SAME_DIGITS:] == digits[-_SAME_DIGITS:]), "")


def _digits(words: str) -> str:
    return "".join(str(unicodedata.digit(letter)) for letter in words if letter.isdecimal())
