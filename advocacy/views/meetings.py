"""Meetings: the list, the sheet for a day, one of them, what was said, and the draft of a mail."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from accounts.models import Organisation, Workspace
from accounts.rules import can_edit_workspace
from advocacy import meeting_mail, meeting_page, pipeline_page
from advocacy.forms.meetings import DebriefForm, MailForm, MeetingForm
from advocacy.models import Meeting, Target
from advocacy.rules import can_see_confided
from advocacy.services import meetings as services
from advocacy.services.pipeline import further
from common.access import require
from cycles.dates import day_in_words
from submissions.views import prepared

HERE = "meetings"


@require_GET
def meeting_list(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = _workspace(request, pk)
    rows = list(Meeting.objects.visible_to(request.user).filter(workspace=workspace).for_lists().in_order())
    require(bool(rows) or can_see_confided(request.user, workspace))
    lists = meeting_page.lists(rows, on=timezone.localdate())
    context = {
        "workspace": workspace,
        "here": HERE,
        "lists": lists,
        "days": [(day.isoformat(), day_in_words(day)) for day in lists.days],
        "can_edit": can_edit_workspace(request.user, workspace),
    }
    return render(request, "advocacy/meeting_list.html", context)


@require_GET
def meeting_day(request: UserRequest, pk: UUID) -> HttpResponse:
    """A sheet to print for a day of meetings; without a day in the address, for today."""
    workspace = _workspace(request, pk)
    try:
        day = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        day = timezone.localdate()
    lines = meeting_page.day_sheet(workspace=workspace, user=request.user, day=day)
    require(bool(lines) or can_see_confided(request.user, workspace))
    context = {"workspace": workspace, "here": HERE, "day": day, "lines": lines}
    return render(request, "advocacy/meeting_day.html", context)


@require_http_methods(["GET", "POST"])
def meeting_create(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = _workspace(request, pk)
    require(can_edit_workspace(request.user, workspace))
    form = MeetingForm(
        request.POST or None, user=request.user, workspace=workspace, initial=_initial(request, workspace)
    )
    if request.method == "POST" and form.is_valid():
        said = {"words": form.words, "links": form.links, "key": form.cleaned_data["key"]}
        made = services.plan_meeting(workspace=workspace, **said, by=request.user, at=timezone.now())
        messages.success(request, _("The meeting stands among the deadlines."))
        _tell_of_others(request, made)
        return redirect(made)
    at_work = _at_work(request, workspace, request.GET.get("state", "")[:3])
    context = {"workspace": workspace, "here": HERE, "form": form, "line": at_work}
    return render(request, "advocacy/meeting_create.html", context)


@require_GET
def meeting_detail(request: UserRequest, pk: UUID) -> HttpResponse:
    row = _meeting(request, pk)
    context = {
        "workspace": row.workspace,
        "here": HERE,
        "row": row,
        "line": _at_work(request, row.workspace, row.state_id),
        "same_day": meeting_page.same_day(row, request.user),
        "can_edit": can_edit_workspace(request.user, row.workspace),
    }
    return render(request, "advocacy/meeting_detail.html", context)


@require_http_methods(["GET", "POST"])
def meeting_edit(request: UserRequest, pk: UUID) -> HttpResponse:
    row = _meeting(request, pk)
    require(can_edit_workspace(request.user, row.workspace))
    form = MeetingForm(request.POST or None, user=request.user, workspace=row.workspace, row=row)
    newer = None
    if request.method == "POST" and form.is_valid():
        sent = {"words": form.words, "links": form.links, "seen": form.cleaned_data["seen"]}
        newer = prepared.attempt(form, services.change_meeting, meeting=row, **sent, by=request.user)
        if newer is None:
            messages.success(request, _("The meeting is changed; its deadline follows."))
            _tell_of_others(request, _meeting(request, pk))
            return redirect(row)
    context = {"workspace": row.workspace, "here": HERE, "row": row, "form": form, "newer": newer}
    return render(request, "advocacy/meeting_edit.html", context, status=409 if newer else 200)


@require_POST
def meeting_cancel(request: UserRequest, pk: UUID) -> HttpResponse:
    row = _meeting(request, pk)
    require(can_edit_workspace(request.user, row.workspace))
    row = services.cancel_meeting(meeting=row, by=request.user, at=timezone.now())
    if row.status == Meeting.Status.HELD:
        messages.error(request, _("It is written down: it can neither be planned again nor called off."))
    else:
        messages.success(request, _("The meeting is called off; nobody is reminded of it."))
    return redirect(row)


@require_http_methods(["GET", "POST"])
def meeting_debrief(request: UserRequest, pk: UUID) -> HttpResponse:
    row = _meeting(request, pk)
    require(can_edit_workspace(request.user, row.workspace))
    target = Target.objects.visible_to(request.user).filter(workspace=row.workspace, state=row.state_id).first()
    now = target.status if target else Target.Status.IDENTIFIED
    stands = Target.Status.MET if further(now, Target.Status.MET) else now
    form = DebriefForm(request.POST or None, user=request.user, meeting=row, stands=stands)
    newer = None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        sent = {"words": form.words, "stands": data.get("stands", ""), "seen": data["seen"]} | form.links
        newer = prepared.attempt(form, services.debrief_meeting, meeting=row, **sent, by=request.user)
        if newer is None:
            messages.success(request, _("It is written down."))
            return redirect(row)
        if form.says_what_stands_in(newer):
            return redirect(row)
    context = {"workspace": row.workspace, "here": HERE, "row": row, "form": form, "newer": newer}
    return render(request, "advocacy/meeting_debrief.html", context, status=409 if newer else 200)


@require_http_methods(["GET", "POST"])
def meeting_mail_edit(request: UserRequest, pk: UUID) -> HttpResponse:
    """The draft of a mail: kept here, sent by nobody but the person who takes it along."""
    row = _meeting(request, pk)
    require(can_edit_workspace(request.user, row.workspace))
    if not row.has_mail:
        messages.warning(request, _("Write the meeting down first: the mail thanks for what was said there."))
        return redirect(row)
    draft = meeting_mail.draft_of(row)
    initial = {"subject": draft.subject, "text": draft.text, "seen": row.version}
    form = MailForm(request.POST or None, initial=initial)
    newer = None
    if request.method == "POST" and form.is_valid():
        newer = prepared.attempt(form, services.keep_mail, meeting=row, **form.cleaned_data, by=request.user)
        if newer is None:
            messages.success(request, _("The draft is kept. Nothing is sent: take it along and send it yourself."))
            return redirect("advocacy:meeting_mail_edit", pk=row.pk)
    context = {
        "workspace": row.workspace,
        "here": HERE,
        "row": row,
        "form": form,
        "newer": newer,
        "mailto": meeting_mail.mailto(row),
        "addresses": meeting_mail.addresses(row),
        "left_open": meeting_mail.left_open(row),
    }
    return render(request, "advocacy/meeting_mail_edit.html", context, status=409 if newer else 200)


@require_POST
def meeting_mail_take(request: UserRequest, pk: UUID) -> HttpResponse:
    """The kept draft as a file for the person's own mail program; it is noted that it left."""
    row = _meeting(request, pk)
    require(can_edit_workspace(request.user, row.workspace))
    if not row.mail_text:
        messages.warning(request, _("Keep the draft first: what leaves is what somebody has read."))
        return redirect("advocacy:meeting_mail_edit", pk=row.pk)
    services.take_mail(meeting=row, by=request.user, at=timezone.now())
    response = HttpResponse(meeting_mail.as_file(row), content_type="message/rfc822")
    response["Content-Disposition"] = f'attachment; filename="mail-{row.date:%Y-%m-%d}.eml"'
    return response


