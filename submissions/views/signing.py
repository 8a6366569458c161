"""Sign-off of a submission by those who write it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import UserRequest
from common.access import require
from submissions import rules
from submissions.forms.signing import SignatureForm
from submissions.models import Signature
from submissions.services import signing
from submissions.signing_page import signing_page
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
                signing.sign_submission(
                    submission=submission, organisation=organisation, by=request.user, at=timezone.now(), **words
                )
            except signing.TextMoved:
                form.read_again(page.seal)
                status = 409
            except signing.SigningClosed:
                form.add_error(None, _("The list of those who sign is closed. Ask whoever coordinates."))
                status = 409
            else:
                messages.success(request, _("Noted, with the day and your name. You can change it until it is lodged."))
                return redirect("submissions:submission_sign", pk=submission.pk)
    context = base_context(submission, page=page, form=form, can_close=rules.can_close_text(request.user, submission))
    context["lodged"] = last_lodged(submission, request.user)
    return render(request, "submissions/submission_sign.html", context, status=status)


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
