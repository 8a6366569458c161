"""Coalitions: being found, asking to join, and the theme groups inside."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from accounts.models import (
    CoalitionNotice,
    JoinRequest,
    Organisation,
    ThemeGroup,
    User,
    Workspace,
    WorkspaceMember,
)
from common.actor import acting_as_server
from common.audit import record_event
from cycles.models import Theme


class OrganisationClosed(Exception):
    """The organisation has closed since it asked."""


class NameTaken(Exception):
    """The workspace has a theme group of this name already."""


class NotInWorkspace(Exception):
    """An organisation that does not take part in the workspace cannot belong to one of its groups."""


@transaction.atomic
def show_coalition(*, workspace: Workspace, title: str, text: str, by: User, at: datetime) -> CoalitionNotice:
    """Let people who are signed in find the coalition, by these words and its review; never who is in it."""
    notice, _is_new = CoalitionNotice.objects.update_or_create(
        workspace=workspace,
        defaults={"review": workspace.review, "title": title, "text": text, "shown_at": at, "shown_by": by},
    )
    record_event(verb="show", target=notice, by=by, at=at, workspace_id=workspace.pk)
    return notice


@transaction.atomic
def hide_coalition(*, workspace: Workspace, by: User, at: datetime) -> None:
    """Be found no more. Requests that wait still wait."""
    found = CoalitionNotice.objects.filter(workspace=workspace).first()
    if found:
        record_event(verb="hide", target=found, by=by, at=at, workspace_id=workspace.pk)
        found.delete()


@transaction.atomic
def ask_to_join(
    *, notice: CoalitionNotice, organisation: Organisation, message: str, by: User, at: datetime
) -> JoinRequest | None:
    """Ask for a part in a coalition, once at a time. None where the organisation takes part already."""
    # Whether it does is not the asker's to see, unless it is so.
    with acting_as_server():
        if WorkspaceMember.objects.filter(workspace=notice.workspace_id, organisation=organisation).exists():
            return None
        request, is_new = JoinRequest.objects.get_or_create(
            workspace_id=notice.workspace_id,
            organisation=organisation,
            answer=JoinRequest.Answer.WAITING,
            defaults={"message": message, "asked_at": at, "asked_by": by},
        )
    if is_new:
        record_event(verb="ask_to_join", target=request, by=by, at=at, organisation_id=organisation.pk)
    return request


@transaction.atomic
def answer_join_request(*, request: JoinRequest, role: str | None, by: User, at: datetime) -> JoinRequest:
    """Take the organisation in with the part ``role``, or decline: ``role`` is None. The first answer holds.

    Raises ``OrganisationClosed``.
    """
    request = JoinRequest.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=request.pk)
    if request.answer != JoinRequest.Answer.WAITING:
        return request
    if role and request.organisation.is_closed:
        raise OrganisationClosed
    request.answer = JoinRequest.Answer.ACCEPTED if role else JoinRequest.Answer.DECLINED
    request.answered_at, request.answered_by = at, by
    request.save(update_fields=["answer", "answered_at", "answered_by"])
    if role:
        WorkspaceMember.objects.get_or_create(
            workspace_id=request.workspace_id, organisation_id=request.organisation_id, defaults={"role": role}
        )
    record_event(verb="accept" if role else "decline", target=request, by=by, at=at, workspace_id=request.workspace_id)
    return request


@transaction.atomic
def withdraw_join_request(*, request: JoinRequest, by: User, at: datetime) -> None:
    """Take a request back that nobody has answered."""
    found = JoinRequest.objects.select_for_update(of=("self",)).filter(pk=request.pk).waiting().first()
    if found:
        record_event(verb="withdraw_join_request", target=found, by=by, at=at, organisation_id=found.organisation_id)
        found.delete()


@transaction.atomic
def save_theme_group(
    *,
    group: ThemeGroup,
    name: str,
    issues: Iterable[Theme],
    organisations: Iterable[Organisation],
    lead: Organisation | None,
    due_date: date | None,
    by: User,
    at: datetime,
) -> ThemeGroup:
    """Make or change a theme group: which issues, which organisations, who leads, until when.

    Raises ``NotInWorkspace`` and ``NameTaken``.
    """
    inside = set(WorkspaceMember.objects.filter(workspace=group.workspace_id).values_list("organisation", flat=True))
    members = {*organisations, *([lead] if lead else [])}
    if not {one.pk for one in members} <= inside:
        raise NotInWorkspace
    if ThemeGroup.objects.filter(workspace=group.workspace_id, name=name).exclude(pk=group.pk).exists():
        raise NameTaken
    is_new = group._state.adding
    if is_new:
        group.created_at, group.created_by = at, by
    group.name, group.lead, group.due_date = name, lead, due_date
    group.save()
    group.issues.set(issues)
    group.organisations.set(members)
    record_event(verb="create" if is_new else "change", target=group, by=by, at=at, workspace_id=group.workspace_id)
    return group


@transaction.atomic
def delete_theme_group(*, group: ThemeGroup, by: User, at: datetime) -> None:
    """Take a theme group apart; what its organisations wrote stays where it is."""
    record_event(verb="delete", target=group, by=by, at=at, workspace_id=group.workspace_id)
    group.delete()
