"""A submission and its sections: begun, changed, closed, numbered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max
from django.utils import translation

from accounts.models import User, Workspace
from common.audit import record_event
from common.languages import language_of_pages
from common.once import make_once
from reminders.models import Deadline
from reminders.services.deadlines import Day, close_by_key, forget_by_key, set_deadline
from submissions.models import Paragraph, Section, Submission

# What a submission begins with; each can be renamed, moved and taken away.
_FIRST_SECTIONS = (
    Section.Kind.INTRODUCTION,
    Section.Kind.METHOD,
    Section.Kind.FOLLOW_UP,
    Section.Kind.THEME,
    Section.Kind.CONCLUSION,
)


class TextClosed(Exception):
    """The text of the submission is closed, or lodged: nothing in it changes any more."""


class SectionChanged(Exception):
    """Somebody changed the section after it had been read; ``current`` is how it stands now."""

    def __init__(self, current: Section) -> None:
        super().__init__(str(current.pk))
        self.current = current


class SectionNotEmpty(Exception):
    """Paragraphs stand in the section, or wait in the bin to go back into it."""


def held_open(pk: UUID) -> Submission:
    """The submission, locked until the transaction ends. Raises ``TextClosed``."""
    submission = Submission.objects.select_for_update(of=("self",)).select_related("workspace").get(pk=pk)
    if not submission.is_open:
        raise TextClosed
    return submission


@dataclass(frozen=True)
class FirstSection:
    """A section that a submission begins with."""

    kind: str
    title: str


@transaction.atomic
def create_submission(
    *,
    workspace: Workspace,
    words: dict[str, Any],
    by: User,
    at: datetime,
    key: UUID,
    sections: Sequence[FirstSection] = (),
) -> Submission:
    """Begin a submission with these sections, or with those that OHCHR expects, named in its language.

    With the same ``key`` a second time it answers with what is there: a form may be sent twice when the line drops.
    """
    submission, rows = begin(workspace=workspace, words=words, by=by, at=at, key=key, sections=sections)
    if rows:
        record_event(verb="create_submission", target=submission, by=by, at=at, workspace_id=workspace.pk)
    return submission


def begin(
    *,
    workspace: Workspace,
    words: dict[str, Any],
    by: User,
    at: datetime,
    key: UUID,
    sections: Sequence[FirstSection] = (),
) -> tuple[Submission, list[Section]]:
    """The rows of a submission and of its sections; whoever asks notes it and holds the transaction.

    No sections where it is there already: nothing comes with it a second time.
    """
    made = {"created_at": at, "created_by": by}
    changed = {"changed_at": at, "changed_by": by}
    new = Submission(pk=key, workspace=workspace, **words, **made, **changed)
    submission, is_new = make_once(new, among=Submission.objects.filter(workspace=workspace))
    if not is_new:
        return submission, []
    with translation.override(language_of_pages(submission.language)):
        wanted = sections or [FirstSection(kind, str(kind.label)) for kind in _FIRST_SECTIONS]
    ids = {"workspace": workspace, "submission": submission}
    rows = [
        Section(kind=one.kind, title=one.title, place=place, **ids, **made) for place, one in enumerate(wanted, start=1)
    ]
    return submission, Section.objects.bulk_create(rows)


@transaction.atomic
def change_submission(*, submission: Submission, words: dict[str, Any], by: User, at: datetime) -> Submission:
    """Change its kind, language or title. Raises ``TextClosed``."""
    submission = held_open(submission.pk)
    changed = [name for name, value in words.items() if getattr(submission, name) != value]
    for name in changed:
        setattr(submission, name, words[name])
    _write(submission, changed, "change_submission", by, at)
    return submission


@transaction.atomic
def set_text_open(*, submission: Submission, is_open: bool, by: User, at: datetime) -> Submission:
    """Close the text, or open it again. What is lodged stays as it is: raises ``TextClosed``."""
    submission = Submission.objects.select_for_update().get(pk=submission.pk)
    if submission.status == Submission.Status.LODGED:
        raise TextClosed
    wanted = Submission.Status.DRAFTING if is_open else Submission.Status.CLOSED
    if submission.status != wanted:
        # Whoever writes in a paragraph holds it: after this, nobody is in the middle of one.
        list(Paragraph.objects.select_for_update().filter(submission=submission).order_by("pk").values("pk"))
        submission.status = wanted
        _write(submission, ["status"], "reopen_text" if is_open else "close_text", by, at)
    return submission


@transaction.atomic
def number_paragraphs(*, submission: Submission, by: User, at: datetime) -> int:
    """Fix the numbers as the paragraphs stand now, or number them anew; how many there are. Raises ``TextClosed``."""
    submission = held_open(submission.pk)
    was_fixed = submission.numbers_fixed_at is not None
    ours = Paragraph.objects.filter(submission=submission)
    list(ours.select_for_update().order_by("pk").values("pk"))
    ours.update(number=None, letter="")
    rows = list(ours.standing().in_order())
    for number, row in enumerate(rows, start=1):
        row.number = number
    Paragraph.objects.bulk_update(rows, ["number"])
    submission.numbers_fixed_at = at
    _write(submission, ["numbers_fixed_at"], "renumber" if was_fixed else "fix_numbers", by, at)
    return len(rows)


def _write(submission: Submission, changed: list[str], verb: str, by: User, at: datetime) -> None:
    submission.changed_at, submission.changed_by = at, by
    submission.save(update_fields=[*changed, "changed_at", "changed_by"])
    record_event(verb=verb, target=submission, by=by, at=at, workspace_id=submission.workspace_id, fields=changed)


@transaction.atomic
def create_section(
    *, submission: Submission, words: dict[str, Any], after: Section | None, by: User, at: datetime, key: UUID
) -> Section:
    """Add a section behind another one, or at the end; its day stands among the deadlines. Raises ``TextClosed``."""
    submission = held_open(submission.pk)
    if found := Section.objects.filter(submission=submission, pk=key).first():
        return found
    ours = Section.objects.filter(submission=submission)
    last = ours.aggregate(last=Max("place"))["last"] or 0
    place = after.place + 1 if after else last + 1
    ours.filter(place__gte=place).update(place=F("place") + 1)
    made = {"created_at": at, "created_by": by}
    ids = {"workspace_id": submission.workspace_id, "submission": submission}
    section = Section.objects.create(pk=key, place=place, **ids, **words, **made)
    record_event(verb="create_section", target=section, by=by, at=at, workspace_id=submission.workspace_id)
    _follow(section, by, at)
    return section


@transaction.atomic
def change_section(
    *, section: Section, words: dict[str, Any], after: Section | None, by: User, at: datetime, seen: int
) -> Section:
    """Change a section as somebody read it, and where it stands: behind ``after``, or first.

    Raises ``TextClosed``, and ``SectionChanged`` if ``seen`` is past.
    """
    held_open(section.submission_id)
    section = Section.objects.select_for_update(of=("self",)).select_related("workspace").get(pk=section.pk)
    if section.revision != seen:
        raise SectionChanged(section)
    changed = [name for name, value in words.items() if getattr(section, name) != value]
    for name in changed:
        setattr(section, name, words[name])
    if _move_behind(section, after):
        changed.append("place")
    if changed:
        section.revision += 1
        section.save(update_fields=[*changed, "revision"])
        ids = {"workspace_id": section.workspace_id}
        record_event(verb="change_section", target=section, by=by, at=at, fields=sorted(changed), **ids)
        _follow(section, by, at)
    return section


def _move_behind(section: Section, after: Section | None) -> bool:
    """Whether it stands elsewhere now."""
    rows = list(Section.objects.filter(submission=section.submission_id).in_order())
    others = [row for row in rows if row.pk != section.pk]
    index = next((place for place, row in enumerate(others, start=1) if after and row.pk == after.pk), 0)
    wanted = [*others[:index], section, *others[index:]]
    if [row.pk for row in wanted] == [row.pk for row in rows]:
        return False
    for place, row in enumerate(wanted, start=1):
        row.place = place
    Section.objects.bulk_update(wanted, ["place"])
    return True


@transaction.atomic
def delete_section(*, section: Section, by: User, at: datetime) -> None:
    """Take an empty section away. Raises ``TextClosed`` and ``SectionNotEmpty``."""
    held_open(section.submission_id)
    if Paragraph.objects.filter(section=section).exists():
        raise SectionNotEmpty
    record_event(verb="delete_section", target=section, by=by, at=at, workspace_id=section.workspace_id)
    forget_by_key(workspace=section.workspace, key=section.deadline_key, by=by, at=at)
    section.delete()


def _follow(section: Section, by: User, at: datetime) -> None:
    if section.due_date:
        set_deadline(
            workspace=section.workspace,
            key=section.deadline_key,
            kind=Deadline.Kind.DRAFT,
            day=Day(day=section.due_date),
            by=by,
            at=at,
            title=section.title,
            path=section.get_absolute_url(),
            organisation=section.organisation,
            person=section.person,
        )
    else:
        close = {"key": section.deadline_key, "status": Deadline.Status.CANCELLED}
        close_by_key(workspace=section.workspace, by=by, at=at, **close)
