"""Whom to lobby: the States in order with their reasons, and the same as files. The address is the whole question."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.http import UserRequest
from accounts.models import Workspace
from accounts.rules import can_edit_workspace
from advocacy import lobbying_page
from advocacy.forms.lobbying import LobbyForm
from advocacy.lobbying import rank
from advocacy.lobbying_record import counts_of_states
from advocacy.models import Target
from common.audit import record_event
from common.file_kinds import CONTENT_TYPES
from common.http import csv_response
from common.workbooks import workbook_parts
from cycles.issue_names import issue_name
from cycles.models import State
from cycles.state_groups import AS_OF
from cycles.statistics import coverage
from submissions.models import PriorityIssue

SHOWN = 25


@dataclass(frozen=True)
class Answer:
    """What was asked, and the States that are shown for it."""

    form: LobbyForm
    issues: list[int]
    lines: list[lobbying_page.Line]
    total: int

    @property
    def issue_names(self) -> list[str]:
        return [issue_name(number) for number in self.issues]


@require_GET
def lobbying(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = _workspace(request, pk)
    form = _form(request, workspace)
    answer = _answer(request, workspace, form) if form.is_valid() else None
    context = {
        "workspace": workspace,
        "here": "lobbying",
        "form": form.as_shown if answer else form,
        "answer": answer,
        "coverage": coverage(),
        "as_of": AS_OF,
        "is_open": request.GET.get("open") == "all",
        "address": request.GET.urlencode(),
        "can_edit": can_edit_workspace(request.user, workspace),
    }
    return render(request, "advocacy/lobbying.html", context)


@require_GET
def lobbying_csv(request: UserRequest, pk: UUID) -> StreamingHttpResponse | HttpResponseRedirect:
    workspace = _workspace(request, pk)
    form = _form(request, workspace)
    if not form.is_valid():
        return _to_the_page(request, workspace)
    answer = _answer(request, workspace, form)
    _note_export(request, workspace)
    rows = [lobbying_page.table_row(line) for line in answer.lines]
    return csv_response(_filename(workspace, "csv"), lobbying_page.table_head(answer.issues), rows)


@require_GET
def lobbying_xlsx(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = _workspace(request, pk)
    form = _form(request, workspace)
    if not form.is_valid():
        return _to_the_page(request, workspace)
    answer = _answer(request, workspace, form)
    _note_export(request, workspace)
    rows: list[list[Any]] = [lobbying_page.table_head(answer.issues), *map(lobbying_page.table_row, answer.lines)]
    content = b"".join(workbook_parts([(_("Whom to lobby"), rows)]))
    response = HttpResponse(content, content_type=CONTENT_TYPES["xlsx"])
    response["Content-Disposition"] = f'attachment; filename="{_filename(workspace, "xlsx")}"'
    return response


def _workspace(request: UserRequest, pk: UUID) -> Workspace:
    return get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)


def _form(request: UserRequest, workspace: Workspace) -> LobbyForm:
    own = PriorityIssue.objects.visible_to(request.user).filter(workspace=workspace, issue__scheme="upr_info")
    codes = own.order_by().values_list("issue__code", flat=True).distinct()
    return LobbyForm(request.GET, issues=[int(code) for code in codes if code.isdecimal()])


def _answer(request: UserRequest, workspace: Workspace, form: LobbyForm) -> Answer:
    issues = form.issues
    if not issues:
        return Answer(form, [], [], 0)
    states = {state.pk: state for state in State.objects.visible_to(request.user)}
    reviewed = workspace.review.state_under_review
    real = [state for state in states.values() if not state.is_invented]
    ranked = rank(counts_of_states(workspace, issues, real, request.user), form.weights, without=reviewed.pk)
    # All are measured against all; a group only narrows what is shown.
    ranked = [row for row in ranked if lobbying_page.is_in_group(states[row.iso3], form.cleaned_data["group"])]
    shown = ranked if form.cleaned_data["show"] == "all" else ranked[:SHOWN]
    rows = Target.objects.visible_to(request.user).filter(workspace=workspace)
    targets = dict(rows.order_by().values_list("state", "pk"))
    return Answer(form, issues, lobbying_page.lines(shown, states, reviewed, issues, targets), len(ranked))


def _to_the_page(request: UserRequest, workspace: Workspace) -> HttpResponseRedirect:
    """Where what is wrong with the address is said at its field."""
    return redirect(f"{reverse('advocacy:lobbying', args=[workspace.pk])}?{request.GET.urlencode()}")


def _note_export(request: UserRequest, workspace: Workspace) -> None:
    record_event(verb="export", target=workspace, by=request.user, at=timezone.now(), workspace_id=workspace.pk)


def _filename(workspace: Workspace, ending: str) -> str:
    return f"lobbying-{workspace.review.code}.{ending}"
