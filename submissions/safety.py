"""Before a submission is lodged: what OHCHR will publish, who is named in it and where, and what people decided."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from cycles.models import State
from implementation.models import Evidence
from submissions.drafting_page import numbers_of
from submissions.models import Annex, NameDecision, Paragraph, Section, Signature, Submission
from submissions.name_finder import Found, Kind, find, sentences, vocabulary
from submissions.name_reasons import KINDS, REASONS
from submissions.name_words import LANGUAGES

# So many words of a testimony in a row are a quotation of it.
_QUOTED = 8
_SHORTEST_TITLE = 8
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True)
class Rows:
    """Everything that is read of a submission before it is lodged."""

    sections: list[Section]
    paragraphs: list[Paragraph]
    signatures: list[Signature]
    sensitive: list[Evidence]
    decisions: dict[str, NameDecision]
    states: frozenset[str]
    annexes: list[Annex]


@dataclass(frozen=True)
class Text:
    """A piece of what is published, and where it is changed."""

    label: str
    href: str
    words: str
    is_heading: bool = False


@dataclass(frozen=True)
class Spot:
    """A sentence in which something was found, in three parts, and where it stands."""

    text: Text
    sentence: str
    before: str
    hit: str
    after: str


@dataclass
class Finding:
    """Words that may name or betray somebody, each place where they stand, and what was decided."""

    key: str
    kind: Kind
    words: str
    why: str
    spots: list[Spot] = field(default_factory=list)
    decision: NameDecision | None = None

    @property
    def kind_words(self) -> str:
        return str(KINDS[self.kind])

    @property
    def reason(self) -> str:
        return str(REASONS[self.why])

    @property
    def digests(self) -> list[str]:
        """Of the sentences for which a decision has to hold."""
        return sorted({_digest(spot.sentence) for spot in self.spots})

    @property
    def seen(self) -> str:
        """Another one as soon as one of the sentences reads otherwise."""
        return _digest(*self.digests)

    @property
    def is_open(self) -> bool:
        """Whether somebody has to decide: for the first time, or because it stands in other sentences now."""
        return self.decision is None or not set(self.digests) <= set(self.decision.sentences)

    @property
    def is_settled(self) -> bool:
        """Decided, and not to be taken out."""
        return not self.is_open and self.decision is not None and self.decision.allows


@dataclass(frozen=True)
class Safety:
    """Who is named in a submission."""

    submission: Submission
    findings: list[Finding]
    signatures: list[Signature]

    @property
    def open_ones(self) -> list[Finding]:
        return [one for one in self.findings if one.is_open]

    @property
    def to_remove(self) -> list[Finding]:
        """Still in the text, though somebody decided that it has to go."""
        return [one for one in self.findings if not one.is_open and not one.is_settled]

    @property
    def settled(self) -> list[Finding]:
        return [one for one in self.findings if one.is_settled]

    @property
    def is_settled(self) -> bool:
        """Whether everything is decided and nothing has to go: only then is it lodged."""
        return len(self.settled) == len(self.findings)

    @property
    def is_read(self) -> bool:
        """Whether its language is one that the finder reads."""
        return self.submission.language in LANGUAGES


def rows_of(submission: Submission, user: User) -> Rows:
    """What ``user`` may see of a submission and of what must not leave its workspace."""
    signed = Signature.objects.visible_to(user).signed().filter(submission=submission)
    decided = NameDecision.objects.visible_to(user).standing().filter(submission=submission).select_related("by")
    kept = Evidence.objects.visible_to(user).filter(workspace=submission.workspace_id, is_sensitive=True)
    names = State.objects.values_list("name_un", "name_en", "name_fr", "name_es")
    return Rows(
        list(Section.objects.visible_to(user).filter(submission=submission).in_order()),
        list(Paragraph.objects.visible_to(user).filter(submission=submission).standing().in_order()),
        list(signed.select_related("organisation", "by").order_by("at", "pk")),
        list(kept.order_by("pk")),
        {row.key: row for row in decided},
        frozenset(name.lower() for row in names for name in row if name),
        list(Annex.objects.visible_to(user).filter(submission=submission).in_order()),
    )


def safety_of(submission: Submission, rows: Rows) -> Safety:
    """Every finding of the text, in the order in which it is met, with what stands decided."""
    texts = list(_texts(submission, rows))
    known = vocabulary(text.words for text in texts)
    found = [(text, one) for text in texts for one in _found(submission, text, known, rows)]
    names = [one.words for _text, one in found if one.kind is Kind.PERSON and " " in one.words]
    findings: dict[str, Finding] = {}
    for text, one in found:
        name = _fuller(one, names)
        key = _digest(str(submission.pk), _group(one.kind), name.casefold())
        finding = findings.setdefault(key, Finding(key, one.kind, name, one.why, decision=rows.decisions.get(key)))
        if all((spot.text, spot.sentence) != (text, one.sentence) for spot in finding.spots):
            finding.spots.append(_spot(text, one))
    return Safety(submission, list(findings.values()), rows.signatures)


def _texts(submission: Submission, rows: Rows) -> Iterator[Text]:
    """Everything that is printed in the file."""
    edit = reverse("submissions:submission_edit", args=[submission.pk])
    yield Text(_("Title"), edit, submission.title, is_heading=True)
    for one in rows.signatures:
        if one.reservation:
            sign = reverse("submissions:submission_sign", args=[submission.pk])
            label = _("Reservation of %(name)s") % {"name": one.alias or one.organisation}
            yield Text(label, sign, one.reservation)
    numbers = numbers_of(rows.paragraphs, are_fixed=submission.numbers_fixed_at is not None)
    for section in rows.sections:
        ours = [row for row in rows.paragraphs if row.section_id == section.pk]
        if ours:
            yield Text(_("Heading"), section.get_absolute_url(), section.title, is_heading=True)
        for row in ours:
            label = _("Paragraph %(number)s") % {"number": numbers[row.pk]}
            yield Text(label, row.get_absolute_url(), row.text)
    for number, annex in enumerate(rows.annexes, start=1):
        label = _("Annex %(number)s") % {"number": number}
        for words in filter(None, (annex.title, annex.source, annex.held_by)):
            yield Text(label, annex.get_absolute_url(), words, is_heading=True)


def _found(submission: Submission, text: Text, known: frozenset[str], rows: Rows) -> Iterator[Found]:
    yield from find(
        text.words, language=submission.language, known=known, public=rows.states, is_heading=text.is_heading
    )
    parts = sentences(text.words)
    for signature in rows.signatures:
        if signature.alias:
            for name in filter(None, (signature.organisation.name, signature.organisation.acronym)):
                yield from _holding(parts, Kind.BEHIND_ALIAS, name, "alias")
    for evidence in rows.sensitive:
        yield from _leaking(parts, evidence)


def _holding(parts: Iterable[str], kind: Kind, words: str, why: str) -> Iterator[Found]:
    whole = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", re.IGNORECASE)
    for part in parts:
        if whole.search(part):
            yield Found(kind, words, part, why)


def _leaking(parts: list[str], evidence: Evidence) -> Iterator[Found]:
    """Where the text has the title or the address of a sensitive document, or words of a testimony."""
    if len(evidence.title) >= _SHORTEST_TITLE:
        yield from _holding(parts, Kind.SENSITIVE, evidence.title, "title_of_document")
    if evidence.url:
        found = _holding(parts, Kind.SENSITIVE, evidence.url, "address_of_document")
        yield from (Found(one.kind, evidence.title, one.sentence, one.why) for one in found)
    said = set(_runs(evidence.text)) if evidence.text else set()
    for part in parts if said else ():
        if not said.isdisjoint(_runs(part)):
            yield Found(Kind.SENSITIVE, evidence.title, part, "words_of_testimony")


def _runs(text: str) -> list[tuple[str, ...]]:
    words = _WORDS.findall(text.casefold())
    return [tuple(words[place : place + _QUOTED]) for place in range(len(words) - _QUOTED + 1)]


def _fuller(one: Found, names: Sequence[str]) -> str:
    """The full name where the text has it elsewhere, and it can be only one."""
    if one.kind is not Kind.NAME:
        return one.words
    full = {name for name in names if one.words in name.split()}
    return full.pop() if len(full) == 1 else one.words


def _group(kind: Kind) -> str:
    return kind.value if kind in (Kind.UNREAD, Kind.BEHIND_ALIAS, Kind.SENSITIVE) else "words"


def _spot(text: Text, one: Found) -> Spot:
    start = -1 if one.kind is Kind.UNREAD else one.sentence.casefold().find(one.words.casefold())
    if start < 0:
        return Spot(text, one.sentence, one.sentence, "", "")
    end = start + len(one.words)
    return Spot(text, one.sentence, one.sentence[:start], one.sentence[start:end], one.sentence[end:])


def _digest(*words: str) -> str:
    return hashlib.sha256("\n".join(words).encode("utf-8", "surrogatepass")).hexdigest()
