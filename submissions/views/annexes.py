"""Annexes of a submission: the list, and each of them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.http import UserRequest
from common.access import require
from submissions import rules
from submissions.drafting_page import rules_for
from submissions.forms.annexes import AnnexForm
from submissions.models import Annex
from submissions.services import annexes
from submissions.services.drafting import TextClosed
from submissions.views import prepared
from submissions.views.reading import base_context, closed_words, say_closed, submission_of


@require_GET
def annex_list(request: UserRequest, pk: UUID) -> HttpResponse:
    submission = submission_of(request, pk)
    context = base_context(
        submission,
        annexes=Annex.objects.visible_to(request.user).filter(submission=submission).in_order(),
        rule=rules_for(submission).get("no_foreign_annexes"),
        can_edit=rules.can_edit_submission(request.user, submission) and submission.is_open,
    )
    return render(request, "submissions/annex_list.html", context)


@require_http_methods(["GET", "POST"])
def annex_create(request: UserRequest, pk: UUID) -> HttpResponse:
    submission = submission_of(request, pk)
    require(rules.can_edit_submission(request.user, submission))
    initial = {"language": submission.language}
    form = AnnexForm(request.POST or None, user=request.user, workspace=submission.workspace, initial=initial)
    status = 200
    if request.method == "POST" and form.is_valid():
        words = {"words": form.words, "key": form.cleaned_data["key"]}
        try:
            annexes.add_annex(submission=submission, by=request.user, at=timezone.now(), **words)
        except TextClosed:
            form.add_error(None, closed_words())
            status = 409
        else:
            messages.success(request, _("The annex is named."))
            return redirect("submissions:annex_list", pk=submission.pk)
    return render(request, "submissions/annex_create.html", base_context(submission, form=form), status=status)


@require_http_methods(["GET", "POST"])
def annex_edit(request: UserRequest, pk: UUID) -> HttpResponse:
    annex = _annex(request, pk)
    require(rules.can_edit_submission(request.user, annex.submission))
    form = AnnexForm(request.POST or None, user=request.user, workspace=annex.workspace, row=annex)
    newer, status = None, 200
    if request.method == "POST" and form.is_valid():
        sent: dict[str, Any] = {"words": form.words, "seen": form.cleaned_data["seen"]}
        try:
            newer = prepared.attempt(form, annexes.change_annex, annex=annex, **sent, by=request.user)
        except TextClosed:
            form.add_error(None, closed_words())
        else:
            if newer is None:
                messages.success(request, _("The annex is changed."))
                return redirect("submissions:annex_list", pk=annex.submission_id)
        status = 409
    context = base_context(annex.submission, row=annex, form=form, newer=newer)
    return render(request, "submissions/annex_edit.html", context, status=status)


@require_http_methods(["GET", "POST"])
def annex_delete(request: UserRequest, pk: UUID) -> HttpResponse:
    annex = _annex(request, pk)
    require(rules.can_edit_submission(request.user, annex.submission))
    if request.method == "POST":
        try:
            annexes.delete_annex(annex=annex, by=request.user, at=timezone.now())
        except TextClosed:
            say_closed(request)
        else:
            messages.success(request, _("It stands on the list no more."))
        return redirect("submissions:annex_list", pk=annex.submission_id)
    return render(request, "submissions/annex_delete.html", base_context(annex.submission, row=annex))


def _annex(request: UserRequest, pk: UUID) -> Annex:
    parts = ("submission", "workspace__review__state_under_review")
    return get_object_or_404(Annex.objects.visible_to(request.user).select_related(*parts), pk=pk)
