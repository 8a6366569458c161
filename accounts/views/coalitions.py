"""Coalitions that can be found, and those who ask to join them."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import rules
from accounts.directory import listed_organisations
from accounts.forms.coalitions import AnswerForm, AskForm, NoticeForm
from accounts.forms.workspaces import state_choices
from accounts.http import UserRequest
from accounts.models import CoalitionNotice, JoinRequest, Organisation, Workspace
from accounts.recent_sign_in import require_recent_sign_in
from accounts.services import coalitions
from common.access import require
from cycles.models import State

PAGE = 50


@require_GET
def coalition_list(request: UserRequest) -> HttpResponse:
    """Titles and texts by State: never who is in a coalition, nor how many."""
    notices = CoalitionNotice.objects.visible_to(request.user).select_related("review__state_under_review")
    asked = State.objects.visible_to(request.user).filter(pk=request.GET.get("state", "")).first()
    if asked:
        notices = notices.filter(review__state_under_review=asked)
    states = State.objects.visible_to(request.user).filter(reviews__coalition_notices__isnull=False).distinct()
    own = JoinRequest.objects.visible_to(request.user).filter(
        organisation__in=Organisation.objects.visible_to(request.user)
    )
    requests = list(own.select_related("organisation").order_by("-asked_at", "pk")[:PAGE])
    titles = dict(
        CoalitionNotice.objects.visible_to(request.user)
        .filter(workspace__in=[one.workspace_id for one in requests])
        .values_list("workspace", "title")
    )
    order = notices.order_by("review__state_under_review__name_en", "-review__cycle", "title", "pk")
    context = {
        "page": Paginator(order, PAGE).get_page(request.GET.get("page")),
        "states": state_choices(states, empty=pgettext("every State", "All")),
        "asked": asked,
        "ours": set(Workspace.objects.visible_to(request.user).values_list("pk", flat=True)),
        "waiting": {one.workspace_id for one in requests if one.answer == JoinRequest.Answer.WAITING},
        "requests": [(one, titles.get(one.workspace_id, "")) for one in requests],
        "may_ask": Organisation.objects.visible_to(request.user).owned_by(request.user).exists(),
    }
    return render(request, "accounts/coalition_list.html", context)


@require_GET
def organisation_list(request: UserRequest) -> HttpResponse:
    """Organisations that chose to be found: name, acronym, kind and State."""
    found = listed_organisations(request.user)
    asked = State.objects.visible_to(request.user).filter(pk=request.GET.get("state", "")).first()
    if asked:
        found = found.filter(state=asked)
    states = State.objects.visible_to(request.user).filter(organisations__in=listed_organisations(request.user))
    context = {
        "page": Paginator(found.order_by("name", "pk"), PAGE).get_page(request.GET.get("page")),
        "states": state_choices(states.distinct(), empty=pgettext("every State", "All")),
        "asked": asked,
    }
    return render(request, "accounts/organisation_list.html", context)


@require_http_methods(["GET", "POST"])
def coalition_notice(request: UserRequest, pk: UUID) -> HttpResponse:
    """What others read of this coalition; POST ``hide`` takes it off the list."""
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(rules.can_coordinate_workspace(request.user, workspace))
    notice = CoalitionNotice.objects.visible_to(request.user).filter(workspace=workspace).first()
    if request.method == "POST" and "hide" in request.POST:
        coalitions.hide_coalition(workspace=workspace, by=request.user, at=timezone.now())
        messages.success(request, _("The coalition cannot be found any more."))
        return redirect("accounts:workspace_members", workspace.pk)
    form = NoticeForm(request.POST or None, instance=notice, initial={} if notice else {"title": workspace.name})
    preview = form.cleaned_data if request.method == "POST" and form.is_valid() else None
    if preview and "show" in request.POST:
        coalitions.show_coalition(workspace=workspace, **preview, by=request.user, at=timezone.now())
        messages.success(request, _("The coalition can be found now. Whoever asks to join waits for your answer."))
        return redirect("accounts:workspace_members", workspace.pk)
    context = {"workspace": workspace, "here": "members", "form": form, "preview": preview, "is_shown": bool(notice)}
    return render(request, "accounts/coalition_notice.html", context)


@require_http_methods(["GET", "POST"])
def join_request_create(request: UserRequest, pk: UUID) -> HttpResponse:
    notice = get_object_or_404(
        CoalitionNotice.objects.visible_to(request.user).select_related("review__state_under_review"), pk=pk
    )
    form = AskForm(request.POST or None, user=request.user)
    if request.method == "POST":
        require(bool(form.owned))
        if form.is_valid():
            asked = coalitions.ask_to_join(notice=notice, **form.cleaned_data, by=request.user, at=timezone.now())
            if asked:
                messages.success(request, _("You have asked. The coordinators see your organisation and your words."))
            else:
                messages.info(request, _("Your organisation takes part already."))
            return redirect("accounts:coalition_list")
    return render(request, "accounts/join_request_create.html", {"notice": notice, "form": form})


@require_POST
@require_recent_sign_in
def join_request_answer(request: UserRequest, pk: UUID) -> HttpResponse:
    asked = get_object_or_404(JoinRequest.objects.visible_to(request.user), pk=pk)
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user), pk=asked.workspace_id)
    require(rules.can_coordinate_workspace(request.user, workspace))
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            asked = coalitions.answer_join_request(request=asked, role=form.part, by=request.user, at=timezone.now())
        except coalitions.OrganisationClosed:
            messages.error(request, _("This organisation has closed since it asked."))
        else:
            is_in = asked.answer == JoinRequest.Answer.ACCEPTED
            messages.success(request, _("The organisation takes part now.") if is_in else _("The request is declined."))
    else:
        messages.error(request, _("Choose a part for the organisation."))
    return redirect("accounts:workspace_members", workspace.pk)


@require_POST
def join_request_withdraw(request: UserRequest, pk: UUID) -> HttpResponse:
    asked = get_object_or_404(JoinRequest.objects.visible_to(request.user).select_related("organisation"), pk=pk)
    require(rules.can_own_organisation(request.user, asked.organisation))
    coalitions.withdraw_join_request(request=asked, by=request.user, at=timezone.now())
    messages.success(request, _("The request is taken back."))
    return redirect("accounts:coalition_list")
