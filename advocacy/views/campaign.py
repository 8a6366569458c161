"""The digital campaign of a workspace: its messages, its calendar, what a person posts on a day."""

import logging
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.http import UserRequest
from accounts.models import User, Workspace
from accounts.rules import can_edit_workspace
from advocacy import campaign_page, rules
from advocacy.campaign_picture import SIZES, LettersUnavailable, placard_of, render_png
from advocacy.forms.campaign import MessageForm, VariantForm
from advocacy.models import CampaignMessage, MessageResult
from advocacy.services import campaign as services
from advocacy.speaking import LANGUAGE_NAMES
from common.access import require
from cycles.dates import month_in_words
from reminders.zones import zone_of
from submissions.views import prepared

HERE = "campaign"
_log = logging.getLogger(__name__)


@require_GET
def campaign_list(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = workspace_of(request, pk)
    chosen = _chosen(request)
    rows = rows_of(request, workspace)
    found = rows.filter(**chosen).with_all().in_order() if chosen else rows.with_all().in_order()
    context = _frame(request, workspace) | {
        "rows": found,
        "total": rows.count(),
        "statuses": CampaignMessage.Status.choices,
        "chosen": chosen,
    }
    return render(request, "advocacy/campaign_list.html", context)


@require_GET
def campaign_calendar(request: UserRequest, pk: UUID) -> HttpResponse:
    """A month or a week with what is planned, and what is left open."""
    workspace = workspace_of(request, pk)
    frame = _frame(request, workspace)
    today = frame["today"]
    day = _day(request, today)
    is_week = request.GET.get("span") == "week"
    first, last = (campaign_page.week_of if is_week else campaign_page.month_of)(day)
    chosen = {name: value for name, value in _chosen(request).items() if name != "status"}
    found = list(rows_of(request, workspace).filter(**chosen).between(first, last).with_all().in_order())
    languages, cover = campaign_page.cover(found)
    context = frame | {
        "runs": campaign_page.runs(found, first, last, today=today),
        "number": len(found),
        "undated": rows_of(request, workspace).filter(**chosen).standing().filter(date=None).count(),
        "languages_used": languages,
        "cover": cover,
        "chosen": chosen,
        "is_week": is_week,
        "first": first,
        "last": last,
        "month": month_in_words(first),
        "before": first - timedelta(days=1),
        "after": last + timedelta(days=1),
    }
    return render(request, "advocacy/campaign_calendar.html", context)


@require_GET
def campaign_day(request: UserRequest, pk: UUID) -> HttpResponse:
    """What is to be posted on a day, on a phone: text to copy, and where to say that it is posted."""
    workspace = workspace_of(request, pk)
    frame = _frame(request, workspace)
    day = _day(request, frame["today"])
    found = list(rows_of(request, workspace).on(day).with_all().in_order())
    context = frame | {
        "day": day,
        "is_today": day == frame["today"],
        "ready": [one for one in found if one.status == CampaignMessage.Status.APPROVED],
        "unseen": [one for one in found if one.status in CampaignMessage.BEING_WRITTEN],
        "posted": [one for one in found if one.status == CampaignMessage.Status.POSTED],
        "gone": campaign_page.gone_links(request.user, found),
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
    }
    return render(request, "advocacy/campaign_day.html", context)


@require_http_methods(["GET", "POST"])
def campaign_create(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = workspace_of(request, pk)
    require(can_edit_workspace(request.user, workspace))
    form = _form(request, workspace, initial=_beginning(request, workspace))
    if request.method == "POST" and not _only_checks(request) and form.is_valid():
        made = services.add_message(
            workspace=workspace,
            words=form.words,
            key=form.cleaned_data["key"],
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("The message is kept."))
        if "next" in request.POST:
            return redirect(f"{request.path}?after={made.pk}")
        return redirect(made)
    return _form_page(request, form, "campaign_create")


@require_GET
def campaign_detail(request: UserRequest, pk: UUID) -> HttpResponse:
    """A message as it would be posted, how it stands, and its figures."""
    row = message_of(request, pk)
    variants = variants_of(request, row)
    here = {one.language for one in variants if one.channel == row.channel}
    free = next((code for code in LANGUAGE_NAMES if code not in here), row.language)
    begin = {"key": uuid4(), "channel": row.channel, "language": free}
    can_approve = rules.can_approve_message(request.user, row)
    people = User.objects.in_bulk(row.hands)
    context = _frame(request, row.workspace) | {
        "row": row,
        "check": campaign_page.check_of(row, user=request.user),
        "is_link_gone": bool(campaign_page.gone_links(request.user, [row])),
        "variants": [one for one in variants if one.pk != row.pk],
        "variant_form": VariantForm(taken=set(), initial=begin),
        "results": MessageResult.objects.visible_to(request.user).filter(message=row).order_by("-day"),
        "figure_names": campaign_page.figure_names(),
        "can_approve": can_approve,
        "writes_alone": can_approve and rules.writes_alone(request.user, row.workspace),
        "writers": [people[key] for key in row.hands if key in people],
        "shapes": list(SIZES),
    }
    return render(request, "advocacy/campaign_detail.html", context)


@require_http_methods(["GET", "POST"])
def campaign_edit(request: UserRequest, pk: UUID) -> HttpResponse:
    row = message_of(request, pk)
    require(can_edit_workspace(request.user, row.workspace))
    form = _form(request, row.workspace, row=row)
    newer, status = None, 200
    if request.method == "POST" and not _only_checks(request) and form.is_valid():
        sent: dict[str, Any] = {"words": form.words, "seen": form.cleaned_data["seen"]}
        try:
            newer = prepared.attempt(form, services.change_message, message=row, **sent, by=request.user)
        except services.AlreadyPosted:
            form.add_error(None, _("It is posted, so it stays as it was posted."))
        else:
            if newer is None:
                messages.success(request, _("The message is changed."))
                return redirect(row)
        status = 409
    return _form_page(request, form, "campaign_edit", status=status, row=row, newer=newer)


@require_http_methods(["GET", "POST"])
def campaign_delete(request: UserRequest, pk: UUID) -> HttpResponse:
    row = message_of(request, pk)
    require(can_edit_workspace(request.user, row.workspace))
    if request.method == "POST":
        try:
            services.delete_message(message=row, by=request.user, at=timezone.now())
        except services.AlreadyPosted:
            messages.error(request, _("It is posted, so it stays as it was posted."))
            return redirect(row)
        messages.success(request, _("It is gone for good."))
        return redirect("advocacy:campaign_list", pk=row.workspace_id)
    context = {"workspace": row.workspace, "here": HERE, "row": row}
    return render(request, "advocacy/campaign_delete.html", context)


@require_GET
def campaign_picture(request: UserRequest, pk: UUID) -> HttpResponse:
    """The picture of a message as PNG, in its own shape or the other one."""
    row = message_of(request, pk)
    shape = request.GET.get("shape") or row.picture
    if not row.picture or shape not in SIZES:
        raise Http404
    try:
        content = render_png(placard_of(row, shape=shape))
    except LettersUnavailable as error:
        _log.error("Arabic letters cannot be drawn: %s", error)
        words = _("This server cannot draw this picture at the moment.")
        return HttpResponse(words, status=503, content_type="text/plain; charset=utf-8")
    name = f"{row.channel}-{row.language}-{shape}.png"
    headers = {"Cache-Control": "private, no-store", "Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, content_type="image/png", headers=headers)


def workspace_of(request: UserRequest, pk: UUID) -> Workspace:
    return get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)


def message_of(request: UserRequest, pk: UUID) -> CampaignMessage:
    return get_object_or_404(CampaignMessage.objects.visible_to(request.user).with_workspace().with_all(), pk=pk)


def rows_of(request: UserRequest, workspace: Workspace) -> Any:
    return CampaignMessage.objects.visible_to(request.user).filter(workspace=workspace)


def today_of(request: UserRequest) -> date:
    """The day on the clock of whoever asks."""
    return timezone.localdate(timezone=ZoneInfo(zone_of(request.user)))


def variants_of(request: UserRequest, row: CampaignMessage) -> list[CampaignMessage]:
    """The same message on each channel and in each language."""
    rows = rows_of(request, row.workspace).variants(row.variant_of_id or row.pk)
    return list(rows.order_by("channel", "language", "pk"))


def _frame(request: UserRequest, workspace: Workspace) -> dict[str, Any]:
    """What every page of the campaign says."""
    return {
        "workspace": workspace,
        "here": HERE,
        "channels": CampaignMessage.Channel.choices,
        "languages": LANGUAGE_NAMES.items(),
        "today": today_of(request),
        "can_edit": can_edit_workspace(request.user, workspace),
    }


def _chosen(request: UserRequest) -> dict[str, str]:
    """What a list is narrowed to; what is none of the choices narrows nothing."""
    known = {
        "channel": CampaignMessage.Channel.values,
        "language": list(LANGUAGE_NAMES),
        "status": CampaignMessage.Status.values,
    }
    return {name: value for name, values in known.items() if (value := request.GET.get(name, "")) in values}


def _day(request: UserRequest, usual: date) -> date:
    try:
        day = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return usual
    return day if 2000 <= day.year <= 2100 else usual


def _beginning(request: UserRequest, workspace: Workspace) -> dict[str, Any]:
    """What a new message begins with: day, channel and the like of the one that was just kept."""
    language = (translation.get_language() or "en")[:2]
    begin: dict[str, Any] = {"language": language, "date": _day(request, today_of(request))}
    if "day" not in request.GET:
        begin.pop("date")
    try:
        before = rows_of(request, workspace).filter(pk=UUID(request.GET.get("after", ""))).first()
    except ValueError:
        return begin
    taken = ("channel", "language", "hashtags", "date", "zone", "organisation", "priority_issue", "factsheet")
    return begin | ({name: getattr(before, name) for name in taken} if before else {})


def _form(request: UserRequest, workspace: Workspace, **more: Any) -> MessageForm:
    tags = CampaignMessage.objects.visible_to(request.user).hashtags_in(workspace)
    return MessageForm(request.POST or None, user=request.user, workspace=workspace, tags=tags, **more)


def _only_checks(request: UserRequest) -> bool:
    return request.method == "POST" and ("check" in request.POST or request.headers.get("X-Piece") == "check")


def _form_page(request: UserRequest, form: MessageForm, name: str, *, status: int = 200, **more: Any) -> HttpResponse:
    """The form beside the message as it would be posted; to a script that asks while somebody types, that alone."""
    row = more.get("row")
    if form.is_bound:
        form.is_valid()
    message = form.draft if form.is_bound else row
    check = campaign_page.check_of(message, user=request.user) if message else None
    context = {"workspace": form.workspace, "here": HERE, "form": form, "check": check} | more
    if request.headers.get("X-Piece") == "check":
        return render(request, "advocacy/_campaign_check.html", context)
    sheets = campaign_page.public_sheets(request.user, form.workspace)
    context["links"] = [(request.build_absolute_uri(one.get_absolute_url()), one.factsheet) for one in sheets]
    return render(request, f"advocacy/{name}.html", context, status=status)
