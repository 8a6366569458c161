"""Reads of the public record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import Count, F, Q

from common.querysets import PublicQuerySet, TenantQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


class StateQuerySet(PublicQuerySet):
    """States."""

    def real(self) -> Self:
        """Without the invented State of the demonstration: every statistic starts here."""
        return self.filter(is_invented=False)


class ReviewQuerySet(PublicQuerySet):
    """Reviews."""

    def with_parts(self) -> Self:
        """With State, cycle, sessions and the Council session at hand."""
        return self.select_related(
            "state_under_review", "cycle", "current_session", "original_session", "adoption_session"
        )

    def with_counts(self) -> Self:
        """Each with ``recommendation_count`` and ``supported_count``."""
        return self.annotate(
            recommendation_count=Count("recommendations"),
            supported_count=Count("recommendations", filter=Q(recommendations__position="supported")),
        )

    def by_code(self, code: str) -> Self:
        """The review that ``SVN-4`` names; none for anything else."""
        iso3, _, cycle = code.upper().partition("-")
        if not cycle.isdecimal() or len(cycle) > 2:
            return self.none()
        return self.filter(state_under_review=iso3, cycle=int(cycle))


class RecommendationQuerySet(PublicQuerySet):
    """Recommendations."""

    def in_order(self) -> Self:
        """By paragraph and item, as printed."""
        return self.order_by("review_id", "paragraph", "item", "pk")

    def with_parts(self) -> Self:
        """With recommending States, themes, groups, goals and published ratings at hand."""
        return self.select_related("review__state_under_review", "document").prefetch_related(
            "state_rows__state", "theme_rows__theme", "groups", "goals", "published_ratings"
        )

    def by_key(self, key: str) -> Self:
        """The one that ``SVN-4-140.7`` names, review and number; none for anything else."""
        code, _, number = key.rpartition("-")
        paragraph, _, item = number.partition(".")
        if not (paragraph.isdecimal() and item.isdecimal() and len(number) < 10):
            return self.none()
        iso3, _, cycle = code.upper().partition("-")
        if not cycle.isdecimal() or len(cycle) > 2:
            return self.none()
        return self.filter(
            review__state_under_review=iso3, review__cycle=int(cycle), paragraph=int(paragraph), item=int(item)
        )

    def about(self, words: str) -> Self:
        """Whose text holds every one of ``words``."""
        found = self
        for word in words.split():
            found = found.filter(text__icontains=word)
        return found


class ImportRunQuerySet(TenantQuerySet):
    """Imports: nobody but the person who brought the file and the record's editors sees one."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """All for an editor of the record; one's own for anybody else."""
        if not user.is_authenticated:
            return self.none()
        return self if user.is_record_editor else self.filter(created_by=user.pk)

    def waiting(self) -> Self:
        """Proposals that no editor has decided yet, the oldest first."""
        return self.filter(status="proposed").order_by(F("created_at"), "pk")
