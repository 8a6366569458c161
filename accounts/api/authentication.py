"""Who a program is: the person who made its key, narrowed to what the key was made for."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, Throttled

from accounts.models import User
from accounts.services.machines import find_machine, reach_of_machine
from accounts.services.tokens import PREFIX, KeyRefused, find_token, reach
from common.actor import acting_for, actor_for, assume
from common.api import Key, WrongKeyThrottle


class KeyAuthentication(BaseAuthentication):
    """``Authorization: Bearer upr_…``, or a key that a machine fetched for an hour.

    A wrong one is told that it is wrong, never why.
    """

    def authenticate(self, request: Any) -> tuple[User, Key] | None:
        scheme, _space, secret = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        try:
            user, key = self._opened(secret.strip())
        except KeyRefused as error:
            throttle = WrongKeyThrottle()
            if not throttle.allow_request(request, request.parser_context["view"]):
                raise Throttled(throttle.wait()) from error
            raise AuthenticationFailed(_("This key opens nothing.")) from error
        assume(actor_for(user))
        return user, key

    def authenticate_header(self, request: Any) -> str:
        return "Bearer"

    def _opened(self, secret: str) -> tuple[User, Key]:
        if not secret.startswith(PREFIX):
            return self._opened_by_machine(secret)
        token = find_token(secret=secret, at=timezone.now())
        user = token.created_by
        with acting_for(user):
            user.narrowed_to = reach(token=token)
        return user, Key(name=f"token-{token.pk}", scopes=frozenset(token.scopes), row=token)

    def _opened_by_machine(self, secret: str) -> tuple[User, Key]:
        machine, scopes = find_machine(access_token=secret, at=timezone.now())
        user = machine.created_by
        with acting_for(user):
            user.narrowed_to = reach_of_machine(machine=machine)
        return user, Key(name=f"machine-{machine.pk}", scopes=scopes, row=machine)


class KeyScheme(OpenApiAuthenticationExtension):
    """How the description of the API names it."""

    target_class = KeyAuthentication
    name = "key"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "bearerFormat": "upr_…"}
