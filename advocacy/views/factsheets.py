"""Factsheets of a workspace: the list, one with how it looks and fits, its form with a live view, its files."""

import io
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from accounts.models import Workspace
from accounts.rules import can_edit_workspace, can_publish_workspace
from advocacy import factsheet_pdf as sheet
from advocacy.factsheet import FactsheetPaper, factsheet_paper, gaps_of
from advocacy.forms.factsheets import FactsheetForm, PrintForm, VariantForm
from advocacy.meeting_page import handed_of
from advocacy.models import Factsheet, FactsheetEdition
from advocacy.services import factsheets as services
from common.access import require
from common.audit import record_event
from common.file_kinds import CONTENT_TYPES
from common.pdf import APT_LINE, PdfUnavailable
from cycles.models import State
from implementation.views.downloads import as_download
from submissions.views import prepared

HERE = "factsheets"


@require_GET
def factsheet_list(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    return _list(request, workspace)


@require_GET
def factsheet_set(request: UserRequest, pk: UUID) -> HttpResponse | FileResponse:
    """The chosen sheets as one file, for a pre-session or a row of embassies; the list again where one is too long."""
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    chosen = set(request.GET.getlist("sheet"))
    rows = [row for row in _rows(request, workspace) if str(row.pk) in chosen]
    if not rows:
        return _list(request, workspace, status=422, trouble=_("Tick the factsheets that go into the file."))
    papers = [_today(request, row) for row in rows]
    try:
        content = sheet.render_set(papers)
    except sheet.SheetTooLong as error:
        words = _("“%(title)s” has more than two pages. Open it to see what to shorten.") % {"title": error.paper.title}
        return _list(request, workspace, status=422, trouble=words)
    except PdfUnavailable:
        return _list(request, workspace, status=503, trouble=APT_LINE)
    return _file(request, workspace, content, f"{workspace.review.code}-factsheets.pdf")


@require_http_methods(["GET", "POST"])
def factsheet_create(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(can_edit_workspace(request.user, workspace))
    initial = {"language": translation.get_language(), "priority_issue": request.GET.get("issue")}
    form = FactsheetForm(
        request.POST or None, request.FILES or None, user=request.user, workspace=workspace, initial=initial
    )
    if request.method == "POST" and not _only_looks(request) and form.is_valid():
        made = prepared.keep(form, by=request.user)
        messages.success(request, _("The factsheet is kept."))
        return redirect(made)
    return _form_page(request, form, "factsheet_create")


@require_GET
def factsheet_detail(request: UserRequest, pk: UUID) -> HttpResponse:
    """How it looks, how it fits, what is missing: all said before it is printed."""
    row = _factsheet(request, pk)
    asked = _print_form(request, row)
    to = asked.cleaned_data["to"] if asked.is_bound and asked.is_valid() else None
    context = {
        "workspace": row.workspace,
        "here": HERE,
        "row": row,
        "print_form": asked,
        "editions": row.editions.order_by("-number"),
        "handed": handed_of(row, request.user),
        "variants": _variants(request, row),
        "variant_form": VariantForm(taken=_languages(request, row), initial={"key": uuid4()}),
        "can_edit": can_edit_workspace(request.user, row.workspace),
        "can_publish": can_publish_workspace(request.user, row.workspace),
    } | _look(_today(request, row, to=to))
    return render(request, "advocacy/factsheet_detail.html", context)


@require_http_methods(["GET", "POST"])
def factsheet_edit(request: UserRequest, pk: UUID) -> HttpResponse:
    row = _factsheet(request, pk)
    require(can_edit_workspace(request.user, row.workspace))
    form = FactsheetForm(
        request.POST or None, request.FILES or None, user=request.user, workspace=row.workspace, row=row
    )
    newer = None
    if request.method == "POST" and not _only_looks(request) and form.is_valid():
        newer = prepared.change(form, by=request.user)
        if newer is None:
            messages.success(request, _("The factsheet is changed."))
            return redirect(row)
    return _form_page(request, form, "factsheet_edit", row=row, newer=newer)


@require_http_methods(["GET", "POST"])
def factsheet_delete(request: UserRequest, pk: UUID) -> HttpResponse:
    row = _factsheet(request, pk)
    require(can_edit_workspace(request.user, row.workspace))
    if request.method == "POST":
        try:
            services.delete_factsheet(factsheet=row, by=request.user, at=timezone.now())
        except services.StillPublished:
            messages.error(request, _("It was published once, so it stays. Withdraw what is public instead."))
            return redirect(row)
        messages.success(request, _("It is gone for good."))
        return redirect("advocacy:factsheet_list", pk=row.workspace_id)
    context = {"workspace": row.workspace, "here": HERE, "row": row, "handed": handed_of(row, request.user)}
    return render(request, "advocacy/factsheet_delete.html", context)


@require_POST
def factsheet_variant(request: UserRequest, pk: UUID) -> HttpResponse:
    row = _factsheet(request, pk)
    require(can_edit_workspace(request.user, row.workspace))
    form = VariantForm(request.POST, taken=_languages(request, row))
    if not form.is_valid():
        messages.error(request, _("It is there in this language already. Open that one."))
        return redirect(row)
    made = services.add_variant(factsheet=row, **form.cleaned_data, by=request.user, at=timezone.now())
    messages.success(request, _("The words are still those of the first sheet. Translate them now."))
    return redirect("advocacy:factsheet_edit", pk=made.pk)


@require_GET
def factsheet_pdf(request: UserRequest, pk: UUID) -> HttpResponse | FileResponse:
    """The sheet for everybody or for one State; where two pages do not hold it, its page again with what to shorten."""
    row = _factsheet(request, pk)
    asked = _print_form(request, row)
    if asked.is_bound and not asked.is_valid():
        return redirect(row)
    said = asked.cleaned_data if asked.is_bound else {}
    paper = _today(request, row, to=said.get("to"))
    if said.get("code") and (edition := _public(row)):
        paper = replace(paper, link=request.build_absolute_uri(edition.get_absolute_url()))
    try:
        content = sheet.render_pdf(paper)
    except (sheet.SheetTooLong, PdfUnavailable):
        return redirect(f"{row.get_absolute_url()}#fit")
    to = said.get("to")
    name = "-".join(
        filter(None, ("factsheet", row.workspace.review.code, row.language, to.pk if to else "", paper.version))
    )
    return _file(request, row.workspace, content, f"{name}.pdf")


def _list(request: UserRequest, workspace: Workspace, *, status: int = 200, trouble: str = "") -> HttpResponse:
    context = {
        "workspace": workspace,
        "here": HERE,
        "rows": _rows(request, workspace),
        "trouble": trouble,
        "can_edit": can_edit_workspace(request.user, workspace),
    }
    return render(request, "advocacy/factsheet_list.html", context, status=status)


def _rows(request: UserRequest, workspace: Workspace) -> Iterable[Factsheet]:
    rows = Factsheet.objects.visible_to(request.user).filter(workspace=workspace).with_workspace().with_all()
    return rows.in_order()


def _factsheet(request: UserRequest, pk: UUID) -> Factsheet:
    return get_object_or_404(Factsheet.objects.visible_to(request.user).with_workspace().with_all(), pk=pk)


def _public(row: Factsheet) -> FactsheetEdition | None:
    """The newest edition that everybody reads."""
    return row.editions.filter(withdrawn_at=None).order_by("-number").first()


def _variants(request: UserRequest, row: Factsheet) -> list[Factsheet]:
    """The same sheet in other languages."""
    first = row.variant_of_id or row.pk
    rows = Factsheet.objects.visible_to(request.user).filter(workspace=row.workspace_id)
    return [one for one in rows.in_order() if first in {one.pk, one.variant_of_id} and one.pk != row.pk]


def _languages(request: UserRequest, row: Factsheet) -> set[str]:
    return {row.language, *(one.language for one in _variants(request, row))}


def _print_form(request: UserRequest, row: Factsheet) -> PrintForm:
    states = State.objects.visible_to(request.user).exclude(pk=row.workspace.review.state_under_review_id)
    said = request.GET if "to" in request.GET else None
    return PrintForm(said, states=states.order_by("name_un"), has_edition=_public(row) is not None)


def _today(request: UserRequest, row: Factsheet, *, to: State | None = None, **more: Any) -> FactsheetPaper:
    return factsheet_paper(row, user=request.user, on=timezone.localdate(), to=to, **more)


def _look(paper: FactsheetPaper, *, with_advice: bool = True) -> dict[str, Any]:
    """The sheet on the screen, its fit and its gaps."""
    try:
        fit, apt_line = sheet.fit_of(paper, with_advice=with_advice), ""
    except PdfUnavailable:
        fit, apt_line = None, APT_LINE
    return {
        "paper": paper,
        "body": sheet.body_on_screen(paper),
        "fit": fit,
        "apt_line": apt_line,
        "gaps": gaps_of(paper),
    }


def _only_looks(request: UserRequest) -> bool:
    return request.method == "POST" and ("look" in request.POST or request.headers.get("X-Piece") == "check")


def _form_page(request: UserRequest, form: FactsheetForm, name: str, **more: Any) -> HttpResponse:
    """The form beside the sheet as it would be; to a script that asks while somebody types, the sheet alone."""
    looked: dict[str, Any] = {}
    if form.is_bound and form.is_valid():
        proposals = form.cleaned_data["proposals"]
        # While somebody types the advice, which takes a second, waits for the button.
        is_typing = request.headers.get("X-Piece") == "check"
        looked = _look(_today(request, form.draft, proposals=proposals), with_advice=not is_typing)
    elif not form.is_bound and form.row:
        looked = _look(_today(request, form.row))
    context = {"workspace": form.workspace, "here": HERE, "form": form} | looked | more
    if request.headers.get("X-Piece") == "check":
        return render(request, "advocacy/_factsheet_look.html", context)
    return render(request, f"advocacy/{name}.html", context, status=409 if more.get("newer") else 200)


def _file(request: UserRequest, workspace: Workspace, content: bytes, name: str) -> FileResponse:
    """A file as a download, noted in the trail."""
    record_event(verb="export", target=workspace, by=request.user, at=timezone.now(), workspace_id=workspace.pk)
    return as_download(io.BytesIO(content), filename=name, content_type=CONTENT_TYPES["pdf"])
