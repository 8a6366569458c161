"""What came of a campaign: figures by hand and from a file, totals, and everything as a file to take along."""

import io
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from accounts.models import Workspace
from accounts.rules import can_edit_workspace
from advocacy import campaign_page, campaign_sheet
from advocacy.brought_sheet import keep, take_up
from advocacy.forms.campaign_results import FigureFileForm, ResultForm
from advocacy.models import CampaignMessage, MessageResult
from advocacy.services import campaign_results as services
from advocacy.views.campaign import HERE, message_of, rows_of, today_of, workspace_of
from common.access import require
from common.audit import record_event
from common.file_kinds import CONTENT_TYPES
from common.http import csv_response
from common.sealing import NotReadable
from implementation.views.downloads import as_download


@require_GET
def campaign_results(request: UserRequest, pk: UUID) -> HttpResponse:
    """What came of it, by channel, language and theme."""
    workspace = workspace_of(request, pk)
    posted = _posted(request, workspace)
    results = _newest(request, workspace)
    context = {
        "workspace": workspace,
        "here": HERE,
        "figure_names": campaign_page.figure_names(),
        "tables": [
            (_("By channel"), campaign_page.totals(posted, results, lambda one: one.get_channel_display())),
            (_("By language"), campaign_page.totals(posted, results, lambda one: one.language_name)),
            (_("By theme"), campaign_page.totals(posted, results, campaign_page.theme_of)),
        ],
        "lines": [(one, results.get(one.pk)) for one in posted],
        "without": sum(one.pk not in results for one in posted),
        "can_edit": can_edit_workspace(request.user, workspace),
    }
    return render(request, "advocacy/campaign_results.html", context)


@require_http_methods(["GET", "POST"])
def campaign_result(request: UserRequest, pk: UUID) -> HttpResponse:
    """The figures of one post, by hand."""
    row = message_of(request, pk)
    require(can_edit_workspace(request.user, row.workspace))
    form = ResultForm(request.POST or None, today=today_of(request))
    if request.method == "POST" and form.is_valid():
        sent = {"day": form.cleaned_data["day"], "figures": form.figures}
        try:
            services.keep_result(message=row, **sent, by=request.user, at=timezone.now())
        except services.NotPosted:
            messages.error(request, _("Only what was posted has figures."))
        else:
            messages.success(request, _("The figures are kept."))
        return redirect(row)
    context = {"workspace": row.workspace, "here": HERE, "row": row, "form": form}
    return render(request, "advocacy/campaign_result.html", context)


@require_POST
def campaign_result_delete(request: UserRequest, pk: UUID) -> HttpResponse:
    visible = MessageResult.objects.visible_to(request.user)
    result = get_object_or_404(visible.select_related("message", "workspace"), pk=pk)
    require(can_edit_workspace(request.user, result.workspace))
    message = result.message
    services.delete_result(result=result, by=request.user, at=timezone.now())
    messages.success(request, _("The figures of that day are gone."))
    return redirect(message)


@require_http_methods(["GET", "POST"])
def campaign_import(request: UserRequest, pk: UUID) -> HttpResponse:
    """Reads the file and shows what it would bring. Writes nothing."""
    workspace = workspace_of(request, pk)
    require(can_edit_workspace(request.user, workspace))
    posted = _posted(request, workspace)
    form = FigureFileForm(request.POST or None, request.FILES or None, today=today_of(request), posted=posted)
    context: dict[str, Any] = {"workspace": workspace, "here": HERE, "form": form, "posted": len(posted)}
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["day"]
        rows = [_plain(row, day) for row in form.sheet.rows]
        kept = keep(rows, purpose=_purpose(request, workspace), at=timezone.now())
        context |= {"sheet": form.sheet, "day": day, "kept": kept}
        context["figure_names"] = campaign_page.figure_names()
        return render(request, "advocacy/campaign_import_review.html", context)
    return render(request, "advocacy/campaign_import.html", context, status=422 if form.errors else 200)


@require_POST
def campaign_import_apply(request: UserRequest, pk: UUID) -> HttpResponse:
    """Keeps the figures that a person looked at."""
    workspace = workspace_of(request, pk)
    require(can_edit_workspace(request.user, workspace))
    at = timezone.now()
    try:
        kept = take_up(request.POST.get("kept", ""), purpose=_purpose(request, workspace), at=at)
    except NotReadable:
        messages.warning(request, _("Nothing was kept: too much time has passed. Bring the file once more."))
        return redirect("advocacy:campaign_import", pk=workspace.pk)
    # A post may have been taken back since the file was looked at.
    posted = {str(one.pk): one for one in _posted(request, workspace)}
    rows = [(posted[row["message"]], row["figures"]) for row in kept if row["message"] in posted]
    if not rows:
        messages.warning(request, _("There was nothing to keep."))
        return redirect("advocacy:campaign_import", pk=workspace.pk)
    day = date.fromisoformat(kept[0]["day"])
    try:
        made = services.import_results(workspace=workspace, rows=rows, day=day, by=request.user, at=at)
    except services.NotPosted:
        messages.error(request, _("Only what was posted has figures."))
        return redirect("advocacy:campaign_import", pk=workspace.pk)
    said = ngettext("Figures of %(number)s post are kept.", "Figures of %(number)s posts are kept.", len(made))
    messages.success(request, said % {"number": len(made)})
    return redirect("advocacy:campaign_results", pk=workspace.pk)


@require_GET
def campaign_csv(request: UserRequest, pk: UUID) -> StreamingHttpResponse:
    workspace = workspace_of(request, pk)
    rows = campaign_sheet.lines(_all(request, workspace), _newest(request, workspace))
    _note(request, workspace)
    return csv_response(f"{workspace.review.code}-campaign.csv", campaign_sheet.heads(), rows)


@require_GET
def campaign_xlsx(request: UserRequest, pk: UUID) -> FileResponse:
    workspace = workspace_of(request, pk)
    rows = campaign_sheet.lines(_all(request, workspace), _newest(request, workspace))
    content = campaign_sheet.render_xlsx(rows, workspace=workspace, on=today_of(request))
    _note(request, workspace)
    name = f"{workspace.review.code}-campaign.xlsx"
    return as_download(io.BytesIO(content), filename=name, content_type=CONTENT_TYPES["xlsx"])


def _all(request: UserRequest, workspace: Workspace) -> list[CampaignMessage]:
    return list(rows_of(request, workspace).with_all().in_order())


def _posted(request: UserRequest, workspace: Workspace) -> list[CampaignMessage]:
    rows = rows_of(request, workspace).filter(status=CampaignMessage.Status.POSTED)
    return list(rows.with_all().order_by("-posted_at", "pk"))


def _newest(request: UserRequest, workspace: Workspace) -> dict[Any, MessageResult]:
    """The last figures of each message."""
    return MessageResult.objects.visible_to(request.user).filter(workspace=workspace).last_known()


def _plain(row: campaign_sheet.FigureRow, day: date) -> dict[str, Any]:
    """As it is carried until somebody confirms."""
    return {"message": str(row.message.pk), "figures": row.figures, "day": day.isoformat()}


def _purpose(request: UserRequest, workspace: Workspace) -> str:
    """What was shown to one person in one workspace is good there only."""
    return f"advocacy.campaign_import.{workspace.pk}.{request.user.pk}"


def _note(request: UserRequest, workspace: Workspace) -> None:
    record_event(verb="export", target=workspace, by=request.user, at=timezone.now(), workspace_id=workspace.pk)
