"""Sign-off of a submission by those who write it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import UserRequest
from accounts.models import Organisation
from common.access import require
from submissions import rules
from submissions.forms.mandates import MandateForm, SigningTermsForm
from submissions.forms.signing import SignatureForm
from submissions.models import Signature, SigningMandate, Submission
from submissions.services import signing
from submissions.signing_page import SigningPage, signing_page
from submissions.views.reading import base_context, last_lodged, submission_of


@require_http_methods(["GET", "POST"])
def submission_sign(request: UserRequest, pk: UUID) -> HttpResponse:
    """Who has signed; and whoever may, signs."""
    submission = submission_of(request, pk)
    page = signing_page(submission, request.user)
    form = SignatureForm(request.POST or None, organisations=page.own, initial={"seal": page.seal})
    status = 200
    if request.method == "POST":
        require(bool(page.own))
        if form.is_valid():
            words = dict(form.cleaned_data)
            organisation = form.organisations[words.pop("organisation")]
            require(rules.can_sign_submission(request.user, submission, organisation))
            try:
                words["mandate"] = _mandate(request, submission, organisation)
                signing.sign_submission(
                    submission=submission, organisation=organisation, by=request.user, at=timezone.now(), **words
                )
            except signing.MandateEnded:
                form.add_error(None, _("They let nobody sign for them any more. Ask them."))
                status = 409
            except signing.TextMoved:
                form.read_again(page.seal)
                status = 409
            except signing.SigningClosed:
                form.add_error(None, _("The list of those who sign is closed. Ask whoever coordinates."))
                status = 409
            else:
                messages.success(request, _("Noted, with the day and your name. You can change it until it is lodged."))
                return redirect("submissions:submission_sign", pk=submission.pk)
    return show_signing(request, submission, status=status, page=page, form=form)


def show_signing(request: UserRequest, submission: Submission, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page of the sign-off, with the forms that somebody filled in wrongly in ``more``."""
    page = more.get("page") or signing_page(submission, request.user)
    terms = {"until": submission.signing_until, "quorum": submission.quorum, "number": submission.quorum_number}
    context = base_context(
        submission,
        page=page,
        can_close=rules.can_close_text(request.user, submission),
        lodged=last_lodged(submission, request.user),
        is_past=signing.is_past(submission, timezone.now()),
    )
    context |= {
        "form": SignatureForm(organisations=page.own, initial={"seal": page.seal}),
        "terms_form": SigningTermsForm(initial=terms),
        "mandate_form": mandate_form(request, submission, page) if page.owned else None,
    }
    return render(request, "submissions/submission_sign.html", context | more, status=status)


def mandate_form(request: UserRequest, submission: Submission, page: SigningPage, data: Any = None) -> MandateForm:
    return MandateForm(data, givers=page.owned, user=request.user, workspace=submission.workspace)


def _mandate(request: UserRequest, submission: Submission, organisation: Organisation) -> SigningMandate | None:
    """By what somebody signs who owns no part of it."""
    is_own = rules.can_give_mandate(request.user, submission, organisation)
    return None if is_own else rules.mandate_of(request.user, submission, organisation)


@require_POST
def signature_withdraw(request: UserRequest, pk: UUID) -> HttpResponse:
    signature = get_object_or_404(
        Signature.objects.visible_to(request.user).select_related("submission", "organisation"), pk=pk
    )
    require(rules.can_sign_submission(request.user, signature.submission, signature.organisation))
    try:
        signing.withdraw_signature(signature=signature, by=request.user, at=timezone.now())
    except signing.SigningClosed:
        messages.error(request, _("The submission is lodged; nothing in it changes any more."))
    else:
        messages.success(request, _("Withdrawn."))
    return redirect("submissions:submission_sign", pk=signature.submission_id)


@require_POST
def signing_close(request: UserRequest, pk: UUID) -> HttpResponse:
    """Close the list of those who sign or open it again, whichever button was pressed."""
    submission = submission_of(request, pk)
    require(rules.can_close_text(request.user, submission))
    is_open = request.POST.get("to") == "open"
    try:
        signing.set_signing_open(submission=submission, is_open=is_open, by=request.user, at=timezone.now())
    except signing.SigningClosed:
        messages.error(request, _("The submission is lodged; nothing in it changes any more."))
    else:
        messages.success(request, _("The list is open again.") if is_open else _("The list is closed."))
    return redirect("submissions:submission_sign", pk=submission.pk)
