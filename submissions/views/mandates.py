"""Who signs for whom, until when anybody signs, and how many are wanted."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import UserRequest
from common.access import require
from submissions import rules
from submissions.forms.mandates import SigningTermsForm
from submissions.models import SigningMandate
from submissions.services import mandates
from submissions.services.signing import SigningClosed
from submissions.signing_page import signing_page
from submissions.views.reading import submission_of
from submissions.views.signing import mandate_form, show_signing


@require_POST
def mandate_give(request: UserRequest, pk: UUID) -> HttpResponse:
    submission = submission_of(request, pk)
    page = signing_page(submission, request.user)
    require(bool(page.owned))
    form = mandate_form(request, submission, page, request.POST)
    if not form.is_valid():
        return show_signing(request, submission, status=422, page=page, mandate_form=form)
    organisation = form.givers[form.cleaned_data["giver"]]
    require(rules.can_give_mandate(request.user, submission, organisation))
    try:
        mandates.give_mandate(
            submission=submission, organisation=organisation, by=request.user, at=timezone.now(), **form.to
        )
    except SigningClosed:
        messages.error(request, _("The submission is lodged; nothing in it changes any more."))
    else:
        messages.success(request, _("They may sign for you. You see what they sign, and can end it here."))
    return redirect("submissions:submission_sign", pk=submission.pk)


@require_POST
def mandate_end(request: UserRequest, pk: UUID) -> HttpResponse:
    parts = ("submission", "organisation")
    mandate = get_object_or_404(SigningMandate.objects.visible_to(request.user).select_related(*parts), pk=pk)
    require(rules.can_give_mandate(request.user, mandate.submission, mandate.organisation))
    mandates.end_mandate(mandate=mandate, by=request.user, at=timezone.now())
    messages.success(request, _("Nobody signs for you any more. What was signed stays, until you withdraw it."))
    return redirect("submissions:submission_sign", pk=mandate.submission_id)


@require_POST
def signing_terms(request: UserRequest, pk: UUID) -> HttpResponse:
    submission = submission_of(request, pk)
    require(rules.can_close_text(request.user, submission))
    form = SigningTermsForm(request.POST)
    if not form.is_valid():
        return show_signing(request, submission, status=422, terms_form=form)
    try:
        mandates.set_signing_terms(submission=submission, by=request.user, at=timezone.now(), **form.cleaned_data)
    except SigningClosed:
        messages.error(request, _("The submission is lodged; nothing in it changes any more."))
    else:
        messages.success(request, _("Kept."))
    return redirect("submissions:submission_sign", pk=submission.pk)
