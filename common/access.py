"""The one line that answers 403."""

from django.core.exceptions import PermissionDenied


def require(allowed: bool) -> None:
    """Answer 403 when a rule refuses something on an object the user may see."""
    if not allowed:
        raise PermissionDenied
