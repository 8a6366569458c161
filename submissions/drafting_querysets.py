"""Reads of submissions, their sections, paragraphs, versions and comments."""

from __future__ import annotations

from typing import Self

from django.db.models import F, Q

from accounts.querysets import WorkspaceRowQuerySet
from common.querysets import PublicQuerySet


class SubmissionQuerySet(WorkspaceRowQuerySet):
    """Submissions."""

    def with_parts(self) -> Self:
        """With workspace, review and State at hand."""
        return self.select_related("workspace__review__state_under_review", "workspace__review__cycle")

    def in_order(self) -> Self:
        """The one changed last first."""
        return self.order_by("-changed_at", "pk")


class SectionQuerySet(WorkspaceRowQuerySet):
    """Sections of submissions."""

    def in_order(self) -> Self:
        """As they stand in the text."""
        return self.order_by("place", "pk")


class ParagraphQuerySet(WorkspaceRowQuerySet):
    """Paragraphs of submissions."""

    def standing(self) -> Self:
        """Those that are not in the bin."""
        return self.filter(binned_at=None)

    def in_order(self) -> Self:
        """As they stand in the text."""
        return self.order_by("section__place", "section_id", "place", "pk")


class ParagraphVersionQuerySet(WorkspaceRowQuerySet):
    """Versions of paragraphs."""

    def newest_first(self) -> Self:
        """The last one first."""
        return self.order_by("-number")


class KeptTextQuerySet(WorkspaceRowQuerySet):
    """Texts that clashed with what somebody else had written."""

    def open(self) -> Self:
        """Those of which nobody has decided yet what becomes of them."""
        return self.filter(settled_at=None).order_by("at", "pk")


class CommentQuerySet(WorkspaceRowQuerySet):
    """Comments and suggested changes."""

    def open(self) -> Self:
        """Neither resolved, taken nor declined; answers go with what they answer."""
        return self.filter(parent=None, outcome="open")

    def in_order(self) -> Self:
        """The oldest first."""
        return self.order_by("at", "pk")


class SignatureQuerySet(WorkspaceRowQuerySet):
    """What organisations decided about submissions."""

    def standing(self) -> Self:
        """Neither withdrawn nor followed by another decision."""
        return self.filter(ended_at=None)

    def signed(self) -> Self:
        """Those who stand behind the text, with a reservation or without."""
        return self.standing().filter(decision__in=("signed", "reservation"))


class SigningMandateQuerySet(WorkspaceRowQuerySet):
    """Who may sign for whom."""

    def standing(self) -> Self:
        """Those that nobody has ended."""
        return self.filter(ended_at=None)


class SubmissionRuleQuerySet(PublicQuerySet):
    """Rules for submissions."""

    def of_cycle(self, cycle_id: int) -> Self:
        """Those of a cycle and those of every cycle; of two with the same key the cycle's own comes last."""
        return self.filter(Q(cycle=None) | Q(cycle=cycle_id)).order_by(F("cycle").asc(nulls_first=True), "pk")


class CitationLinkQuerySet(WorkspaceRowQuerySet):
    """What people decided about citations."""

    def standing(self) -> Self:
        """Neither taken back nor followed by another decision."""
        return self.filter(ended_at=None)
