"""Mid-term reports: asked for, watched, read."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest
from accounts.models import Workspace
from accounts.rules import can_edit_workspace, can_publish_workspace
from common.access import require
from common.file_kinds import CONTENT_TYPES
from common.pdf import APT_LINE
from cycles.importers import UnreadableFile
from implementation.forms.reports import MatrixForm, MidTermReportForm
from implementation.midterm_content import midterm_report
from implementation.models import MidTermDraft, MidTermReport
from implementation.services.matrices import MatrixRefused, hand_back_matrix, kept_list
from implementation.services.reports import request_midterm_report
from implementation.views.downloads import download, note_download

LIST_LENGTH = 50


@require_GET
def midterm_report_list(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    return show_reports(request, workspace, MidTermReportForm(initial={"language": get_language()}))


@require_POST
def midterm_report_create(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(can_edit_workspace(request.user, workspace))
    form = MidTermReportForm(request.POST)
    if not form.is_valid():
        return show_reports(request, workspace, form, status=422)
    report = request_midterm_report(workspace=workspace, **form.cleaned_data, by=request.user, at=timezone.now())
    return redirect(report)


@require_POST
def matrix_create(request: UserRequest, pk: UUID) -> HttpResponse:
    """OHCHR's matrix with the ratings in it, from the file that comes or from the one that an import kept."""
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(can_edit_workspace(request.user, workspace))
    form = MatrixForm(request.POST, request.FILES, kept=kept_list(request.user, workspace.review))
    if form.is_valid():
        how = {"workspace": workspace, "language": form.cleaned_data["language"], "by": request.user}
        try:
            return redirect(hand_back_matrix(**how, data=form.brought(), at=timezone.now()))
        except (UnreadableFile, MatrixRefused) as error:
            form.refuse(error)
    plain = MidTermReportForm(initial={"language": get_language()})
    return show_reports(request, workspace, plain, matrix_form=form, status=422)


@require_GET
def midterm_report_detail(request: UserRequest, pk: UUID) -> HttpResponse:
    report = get_object_or_404(MidTermReport.objects.visible_to(request.user), pk=pk)
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=report.workspace_id)
    context = {
        "workspace": workspace,
        "here": "midterm",
        "report": report,
        "is_running": report.status in (MidTermReport.Status.WAITING, MidTermReport.Status.RUNNING),
        "language_name": dict(settings.LANGUAGES).get(report.language, report.language),
        "apt_line": APT_LINE if report.failure == MidTermReport.Failure.NO_PDF_LIBRARY else "",
        "can_publish": can_publish_workspace(request.user, workspace),
        "can_edit": can_edit_workspace(request.user, workspace),
    }
    return render(request, "implementation/midterm_report_detail.html", context)


@require_GET
def midterm_report_file(request: UserRequest, pk: UUID) -> FileResponse:
    report = get_object_or_404(MidTermReport.objects.visible_to(request.user), pk=pk)
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=report.workspace_id)
    response = report_file(report, workspace)
    note_download(report, by=request.user)
    return response


@require_GET
def midterm_report_preview(request: UserRequest, pk: UUID) -> HttpResponse:
    """The report to read on the screen, in any of the languages; from what the file is made of."""
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    asked = request.GET.get("language", "")
    language = asked if asked in dict(settings.LANGUAGES) else get_language() or "en"
    context = {"workspace": workspace, "here": "midterm"} | report_to_read(workspace, language)
    return render(request, "implementation/midterm_report_preview.html", context)


def report_to_read(workspace: Workspace, language: str) -> dict[str, Any]:
    """The report as it is today, and its pages as one."""
    report = midterm_report(workspace, language=language, on=timezone.localdate())
    with translation.override(language):
        body = render_to_string("implementation/_midterm_body.html", {"report": report, "screen": True})
    return {"report": report, "body": body}


def report_file(report: MidTermReport, workspace: Workspace) -> FileResponse:
    kind = "matrix" if report.file_format == MidTermReport.Format.MATRIX else "midterm"
    filename = f"{kind}-{workspace.review.code}-{report.language}.{report.extension}"
    return download(report.file, filename=filename, content_type=CONTENT_TYPES[report.extension])


def show_reports(
    request: UserRequest,
    workspace: Workspace,
    form: MidTermReportForm,
    *,
    matrix_form: MatrixForm | None = None,
    status: int = 200,
) -> HttpResponse:
    reports = MidTermReport.objects.visible_to(request.user).filter(workspace=workspace).select_related("created_by")
    kept = kept_list(request.user, workspace.review)
    context = {
        "workspace": workspace,
        "here": "midterm",
        "form": form,
        "matrix_form": matrix_form or MatrixForm(kept=kept, initial={"language": get_language()}),
        "drafts": MidTermDraft.objects.visible_to(request.user)
        .filter(workspace=workspace)
        .order_by("-changed_at", "pk"),
        "reports": reports.order_by("-created_at", "pk")[:LIST_LENGTH],
        "languages": dict(settings.LANGUAGES),
        "can_edit": can_edit_workspace(request.user, workspace),
        "has_ratings": workspace.ratings.counted().exists(),
    }
    return render(request, "implementation/midterm_report_list.html", context, status=status)
