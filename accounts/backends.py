"""Whom a session belongs to, and whether that person has still to set up a second factor."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import User
from accounts.querysets import owes_second_factor


class AccountBackend(AuthenticationBackend):
    """allauth's. Whoever owes an organisation a second factor sees no private row, on no page and not by the API."""

    def get_user(self, user_id: Any) -> User | None:
        # The question rides along with the query that every signed-in page makes anyway.
        user = User.objects.filter(pk=user_id).annotate(owes=owes_second_factor("pk")).first()
        if user is None or not self.user_can_authenticate(user):
            return None
        user.owes_second_factor = user.owes
        if user.owes_second_factor:
            user.narrowed_to = ()
        return user
