"""For the staff of the server: what did not reach people."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest
from common.access import require
from reminders import rules
from reminders.forms.undelivered import AgainForm
from reminders.services import undelivered as services


@require_GET
def undelivered(request: UserRequest) -> HttpResponse:
    require(rules.can_see_undelivered(request.user))
    return render(request, "reminders/undelivered.html", {"delivery": services.delivery(at=timezone.now())})


@require_POST
def undelivered_again(request: UserRequest) -> HttpResponse:
    require(rules.can_see_undelivered(request.user))
    form = AgainForm(request.POST)
    if form.is_valid():
        letter: UUID | None = form.cleaned_data["letter"]
        count = services.try_again(by=request.user, at=timezone.now(), letters=None if letter is None else [letter])
        words = ngettext("%(count)s is tried again.", "%(count)s are tried again.", count)
        messages.success(request, words % {"count": count})
    return redirect("reminders:undelivered")
