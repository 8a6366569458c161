"""How people come in: open sign-up, with approval, or closed; the first account edits the record."""

from typing import Any, ClassVar

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext_lazy as _

from accounts.services.people import welcome_user


class AccountAdapter(DefaultAccountAdapter):
    """allauth's, with the operator's choice about sign-up, and errors in our words."""

    error_messages: ClassVar[dict] = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("The address and the password do not match. Check both."),
        "email_taken": _("There is an account with this address already. Sign in, or ask for a new password."),
        "enter_current_password": _("This is not your present password. Type it again."),
        "incorrect_password": _("This is not your password. Type it again."),
        "invalid_password_reset": _("This link is not valid any more. Ask for a new one."),
        "same_as_current": _("This is your address already. Type the new one."),
        "too_many_login_attempts": _("Too many tries. Wait five minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return settings.SIGNUP != "closed"

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        user = super().save_user(request, user, form, commit=False)
        user.name = form.cleaned_data.get("name", "")
        return welcome_user(user=user, needs_approval=settings.SIGNUP == "approval")

    def pre_login(self, request: HttpRequest, user: Any, **how: Any) -> HttpResponse | None:
        # With approval, a newcomer confirms the address first, and sees what anybody sees who types a known one.
        if how["signup"] and app_settings.EMAIL_VERIFICATION == app_settings.EmailVerificationMethod.MANDATORY:
            return None
        return super().pre_login(request, user, **how)

    def login(self, request: HttpRequest, user: Any) -> None:
        if not user.is_active:
            raise ImmediateHttpResponse(self.respond_user_inactive(request, user))
        super().login(request, user)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url("accounts:account")
