"""Reads of the public record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import Count, F, Q

from common.querysets import PublicQuerySet, TenantQuerySet

if TYPE_CHECKING:
    from datetime import date

    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User
    from cycles.models import CouncilSession


# "140.254", "u1234": a longer one would not fit its column.
_LONGEST_NUMBER = 9


def state_and_cycle(code: str) -> tuple[str, int] | None:
    """What ``SVN-4`` names: the State's code and the cycle; None for anything else."""
    iso3, _, cycle = code.upper().partition("-")
    return (iso3, int(cycle)) if cycle.isdecimal() and len(cycle) <= 2 else None


class StateQuerySet(PublicQuerySet):
    """States."""

    def real(self) -> Self:
        """Without the invented State of the demonstration: every statistic starts here."""
        return self.filter(is_invented=False)


class CouncilSessionQuerySet(PublicQuerySet):
    """Sessions of the Human Rights Council."""

    def held_on(self, day: date) -> Self:
        """The session in whose dates the day lies; none where the record knows of no such."""
        return self.filter(start_date__lte=day, end_date__gte=day)


class ReviewQuerySet(PublicQuerySet):
    """Reviews."""

    def with_parts(self) -> Self:
        """With State, cycle, sessions and the Council session at hand."""
        return self.select_related(
            "state_under_review",
            "cycle",
            "current_session__council_session",
            "original_session",
            "adoption_session",
        )

    def adopted_in(self, council: CouncilSession) -> Self:
        """Those whose outcome goes to that session of the Council."""
        by_session = Q(adoption_session=None, current_session__council_session=council)
        return self.filter(Q(adoption_session=council) | by_session)

    def with_counts(self) -> Self:
        """Each with ``recommendation_count``, ``supported_count`` and ``pending_count``."""
        return self.annotate(
            recommendation_count=Count("recommendations"),
            supported_count=Count("recommendations", filter=Q(recommendations__position="supported")),
            pending_count=Count("recommendations", filter=Q(recommendations__position="pending")),
        )

    def by_code(self, code: str) -> Self:
        """The review that ``SVN-4`` names; none for anything else."""
        named = state_and_cycle(code)
        return self.filter(state_under_review=named[0], cycle=named[1]) if named else self.none()


class RecommendationQuerySet(PublicQuerySet):
    """Recommendations."""

    def in_order(self) -> Self:
        """By paragraph and item, as printed; those without a number last."""
        return self.order_by("review_id", "paragraph", "item", "serial", "pk")

    def with_parts(self) -> Self:
        """With recommending States, themes, groups, goals and published ratings at hand."""
        return self.select_related("review__state_under_review", "document").prefetch_related(
            "state_rows__state", "theme_rows__theme", "groups", "goals", "published_ratings"
        )

    def by_key(self, key: str) -> Self:
        """The one that ``SVN-4-140.7`` or ``SVN-2-u17`` names, review and number; none for anything else."""
        code, _, number = key.rpartition("-")
        named = state_and_cycle(code)
        if not named:
            return self.none()
        return self.filter(review__state_under_review=named[0], review__cycle=named[1]).by_number(number)

    def by_number(self, number: str) -> Self:
        """Those that reports number ``140.7``, or that we number ``u17``; none for anything else."""
        if len(number) > _LONGEST_NUMBER:
            return self.none()
        if number[:1].lower() == "u" and number[1:].isdecimal():
            serial = int(number[1:])
            former = self.model._default_manager.filter(former_serials__serial=serial)
            return self.filter(Q(serial=serial) | Q(pk__in=former.values("pk")))
        paragraph, _, item = number.partition(".")
        if not (paragraph.isdecimal() and item.isdecimal()):
            return self.none()
        return self.filter(paragraph=int(paragraph), item=int(item))


class SavedSearchQuerySet(TenantQuerySet):
    """Searches that people keep."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """One's own, nobody else's."""
        return self.filter(user=user.pk) if user.is_authenticated else self.none()


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
