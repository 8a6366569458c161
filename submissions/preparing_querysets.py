"""Reads of priority issues, proposed recommendations and consultations."""

from __future__ import annotations

from typing import Self

from accounts.querysets import WorkspaceRowQuerySet


class PreparingQuerySet(WorkspaceRowQuerySet):
    """Rows with which a submission is prepared."""

    def with_workspace(self) -> Self:
        """With workspace, review and State at hand."""
        return self.select_related("workspace__review__state_under_review", "workspace__review__cycle")

    def named(self) -> Self:
        """By their titles."""
        return self.order_by("title", "pk")


class FormerTextQuerySet(WorkspaceRowQuerySet):
    """Words that somebody wrote over."""

    def newest(self) -> Self:
        """The latest first."""
        return self.select_related("replaced_by").order_by("-replaced_at", "field", "pk")


class ProposalQuerySet(PreparingQuerySet):
    """Proposed recommendations."""

    def with_all(self) -> Self:
        """With their issue and the States that might take them up, for lists."""
        return self.select_related("priority_issue").prefetch_related("states")

    def with_issue(self) -> Self:
        """With their priority issue at hand."""
        return self.select_related("priority_issue")

    def in_order(self) -> Self:
        """Those of one priority issue together, the older first."""
        return self.order_by("priority_issue__title", "created_at", "pk")


class ConsultationQuerySet(PreparingQuerySet):
    """Consultations."""

    def newest(self) -> Self:
        """The latest first."""
        return self.order_by("-held_date", "-created_at", "pk")


class AnnexQuerySet(PreparingQuerySet):
    """Documents that are handed in beside submissions."""

    def in_order(self) -> Self:
        """As they are numbered."""
        return self.order_by("place", "pk")
