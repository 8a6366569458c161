"""Lodging a submission with OHCHR, and what comes after."""

import io
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from common.access import require
from common.audit import record_event
from common.file_kinds import CONTENT_TYPES
from implementation.views.downloads import as_download, download
from submissions import rules
from submissions.drafting_page import rules_for
from submissions.forms.lodging import CompleteForm, LodgeForm, WithdrawForm
from submissions.models import LodgedVersion, Submission
from submissions.safety import rows_of, safety_of
from submissions.services import lodging as services
from submissions.signing_page import signing_page
from submissions.submission_document import thawed
from submissions.views.files import pdf_or_none
from submissions.views.reading import base_context, submission_of

_WITH_STATE = "submission__workspace__review__state_under_review"


def lodged_of(request: UserRequest, pk: UUID) -> LodgedVersion:
    rows = LodgedVersion.objects.visible_to(request.user)
    parts = (_WITH_STATE, "submission__workspace__review__cycle", "recorded_by", "withdrawn_by")
    return get_object_or_404(rows.select_related(*parts), pk=pk)


@require_http_methods(["GET", "POST"])
def submission_lodge(request: UserRequest, pk: UUID) -> HttpResponse:
    """What is left to do before it is lodged, what was lodged, and the form that says so."""
    submission = submission_of(request, pk)
    can_lodge = rules.can_lodge_submission(request.user, submission)
    versions = LodgedVersion.objects.visible_to(request.user).filter(submission=submission).newest_first()
    # What is lodged and sent once more is the same form: it is answered with what is there.
    is_correction = submission.status != Submission.Status.LODGED and versions.exists()
    form = LodgeForm(request.POST or None, request.FILES or None, is_correction=is_correction)
    status = 200
    if request.method == "POST":
        require(can_lodge)
        if form.is_valid():
            try:
                return _lodge(request, submission, form)
            except services.AlreadyLodged:
                form.add_error(None, _("It is lodged already. Open a corrected version first."))
            except services.TextOpen:
                form.add_error(None, _("Close the text first, so that nothing in it moves any more."))
            except services.NamesOpen:
                form.add_error(None, _("Names in the text are not decided yet. Nothing was lodged."))
            except services.NobodySigned:
                form.add_error(None, _("Nobody has signed yet, so no name would stand on the cover."))
            status = 409
    rows = rows_of(submission, request.user)
    safety, signing = safety_of(submission, rows), signing_page(submission, request.user)
    context = base_context(
        submission,
        form=form,
        can_lodge=can_lodge,
        versions=versions.select_related("recorded_by"),
        safety=safety,
        signing=signing,
        moved=[line for line in signing.lines if line.signature and line.signature.is_for and not line.is_current],
        is_ready=safety.is_settled and bool(rows.signatures) and submission.status == Submission.Status.CLOSED,
        channel=rules_for(submission).get("submission_channel"),
    )
    return render(request, "submissions/submission_lodge.html", context, status=status)


def _lodge(request: UserRequest, submission: Submission, form: LodgeForm) -> HttpResponse:
    data = form.cleaned_data
    version = services.lodge_submission(
        submission=submission,
        lodged_at=data["lodged_at"],
        by=request.user,
        at=timezone.now(),
        key=data["key"],
        receipt=form.said,
        file=data["file"],
        what_changed=data.get("what_changed", ""),
    )
    messages.success(request, _("It is kept as it was lodged. Nobody changes it any more."))
    return redirect(version)


@require_POST
def submission_correct(request: UserRequest, pk: UUID) -> HttpResponse:
    submission = submission_of(request, pk)
    require(rules.can_lodge_submission(request.user, submission))
    try:
        services.open_correction(submission=submission, by=request.user, at=timezone.now())
    except services.NotLodged:
        messages.error(request, _("It is not lodged, so there is nothing to correct: just go on writing."))
    else:
        messages.success(request, _("The text is open for a corrected version. What was lodged stays as it is."))
    return redirect(submission)


@require_http_methods(["GET", "POST"])
def lodged_detail(request: UserRequest, pk: UUID) -> HttpResponse:
    """A submission as it was lodged; whoever may lodge adds the receipt and OHCHR's code."""
    version = lodged_of(request, pk)
    can_lodge = rules.can_lodge_submission(request.user, version.submission)
    form = CompleteForm(request.POST or None, request.FILES or None, version=version)
    status = 200
    if request.method == "POST":
        require(can_lodge)
        if form.is_valid():
            try:
                services.complete_lodging(
                    version=version,
                    receipt=form.said,
                    code=form.cleaned_data["code"],
                    by=request.user,
                    at=timezone.now(),
                )
            except services.SaidBefore:
                form.add_error(None, _("Somebody added this meanwhile; what is there is not written over."))
                status = 409
            else:
                messages.success(request, _("Saved."))
                return redirect(version)
    document = thawed(version.content)
    context = _context(version, form=form, can_lodge=can_lodge, document=document, text=document.rendered())
    return render(request, "submissions/lodged_detail.html", context, status=status)


@require_http_methods(["GET", "POST"])
def lodged_withdraw(request: UserRequest, pk: UUID) -> HttpResponse:
    version = lodged_of(request, pk)
    require(rules.can_lodge_submission(request.user, version.submission))
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        services.withdraw_lodged(version=version, reason=reason, by=request.user, at=timezone.now())
        messages.success(request, _("Noted, with the day and your name."))
        return redirect(version)
    return render(request, "submissions/lodged_withdraw.html", _context(version, form=form))


@require_GET
def lodged_file(request: UserRequest, pk: UUID) -> HttpResponseBase:
    version = lodged_of(request, pk)
    return _handed_out(request, version, version.file, version.file_name)


@require_GET
def lodged_receipt(request: UserRequest, pk: UUID) -> HttpResponseBase:
    version = lodged_of(request, pk)
    return _handed_out(request, version, version.receipt_file, version.receipt_name)


@require_GET
def lodged_pdf(request: UserRequest, pk: UUID) -> HttpResponseBase:
    """For people: the words that were kept, laid out anew; the file that was handed in is another."""
    version = lodged_of(request, pk)
    content = pdf_or_none(request, thawed(version.content))
    if content is None:
        return redirect(version)
    _note_download(request, version)
    name = f"submission-{version.submission.workspace.review.code}-{version.content['language']}.pdf"
    return as_download(io.BytesIO(content), filename=name, content_type=CONTENT_TYPES["pdf"])


def _handed_out(request: UserRequest, version: LodgedVersion, file: Any, name: str) -> HttpResponseBase:
    kind = CONTENT_TYPES.get(name.rpartition(".")[2], "application/octet-stream")
    response = download(file, filename=name, content_type=kind)
    _note_download(request, version)
    return response


def _note_download(request: UserRequest, version: LodgedVersion) -> None:
    at, workspace = timezone.now(), version.workspace_id
    record_event(verb="download", target=version, by=request.user, at=at, workspace_id=workspace)


def _context(version: LodgedVersion, **more: Any) -> dict[str, Any]:
    return base_context(version.submission, version=version, **more)
