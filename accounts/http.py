"""The request as views of signed-in people see it."""

from collections.abc import Callable

from django.http import HttpRequest

from accounts.models import User


class UserRequest(HttpRequest):
    """A request that SignInMiddleware let through: ``user`` is a real one."""

    user: User


def works_without_second_factor(view: Callable) -> Callable:
    """For a page of the person's own account: setting things right, leaving, taking one's data along."""
    view.works_without_second_factor = True  # type: ignore[attr-defined]
    return view
