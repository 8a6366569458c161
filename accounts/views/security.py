"""Signing in and staying safe: factors, devices, and the slow way back when a factor is lost."""

from datetime import timedelta
from uuid import UUID

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import rules
from accounts.forms.second_factors import LostFactorForm
from accounts.http import UserRequest, works_without_second_factor
from accounts.letters import send_way_back_asked
from accounts.models import FactorRequest
from accounts.recent_sign_in import require_recent_sign_in
from accounts.services import second_factors
from accounts.sign_in_facts import SignInFacts, sessions_of
from common.access import require


@works_without_second_factor
@require_GET
def security(request: UserRequest) -> HttpResponse:
    context = {
        "facts": SignInFacts.of(request.user, session_key=request.session.session_key),
        "waiting": FactorRequest.objects.visible_to(request.user).waiting_for(request.user).first(),
        "for_others": FactorRequest.objects.visible_to(request.user).waiting().exclude(user=request.user).count(),
        "session_minutes": settings.SESSION_IDLE_MINUTES,
        "session_hours": settings.SESSION_MAX_HOURS,
        "asking": request.user.organisations.filter(requires_second_factor=True, closed_at=None),
    }
    return render(request, "accounts/security.html", context)


@works_without_second_factor
@require_GET
def second_factor_needed(request: UserRequest) -> HttpResponse:
    if not request.user.owes_second_factor:
        return redirect("impact:start")
    return render(request, "accounts/second_factor_needed.html")


@works_without_second_factor
@require_GET
def recent_sign_in_done(request: UserRequest) -> HttpResponse:
    return render(request, "accounts/recent_sign_in_done.html")


@works_without_second_factor
@require_POST
def session_end(request: UserRequest) -> HttpResponse:
    chosen = request.POST.get("session", "")
    sessions = sessions_of(request.user).filter(pk=int(chosen) if chosen.isdecimal() and len(chosen) < 19 else 0)
    if second_factors.end_sessions(sessions.exclude(session_key=request.session.session_key)):
        messages.success(request, _("That browser is signed out."))
    else:
        messages.warning(request, _("That browser was signed out already."))
    return redirect("usersessions_list")


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def second_factor_lost(request: HttpRequest) -> HttpResponseBase:
    if not ratelimit.consume(request, action="login"):
        return ratelimit.respond_429(request)
    form = LostFactorForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        return _ask_way_back(request, form)
    wait = settings.SECOND_FACTOR_WAIT_HOURS
    return render(request, "accounts/second_factor_lost.html", {"form": form, "wait": wait})


def _ask_way_back(request: HttpRequest, form: LostFactorForm) -> HttpResponse:
    wait = timedelta(hours=settings.SECOND_FACTOR_WAIT_HOURS)
    try:
        asked, secret = second_factors.ask_way_back(user=form.user, wait=wait, at=timezone.now())
    except second_factors.NothingLost:
        messages.success(request, _("Your account has no second factor: the password is enough."))
        return redirect("account_login")
    except second_factors.AlreadyAsked as error:
        return render(request, "accounts/second_factor_asked.html", {"asked": error.request, "is_new": False})
    link = request.build_absolute_uri(reverse("accounts:way_back_stop", args=[secret]))
    send_way_back_asked(email=form.user.email, link=link, opens_at=asked.opens_at)
    return render(request, "accounts/second_factor_asked.html", {"asked": asked, "is_new": True})


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def way_back_stop(request: HttpRequest, secret: str) -> HttpResponse:
    try:
        asked = second_factors.request_stopped_by(secret=secret)
        if request.method == "POST":
            second_factors.stop_way_back(request=asked, by=None, at=timezone.now())
            messages.success(request, _("The request is stopped. Your second factor stays."))
            return redirect("account_login")
    except second_factors.NotWaiting:
        asked = None
    return render(request, "accounts/way_back_stop.html", {"asked": asked})


@works_without_second_factor
@require_http_methods(["GET", "POST"])
def way_back(request: UserRequest) -> HttpResponse:
    asked = FactorRequest.objects.visible_to(request.user).waiting_for(request.user).first()
    if asked is None:
        return redirect("accounts:security")
    require(rules.can_stop_way_back(request.user, asked))
    if request.method == "POST":
        second_factors.stop_way_back(request=asked, by=request.user, at=timezone.now())
        messages.success(request, _("The request is stopped. Your second factor stays."))
        return redirect("accounts:security")
    return render(request, "accounts/way_back.html", {"asked": asked})


@require_GET
def factor_request_list(request: UserRequest) -> HttpResponse:
    waiting = FactorRequest.objects.visible_to(request.user).waiting().exclude(user=request.user)
    return render(request, "accounts/factor_request_list.html", {"waiting": waiting.select_related("user", "first_by")})


@require_http_methods(["GET", "POST"])
@require_recent_sign_in
def factor_request_detail(request: UserRequest, pk: UUID) -> HttpResponse:
    asked = get_object_or_404(
        FactorRequest.objects.visible_to(request.user).waiting().select_related("user", "first_by"), pk=pk
    )
    require(rules.can_allow_way_back(request.user, asked))
    at = timezone.now()
    if request.method == "POST":
        _allow(request, asked)
        return redirect("accounts:factor_request_list")
    context = {"asked": asked, "is_open": asked.is_open(at=at), "is_mine": asked.first_by_id == request.user.pk}
    return render(request, "accounts/factor_request_detail.html", context)


def _allow(request: UserRequest, asked: FactorRequest) -> None:
    try:
        asked = second_factors.allow_way_back(request=asked, by=request.user, at=timezone.now())
    except second_factors.TooEarly:
        messages.error(request, _("It is too early: the person can still stop the request. Come back later."))
    except second_factors.SamePerson:
        messages.error(request, _("You have vouched already. Somebody else has to vouch as well."))
    except second_factors.OwnerNeeded:
        messages.error(request, _("One of the two has to own an organisation of this person. Ask an owner."))
    except second_factors.NotWaiting:
        messages.warning(request, _("Somebody was quicker: the request is stopped or allowed already."))
    else:
        if asked.is_waiting:
            messages.success(request, _("You vouched. When a second person has vouched too, the way is open."))
        else:
            messages.success(request, _("Two people vouched: the person signs in with the password alone now."))
