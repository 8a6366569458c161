"""The notebook beside the official list: confirming guesses, and one line with everything about it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from accounts.models import Workspace
from accounts.rules import can_edit_workspace
from advocacy import notebook_official as page
from advocacy import notebook_page, rules
from advocacy.forms.notebook import DecideForm, LineEditForm
from advocacy.models import NotebookLine, SpeakingOrder
from advocacy.services import notebook as services
from common.access import require
from cycles.models import Recommendation
from submissions.services import preparing
from submissions.views import prepared

HERE = "notebook"
PAGE_SIZE = 50
FILTERS = ("all", "open", "none", "unheard")


@require_GET
def notebook_official(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    both = page.sides(_shown(request, workspace), workspace.review, _recommendations(request, workspace))
    show = request.GET.get("show") if request.GET.get("show") in FILTERS else "all"
    lines = [one for one in both.lines if _is_shown(one, str(show))]
    paginator = Paginator(both.unheard if show == "unheard" else lines, PAGE_SIZE)
    context = {
        "workspace": workspace,
        "here": HERE,
        "both": both,
        "show": show,
        "page": paginator.get_page(request.GET.get("page")),
        "has_record": workspace.review.recommendations.exists(),
        "ticks": request.GET.get("tick") == "sure",
        "can_edit": can_edit_workspace(request.user, workspace),
    }
    return render(request, "advocacy/notebook_official.html", context)


@require_POST
def notebook_confirm(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(can_edit_workspace(request.user, workspace))
    ticked = set(request.POST.getlist("pair"))
    both = page.sides(_shown(request, workspace), workspace.review, _recommendations(request, workspace))
    pairs = [
        (one.row.line, guess.recommendation, guess.confidence)
        for one in both.lines
        for guess in one.guesses
        if f"{one.row.line.pk}:{guess.recommendation.pk}" in ticked
    ]
    count = services.confirm_lines(workspace=workspace, pairs=pairs, by=request.user, at=timezone.now())
    if count:
        said = ngettext("%(count)s guess is confirmed.", "%(count)s guesses are confirmed.", count) % {"count": count}
        messages.success(request, said)
    if count < len(ticked) or not ticked:
        messages.info(request, _("What was not ticked, or changed meanwhile, is still open."))
    return redirect(f"{reverse('advocacy:notebook_official', args=[workspace.pk])}?show=open")


@require_http_methods(["GET", "POST"])
def notebook_line_edit(request: UserRequest, pk: UUID) -> HttpResponse:
    line = _line(request, pk)
    form = LineEditForm(request.POST or None, user=request.user, workspace=line.workspace, row=line)
    newer = None
    if request.method == "POST":
        require(rules.can_edit_notebook(request.user, line))
        if form.is_valid():
            newer = prepared.change(form, by=request.user)
            if newer is None:
                messages.success(request, _("The line is changed."))
                return redirect(line)
    return _line_page(request, line, form, newer=newer, decide=DecideForm(review=line.workspace.review))


@require_http_methods(["GET", "POST"])
def notebook_line_delete(request: UserRequest, pk: UUID) -> HttpResponse:
    line = _line(request, pk)
    require(rules.can_edit_notebook(request.user, line))
    if request.method == "POST":
        preparing.delete_prepared(row=line, by=request.user, at=timezone.now())
        messages.success(request, _("It is gone for good."))
        return redirect("advocacy:notebook", pk=line.workspace_id)
    context = {"workspace": line.workspace, "here": HERE, "line": line}
    return render(request, "advocacy/notebook_line_delete.html", context)


@require_POST
def notebook_line_decide(request: UserRequest, pk: UUID) -> HttpResponse:
    line = _line(request, pk)
    require(rules.can_edit_notebook(request.user, line))
    done: dict[str, Any] = {"line": line, "by": request.user, "at": timezone.now()}
    if "open" in request.POST:
        services.withdraw_line(**done)
        messages.success(request, _("It is open again."))
        return redirect(line)
    if "rest" in request.POST and line.matches.exists():
        services.close_line(**done)
        messages.success(request, _("Noted."))
        return redirect(line)
    if "none" in request.POST:
        services.decide_line(**done, recommendation=None, score=None)
        messages.success(request, _("Noted."))
        return redirect(line)
    form = DecideForm(request.POST, review=line.workspace.review)
    if not form.is_valid():
        edit = LineEditForm(user=request.user, workspace=line.workspace, row=line)
        return _line_page(request, line, edit, decide=form)
    guessed = {one.number: one.confidence for one in page.guesses(_row(request, line), line.workspace.review)}
    score = guessed.get(form.cleaned_data["number"])
    services.decide_line(**done, recommendation=form.recommendation, score=score)
    messages.success(request, _("Noted."))
    return redirect(line)


def _line(request: UserRequest, pk: UUID) -> NotebookLine:
    return get_object_or_404(NotebookLine.objects.visible_to(request.user).with_workspace().with_all(), pk=pk)


def _line_page(
    request: UserRequest, line: NotebookLine, form: LineEditForm, *, decide: DecideForm, newer: Any = None
) -> HttpResponse:
    row = _row(request, line)
    context = {
        "workspace": line.workspace,
        "here": HERE,
        "row": row,
        "line": line,
        "form": form,
        "decide": decide,
        "newer": newer,
        "candidates": page.candidates(row, line.workspace.review, _recommendations(request, line.workspace)),
        "has_record": line.workspace.review.recommendations.exists(),
        "can_edit": rules.can_edit_notebook(request.user, line),
    }
    return render(request, "advocacy/notebook_line_edit.html", context, status=409 if newer else 200)


def _row(request: UserRequest, line: NotebookLine) -> notebook_page.Shown:
    """The line with the speaker that it has among the others."""
    return next(row for row in _shown(request, line.workspace) if row.line.pk == line.pk)


def _shown(request: UserRequest, workspace: Workspace) -> list[notebook_page.Shown]:
    rows = NotebookLine.objects.visible_to(request.user).filter(workspace=workspace).with_all()
    order = SpeakingOrder.objects.visible_to(request.user).filter(workspace=workspace).first()
    return notebook_page.shown(rows, order)


def _recommendations(request: UserRequest, workspace: Workspace) -> list[Recommendation]:
    rows = Recommendation.objects.visible_to(request.user).filter(review=workspace.review)
    return list(rows.with_parts().in_order())


def _is_shown(one: page.Beside, show: str) -> bool:
    if show == "open":
        return one.is_open
    if show == "none":
        return one.is_none or (one.is_open and not one.guesses)
    return True
