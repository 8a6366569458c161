"""Headers that every answer carries, and what happens to a form whose session has ended, or whose row is gone."""

from collections.abc import Callable
from http import HTTPStatus

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.defaults import bad_request

from common.actor import NOBODY, SERVER, acting, actor_for, assume, current, held
from common.meanwhile import is_gone, is_taken
from common.views import gone_meanwhile, keep_posted_words, key_taken

HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PERMISSIONS = (
    "accelerometer=(), autoplay=(), bluetooth=(), browsing-topics=(), camera=(), display-capture=(), "
    "geolocation=(), gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()"
)


class SafeHeadersMiddleware:
    """Adds the headers that Django has no setting for, keeps signed-in pages out of shared caches, pages with secrets
    out of every one, and whatever is not public out of search engines."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        # What is unchanged keeps what it came with (RFC 9110, section 15.4.5): those who poll need not fetch it again.
        if response.status_code != HTTPStatus.NOT_MODIFIED:
            response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        match = request.resolver_match
        # An answer that says of itself that it is for everybody may come before any view was looked for.
        is_open = getattr(response, "is_for_everybody", match and not getattr(match.func, "login_required", True))
        if not is_open or request.path.startswith(settings.HIDDEN_PATHS):
            response.headers.setdefault("X-Robots-Tag", "noindex, nofollow, noarchive, nosnippet")
        if match and (request.path.startswith(settings.SECRET_PATHS) or "secret" in match.kwargs):
            _seal(response)
        if "Cache-Control" in response.headers:
            return response
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            response.headers["Cache-Control"] = "private, no-cache"
        return response


def _seal(response: HttpResponse) -> None:
    """Kept by no browser. An answer that holds no form tells nobody its address; a form must: without it the browser
    sends no origin, and Django refuses what it posts. Beyond this server no address is ever told."""
    if "no-store" not in response.headers.get("Cache-Control", ""):
        response.headers["Cache-Control"] = "no-store"
    if 300 <= response.status_code < 400:
        response.headers["Referrer-Policy"] = "no-referrer"


class ActorMiddleware:
    """Whatever a view asks of the database is asked by the person who is signed in.

    Without the cookie of a session nobody is, and nothing is looked up: the public record costs no query more.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with acting(actor_for(request.user) if settings.SESSION_COOKIE_NAME in request.COOKIES else NOBODY):
            response = self.get_response(request)
            actor = current()
        if response.streaming and not getattr(response, "is_async", False):
            response.streaming_content = held(actor, response.streaming_content)  # type: ignore[attr-defined]
        return response

    def process_view(self, request: HttpRequest, *view: object) -> None:
        """The admin shows accounts and organisations, never their work, to those who run the server."""
        match = request.resolver_match
        if match and "admin" in match.app_names and request.user.is_authenticated and request.user.is_staff:
            assume(SERVER)


class PolicyMiddleware(CSPMiddleware):
    """The policy of the settings; an answer that brings its own, as those of the API do, costs no second one."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        return response if HEADER in response.headers else super().process_response(request, response)


class SignInMiddleware(LoginRequiredMiddleware):
    """Every page needs a sign-in unless its view says otherwise; words in a form survive an ended session."""

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable
    ) -> HttpResponseBase:
        if request.method == "POST":
            return keep_posted_words(request, status=401)
        return super().handle_no_permission(request, view_func)


class NoNullMiddleware:
    """PostgreSQL takes a NUL for an error: an address with one, by which a page looks something up, is refused (400).

    Most pages pass over what means nothing to them, and forms and the API refuse a NUL at its field.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """What the driver says of a NUL, where the address has one."""
        is_of_nul = isinstance(exception, (ValueError, DataError)) and "NUL" in str(exception)
        has_nul = "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", "")
        return bad_request(request, exception) if is_of_nul and has_nul else None


class MeanwhileMiddleware:
    """Whoever saves in the moment in which a colleague deletes is told so, and gets their words back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if is_gone(exception, request):
            return gone_meanwhile(request, exception)
        return key_taken(request) if is_taken(exception, request) else None
