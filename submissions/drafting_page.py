"""A submission as its page shows it: sections, numbered paragraphs, words against limits, what is open."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString

from accounts.models import User
from submissions.counting import Count, count
from submissions.models import Comment, KeptText, Paragraph, Section, Submission, SubmissionRule
from submissions.rendering import Note, Notes
from submissions.rule_facts import Rule, limit_of, rules_of


@dataclass(frozen=True)
class Measure:
    """Words against how many there may be."""

    words: int
    most: int | None

    @property
    def over(self) -> int:
        """How many are too many."""
        return max(self.words - self.most, 0) if self.most else 0

    @property
    def width(self) -> int:
        """In percent, for the bar; a full one says nothing of how far over."""
        return min(100, self.words * 100 // self.most) if self.most else 0


@dataclass(frozen=True)
class ParagraphLine:
    """A paragraph with its number, as it is read."""

    paragraph: Paragraph
    number: str
    html: SafeString
    comments: int
    kept: int


@dataclass
class SectionPart:
    """A section with its paragraphs and its words."""

    section: Section
    lines: list[ParagraphLine] = field(default_factory=list)
    count: Count = field(default_factory=Count)

    @property
    def measure(self) -> Measure:
        return Measure(self.count.words, self.section.budget)

    @property
    def initials(self) -> str:
        """Of whoever has it, for the round mark."""
        holder = str(self.section.organisation or self.section.person or "")
        return "".join(word[0] for word in holder.split()[:2]).upper()


@dataclass(frozen=True)
class DraftPage:
    """Everything on the page of a submission."""

    submission: Submission
    parts: list[SectionPart]
    notes: list[Note]
    rules: dict[str, Rule]
    kept: list[KeptText]
    binned: int

    @property
    def count(self) -> Count:
        return sum((part.count for part in self.parts), Count())

    @property
    def limit(self) -> Rule | None:
        return limit_of(self.rules, self.submission.kind)

    @property
    def measure(self) -> Measure:
        return Measure(self.count.words, self.limit.number if self.limit else None)

    @property
    def paragraphs(self) -> int:
        return sum(len(part.lines) for part in self.parts)

    @property
    def comments(self) -> int:
        return sum(line.comments for part in self.parts for line in part.lines)


def numbers_of(paragraphs: Iterable[Paragraph], *, are_fixed: bool) -> dict[Any, str]:
    """The number of each paragraph: its own where numbers are fixed, else as they stand."""
    if are_fixed:
        return {row.pk: row.fixed_number for row in paragraphs}
    return {row.pk: str(number) for number, row in enumerate(paragraphs, start=1)}


def number_of(paragraph: Paragraph) -> str:
    """The number of one paragraph; empty in the bin while numbers are counted."""
    if paragraph.submission.numbers_fixed_at:
        return paragraph.fixed_number
    rows = Paragraph.objects.filter(submission=paragraph.submission_id).standing().in_order()
    places = list(rows.values_list("pk", flat=True))
    return str(places.index(paragraph.pk) + 1) if paragraph.pk in places else ""


def rules_for(submission: Submission) -> dict[str, Rule]:
    """What OHCHR asks of a submission on this review."""
    return rules_of(SubmissionRule.objects.of_cycle(submission.workspace.review.cycle_id))


def draft_page(submission: Submission, user: User) -> DraftPage:
    """The page of a submission, as ``user`` may see it: a handful of queries, however long it is."""
    rows = Section.objects.visible_to(user).filter(submission=submission)
    parts = {row.pk: SectionPart(row) for row in rows.select_related("organisation", "person").in_order()}
    ours = Paragraph.objects.visible_to(user).filter(submission=submission)
    standing, binned = [], 0
    for row in ours.in_order():
        if row.binned_at:
            binned += 1
        else:
            standing.append(row)
    numbers = numbers_of(standing, are_fixed=submission.numbers_fixed_at is not None)
    comments = Comment.objects.visible_to(user).filter(submission=submission).open()
    talks = Counter(comments.values_list("paragraph_id", flat=True))
    kept = list(KeptText.objects.visible_to(user).open().filter(paragraph__submission=submission))
    clashes = Counter(row.paragraph_id for row in kept)
    notes = Notes()
    for row in standing:
        part = parts[row.section_id]
        html = notes.render(row.text)
        part.lines.append(ParagraphLine(row, numbers[row.pk], html, talks[row.pk], clashes[row.pk]))
        part.count += count(row.text)
    return DraftPage(
        submission=submission,
        parts=list(parts.values()),
        notes=notes.notes,
        rules=rules_for(submission),
        kept=[row for row in kept if row.by_id == user.pk],
        binned=binned,
    )
