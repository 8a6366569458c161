"""The short way to an answer of the public record that has not changed."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from common.api import PublicThrottle
from cycles.api.answers import is_for_everybody, kept_answer


class KeptAnswerMiddleware:
    """Hands out what is kept to those who bring neither a session nor a key, counted like every other request.

    It stands before everything that asks who somebody is and in which language they read, and behind what makes
    answers safe. Whatever is not kept, has changed or comes too often takes the long way.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        kept = kept_answer(request) if _may_be_kept(request) else None
        if kept and PublicThrottle().allow_request(request, None):  # type: ignore[arg-type]
            return kept
        response = self.get_response(request)
        if is_for_everybody(response):
            # What the long way adds for the language and the session of its reader: the answer hangs on neither.
            response.headers["Vary"] = "Accept-Encoding"
            response.headers.pop("Content-Language", None)
            if response.status_code == HTTPStatus.NOT_MODIFIED:
                # It would speak of the answer that is kept, not of this one (RFC 9110, section 8.6).
                response.headers.pop("Content-Length", None)
        return response


def _may_be_kept(request: HttpRequest) -> bool:
    return (
        request.method == "GET"
        and request.path_info.startswith("/api/")
        and "HTTP_AUTHORIZATION" not in request.META
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
    )
