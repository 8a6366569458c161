"""Reads of what became of our proposals, of the strategy library, of factsheets and of questions."""

from __future__ import annotations

from typing import Self

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db.models import Max, Prefetch, Q, QuerySet
from django.db.models.functions import Greatest

from accounts.models import User, Workspace
from accounts.querysets import WorkspaceRowQuerySet, organisation_keys, workspace_keys
from submissions.preparing_querysets import PreparingQuerySet

# What counts as taken up; a contrary recommendation does not.
TAKEN_UP = ("fully", "in_part", "weakened")
# All that others read of what is typed of a strategy, and that words are looked for in.
STRATEGY_TEXTS = ("title", "done", "setting", "people", "cost", "risk", "result")


class FollowedQuerySet(PreparingQuerySet):
    """Rows that programs follow."""

    def with_last_change(self) -> Self:
        """With the moment at which it, what belongs to it or what it names last changed, as ``last_change_at``."""
        return self.annotate(last_change_at=Greatest("changed_at", "parts_changed_at"))


def confided_to(user: User | AnonymousUser) -> QuerySet:
    """Keys of the workspaces of which ``user`` may know whom they want to win, whom they know, and what those said.

    Not those in which ``user``'s organisations only observe: an observer may be a donor, a journalist or another
    embassy, and what a diplomat said in confidence is not for them.
    """
    return workspace_keys(user, but_observed=True) if user.is_authenticated else Workspace.objects.none().values("pk")


class ConfidedQuerySet(FollowedQuerySet):
    """Whom a workspace knows and wants to win, and what they told it."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those of the workspaces that are ``confided_to`` the user."""
        return self.filter(workspace__in=confided_to(user))


class UptakeMatchQuerySet(WorkspaceRowQuerySet):
    """What people decided about proposals and recommendations."""

    def with_recommendation(self) -> Self:
        """With the recommendation and the States that made it at hand."""
        return self.select_related("recommendation", "decided_by").prefetch_related("recommendation__state_rows__state")

    def taken_up(self) -> Self:
        """Those by which a proposal was taken up, wholly or in part."""
        return self.filter(verdict__in=TAKEN_UP)


class StrategyQuerySet(FollowedQuerySet):
    """Strategies of a workspace, and those that others share."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those of ``user``'s workspaces, those shared with ``user``'s organisations, those shared with everybody."""
        if not user.is_authenticated:
            return self.none()
        own = Q(workspace__in=workspace_keys(user))
        if user.narrowed_to is not None:
            return self.filter(own)
        shared = Q(sharing="organisation", organisation__in=organisation_keys(user)) | Q(sharing="everybody")
        return self.filter(own | shared)

    def saying(self, words: str) -> Self:
        """Those that hold each of the words somewhere."""
        found = self
        for word in words.split():
            found = found.filter(*[Q(*((f"{place}__icontains", word) for place in STRATEGY_TEXTS), _connector=Q.OR)])
        return found

    def newest(self) -> Self:
        """The latest changed first."""
        return self.order_by("-changed_at", "pk")


class QuestionMatchQuerySet(WorkspaceRowQuerySet):
    """What people decided about advance questions and what a workspace works on."""


class StatementQuerySet(PreparingQuerySet):
    """Statements."""

    def with_languages(self) -> Self:
        """With the languages in which each has a text, but not the texts."""
        texts = apps.get_model("advocacy", "StatementText").objects.filter(is_current=True).defer("text")
        return self.prefetch_related(Prefetch("texts", queryset=texts.order_by("language"), to_attr="current_texts"))

    def with_last_change(self) -> Self:
        """With the moment at which its facts or its texts last changed, as ``last_change_at``."""
        return self.annotate(last_change_at=Greatest("changed_at", Max("texts__written_at")))


class FactsheetQuerySet(FollowedQuerySet):
    """Factsheets."""

    def with_all(self) -> Self:
        """With their theme, what they ask for and their public editions at hand."""
        related = self.select_related("priority_issue__issue", "variant_of")
        return related.prefetch_related("proposals", "editions")

    def with_public(self) -> Self:
        """With what it asks for and its public editions, but neither logo nor files."""
        editions = apps.get_model("advocacy", "FactsheetEdition").objects.defer("content", "pdf").order_by("number")
        proposals = apps.get_model("submissions", "ProposedRecommendation").objects.only("pk")
        at_hand = Prefetch("editions", queryset=editions), Prefetch("proposals", queryset=proposals)
        return self.defer("logos", "context", "challenges", "affected", "questions", "contact").prefetch_related(
            *at_hand
        )

    def with_last_change(self) -> Self:
        """With the moment at which it, its public editions or what it names last changed, as ``last_change_at``."""
        editions = Max("editions__published_at"), Max("editions__withdrawn_at")
        return self.annotate(last_change_at=Greatest("changed_at", "parts_changed_at", *editions))

    def in_order(self) -> Self:
        """Those on one theme together, then by title and language."""
        return self.order_by("priority_issue__title", "title", "language", "pk")
