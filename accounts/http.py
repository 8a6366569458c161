"""The request as views of signed-in people see it."""

from django.http import HttpRequest

from accounts.models import User


class UserRequest(HttpRequest):
    """A request that SignInMiddleware let through: ``user`` is a real one."""

    user: User
