"""The notebook of a review: typing what is heard, its lines, the order of speakers, the file."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods

from accounts.http import UserRequest
from accounts.models import Workspace
from accounts.rules import can_edit_workspace
from advocacy import notebook_page
from advocacy.forms.notebook import LineForm, SpeakingOrderForm
from advocacy.models import NotebookLine, SpeakingOrder
from advocacy.services.notebook import hear_line
from common.access import require
from common.audit import record_event
from common.http import csv_response
from cycles.dates import GENEVA
from submissions.views import prepared

HERE = "notebook"
SHOWN = 60


@require_http_methods(["GET", "POST"])
def notebook(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    if request.method != "POST":
        return _page(request, workspace, LineForm(initial={"text": _called(request)}))
    require(can_edit_workspace(request.user, workspace))
    form = LineForm(request.POST)
    # The script sends line by line, and takes the lines alone for an answer.
    is_piece = request.headers.get("X-Piece") == "lines"
    if not form.is_valid():
        return _page(request, workspace, form, status=400 if is_piece else 200)
    hear_line(
        workspace=workspace,
        text=form.cleaned_data["text"],
        waited=form.waited,
        by=request.user,
        at=timezone.now(),
        key=form.cleaned_data["key"],
    )
    if is_piece:
        return render(request, "advocacy/_notebook_lines.html", _lines(request, workspace))
    return redirect("advocacy:notebook", pk=workspace.pk)


@require_GET
def notebook_lines(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user), pk=pk)
    rows = NotebookLine.objects.visible_to(request.user).filter(workspace=workspace)
    if request.GET.get("seen") == rows.version():
        return HttpResponse(status=204)
    return render(request, "advocacy/_notebook_lines.html", _lines(request, workspace))


@require_GET
def notebook_csv(request: UserRequest, pk: UUID) -> StreamingHttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    record_event(verb="export", target=workspace, by=request.user, at=timezone.now(), workspace_id=workspace.pk)
    head = [
        _("Day"),
        _("Time in Geneva"),
        pgettext("UN member", "State"),
        _("Who says which State"),
        pgettext("of a recommendation", "Issue"),
        _("Who says which issue"),
        _("As heard"),
        _("Typed by"),
        _("Recommendations that it became"),
    ]
    return csv_response(f"notebook-{workspace.review.code}.csv", head, map(_cells, _shown(request, workspace)))


@require_http_methods(["GET", "POST"])
def speaking_order_edit(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(can_edit_workspace(request.user, workspace))
    row = _order(request, workspace)
    form = SpeakingOrderForm(request.POST or None, user=request.user, workspace=workspace, row=row)
    newer = None
    if request.method == "POST" and form.is_valid():
        if row is None:
            prepared.keep(form, by=request.user)
        else:
            newer = prepared.change(form, by=request.user)
        if newer is None:
            messages.success(request, _("The order of speakers is kept."))
            return redirect("advocacy:notebook", pk=workspace.pk)
    context = {"workspace": workspace, "here": HERE, "form": form, "newer": newer}
    return render(request, "advocacy/speaking_order_edit.html", context, status=409 if newer else 200)


def _page(request: UserRequest, workspace: Workspace, form: LineForm, status: int = 200) -> HttpResponse:
    rows = _shown(request, workspace)
    order = _order(request, workspace)
    speakers = notebook_page.speakers(order, rows)
    context = {
        "workspace": workspace,
        "here": HERE,
        "form": form,
        "order": order,
        "speakers": speakers,
        "everybody_spoke": bool(speakers) and not any(one.is_next for one in speakers),
        **_lines(request, workspace, rows),
    }
    return render(request, "advocacy/notebook.html", context, status=status)


def _lines(request: UserRequest, workspace: Workspace, rows: list[notebook_page.Shown] | None = None) -> dict[str, Any]:
    """The lines as the page and the script show them: the newest first, or as they were heard."""
    if rows is None:
        rows = _shown(request, workspace)
    is_in_order = request.GET.get("order") == "heard"
    return {
        "workspace": workspace,
        "lines": rows if is_in_order else rows[::-1][:SHOWN],
        "total": len(rows),
        "is_in_order": is_in_order,
        "seen": NotebookLine.objects.visible_to(request.user).filter(workspace=workspace).version(),
        "can_edit": can_edit_workspace(request.user, workspace),
    }


def _shown(request: UserRequest, workspace: Workspace) -> list[notebook_page.Shown]:
    rows = NotebookLine.objects.visible_to(request.user).filter(workspace=workspace).with_all()
    return notebook_page.shown(rows, _order(request, workspace))


def _order(request: UserRequest, workspace: Workspace) -> SpeakingOrder | None:
    return SpeakingOrder.objects.visible_to(request.user).filter(workspace=workspace).first()


def _called(request: UserRequest) -> str:
    """The name of the State whose turn somebody chose, ready to be gone on with."""
    name = request.GET.get("state", "").replace("\0", "")[:100]
    return f"{name}: " if name else ""


def _cells(row: notebook_page.Shown) -> list[Any]:
    heard = row.line.heard_at.astimezone(GENEVA)
    person, machine = pgettext("who says it", "a person"), pgettext("who says it", "the machine’s guess")
    numbers = [match.recommendation.number for match in row.matches if match.recommendation]
    return [
        heard.date().isoformat(),
        heard.strftime("%H:%M:%S"),
        row.state.name if row.state else "",
        "" if row.state is None else machine if row.is_state_guessed else person,
        "; ".join(row.issues),
        "" if not row.issues else machine if row.is_issue_guessed else person,
        row.line.text,
        row.line.created_by.get_full_name(),
        "; ".join(numbers) or (_("none") if row.matches else ""),
    ]
