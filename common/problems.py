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
    problem: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(response.status_code).phrase,
        "status": response.status_code,
    }
    if detail is not None:
        problem["detail"] = str(detail)
    else:
        problem["errors"] = response.data
    response.data = problem
    response.content_type = "application/problem+json"
    return response
