"""Reads of people, organisations and workspaces."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.apps import apps
from django.db.models import BooleanField, Case, Exists, F, Func, Model, OuterRef, Q, QuerySet, When

from common.querysets import TenantQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User, Workspace

WRITERS = ("owner", "editor")


def organisation_keys(user: User) -> QuerySet:
    """Keys of the organisations that ``user`` is a member of; none for one who is narrowed to workspaces."""
    rows = apps.get_model("accounts", "Membership").objects.filter(user=user)
    return (rows if user.narrowed_to is None else rows.none()).values("organisation")


def workspace_keys(user: User, *, but_observed: bool = False) -> QuerySet:
    """Keys of the workspaces that ``user``'s organisations take part in; of those only, where ``user`` is narrowed.

    ``but_observed`` leaves out those in which they observe and no more.
    """
    memberships = apps.get_model("accounts", "Membership").objects.filter(user=user)
    rows = apps.get_model("accounts", "WorkspaceMember").objects.filter(
        organisation__in=memberships.values("organisation")
    )
    if but_observed:
        rows = rows.exclude(role="observer")
    return (rows if user.narrowed_to is None else rows.filter(workspace__in=user.narrowed_to)).values("workspace")


def colleagues(user: User, *, organisations: QuerySet | None = None) -> QuerySet:
    """Keys of the people in ``organisations``, or in all that ``user`` is a member of."""
    rows = apps.get_model("accounts", "Membership").objects
    return rows.filter(organisation__in=organisation_keys(user) if organisations is None else organisations).values(
        "user"
    )


def owes_second_factor(person: str) -> Func:
    """Whether an organisation asks whoever ``person`` names for a second factor that they lack; looks past the wall."""
    return Func(F(person), function="upr_owes_second_factor", output_field=BooleanField())


class OrganisationQuerySet(TenantQuerySet):
    """Organisations."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those that ``user`` is a member of."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(pk__in=organisation_keys(user))

    def found_by(self, user: User | AnonymousUser) -> Self:
        """Those that chose to be found, for people who are signed in themselves."""
        if not user.is_authenticated or user.narrowed_to is not None:
            return self.none()
        return self.filter(is_public=True, closed_at=None)

    def written_by(self, user: User) -> Self:
        """Those for which ``user`` writes, as an owner or an editor."""
        return self.filter(memberships__user=user, memberships__role__in=WRITERS, closed_at=None)

    def speaking_in(self, workspace: Workspace, *, user: User) -> Self:
        """Those in whose name ``user`` writes in ``workspace``; one that coordinates first."""
        part = Q(workspace_rows__workspace=workspace, workspace_rows__role__in=("coordinator", "contributor"))
        found = self.filter(Q(memberships__user=user, memberships__role__in=WRITERS), part, closed_at=None)
        return found.order_by(Case(When(workspace_rows__role="coordinator", then=0), default=1), "created_at", "pk")

    def held_by(self, user: User) -> Self:
        """Those that ``user`` owns, open or closed."""
        return self.filter(memberships__user=user, memberships__role="owner")

    def owned_by(self, user: User) -> Self:
        """Those that ``user`` owns and that are open."""
        return self.filter(memberships__user=user, memberships__role="owner", closed_at=None)


class MembershipQuerySet(TenantQuerySet):
    """Who belongs to an organisation."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """The members of ``user``'s own organisations."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(organisation__in=organisation_keys(user))

    def owners(self) -> Self:
        """Those who own."""
        return self.filter(role="owner")

    def in_order(self) -> Self:
        """Owners, editors, readers, each by name."""
        rank = Case(When(role="owner", then=0), When(role="editor", then=1), default=2)
        return self.order_by(rank, "user__name", "pk")


def _makers() -> tuple[QuerySet, QuerySet]:
    """The maker of an invitation as an owner of its organisation, or as one who coordinates its workspace."""
    members = apps.get_model("accounts", "Membership").objects.filter(
        user=OuterRef("created_by"), user__is_active=True, organisation__closed_at=None
    )
    return members.filter(organisation=OuterRef("organisation"), role="owner"), members.filter(
        role__in=WRITERS,
        organisation__workspace_rows__workspace=OuterRef("workspace"),
        organisation__workspace_rows__role="coordinator",
    )


class InvitationQuerySet(TenantQuerySet):
    """Invitations into organisations and workspaces."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those of ``user``'s organisations and workspaces; a rule says who may see their addresses."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(organisation__in=organisation_keys(user)) | Q(workspace__in=workspace_keys(user)))

    def open(self, *, at: datetime) -> Self:
        """Those that were neither used nor withdrawn, and are not too old."""
        return self.filter(used_at=None, withdrawn_at=None, expires_at__gt=at)

    def standing(self) -> Self:
        """Those whose maker may still make them: who is put out takes no open door along. Asked by the server."""
        owns, coordinates = _makers()
        return self.filter(Exists(owns) | Exists(coordinates))

    def baseless(self) -> Self:
        """The others."""
        owns, coordinates = _makers()
        return self.exclude(Exists(owns) | Exists(coordinates))


class WorkspaceQuerySet(TenantQuerySet):
    """Workspaces."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those that ``user``'s organisations take part in."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(pk__in=workspace_keys(user))

    def with_parts(self) -> Self:
        """With review, State and session at hand."""
        return self.select_related("review__state_under_review", "review__current_session", "review__cycle")


