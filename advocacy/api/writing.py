"""What the routes of advocacy that write share: what was sent, checked by the form of the page."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from django.forms import BaseForm
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from common.api_private import conflict

MEANWHILE = {
    409: OpenApiResponse(description="Somebody changed it meanwhile; `current` is how it stands now."),
    428: OpenApiResponse(description="If-Match is missing, or names no version."),
}


def as_typed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as a person would have typed them into a form."""
    return {name: _typed(value) for name, value in values.items()}


def checked(form: BaseForm, names: Mapping[str, str] | None = None) -> dict[str, Any]:
    """What the form made of it. What it refuses is told under the names of the API (``names``: field → name)."""
    if not form.is_valid():
        renamed = names or {}
        raise ValidationError(
            {renamed.get(field, field): [str(one) for one in errors] for field, errors in form.errors.items()}
        )
    return form.cleaned_data


def changed_meanwhile(current: Any) -> Response:
    """409: nobody's change is overwritten unread."""
    return conflict(_("Somebody changed this after you had read it."), current=current)


def _typed(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [str(getattr(one, "pk", one)) for one in value]
    return str(getattr(value, "pk", value))