@require_http_methods(["GET", "POST"])
def meeting_delete(request: UserRequest, pk: UUID) -> HttpResponse:
    row = _meeting(request, pk)
    require(can_edit_workspace(request.user, row.workspace))
    if request.method == "POST":
        services.delete_meeting(meeting=row, by=request.user, at=timezone.now())
        messages.success(request, _("It is gone for good."))
        return redirect("advocacy:meeting_list", pk=row.workspace_id)
    return render(request, "advocacy/meeting_delete.html", {"workspace": row.workspace, "here": HERE, "row": row})


def _initial(request: UserRequest, workspace: Workspace) -> dict[str, Any]:
    """From a State of the pipeline: what it is asked, and who of us speaks."""
    state = request.GET.get("state", "")[:3]
    ours = Organisation.objects.visible_to(request.user).speaking_in(workspace, user=request.user).first()
    target = Target.objects.visible_to(request.user).filter(workspace=workspace, state=state).first()
    asked = [ask.proposal_id for ask in target.asks.all()] if target else []
    return {"state": state, "organisation": ours, "proposals": asked, "date": timezone.localdate()}


def _at_work(request: UserRequest, workspace: Workspace, state: str | None) -> pipeline_page.AtWork | None:
    """Who is at work on a State; how far one is with it where it stands in the pipeline."""
    if not state:
        return None
    user = request.user
    rows = Target.objects.visible_to(user).filter(workspace=workspace, state=state).with_all()
    lines = pipeline_page.target_lines(rows, workspace=workspace, user=user, on=timezone.localdate())
    return lines[0] if lines else pipeline_page.at_work_outside(state, workspace=workspace, user=user)


def _tell_of_others(request: UserRequest, meeting: Meeting) -> None:
    line = _at_work(request, meeting.workspace, meeting.state_id)
    if line and line.is_shared:
        who = ", ".join(f"{party.who} ({party.why})" for party in line.parties)
        messages.warning(request, _("At work on this State: %(who)s. Talk to each other first.") % {"who": who})
    for other in meeting_page.same_day(meeting, request.user):
        told = _("On the same day there is another meeting of yours with this State: %(title)s. Go together.")
        messages.warning(request, told % {"title": other.title})


def _workspace(request: UserRequest, pk: UUID) -> Workspace:
    return get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)


def _meeting(request: UserRequest, pk: UUID) -> Meeting:
    return get_object_or_404(Meeting.objects.visible_to(request.user).with_workspace().with_all(), pk=pk)
