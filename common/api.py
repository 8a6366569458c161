"""What every route of the API shares: who may write, pages, limits."""

from typing import Any

from django.conf import settings
from django.core.cache import caches
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.pagination import PageNumberPagination
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.throttling import AnonRateThrottle


class RulePermission(BasePermission):
    """Reading: ``get_queryset()`` decides. Writing: the app's own rule decides; no rule, no writing."""

    def has_permission(self, request: Any, view: Any) -> bool:
        return request.method in SAFE_METHODS or (
            request.user.is_authenticated and view.action in getattr(view, "rules", {})
        )

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
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            return None
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
        """Left to whoever asks for the user: the throttle, where there is a session, and writing."""
