"""The next cycle begins from the last: what a workspace on one review hands to that on the next one."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid5

from django.db import transaction
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from accounts.models import Organisation, ThemeGroup, User, Workspace, WorkspaceMember
from accounts.services.coalitions import save_theme_group
from accounts.services.workspaces import AlreadyOpen, open_workspace
from advocacy.models import Contact
from common.audit import record_event
from cycles.models import Review
from implementation.services import next_cycle as handed_on
from submissions.models import PriorityIssue
from submissions.services.preparing import create_prepared


def next_review(workspace: Workspace) -> Review | None:
    """The review of the same State one cycle later, if the record has it."""
    review = workspace.review
    found = Review.objects.filter(state_under_review=review.state_under_review_id, cycle=review.cycle_id + 1)
    return found.select_related("state_under_review").first()


def owned_coordinator(workspace: Workspace, user: User) -> Organisation | None:
    """The organisation that coordinates the workspace and that ``user`` owns."""
    owned = user.memberships.owners().filter(organisation__closed_at=None).values("organisation")
    parts = WorkspaceMember.objects.filter(workspace=workspace, organisation__in=owned).coordinators()
    part = parts.select_related("organisation").order_by("organisation__name", "pk").first()
    return part.organisation if part else None


def workspace_on(review: Review | None, *, organisation: Organisation | None) -> Workspace | None:
    """The workspace that ``organisation`` coordinates on ``review``."""
    if review is None or organisation is None:
        return None
    return Workspace.objects.filter(
        review=review, member_rows__organisation=organisation, member_rows__role=WorkspaceMember.Role.COORDINATOR
    ).first()


@transaction.atomic
def start_next_cycle(
    *, workspace: Workspace, review: Review, organisation: Organisation, kinds: Collection[str], by: User, at: datetime
) -> Workspace:
    """Open the workspace of ``organisation`` on ``review``, or take the one there is, and bring ``kinds`` along.

    What was brought before is not brought twice. The two know of each other from then on.
    """
    try:
        new = open_workspace(review=review, organisation=organisation, by=by, at=at, name=workspace.name)
    except AlreadyOpen as open_already:
        new = open_already.workspace
    for kind in KINDS:
        if kind.key in kinds:
            kind.bring(workspace, new, by, at)
    handed_on.link_workspaces(earlier=workspace, workspace=new, taken=kinds, by=by, at=at)
    return new


def _bring_organisations(old: Workspace, new: Workspace, by: User, at: datetime) -> None:
    inside = WorkspaceMember.objects.filter(workspace=new).values("organisation")
    for part in _organisations(old).exclude(organisation__in=inside):
        row = WorkspaceMember.objects.create(workspace=new, organisation=part.organisation, role=part.role)
        record_event(verb="join", target=row, by=by, at=at, workspace_id=new.pk, organisation_id=part.organisation_id)


def _bring_groups(old: Workspace, new: Workspace, by: User, at: datetime) -> None:
    inside = Organisation.objects.filter(workspace_rows__workspace=new)
    names = ThemeGroup.objects.filter(workspace=new).values("name")
    for group in _groups(old).exclude(name__in=names):
        save_theme_group(
            group=ThemeGroup(workspace=new),
            name=group.name,
            issues=group.issues.all(),
            organisations=group.organisations.filter(pk__in=inside.values("pk")),
            lead=inside.filter(pk=group.lead_id).first() if group.lead_id else None,
            due_date=None,
            by=by,
            at=at,
        )


def _bring_issues(old: Workspace, new: Workspace, by: User, at: datetime) -> None:
    for row in _issues(old):
        words = {"issue": row.issue, "title": row.title, "situation": row.situation}
        key = uuid5(new.pk, str(row.pk))
        create_prepared(model=PriorityIssue, workspace=new, words=words, links={}, by=by, at=at, key=key)


def _bring_baseline(old: Workspace, new: Workspace, by: User, at: datetime) -> None:
    handed_on.take_baseline(earlier=old, workspace=new, by=by, at=at)


def _bring_lessons(old: Workspace, new: Workspace, by: User, at: datetime) -> None:
    handed_on.bring_lessons(earlier=old, workspace=new, by=by, at=at)


def _bring_contacts(old: Workspace, new: Workspace, by: User, at: datetime) -> None:
    """Each with the ground on which it is kept and the day on which it is erased: neither begins anew."""
    for row in Contact.objects.filter(workspace=old, erase_date__gt=at.date()).select_related("state"):
        words = {name: getattr(row, name) for name in _CONTACT}
        key = uuid5(new.pk, str(row.pk))
        create_prepared(model=Contact, workspace=new, words=words, links={}, by=by, at=at, key=key)


def _organisations(old: Workspace) -> QuerySet[WorkspaceMember]:
    rows = WorkspaceMember.objects.filter(workspace=old, organisation__closed_at=None)
    return rows.select_related("organisation").order_by("organisation__name", "pk")


def _groups(old: Workspace) -> QuerySet[ThemeGroup]:
    return ThemeGroup.objects.filter(workspace=old).order_by("name", "pk")


def _issues(old: Workspace) -> QuerySet[PriorityIssue]:
    return PriorityIssue.objects.filter(workspace=old).select_related("issue").order_by("title", "pk")


def _contacts(old: Workspace) -> list[Contact]:
    return sorted(Contact.objects.filter(workspace=old), key=lambda row: row.name.casefold())


@dataclass(frozen=True)
class Kind:
    """One kind of what is taken along: its name, what there is of it, how it is brought, and whether it is ticked."""

    key: str
    name: str | Promise
    rows: Callable[[Workspace], Iterable[Any]]
    bring: Callable[[Workspace, Workspace, User, datetime], None]
    is_ticked: bool = True


_CONTACT = (
    *("kind", "state", "name", "position", "institution", "email", "telephone", "notes"),
    *("ground", "ground_date", "erase_date"),
)
_OPEN = gettext_lazy("Recommendations that are not fully implemented, with rating, day and reason")
_PEOPLE = gettext_lazy("Contacts, with the day on which each is erased")
# All that leaves a workspace for the next cycle, in the order in which it must arrive. Nothing else does.
KINDS = (
    Kind("organisations", gettext_lazy("Organisations and their parts"), _organisations, _bring_organisations),
    Kind("groups", gettext_lazy("Theme groups, without their days"), _groups, _bring_groups),
    Kind("issues", gettext_lazy("Priority issues: title, issue and situation"), _issues, _bring_issues),
    Kind("baseline", _OPEN, handed_on.open_lines, _bring_baseline),
    Kind("lessons", gettext_lazy("Lessons"), handed_on.lessons_of, _bring_lessons),
    # People outside: only where somebody means it.
    Kind("contacts", _PEOPLE, _contacts, _bring_contacts, is_ticked=False),
)
