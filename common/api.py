"""What every route of the API shares: who may write, pages, limits."""

from typing import Any

from django.core.cache import caches
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

    Two queries to the database only to count would cost more than most answers.
    """

    cache = caches["throttle"]
