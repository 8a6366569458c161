"""What somebody was told: read, put aside, asked for again."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest
from accounts.trying_out import shows_mails
from cycles.dates import day_in_words
from reminders.forms.inbox import SnoozeForm
from reminders.inbox_lines import AGAIN, clock_of, inbox_of, refusal
from reminders.models import Deadline
from reminders.notice_lines import notice_lines
from reminders.services import snooze as snoozing

_WRONG = {snoozing.NotOpen: "closed", snoozing.IsOver: "over", snoozing.AfterTheEnd: "late"}


@require_GET
def inbox(request: UserRequest) -> HttpResponse:
    return _page(request)


def _page(request: UserRequest, wrong: Deadline | None = None, form: SnoozeForm | None = None) -> HttpResponse:
    clock = clock_of(request.user)
    context = {
        "inbox": inbox_of(request.user, clock, at=timezone.now()),
        "notices": notice_lines(request.user, clock, at=timezone.now()),
        "wrong": wrong,
        "form": form,
        "here": "reminders",
        "shows_mails": shows_mails(request),
    }
    return render(request, "reminders/inbox.html", context)


@require_POST
def inbox_put_aside(request: UserRequest) -> HttpResponse:
    """One deadline's, what happened of one kind in one workspace, or all."""
    key, notice = request.POST.get("deadline"), request.POST.get("notice")
    if notice:
        number = snoozing.put_notices_aside(person=request.user, at=timezone.now(), **_named(notice))
    else:
        deadline = _deadline(request, key) if key else None
        number = snoozing.put_aside(person=request.user, deadline=deadline, at=timezone.now())
    words = ngettext("%(number)s reminder is put aside.", "%(number)s reminders are put aside.", number)
    messages.success(request, words % {"number": number})
    return redirect("reminders:inbox")


@require_POST
def inbox_snooze(request: UserRequest, pk: UUID) -> HttpResponse:
    deadline = get_object_or_404(Deadline.objects.visible_to(request.user), pk=pk)
    form = SnoozeForm(request.POST)
    if not form.is_valid():
        return _page(request, deadline, form)
    now, clock = timezone.now(), clock_of(request.user)
    days = form.cleaned_data["days"]
    day = clock.today(now) + timedelta(days=AGAIN[days][0]) if days else form.cleaned_data["day"]
    try:
        snoozing.snooze(person=request.user, deadline=deadline, until=clock.told_on(day), at=now)
    except tuple(_WRONG) as error:
        form.add_error("day", refusal(_WRONG[type(error)], last_day=clock.last_day(deadline, now)))
        return _page(request, deadline, form)
    messages.success(request, _("You are told again on %(day)s.") % {"day": day_in_words(day)})
    return redirect("reminders:inbox")


def _named(notice: str) -> dict[str, Any]:
    workspace, _colon, kind = notice.partition(":")
    try:
        return {"workspace": UUID(workspace), "kind": kind}
    except ValueError as error:
        raise Http404 from error


def _deadline(request: UserRequest, key: str) -> Deadline:
    try:
        return get_object_or_404(Deadline.objects.visible_to(request.user), pk=key)
    except ValidationError as error:
        raise Http404 from error
