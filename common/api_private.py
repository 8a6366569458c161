"""What the routes of people's own rows share: never kept by anybody, pages that follow the changes."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import APIException, NotFound
from rest_framework.pagination import CursorPagination
from rest_framework.response import Response

from common.problems import problem

READ_WORKSPACE = "read_workspace"
# Longer than any transaction: what was written just now may be seen only a moment later.
OVERLAP = timedelta(minutes=1)


class PrivateMixin:
    """For answers about people's own rows: for those who are signed in and their keys, and kept by no cache."""

    read_scope = READ_WORKSPACE

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)  # type: ignore[misc]
        response.headers["Cache-Control"] = "private, no-store"
        return response


class ChangePagination(CursorPagination):
    """Pages of 50, at most 200, the oldest change first. `as_of` is what to give as `since` the next time."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200

    def decode_cursor(self, request: Any) -> Any:
        cursor = super().decode_cursor(request)
        if cursor and cursor.position is not None and not _is_moment(cursor.position):
            raise NotFound(self.invalid_cursor_message)
        return cursor

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"as_of": timezone.now() - OVERLAP, "next": self.get_next_link(), "results": data})

    def get_paginated_response_schema(self, schema: Any) -> dict[str, Any]:
        link = {"type": "string", "format": "uri", "nullable": True}
        fields = {"as_of": {"type": "string", "format": "date-time"}, "next": link, "results": schema}
        return {"type": "object", "required": list(fields), "properties": fields}


class PreconditionRequired(APIException):
    """The request does not say which version it replaces (RFC 6585, section 3)."""

    status_code = HTTPStatus.PRECONDITION_REQUIRED
    default_code = "precondition_required"
    default_detail = gettext_lazy(
        "Say in “replaces” which one you have read and replace: its id, or null where there is none yet."
    )


def conflict(detail: str, **members: Any) -> Response:
    """409, with what stands there now."""
    words = problem(HTTPStatus.CONFLICT) | {"detail": detail} | members
    return Response(words, status=HTTPStatus.CONFLICT, content_type="application/problem+json")


def _is_moment(text: Any) -> bool:
    try:
        return parse_datetime(text) is not None
    except ValueError:
        return False
