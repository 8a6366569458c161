"""The way of a message: in another language, approved, called off, posted by a person."""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import UserRequest
from accounts.rules import can_edit_workspace
from advocacy import rules
from advocacy.forms.campaign import PostedForm, VariantForm
from advocacy.models import CampaignMessage
from advocacy.services import campaign as services
from advocacy.views.campaign import HERE, message_of, variants_of
from common.access import require
from submissions.services.preparing import PreparedMeanwhile
from submissions.views import prepared

_Status = CampaignMessage.Status


@require_POST
def campaign_variant(request: UserRequest, pk: UUID) -> HttpResponse:
    row = message_of(request, pk)
    require(can_edit_workspace(request.user, row.workspace))
    taken = {(one.channel, one.language) for one in variants_of(request, row)}
    form = VariantForm(request.POST, taken=taken)
    if not form.is_valid():
        messages.error(request, _("It is there on this channel in this language already. Open that one."))
        return redirect(row)
    made = services.add_variant(message=row, **form.cleaned_data, by=request.user, at=timezone.now())
    if made.language != row.language:
        messages.success(request, _("The words are still those of the first message. Translate them now."))
    return redirect("advocacy:campaign_edit", pk=made.pk)


@require_POST
def campaign_approve(request: UserRequest, pk: UUID) -> HttpResponse:
    row = message_of(request, pk)
    require(rules.can_approve_message(request.user, row))
    seen = request.POST.get("seen", "")
    try:
        services.approve_message(message=row, seen=seen, by=request.user, at=timezone.now())
    except PreparedMeanwhile:
        messages.warning(request, _("Somebody changed it while you read. Read what stands there now."))
    except services.NotReady:
        messages.error(request, _("It cannot be approved: it is no finished text, or too long for its channel."))
    else:
        messages.success(request, _("It is approved. Post it by hand on its day."))
    return redirect(row)


@require_POST
def campaign_move(request: UserRequest, pk: UUID) -> HttpResponse:
    """Back to an idea or a written text, or called off."""
    row = message_of(request, pk)
    require(can_edit_workspace(request.user, row.workspace))
    to = request.POST.get("to", "")
    said = {
        _Status.IDEA: _("It is an idea again."),
        _Status.WRITTEN: _("It waits for approval."),
        _Status.CANCELLED: _("It is called off. Nobody is reminded of it any more."),
    }
    if to not in said:
        return redirect(row)
    try:
        services.move_message(message=row, to=to, by=request.user, at=timezone.now())
    except services.AlreadyPosted:
        messages.error(request, _("It is posted, so it stays as it was posted."))
    else:
        messages.success(request, said[_Status(to)])
    return redirect(row)


@require_http_methods(["GET", "POST"])
def campaign_posted(request: UserRequest, pk: UUID) -> HttpResponse:
    """Somebody posted it: when, and where it stands."""
    row = message_of(request, pk)
    require(can_edit_workspace(request.user, row.workspace))
    if request.method == "GET" and row.status not in (_Status.APPROVED, _Status.POSTED):
        messages.error(request, _("Nobody has approved it yet."))
        return redirect(row)
    at = timezone.now()
    moment = (row.posted_at or at).astimezone(ZoneInfo(row.zone))
    initial = {"day": moment.date(), "hour": moment.time(), "address": row.post_address, "seen": row.version}
    form = PostedForm(request.POST or None, zone=row.zone, at=at, initial=initial)
    # Other words may have been approved since somebody copied these.
    is_past = row.status == _Status.APPROVED and request.GET.get("seen", row.version) != row.version
    newer, status = row if is_past else None, 200
    if request.method == "POST" and form.is_valid():
        try:
            sent = {"posted_at": form.posted_at} | form.said
            newer = prepared.attempt(form, services.mark_posted, message=row, **sent, by=request.user)
        except services.NotApproved:
            form.add_error(None, _("Nobody has approved it yet."))
        else:
            if newer is None:
                messages.success(request, _("It is noted as posted."))
                return redirect(row)
        status = 409
    context = {"workspace": row.workspace, "here": HERE, "row": row, "form": form, "newer": newer}
    return render(request, "advocacy/campaign_posted.html", context, status=status)


@require_POST
def campaign_unposted(request: UserRequest, pk: UUID) -> HttpResponse:
    row = message_of(request, pk)
    require(can_edit_workspace(request.user, row.workspace))
    services.mark_unposted(message=row, by=request.user, at=timezone.now())
    messages.success(request, _("It counts as not posted. It is approved as before."))
    return redirect(row)
