"""Paragraphs: written by several hands at once, without a word lost.

Every write carries the version it began from. Where that is past, what both changed is joined by words; where the same
words were changed, the text is kept beside the one that stands there, and a person decides.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max

from accounts.models import User
from common.audit import record_event
from submissions.merging import merge, normal
from submissions.models import KeptText, Paragraph, ParagraphVersion, Section, Submission
from submissions.services.drafting import TextClosed, held_open

_What = ParagraphVersion.What


class UnknownVersion(Exception):
    """The paragraph never had a version of this number."""


class EmptyText(Exception):
    """A paragraph without a word; what is to go is put into the bin."""


class ParagraphChanged(Exception):
    """Somebody changed the paragraph after it had been read; ``current`` is how it stands now."""

    def __init__(self, current: Paragraph) -> None:
        super().__init__(str(current.pk))
        self.current = current


class Outcome(StrEnum):
    """What became of a text that was sent."""

    UNCHANGED = "unchanged"
    SAVED = "saved"
    MERGED = "merged"
    CLASH = "clash"


@dataclass(frozen=True)
class Saved:
    """The paragraph as it stands now, and what became of the text; ``kept`` where it clashed."""

    paragraph: Paragraph
    outcome: Outcome
    kept: KeptText | None = None


@transaction.atomic
def create_paragraph(
    *, section: Section, text: str, after: Paragraph | None, by: User, at: datetime, key: UUID
) -> Paragraph:
    """Add a paragraph to a section, behind another one or at its end. Raises ``TextClosed`` and ``EmptyText``.

    With the same ``key`` a second time it answers with what is there: a form may be sent twice when the line drops.
    """
    submission = held_open(section.submission_id)
    if found := Paragraph.objects.filter(submission=submission, pk=key).first():
        return found
    made = _add(submission, section, _worded(text), after, by, at, key=key)
    record_event(verb="write_paragraph", target=made, by=by, at=at, workspace_id=made.workspace_id)
    return made


@transaction.atomic
def save_paragraph(
    *,
    paragraph: Paragraph,
    text: str,
    seen: int,
    by: User,
    at: datetime,
    what: str = _What.WRITTEN,
    settles: KeptText | None = None,
) -> Saved:
    """Write a paragraph anew, from the version ``seen``.

    What others changed meanwhile is joined with it; what clashes is kept, and nothing changes. Raises ``TextClosed``,
    ``UnknownVersion`` and ``EmptyText``.
    """
    text, paragraph = _worded(text), _held(paragraph)
    base = ParagraphVersion.objects.filter(paragraph=paragraph, number=seen).first()
    if base is None:
        raise UnknownVersion
    merged = merge(base.text, text, paragraph.text) if seen != paragraph.revision else None
    if merged and merged.text is None:
        return Saved(paragraph, Outcome.CLASH, _keep(paragraph, text, seen, by, at))
    result = merged.text if merged and merged.text is not None else text
    if settles:
        _settle(settles, by, at)
    if result == paragraph.text:
        return Saved(paragraph, Outcome.UNCHANGED)
    is_joined = result != text
    version = _write(paragraph, result, _What.MERGED if is_joined else what, seen, by, at, text if is_joined else "")
    record_event(verb="write_paragraph", target=paragraph, by=by, at=at, workspace_id=paragraph.workspace_id)
    return Saved(paragraph, Outcome.MERGED if version.what == _What.MERGED else Outcome.SAVED)


def restore_version(*, paragraph: Paragraph, version: ParagraphVersion, seen: int, by: User, at: datetime) -> Saved:
    """Make an earlier version the text again: as a new version. What others wrote after ``seen`` is never run over.

    Raises ``ParagraphChanged`` if ``seen`` is past, and ``TextClosed``.
    """
    with transaction.atomic():
        held = _held(paragraph)
        if held.revision != seen:
            raise ParagraphChanged(held)
        return save_paragraph(
            paragraph=held, text=version.text, seen=seen, by=by, at=at, what=ParagraphVersion.What.RESTORED
        )


@transaction.atomic
def put_aside(*, kept: KeptText, by: User, at: datetime) -> None:
    """Say that a kept text is not needed any more. It stays in the history of the paragraph."""
    _settle(kept, by, at)
    record_event(verb="put_aside_text", target=kept, by=by, at=at, workspace_id=kept.workspace_id)


@transaction.atomic
def split_paragraph(*, paragraph: Paragraph, parts: list[str], seen: int, by: User, at: datetime) -> list[Paragraph]:
    """Cut a paragraph: the first part stays it, the others follow as paragraphs of their own.

    Raises ``ParagraphChanged`` if ``seen`` is past, ``TextClosed`` and ``EmptyText``.
    """
    submission = held_open(paragraph.submission_id)
    paragraph = _held(paragraph)
    if paragraph.revision != seen:
        raise ParagraphChanged(paragraph)
    first, *others = [_worded(part) for part in parts]
    if first != paragraph.text:
        _write(paragraph, first, _What.SPLIT, seen, by, at)
    made = [paragraph]
    for part in others:
        made.append(_add(submission, paragraph.section, part, made[-1], by, at, what=_What.SPLIT))
    record_event(verb="split_paragraph", target=paragraph, by=by, at=at, workspace_id=paragraph.workspace_id)
    return made


@transaction.atomic
def move_paragraph(
    *, paragraph: Paragraph, section: Section, after: Paragraph | None, by: User, at: datetime
) -> Paragraph:
    """Let a paragraph stand elsewhere: behind ``after``, or first in ``section``. A fixed number goes with it."""
    held_open(paragraph.submission_id)
    paragraph = _held(paragraph)
    paragraph.place = _make_room(section, after) if after else _make_room(section, None, 1)
    paragraph.section = section
    paragraph.save(update_fields=["section", "place"])
    record_event(verb="move_paragraph", target=paragraph, by=by, at=at, workspace_id=paragraph.workspace_id)
    return paragraph


@transaction.atomic
def bin_paragraph(*, paragraph: Paragraph, by: User, at: datetime) -> None:
    """Put a paragraph into the bin; its number stays its own. Raises ``TextClosed``."""
    paragraph = _held(paragraph)
    if paragraph.binned_at is None:
        paragraph.binned_at, paragraph.binned_by = at, by
        paragraph.save(update_fields=["binned_at", "binned_by"])
        record_event(verb="bin_paragraph", target=paragraph, by=by, at=at, workspace_id=paragraph.workspace_id)


@transaction.atomic
def restore_paragraph(*, paragraph: Paragraph, by: User, at: datetime) -> None:
    """Take a paragraph back out of the bin, to where it stood. Raises ``TextClosed``."""
    submission = held_open(paragraph.submission_id)
    paragraph = _held(paragraph)
    if paragraph.binned_at is not None:
        paragraph.binned_at = paragraph.binned_by = None
        if submission.numbers_fixed_at and paragraph.number is None:
            paragraph.number, paragraph.letter = _number_for(submission, paragraph.section, paragraph.place)
        paragraph.save(update_fields=["binned_at", "binned_by", "number", "letter"])
        record_event(verb="restore_paragraph", target=paragraph, by=by, at=at, workspace_id=paragraph.workspace_id)


def _worded(text: str) -> str:
    text = normal(text)
    if not text:
        raise EmptyText
    return text


def _held(paragraph: Paragraph) -> Paragraph:
    """The paragraph as it stands, locked. Raises ``TextClosed``: asked after the lock, which closing waits for."""
    held = Paragraph.objects.select_for_update(of=("self",)).select_related("section").get(pk=paragraph.pk)
    open_ones = Submission.objects.filter(pk=held.submission_id, status=Submission.Status.DRAFTING)
    if not open_ones.exists():
        raise TextClosed
    return held


def _add(
    submission: Submission,
    section: Section,
    text: str,
    after: Paragraph | None,
    by: User,
    at: datetime,
    *,
    key: UUID | None = None,
    what: str = _What.WRITTEN,
) -> Paragraph:
    place = _make_room(section, after)
    number, letter = _number_for(submission, section, place) if submission.numbers_fixed_at else (None, "")
    made = Paragraph(
        workspace_id=submission.workspace_id,
        submission=submission,
        section=section,
        place=place,
        number=number,
        letter=letter,
        text=text,
        created_at=at,
        created_by=by,
        changed_at=at,
        changed_by=by,
    )
    if key:
        made.pk = key
    made.save(force_insert=True)
    _keep_version(made, what, None, by, at)
    return made


def _make_room(section: Section, after: Paragraph | None, place: int = 0) -> int:
    """The place behind a paragraph; at the end where it was moved out of the section meanwhile, or none is given."""
    ours = Paragraph.objects.filter(section=section)
    behind = ours.filter(pk=after.pk).values_list("place", flat=True).first() if after else None
    if behind is not None:
        place = behind + 1
    if not place:
        return (ours.aggregate(last=Max("place"))["last"] or 0) + 1
    ours.filter(place__gte=place).update(place=F("place") + 1)
    return place


def _number_for(submission: Submission, section: Section, place: int) -> tuple[int, str]:
    """The number of a new paragraph once numbers are fixed: the next one at the end, else 14a, 14b behind 14."""
    known = list(Paragraph.objects.filter(submission=submission, number__isnull=False).in_order())
    before = [row for row in known if (row.section.place, row.place) < (section.place, place)]
    if len(before) == len(known):
        return max((row.number or 0 for row in known), default=0) + 1, ""
    number = (before[-1].number or 0) if before else 0
    taken = {row.letter for row in known if row.number == number}
    return number, next(letter for letter in _letters() if letter not in taken)


def _letters() -> list[str]:
    alphabet = "abcdefghijklmnopqrstuvwxyz"
    return [*alphabet, *(one + two for one in alphabet for two in alphabet)]


def _write(
    paragraph: Paragraph, text: str, what: str, base: int, by: User, at: datetime, sent: str = ""
) -> ParagraphVersion:
    paragraph.text, paragraph.revision = text, paragraph.revision + 1
    paragraph.changed_at, paragraph.changed_by = at, by
    paragraph.save(update_fields=["text", "revision", "changed_at", "changed_by"])
    return _keep_version(paragraph, what, base, by, at, sent)


def _keep_version(
    paragraph: Paragraph, what: str, base: int | None, by: User, at: datetime, sent: str = ""
) -> ParagraphVersion:
    return ParagraphVersion.objects.create(
        workspace_id=paragraph.workspace_id,
        paragraph=paragraph,
        number=paragraph.revision,
        what=what,
        text=paragraph.text,
        base=base,
        sent=sent,
        by=by,
        at=at,
    )


def _keep(paragraph: Paragraph, text: str, seen: int, by: User, at: datetime) -> KeptText:
    """The text that clashed, once: a form may be sent twice when the line drops."""
    known = KeptText.objects.open().filter(paragraph=paragraph, by=by, base=seen, text=text).first()
    if known:
        return known
    ids = {"workspace_id": paragraph.workspace_id, "paragraph": paragraph}
    kept = KeptText.objects.create(text=text, base=seen, met=paragraph.revision, by=by, at=at, **ids)
    record_event(verb="keep_text", target=kept, by=by, at=at, workspace_id=paragraph.workspace_id)
    return kept


def _settle(kept: KeptText, by: User, at: datetime) -> None:
    KeptText.objects.open().filter(pk=kept.pk).order_by().update(settled_at=at, settled_by=by)
