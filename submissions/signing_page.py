"""Who has signed a submission, who has not, and what changed in the text since each signature."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from accounts.models import Organisation, User, WorkspaceMember
from submissions.drafting_page import numbers_of
from submissions.merging import Piece, pieces
from submissions.models import Paragraph, ParagraphVersion, Signature, SigningMandate, Submission
from submissions.services.signing import seal_of


@dataclass(frozen=True)
class Change:
    """A paragraph that reads otherwise than when it was signed: new, gone, or written anew."""

    number: str
    paragraph: Paragraph
    before: Sequence[Piece] = ()
    now: Sequence[Piece] = ()


@dataclass(frozen=True)
class SigningLine:
    """One organisation that takes part, with its decision if there is one."""

    organisation: Organisation
    signature: Signature | None
    is_mine: bool
    # Whether the text is still the one that was signed.
    is_current: bool = True
    changes: list[Change] = field(default_factory=list)
    # Who signs for it, and whether that is the reader.
    mandate: SigningMandate | None = None
    is_owned: bool = False


@dataclass(frozen=True)
class SigningPage:
    """The sign-off of a submission."""

    lines: list[SigningLine]
    seal: str
    quorum: str = Submission.Quorum.NONE
    quorum_number: int | None = None

    @property
    def signed(self) -> int:
        """How many stand behind the text."""
        return sum(1 for line in self.lines if line.signature and line.signature.is_for)

    @property
    def wanted(self) -> int:
        """How many are to sign, where somebody said so; a wish and no rule."""
        return len(self.lines) if self.quorum == Submission.Quorum.ALL else self.quorum_number or 0

    @property
    def missing(self) -> int:
        return max(self.wanted - self.signed, 0)

    @property
    def owned(self) -> list[Organisation]:
        """For which the reader may let others sign."""
        return [line.organisation for line in self.lines if line.is_owned]

    @property
    def own(self) -> list[Organisation]:
        """For which the reader may sign."""
        return [line.organisation for line in self.lines if line.is_mine]


def signing_page(submission: Submission, user: User) -> SigningPage:
    """Everybody who may sign; for the reader's own organisations also what changed since they did."""
    ours = Paragraph.objects.visible_to(user).filter(submission=submission).select_related("section")
    everything = list(ours.in_order())
    standing = [row for row in everything if row.binned_at is None]
    seal = seal_of(standing)
    found = Signature.objects.visible_to(user).standing().filter(submission=submission).select_related("by")
    signatures = {row.organisation_id: row for row in found}
    parts = WorkspaceMember.objects.visible_to(user).filter(workspace=submission.workspace_id)
    writers = parts.filter(role__in=WorkspaceMember.WRITERS).select_related("organisation").in_order()
    owned = set(Organisation.objects.owned_by(user).values_list("pk", flat=True)) if user.narrowed_to is None else set()
    numbers = numbers_of(standing, are_fixed=submission.numbers_fixed_at is not None)
    given = SigningMandate.objects.visible_to(user).standing().filter(submission=submission)
    mandates = {row.organisation_id: row for row in given.select_related("to_organisation", "to_person")}
    lines = []
    for part in writers:
        signature, mandate = signatures.get(part.organisation_id), mandates.get(part.organisation_id)
        is_owned = part.organisation_id in owned and not part.organisation.is_closed
        is_mine = is_owned or (not part.organisation.is_closed and _is_for(mandate, user, owned))
        is_current = signature is None or signature.seal == seal
        changes = changes_since(everything, signature.at, numbers) if signature and is_mine and not is_current else []
        lines.append(SigningLine(part.organisation, signature, is_mine, is_current, changes, mandate, is_owned))
    return SigningPage(lines, seal, submission.quorum, submission.quorum_number)


def _is_for(mandate: SigningMandate | None, user: User, owned: set[Any]) -> bool:
    if mandate is None or user.narrowed_to is not None:
        return False
    return mandate.to_person_id == user.pk or mandate.to_organisation_id in owned


def changes_since(paragraphs: Iterable[Paragraph], at: datetime, numbers: dict) -> list[Change]:
    """What reads otherwise than it did at that moment, in the order of the text."""
    rows = list(paragraphs)
    before = {
        version.paragraph_id: version.text
        for version in ParagraphVersion.objects.filter(paragraph__in=rows, at__lte=at).order_by("number")
    }
    changes = []
    for row in rows:
        was = before.get(row.pk, "") if row.binned_at is None or row.binned_at > at else ""
        now = "" if row.binned_at else row.text
        if was != now:
            changes.append(Change(numbers.get(row.pk, row.fixed_number), row, pieces(was, now), pieces(now, was)))
    return changes
