"""What every route of the API shares: who may write, pages, limits."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.utils.translation import gettext as _
from rest_framework.exceptions import PermissionDenied
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.pagination import PageNumberPagination
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.throttling import AnonRateThrottle, SimpleRateThrottle

READ_PUBLIC = "read_public"


@dataclass(frozen=True)
class Key:
    """The key of a program that a request brought: the name it is counted under, what it may do, and its row."""

    name: str
    scopes: frozenset[str]
    row: Any


def key_of(request: Any) -> Key | None:
    """The key that came with a request. Nobody is asked where none can have come: public answers stay quick."""
    if "HTTP_AUTHORIZATION" not in request.META:
        return None
    return request.auth if isinstance(request.auth, Key) else None


class MissingScope(PermissionDenied):
    """The key is good, but not for this (RFC 6750, section 3.1)."""

    def __init__(self, scope: str) -> None:
        super().__init__(_("This key may not do that: it needs %(scope)s.") % {"scope": scope})
        self.auth_header = f'Bearer error="insufficient_scope", scope="{scope}"'


class RulePermission(BasePermission):
    """Reading: ``get_queryset()`` decides. Writing: the app's own rule decides; no rule, no writing.

    A program's key needs the scope that the view names as well; without a ``write_scope`` no key writes. A view whose
    ``read_scope`` is not the public one is for people who are signed in, and their keys.
    """

    def has_permission(self, request: Any, view: Any) -> bool:
        is_reading = request.method in SAFE_METHODS
        read_scope = getattr(view, "read_scope", READ_PUBLIC)
        key = key_of(request)
        scope = read_scope if is_reading else getattr(view, "write_scope", "")
        if key and scope not in key.scopes:
            raise MissingScope(scope)
        if is_reading:
            return read_scope == READ_PUBLIC or request.user.is_authenticated
        return request.user.is_authenticated and view.action in getattr(view, "rules", {})

    def has_object_permission(self, request: Any, view: Any, obj: Any) -> bool:
        return request.method in SAFE_METHODS or view.rules[view.action](request.user, obj)


class PagePagination(PageNumberPagination):
    """Pages of 50, at most 200."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200


class PublicThrottle(AnonRateThrottle):
    """How often one address may ask without signing in (``API_RATE``), counted by each process for itself.

    Two queries to the database only to count would cost more than most answers. Without its cookie there is no
    session, and none is looked for: an answer that is the same for all then does not vary by cookie.
    """

    cache = caches["throttle"]

    def get_cache_key(self, request: Any, view: Any) -> str | None:
        if key_of(request):
            return None
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            return None
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}


class KeyThrottle(SimpleRateThrottle):
    """How often one key may ask (``PROGRAM_RATE``), counted by all processes together."""

    scope = "key"

    def get_cache_key(self, request: Any, view: Any) -> str | None:
        key = key_of(request)
        return self.cache_format % {"scope": self.scope, "ident": key.name} if key else None


class WrongKeyThrottle(AnonRateThrottle):
    """How often one address may come with a wrong key, counted like those who come without one."""

    cache = caches["throttle"]
    scope = "wrong_key"

    def get_cache_key(self, request: Any, view: Any) -> str:
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}


class FirstRenderer(BaseContentNegotiation):
    """The one format there is, whatever the client says that it accepts."""

    def select_parser(self, request: Any, parsers: Any) -> Any:
        return parsers[0]

    def select_renderer(self, request: Any, renderers: Any, format_suffix: str | None = None) -> Any:
        return renderers[0], renderers[0].media_type


class SameForAllMixin:
    """For answers that are the same for everybody, in one format: nobody asks who reads, unless it matters."""

    content_negotiation_class: Any = FirstRenderer

    def perform_authentication(self, request: Any) -> None:
        """Left to whoever asks for the user: the throttle, where there is a session, and writing; a key is read."""
        if "HTTP_AUTHORIZATION" in request.META:
            super().perform_authentication(request)  # type: ignore[misc]
