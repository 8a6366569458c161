"""How long a session lives, who has to set up a second factor first, and a door that stays shut when nobody counts."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from redis.exceptions import RedisError

from accounts.session_rows import ENDED, SEEN, SIGNED_IN, note_use
from common.views import keep_posted_words

# How exactly the last click is known, in seconds: a session is not written at every one.
GRAIN = 60


class SessionAgeMiddleware:
    """Ends a session that nobody used for a while, and every session after its hours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and SIGNED_IN in request.session:
            self._look_at_clock(request, timezone.now())
        return self.get_response(request)

    def _look_at_clock(self, request: HttpRequest, now: datetime) -> None:
        session = request.session
        age = now.timestamp() - session[SIGNED_IN]
        idle = now.timestamp() - session[SEEN]
        if age > settings.SESSION_MAX_HOURS * 3600 or idle > settings.SESSION_IDLE_MINUTES * 60:
            UserSession.objects.filter(session_key=session.session_key).delete()
            session.flush()
            session[ENDED] = True
        elif idle > GRAIN:
            before = datetime.fromtimestamp(session[SEEN], tz=UTC)
            session[SEEN] = int(now.timestamp())
            if before.hour != now.hour or now - before > timedelta(hours=1):
                note_use(session.session_key or "", at=now)


class SecondFactorMiddleware:
    """Leads whoever owes an organisation a second factor to the page where one is set up.

    Public pages and those of the person's own account stay open. What private rows are seen is not decided here:
    accounts.backends narrows such a person to none, on every page and in the API.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        match = request.resolver_match
        if match and (match.url_name or "").startswith("mfa_"):
            # Keys and recovery codes stay in no browser's memory.
            response["Cache-Control"] = "no-store"
        return response

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponseBase | None:
        if not getattr(view, "login_required", True) or is_open_without_factor(view):
            return None
        if not request.user.is_authenticated or not request.user.owes_second_factor:
            return None
        place = reverse("accounts:second_factor_needed")
        if request.method == "POST":
            step = gettext("Set up your second factor in another tab.")
            return keep_posted_words(request, status=403, first_step=(place, step))
        return redirect(place)


def is_open_without_factor(view: Callable) -> bool:
    """Pages of the person's own account, and allauth's, where a factor is set up."""
    return view.__module__.startswith("allauth.") or getattr(view, "works_without_second_factor", False)


class ClosedDoorMiddleware:
    """Where tries cannot be counted nobody signs in: guessing would be free."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        if not isinstance(error, RedisError):
            return None
        response = render(request, "503.html", status=503)
        response["Retry-After"] = "60"
        return response
