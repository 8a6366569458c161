"""Proposed recommendations of a workspace: the list with its check, one of them, its form, and a split at a click."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from accounts.models import Workspace
from accounts.rules import can_edit_workspace
from common.access import require
from common.audit import record_event
from common.http import csv_response
from submissions.forms.preparing import ProposalForm
from submissions.models import PriorityIssue, ProposedRecommendation
from submissions.models.proposals import LANGUAGES
from submissions.proposal_check import checked_texts, proposal_line
from submissions.proposal_table import table, table_head
from submissions.services import preparing as services
from submissions.smart import check
from submissions.views import prepared

HERE = "proposals"


@require_GET
def proposal_list(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    year = timezone.localdate().year
    lines = [proposal_line(row, year=year) for row in _listed(request, workspace)]
    context = {
        "workspace": workspace,
        "here": HERE,
        "lines": lines,
        "status": request.GET.get("status", ""),
        "statuses": ProposedRecommendation.Status.choices,
        "can_edit": can_edit_workspace(request.user, workspace),
    }
    return render(request, "submissions/proposal_list.html", context)


@require_GET
def proposal_csv(request: UserRequest, pk: UUID) -> StreamingHttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    year = timezone.localdate().year
    lines = [proposal_line(row, year=year) for row in _listed(request, workspace)]
    record_event(verb="export", target=workspace, by=request.user, at=timezone.now(), workspace_id=workspace.pk)
    return csv_response(f"proposals-{workspace.review.code}.csv", table_head(), table(lines))


@require_http_methods(["GET", "POST"])
def proposal_create(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(can_edit_workspace(request.user, workspace))
    initial = {"priority_issue": _asked_issue(request, workspace)}
    form = ProposalForm(request.POST or None, user=request.user, workspace=workspace, initial=initial)
    if _only_checks(request):
        return _form_page(request, form, "proposal_create")
    if request.method == "POST" and form.is_valid():
        made = prepared.keep(form, by=request.user)
        messages.success(request, _("The recommendation is kept."))
        return redirect(made)
    return _form_page(request, form, "proposal_create")


@require_GET
def proposal_detail(request: UserRequest, pk: UUID) -> HttpResponse:
    row = _proposal(request, pk)
    context = {
        "workspace": row.workspace,
        "here": HERE,
        "row": row,
        "checked": checked_texts(row.texts, year=timezone.localdate().year),
        "can_edit": can_edit_workspace(request.user, row.workspace),
    }
    return render(request, "submissions/proposal_detail.html", context)


@require_http_methods(["GET", "POST"])
def proposal_edit(request: UserRequest, pk: UUID) -> HttpResponse:
    row = _proposal(request, pk)
    require(can_edit_workspace(request.user, row.workspace))
    form = ProposalForm(request.POST or None, user=request.user, workspace=row.workspace, row=row)
    newer = None
    if request.method == "POST" and not _only_checks(request) and form.is_valid():
        newer = prepared.change(form, by=request.user)
        if newer is None:
            messages.success(request, _("The recommendation is changed."))
            return redirect(row)
    return _form_page(request, form, "proposal_edit", row=row, newer=newer)


@require_POST
def proposal_split(request: UserRequest, pk: UUID) -> HttpResponse:
    row = _proposal(request, pk)
    require(can_edit_workspace(request.user, row.workspace))
    language = request.POST.get("language", "")
    if language not in LANGUAGES:
        raise Http404
    parts = check(row.texts.get(language, ""), language, year=timezone.localdate().year).parts
    sent: dict[str, Any] = {"language": language, "parts": parts, "seen": request.POST.get("seen", "")}
    try:
        made = services.split_proposal(proposal=row, **sent, by=request.user, at=timezone.now())
    except services.PreparedMeanwhile:
        messages.error(request, _("Somebody changed it meanwhile. Read it again before you split it."))
    except services.NothingToSplit:
        messages.error(request, _("It asks for one thing only: there is nothing to split."))
    else:
        words = ngettext("It is %(count)s recommendation now.", "These are %(count)s recommendations now.", len(made))
        messages.success(request, words % {"count": len(made)})
        return redirect("submissions:proposal_list", pk=row.workspace_id)
    return redirect(row)


@require_http_methods(["GET", "POST"])
def proposal_delete(request: UserRequest, pk: UUID) -> HttpResponse:
    row = _proposal(request, pk)
    require(can_edit_workspace(request.user, row.workspace))
    if request.method == "POST":
        services.delete_prepared(row=row, by=request.user, at=timezone.now())
        messages.success(request, _("It is gone for good."))
        return redirect("submissions:proposal_list", pk=row.workspace_id)
    context = {"workspace": row.workspace, "here": HERE, "row": row}
    return render(request, "submissions/proposal_delete.html", context)


def _form_page(request: UserRequest, form: ProposalForm, page: str, **more: Any) -> HttpResponse:
    """The form beside its check; to a script that asks while somebody types, the check alone."""
    texts = {language: form[f"text_{language}"].value() or "" for language in LANGUAGES}
    written = {language: text for language, text in texts.items() if text.strip()}
    checked = checked_texts(written, year=timezone.localdate().year)
    context = {"workspace": form.workspace, "here": HERE, "form": form, "checked": checked} | more
    if request.headers.get("X-Piece") == "check":
        return render(request, "submissions/_proposal_check.html", context)
    return render(request, f"submissions/{page}.html", context, status=409 if more.get("newer") else 200)


def _only_checks(request: UserRequest) -> bool:
    return request.method == "POST" and ("check" in request.POST or request.headers.get("X-Piece") == "check")


def _listed(request: UserRequest, workspace: Workspace) -> list[ProposedRecommendation]:
    rows = ProposedRecommendation.objects.visible_to(request.user).filter(workspace=workspace).with_all().in_order()
    status = request.GET.get("status", "")
    return list(rows.filter(status=status) if status in ProposedRecommendation.Status.values else rows)


def _asked_issue(request: UserRequest, workspace: Workspace) -> PriorityIssue | None:
    try:
        key = UUID(request.GET.get("issue", ""))
    except ValueError:
        return None
    return PriorityIssue.objects.visible_to(request.user).filter(workspace=workspace, pk=key).first()


def _proposal(request: UserRequest, pk: UUID) -> ProposedRecommendation:
    rows = ProposedRecommendation.objects.visible_to(request.user).with_workspace()
    return get_object_or_404(rows.select_related("priority_issue").prefetch_related("states"), pk=pk)