class WorkspaceRowQuerySet(TenantQuerySet):
    """Rows with a ``workspace``."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those of the workspaces that ``user``'s organisations take part in."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(workspace__in=workspace_keys(user))


class RemovedRowQuerySet(WorkspaceRowQuerySet):
    """Which rows of workspaces are gone."""

    def of(self, model: type[Model], *, since: datetime) -> list[UUID]:
        """Keys of the rows of ``model`` that went since, each once; not of those that came back under their key."""
        back = model._default_manager.filter(pk=OuterRef("row"))
        found = self.filter(table=model._meta.db_table, removed_at__gte=since).exclude(Exists(back))
        return list(found.order_by("row").values_list("row", flat=True).distinct())


class WorkspaceMemberQuerySet(WorkspaceRowQuerySet):
    """The organisations of workspaces."""

    def coordinators(self) -> Self:
        """Those that coordinate."""
        return self.filter(role="coordinator")

    def in_order(self) -> Self:
        """Those that lead first, then those that write, support, observe; each by name."""
        parts = ("coordinator", "contributor", "supporter", "observer")
        rank = Case(*(When(role=part, then=number) for number, part in enumerate(parts)))
        return self.order_by(rank, "organisation__name", "pk")


class ThemeGroupQuerySet(WorkspaceRowQuerySet):
    """Theme groups of workspaces."""

    def in_order(self) -> Self:
        """The next due first, those without a day last."""
        return self.order_by(F("due_date").asc(nulls_last=True), "name", "pk")


class CoalitionNoticeQuerySet(TenantQuerySet):
    """Coalitions that chose to be found."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """All of them, for people who are signed in themselves."""
        return self if user.is_authenticated and user.narrowed_to is None else self.none()


class JoinRequestQuerySet(TenantQuerySet):
    """Requests to join coalitions."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those to ``user``'s workspaces, and those of ``user``'s organisations."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(workspace__in=workspace_keys(user)) | Q(organisation__in=organisation_keys(user)))

    def waiting(self) -> Self:
        """Not answered yet, the oldest first."""
        return self.filter(answer="waiting").order_by("asked_at", "pk")


class ApiTokenQuerySet(TenantQuerySet):
    """Keys for programs."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those that ``user`` made, and those that reach into workspaces of an organisation that ``user`` owns.

        Of the latter: the keys of the organisation's own people, and where it coordinates, everybody's.
        """
        if not user.is_authenticated or user.narrowed_to is not None:
            return self.none()
        owned = apps.get_model("accounts", "Organisation").objects.owned_by(user).values("pk")
        parts = apps.get_model("accounts", "WorkspaceMember").objects.filter(organisation__in=owned)
        reaching = apps.get_model("accounts", "ApiToken").workspaces.through.objects.values("apitoken")
        ours = reaching.filter(
            workspace__in=parts.values("workspace"), apitoken__created_by__in=colleagues(user, organisations=owned)
        )
        coordinated = reaching.filter(workspace__in=parts.coordinators().values("workspace"))
        return self.filter(Q(created_by=user) | Q(pk__in=ours) | Q(pk__in=coordinated))

    def with_maker(self, user: User) -> Self:
        """With who made it, and whether ``user`` may know their name: they share an organisation."""
        return self.select_related("created_by").annotate(
            is_colleagues=Case(When(created_by__in=colleagues(user), then=True), default=False)
        )

    def open(self, *, at: datetime) -> Self:
        """Those that still open something."""
        return self.filter(revoked_at=None, expires_at__gt=at)

    def ended(self, *, at: datetime) -> Self:
        """Those that open nothing any more."""
        return self.exclude(revoked_at=None, expires_at__gt=at)


class FactorRequestQuerySet(TenantQuerySet):
    """Requests of people who lost their second factor."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """One's own, those of the members of organisations that ``user`` owns, and all of them for staff."""
        if not user.is_authenticated or user.narrowed_to is not None:
            return self.none()
        if user.is_staff:
            return self
        memberships = apps.get_model("accounts", "Membership").objects
        owned = memberships.filter(user=user).owners().values("organisation")
        people = memberships.filter(organisation__in=owned).values("user")
        return self.filter(Q(user=user) | Q(user__in=people))

    def waiting(self) -> Self:
        """Neither allowed nor stopped, the oldest first."""
        return self.filter(outcome="waiting").order_by("asked_at", "pk")

    def waiting_for(self, user: User) -> Self:
        """The one that waits for ``user``, asked by ``user`` or by somebody who knows the password."""
        return self.waiting().filter(user=user)


class ShareLinkQuerySet(WorkspaceRowQuerySet):
    """Links to one thing of a workspace."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those of ``user``'s workspaces: everybody in one may know what leaves it. Programs need not."""
        if not user.is_authenticated or user.narrowed_to is not None:
            return self.none()
        return super().visible_to(user)

    def open(self, *, at: datetime) -> Self:
        """Those that still open something."""
        return self.filter(revoked_at=None, expires_at__gt=at)


class MachineClientQuerySet(ShareLinkQuerySet):
    """Machines that work in workspaces: like links, known to the people in the workspace, and not to programs."""


class ConcernQuerySet(TenantQuerySet):
    """What reached the people who run the server: nobody else's, whatever they ask for."""
