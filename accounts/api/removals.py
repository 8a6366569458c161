"""What lists that programs follow say of rows that are gone."""

from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from accounts.models import RemovedRow, Workspace
from accounts.models.removals import REMOVALS_KEPT_FOR
from common.api_private import ChangePagination

_WORDS = (
    "Asked for changes alone: each row of this kind that was taken away since, whatever the filters. Null where that"
    f" is longer ago than the {REMOVALS_KEPT_FOR.days} days for which it is known: read the whole list anew."
)


class FollowedPagination(ChangePagination):
    """The same; asked for changes, `removed` names each row that was taken away since."""

    # The parameter by which changes are asked for.
    since = "changed_since"

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> Any:
        self._answer: dict[str, Any] = {}
        # The filter has refused by now what is no moment.
        if asked := request.query_params.get(self.since):
            self._answer["removed"] = _removed(queryset, request.user, view.workspace, asked)
        return super().paginate_queryset(queryset, request, view)

    def get_paginated_response(self, data: Any) -> Any:
        answer = super().get_paginated_response(data)
        answer.data |= self._answer
        return answer

    def get_paginated_response_schema(self, schema: Any) -> dict[str, Any]:
        found = super().get_paginated_response_schema(schema)
        key = {"type": "string", "format": "uuid"}
        row = {"type": "object", "required": ["id"], "properties": {"id": key}}
        found["properties"]["removed"] = {"type": "array", "nullable": True, "description": _WORDS, "items": row}
        return found


def _removed(queryset: Any, user: Any, workspace: Workspace, asked: str) -> list[dict[str, str]] | None:
    # As the filter reads it.
    moment = parse_datetime(asked.strip())
    if moment is None:
        return None
    since = timezone.make_aware(moment) if timezone.is_naive(moment) else moment
    if since < timezone.now() - REMOVALS_KEPT_FOR:
        return None
    keys = RemovedRow.objects.visible_to(user).filter(workspace=workspace).of(queryset.model, since=since)
    return [{"id": str(key)} for key in keys]
