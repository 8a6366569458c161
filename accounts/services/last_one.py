"""The last one who answers for something cannot go: owners of organisations, coordinators of workspaces."""

from typing import Any

from django.db.models import QuerySet


def is_last(row: Any, *, of: QuerySet) -> bool:
    """Whether ``row`` is the only one of those who answer."""
    return set(of.values_list("pk", flat=True)[:2]) == {row.pk}
