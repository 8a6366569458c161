"""How people come in: open sign-up, with approval, or closed; the first account edits the record."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest

from accounts.services import welcome_user


class AccountAdapter(DefaultAccountAdapter):
    """allauth's, with the operator's choice about sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return settings.SIGNUP != "closed"

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        user = super().save_user(request, user, form, commit=False)
        user.name = form.cleaned_data.get("name", "")
        return welcome_user(user=user, needs_approval=settings.SIGNUP == "approval")
