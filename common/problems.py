"""Errors of the API as problem details (RFC 9457)."""

from http import HTTPStatus
from typing import Any

from rest_framework.response import Response
from rest_framework.views import exception_handler


def problem_details(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Errors as ``application/problem+json`` with the fields of RFC 9457."""
    response = exception_handler(exc, context)
    if response is None:
        return None
    detail = response.data.get("detail") if isinstance(response.data, dict) else None
    words = problem(response.status_code)
    if detail is not None:
        words["detail"] = str(detail)
    else:
        words["errors"] = response.data
    response.data = words
    response.content_type = "application/problem+json"
    return response


def problem(status: int) -> dict[str, Any]:
    """What every problem says."""
    return {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": int(status)}
