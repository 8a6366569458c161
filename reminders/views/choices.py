"""Who hears what: of a person everywhere, in one workspace, and of everybody in a workspace who has chosen nothing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.http import UserRequest
from accounts.models import User, Workspace
from common.access import require
from reminders import rules
from reminders.choice_lines import ALL, KINDS, choice_lines, chosen
from reminders.forms.choices import ChoiceForm, HoursForm
from reminders.models import PersonalHours
from reminders.services import choices
from reminders.zones import all_zones, zone_of


@require_GET
def personal_choices(request: UserRequest) -> HttpResponse:
    context = {
        "lines": choice_lines(workspace=None, person=request.user, user=request.user),
        "workspaces": Workspace.objects.visible_to(request.user).with_parts().order_by("name", "pk"),
    }
    return render(request, "reminders/personal_choices.html", context)


@require_http_methods(["GET", "POST"])
def personal_hours(request: UserRequest) -> HttpResponse:
    user, now = request.user, timezone.now()
    row = PersonalHours.objects.visible_to(user).first() or PersonalHours(person=user)
    initial = {
        "language": row.language or get_language(),
        "zone": zone_of(user),
        "hour": row.hour,
        "quiet_weekdays": row.quiet_weekdays,
        "digest_weekday": row.digest_weekday,
        "quiet_until": row.quiet_until,
    }
    form = HoursForm(request.POST or None, initial=initial, today=now.date())
    if request.method == "POST" and form.is_valid():
        choices.save_hours(person=user, **form.cleaned_data)
        messages.success(request, _("Your hours are saved."))
        return redirect("reminders:personal_choices")
    return render(request, "reminders/personal_hours.html", {"form": form, "zones": all_zones()})


@require_http_methods(["GET", "POST"])
def personal_choice_edit(request: UserRequest, kind: str) -> HttpResponse:
    return _edit(request, None, request.user, kind, reverse("reminders:personal_choices"))


@require_GET
def workspace_choices(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = _workspace(request, pk)
    context = {
        "workspace": workspace,
        "here": "deadlines",
        "own": choice_lines(workspace=workspace, person=request.user, user=request.user),
        "shared": choice_lines(workspace=workspace, person=None, user=request.user),
        "can_choose": rules.can_choose_for_workspace(request.user, workspace),
    }
    return render(request, "reminders/workspace_choices.html", context)


@require_http_methods(["GET", "POST"])
def choice_in_workspace_edit(request: UserRequest, pk: UUID, kind: str) -> HttpResponse:
    return _edit(
        request, _workspace(request, pk), request.user, kind, reverse("reminders:workspace_choices", args=[pk])
    )


@require_http_methods(["GET", "POST"])
def workspace_choice_edit(request: UserRequest, pk: UUID, kind: str) -> HttpResponse:
    workspace = _workspace(request, pk)
    require(rules.can_choose_for_workspace(request.user, workspace))
    return _edit(request, workspace, None, kind, reverse("reminders:workspace_choices", args=[pk]))


def _edit(request: UserRequest, workspace: Workspace | None, person: User | None, kind: str, back: str) -> HttpResponse:
    """One choice at one of the three places; ``reset`` takes it back."""
    if kind not in KINDS:
        raise Http404
    place: dict[str, Any] = {"workspace": workspace, "person": person}
    who: dict[str, Any] = {"kind": "" if kind == ALL else kind, "by": request.user, "at": timezone.now()}
    if request.method == "POST" and "reset" in request.POST:
        choices.forget_choice(**place, **who)
        messages.success(request, _("Back to what holds without a choice of its own."))
        return redirect(back)
    heard, is_chosen = chosen(**place, kind=kind, user=request.user)
    form = ChoiceForm(request.POST or None, channel=heard.channel, leads=heard.leads)
    if request.method == "POST" and form.is_valid():
        choices.choose(**place, **who, **form.cleaned_data)
        messages.success(request, _("The choice is saved."))
        return redirect(back)
    context = {
        **place,
        "here": "deadlines",
        "name": KINDS[kind],
        "is_all": kind == ALL,
        "form": form,
        "is_chosen": is_chosen,
        "back": back,
        "base": "workspace_base.html" if workspace else "base.html",
    }
    return render(request, "reminders/choice_edit.html", context)


def _workspace(request: UserRequest, pk: UUID) -> Workspace:
    return get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
