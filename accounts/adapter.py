"""How people come in: open sign-up, with approval, or closed; the first account edits the record."""

from typing import Any, ClassVar

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext_lazy as _

from accounts.devices import is_known_browser, mark_browser
from accounts.letters import send_new_browser
from accounts.models import FactorRequest
from accounts.services.people import welcome_user
from common.actor import acting_for


class AccountAdapter(DefaultAccountAdapter):
    """allauth's, with the operator's choice about sign-up, and errors in our words."""

    error_messages: ClassVar[dict] = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("The address and the password do not match. Check both."),
        "email_taken": _("There is an account with this address already. Sign in, or ask for a new password."),
        "enter_current_password": _("This is not your present password. Type it again."),
        "incorrect_password": _("This is not your password. Type it again."),
        "invalid_password_reset": _("This link is not valid any more. Ask for a new one."),
        "rate_limited": _("Too many tries. Wait five minutes, then try again."),
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

    def post_login(self, request: HttpRequest, user: Any, *, signup: bool, **how: Any) -> HttpResponse:
        # Every step was just passed: for the next quarter of an hour nobody need prove it again.
        record_authentication(request, user, "sign_in", reauthenticated=True)
        response = super().post_login(request, user, signup=signup, **how)
        if not signup and not is_known_browser(request, user) and settings.EMAIL_HOST:
            send_new_browser(email=user.email)
        with acting_for(user):
            somebody_asked = FactorRequest.objects.visible_to(user).waiting_for(user).exists()
        if somebody_asked:
            response = redirect("accounts:way_back")
        mark_browser(request, response, user)
        return response

    def get_reauthentication_methods(self, user: Any) -> list[dict]:
        words = {
            "reauthenticate": _("Use the password"),
            "mfa_reauthenticate": _("Use a code of the app, or a recovery code"),
            "mfa_reauthenticate:webauthn": _("Use a passkey"),
        }
        return [method | {"description": words[method["id"]]} for method in super().get_reauthentication_methods(user)]

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        # Without allauth's context: no address on the net and no browser travels by mail.
        if address := email or user.email:
            self.send_mail(template_prefix, address, context or {})

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url("accounts:account")
