"""Who speaks at an event, and what is to be done for it: each row added, changed, moved, ticked, taken away."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import UserRequest
from accounts.rules import can_edit_workspace
from advocacy.event_leads import due_of, leads_of, moments_of
from advocacy.forms.events import EventSpeakerForm, EventTaskForm
from advocacy.models import Event, EventSpeaker, EventTask
from advocacy.services import events as services
from advocacy.views.events import HERE
from common.access import require
from cycles.key_dates import timeline
from submissions.views import prepared


@require_http_methods(["GET", "POST"])
def event_speaker_create(request: UserRequest, pk: UUID) -> HttpResponse:
    event = _event(request, pk)
    form = EventSpeakerForm(request.POST or None, user=request.user, event=event, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["key"]
        services.add_speaker(event=event, words=form.words, by=request.user, at=timezone.now(), key=key)
        messages.success(request, _("They stand on the programme."))
        return redirect(event)
    context = {"workspace": event.workspace, "here": HERE, "row": event, "form": form}
    return render(request, "advocacy/event_speaker_create.html", context)


@require_http_methods(["GET", "POST"])
def event_speaker_edit(request: UserRequest, pk: UUID) -> HttpResponse:
    speaker = _speaker(request, pk)
    today = timezone.localdate()
    form = EventSpeakerForm(request.POST or None, user=request.user, event=speaker.event, today=today, row=speaker)
    newer = None
    if request.method == "POST" and form.is_valid():
        sent: dict[str, Any] = {"words": form.words, "links": form.links, "seen": form.cleaned_data["seen"]}
        newer = prepared.attempt(form, services.change_speaker, speaker=speaker, **sent, by=request.user)
        if newer is None:
            messages.success(request, _("The programme is changed."))
            return redirect(speaker)
    context = {"workspace": speaker.workspace, "here": HERE, "row": speaker.event, "form": form, "newer": newer}
    context["speaker"] = speaker
    return render(request, "advocacy/event_speaker_edit.html", context, status=409 if newer else 200)


@require_POST
def event_speaker_move(request: UserRequest, pk: UUID) -> HttpResponse:
    speaker = _speaker(request, pk)
    services.move_speaker(speaker=speaker, is_up="up" in request.POST, by=request.user, at=timezone.now())
    return redirect(f"{speaker.get_absolute_url()}#programme")


@require_POST
def event_speaker_delete(request: UserRequest, pk: UUID) -> HttpResponse:
    speaker = _speaker(request, pk)
    services.delete_speaker(speaker=speaker, by=request.user, at=timezone.now())
    messages.success(request, _("They do not stand on the programme any more."))
    return redirect(speaker)


@require_http_methods(["GET", "POST"])
def event_task_create(request: UserRequest, pk: UUID) -> HttpResponse:
    event = _event(request, pk)
    form = EventTaskForm(request.POST or None, user=request.user, workspace=event.workspace)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["key"]
        services.add_task(event=event, words=form.words, by=request.user, at=timezone.now(), key=key)
        messages.success(request, _("It is kept; with a day it stands among the deadlines."))
        return redirect(event)
    context = {"workspace": event.workspace, "here": HERE, "row": event, "form": form}
    return render(request, "advocacy/event_task_create.html", context)


@require_POST
def event_task_keep(request: UserRequest, pk: UUID) -> HttpResponse:
    """Keep one suggestion, or the new day of one that was kept."""
    event = _event(request, pk)
    leads, moments = leads_of(event.kind), moments_of(timeline(event.workspace.review))
    lead = leads.get(request.POST.get("lead", ""))
    if lead is None:
        raise Http404
    services.keep_lead(event=event, lead=lead, due=due_of(lead, event, moments), by=request.user, at=timezone.now())
    messages.success(request, _("It is kept; with a day it stands among the deadlines."))
    return redirect(f"{event.get_absolute_url()}#todo")


@require_http_methods(["GET", "POST"])
def event_task_edit(request: UserRequest, pk: UUID) -> HttpResponse:
    task = _task(request, pk)
    form = EventTaskForm(request.POST or None, user=request.user, workspace=task.workspace, row=task)
    newer = None
    if request.method == "POST" and form.is_valid():
        sent: dict[str, Any] = {"words": form.words, "seen": form.cleaned_data["seen"]}
        newer = prepared.attempt(form, services.change_task, task=task, **sent, by=request.user)
        if newer is None:
            messages.success(request, _("It is changed."))
            return redirect(task)
    context = {"workspace": task.workspace, "here": HERE, "row": task.event, "form": form, "newer": newer}
    context["task"] = task
    return render(request, "advocacy/event_task_edit.html", context, status=409 if newer else 200)


@require_POST
def event_task_tick(request: UserRequest, pk: UUID) -> HttpResponse:
    task = _task(request, pk)
    services.tick_task(task=task, is_done="done" in request.POST, by=request.user, at=timezone.now())
    return redirect(f"{task.get_absolute_url()}#todo")


@require_POST
def event_task_delete(request: UserRequest, pk: UUID) -> HttpResponse:
    task = _task(request, pk)
    services.delete_task(task=task, by=request.user, at=timezone.now())
    messages.success(request, _("It is gone for good."))
    return redirect(task)


def _event(request: UserRequest, pk: UUID) -> Event:
    event = get_object_or_404(Event.objects.visible_to(request.user).with_dates(), pk=pk)
    require(can_edit_workspace(request.user, event.workspace))
    return event


def _speaker(request: UserRequest, pk: UUID) -> EventSpeaker:
    speaker = get_object_or_404(EventSpeaker.objects.visible_to(request.user).with_workspace().with_all(), pk=pk)
    require(can_edit_workspace(request.user, speaker.workspace))
    return speaker


def _task(request: UserRequest, pk: UUID) -> EventTask:
    task = get_object_or_404(EventTask.objects.visible_to(request.user).with_workspace().with_holders(), pk=pk)
    require(can_edit_workspace(request.user, task.workspace))
    return task
