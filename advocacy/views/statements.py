"""Statements of a workspace: the list, one of them with its text per language, its versions, its printed copy."""

from io import BytesIO
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.http import UserRequest
from accounts.models import Workspace
from accounts.rules import can_edit_workspace, can_publish_workspace
from advocacy import statement_paper
from advocacy.forms.statements import StatementForm, StatementTextForm
from advocacy.models import Event, Statement, StatementText
from advocacy.services import statements
from advocacy.speaking import LANGUAGE_NAMES, limits, paces
from common.access import require
from common.audit import record_event
from common.file_kinds import CONTENT_TYPES
from common.pdf import PdfUnavailable
from implementation.views.downloads import as_download
from submissions.services import preparing as services
from submissions.views import prepared

HERE = "statements"


@require_GET
def statement_list(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    rows = Statement.objects.visible_to(request.user).filter(workspace=workspace)
    texts = StatementText.objects.visible_to(request.user).filter(workspace=workspace, is_current=True)
    written: dict[UUID, list[StatementText]] = {}
    for text in texts.order_by("language"):
        written.setdefault(text.statement_id, []).append(text)
    lines = []
    for row in rows.select_related("organisation", "issue").order_by("kind", "title", "pk"):
        own = written.get(row.pk, [])
        lines.append((row, [(one, statement_paper.length_of(row, one.text, one.language)) for one in own]))
    context = {
        "workspace": workspace,
        "here": HERE,
        "lines": lines,
        "can_edit": can_edit_workspace(request.user, workspace),
    }
    return render(request, "advocacy/statement_list.html", context)


@require_http_methods(["GET", "POST"])
def statement_create(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(can_edit_workspace(request.user, workspace))
    form = StatementForm(request.POST or None, user=request.user, workspace=workspace)
    if request.method == "POST" and form.is_valid():
        made = prepared.keep(form, by=request.user)
        messages.success(request, _("The statement is begun. Write its text."))
        return redirect(made)
    context = {"workspace": workspace, "here": HERE, "form": form, "limits": limits().values()}
    return render(request, "advocacy/statement_create.html", context)


@require_http_methods(["GET", "POST"])
def statement_edit(request: UserRequest, pk: UUID) -> HttpResponse:
    row = _statement(request, pk)
    require(can_edit_workspace(request.user, row.workspace))
    form = StatementForm(request.POST or None, user=request.user, workspace=row.workspace, row=row)
    newer = None
    if request.method == "POST" and form.is_valid():
        newer = prepared.change(form, by=request.user)
        if newer is None:
            messages.success(request, _("The statement is changed."))
            return redirect(row)
    context = {"workspace": row.workspace, "here": HERE, "row": row, "form": form, "newer": newer}
    return render(request, "advocacy/statement_edit.html", context, status=409 if newer else 200)


@require_http_methods(["GET", "POST"])
def statement_delete(request: UserRequest, pk: UUID) -> HttpResponse:
    row = _statement(request, pk)
    require(can_edit_workspace(request.user, row.workspace))
    if request.method == "POST":
        services.delete_prepared(row=row, by=request.user, at=timezone.now())
        messages.success(request, _("It is gone for good."))
        return redirect("advocacy:statement_list", pk=row.workspace_id)
    context = {"workspace": row.workspace, "here": HERE, "row": row}
    return render(request, "advocacy/statement_delete.html", context)


@require_http_methods(["GET", "POST"])
def statement_detail(request: UserRequest, pk: UUID) -> HttpResponse:
    """The text in one language with its clock, which a script asks for while somebody types; and every version."""
    row = _statement(request, pk)
    language = request.GET.get("language") or "en"
    if language not in LANGUAGE_NAMES:
        raise Http404
    versions = list(
        StatementText.objects.visible_to(request.user)
        .filter(statement=row, language=language)
        .select_related("written_by")
        .order_by("-number")
    )
    current = next((one for one in versions if one.is_current), None)
    can_edit = can_edit_workspace(request.user, row.workspace)
    initial = {"text": current.text if current else "", "seen": current.number if current else 0}
    form = StatementTextForm(request.POST or None, initial=initial)
    newer = None
    if request.method == "POST":
        require(can_edit)
        if not _only_counts(request) and form.is_valid():
            newer = _write(request, row, language, form)
            if newer is None:
                messages.success(request, _("The text is kept as a new version."))
                return redirect(f"{row.get_absolute_url()}?language={language}")
    context: dict[str, Any] = {
        "workspace": row.workspace,
        "here": HERE,
        "row": row,
        "form": form,
        "language": language,
        "names": LANGUAGE_NAMES,
        "versions": versions,
        "newer": newer,
        "length": statement_paper.length_of(row, str(form["text"].value() or ""), language),
        "limit": limits()[row.kind],
        "pace": paces()[language],
        "events": Event.objects.visible_to(request.user).saying(row).in_order(),
        "can_edit": can_edit,
        "can_publish": can_edit and can_publish_workspace(request.user, row.workspace),
    }
    piece = "_statement_length" if request.headers.get("X-Piece") == "check" else "statement_detail"
    return render(request, f"advocacy/{piece}.html", context, status=409 if newer else 200)


@require_GET
def statement_version(request: UserRequest, pk: UUID) -> HttpResponse:
    """One version as it was written."""
    text = _text(request, pk)
    context = {"workspace": text.workspace, "here": HERE, "row": text.statement, "text": text}
    return render(request, "advocacy/statement_version.html", context)


@require_GET
def statement_pdf(request: UserRequest, pk: UUID) -> HttpResponseBase:
    text = _text(request, pk)
    now = timezone.now()
    # Who reads it aloud is sealed: those who write in the workspace know, nobody else.
    names_speaker = can_edit_workspace(request.user, text.workspace)
    paper = statement_paper.paper_of(text, on=timezone.localdate(), names_speaker=names_speaker)
    try:
        content = statement_paper.render_statement(paper)
    except PdfUnavailable:
        messages.error(request, _("This server lacks the libraries that draw text in a PDF."))
        return redirect(text.statement)
    record_event(verb="download", target=text, by=request.user, at=now, workspace_id=text.workspace_id)
    filename = f"statement-{text.language}-{text.number}.pdf"
    return as_download(BytesIO(content), filename=filename, content_type=CONTENT_TYPES["pdf"])


def _write(request: UserRequest, row: Statement, language: str, form: StatementTextForm) -> StatementText | None:
    """Keep the text as a new version; what stands there instead where somebody was quicker."""
    words = {"text": form.cleaned_data["text"], "seen": form.cleaned_data["seen"]}
    try:
        statements.write_statement(statement=row, language=language, **words, by=request.user, at=timezone.now())
    except statements.WrittenMeanwhile as error:
        form.go_on_after(str(error.current.number))
        form.set_beside(error.current)
        return error.current
    return None


def _only_counts(request: UserRequest) -> bool:
    return "check" in request.POST or request.headers.get("X-Piece") == "check"


def _statement(request: UserRequest, pk: UUID) -> Statement:
    rows = Statement.objects.visible_to(request.user).with_workspace().select_related("organisation", "issue")
    return get_object_or_404(rows.prefetch_related("cosigners"), pk=pk)


def _text(request: UserRequest, pk: UUID) -> StatementText:
    related = ("workspace__review__state_under_review", "statement__organisation", "written_by")
    return get_object_or_404(StatementText.objects.visible_to(request.user).select_related(*related), pk=pk)
