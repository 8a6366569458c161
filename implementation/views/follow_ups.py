"""What is asked of the authorities: the list, one of them with its answer, and the draft of a letter."""

import io
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from accounts.models import Workspace
from accounts.rules import can_edit_workspace
from common.access import require
from common.audit import record_event
from common.file_kinds import CONTENT_TYPES
from common.pdf import APT_LINE, PdfUnavailable
from implementation.follow_up_letter import RENDERERS, letter_of
from implementation.follow_up_lines import FollowUpLists, follow_up_line, follow_up_lists
from implementation.forms.follow_ups import AnswerForm, FollowUpForm, LetterForm
from implementation.models import FollowUp, FollowUpMechanism
from implementation.services import follow_ups as services
from implementation.services.kept_rows import ChangedMeanwhile
from implementation.views.downloads import as_download


@require_GET
def follow_up_list(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = _workspace(request, pk)
    kind = request.GET.get("kind", "")
    kind = kind if kind in FollowUp.Kind.values else ""
    lists: FollowUpLists = follow_up_lists(workspace=workspace, user=request.user, on=timezone.localdate(), kind=kind)
    context = {
        "workspace": workspace,
        "here": "follow_up",
        "lists": lists,
        "kind": kind,
        "kinds": FollowUp.Kind.choices,
        "can_edit": can_edit_workspace(request.user, workspace),
    }
    return render(request, "implementation/follow_up_list.html", context)


@require_http_methods(["GET", "POST"])
def follow_up_create(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = _workspace(request, pk)
    require(can_edit_workspace(request.user, workspace))
    initial: dict[str, Any] = {"numbers": request.GET.get("recommendation", "")[:30]}
    if "mechanism" in request.GET:
        mechanism = FollowUpMechanism.objects.visible_to(request.user).filter(workspace=workspace).first()
        name = mechanism.name if mechanism else ""
        initial |= {"is_of_mechanism": True, "kind": FollowUp.Kind.ASK, "body": name}
    form = FollowUpForm(request.POST or None, user=request.user, workspace=workspace, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = services.create_follow_up(
            workspace=workspace,
            words=form.words,
            recommendations=form.cleaned_data["numbers"],
            key=form.cleaned_data["key"],
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("It is kept; its day stands among the deadlines."))
        return redirect(made)
    context = {"workspace": workspace, "here": "follow_up", "form": form}
    return render(request, "implementation/follow_up_create.html", context)


@require_GET
def follow_up_detail(request: UserRequest, pk: UUID) -> HttpResponse:
    return _detail_page(request, _follow_up(request, pk))


def _detail_page(request: UserRequest, row: FollowUp, *, status: int = 200, **more: Any) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "workspace": row.workspace,
        "here": "follow_up",
        "follow_up": row,
        "line": follow_up_line(row, user=request.user, on=today),
        "form": AnswerForm(today=today, follow_up=row),
        "letter_form": LetterForm(initial={"language": get_language()}),
        "can_edit": can_edit_workspace(request.user, row.workspace),
    }
    return render(request, "implementation/follow_up_detail.html", context | more, status=status)


@require_http_methods(["GET", "POST"])
def follow_up_edit(request: UserRequest, pk: UUID) -> HttpResponse:
    row = _follow_up(request, pk)
    require(can_edit_workspace(request.user, row.workspace))
    form = FollowUpForm(request.POST or None, user=request.user, workspace=row.workspace, follow_up=row)
    newer = None
    if request.method == "POST" and form.is_valid():
        words = {"words": form.words, "recommendations": form.cleaned_data["numbers"]}
        try:
            services.change_follow_up(
                follow_up=row, **words, seen=form.cleaned_data["seen"], by=request.user, at=timezone.now()
            )
        except ChangedMeanwhile:
            newer = follow_up_line(row, user=request.user, on=timezone.localdate())
            form.go_on_after(row.version)
        else:
            messages.success(request, _("It is changed; its deadline follows."))
            return redirect(row)
    context = {"workspace": row.workspace, "here": "follow_up", "follow_up": row, "form": form, "newer": newer}
    return render(request, "implementation/follow_up_edit.html", context, status=409 if newer else 200)


@require_POST
def follow_up_answer(request: UserRequest, pk: UUID) -> HttpResponse:
    row = _follow_up(request, pk)
    require(can_edit_workspace(request.user, row.workspace))
    form = AnswerForm(request.POST, today=timezone.localdate(), follow_up=row)
    if not form.is_valid():
        return _detail_page(request, row, form=form, status=422)
    services.answer_follow_up(follow_up=row, **form.cleaned_data, by=request.user, at=timezone.now())
    messages.success(request, _("It is noted what came of it."))
    return redirect(row)


@require_http_methods(["GET", "POST"])
def follow_up_delete(request: UserRequest, pk: UUID) -> HttpResponse:
    row = _follow_up(request, pk)
    require(can_edit_workspace(request.user, row.workspace))
    if request.method == "POST":
        services.delete_follow_up(follow_up=row, by=request.user, at=timezone.now())
        messages.success(request, _("It is gone for good."))
        return redirect("implementation:follow_up_list", pk=row.workspace_id)
    context = {"workspace": row.workspace, "here": "follow_up", "follow_up": row}
    return render(request, "implementation/follow_up_delete.html", context)


@require_GET
def follow_up_letter(request: UserRequest, pk: UUID, file_format: str) -> HttpResponse | FileResponse:
    """A draft in the language that was chosen; nothing is sent."""
    row = _follow_up(request, pk)
    if not row.is_written:
        raise Http404
    form = LetterForm(request.GET if "language" in request.GET else {"language": get_language()})
    if not form.is_valid():
        return _detail_page(request, row, letter_form=form, status=422)
    language = form.cleaned_data["language"]
    try:
        content = RENDERERS[file_format](letter_of(row, language=language, on=timezone.localdate()))
    except PdfUnavailable:
        return _detail_page(request, row, apt_line=APT_LINE, status=503)
    record_event(verb="export", target=row, by=request.user, at=timezone.now(), workspace_id=row.workspace_id)
    filename = f"letter-{row.workspace.review.code}-{language}.{file_format}"
    return as_download(io.BytesIO(content), filename=filename, content_type=CONTENT_TYPES[file_format])


def _workspace(request: UserRequest, pk: UUID) -> Workspace:
    return get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)


def _follow_up(request: UserRequest, pk: UUID) -> FollowUp:
    rows = FollowUp.objects.visible_to(request.user).with_all()
    return get_object_or_404(
        rows.select_related("workspace__review__state_under_review", "organisation", "person"), pk=pk
    )
