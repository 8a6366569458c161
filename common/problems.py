"""Errors of the API as problem details (RFC 9457)."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import APIException, NotFound
from rest_framework.response import Response
from rest_framework.views import exception_handler

from common.meanwhile import is_gone, is_taken


class TakenAwayMeanwhile(APIException):
    """What the request names was there when it was checked."""

    status_code = HTTPStatus.CONFLICT
    default_code = "taken_away_meanwhile"
    default_detail = gettext_lazy("Somebody took away what this names in the same moment.")


class KeyTaken(APIException):
    """The key of what was to be made is that of something else."""

    status_code = HTTPStatus.CONFLICT
    default_code = "key_taken"
    default_detail = gettext_lazy("This key stands for something else already. Send another one.")


def problem_details(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Errors as ``application/problem+json`` with the fields of RFC 9457."""
    if is_gone(exc, context["request"]):
        exc = NotFound() if isinstance(exc, ObjectDoesNotExist) else TakenAwayMeanwhile()
    elif is_taken(exc, context["request"]):
        exc = KeyTaken()
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
