"""How somebody comes in by way of an organisation's own sign-in (OpenID Connect)."""

from typing import Any, ClassVar

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.account.utils import user_email
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.services.people import welcome_user

LINK_KEY = "provider_link"


class ProviderAdapter(DefaultSocialAccountAdapter):
    """allauth's. Only an address that the provider has checked counts; a known one needs its password as well."""

    error_messages: ClassVar[dict] = DefaultSocialAccountAdapter.error_messages | {
        "no_password": _("Choose a password first: without it nothing would open your account."),
        "connected_other": _("This sign-in belongs to another account here already."),
        "email_taken": _("There is an account with this address already. Sign in with its password.%.0s"),
    }

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return settings.SIGNUP != "closed"

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.is_existing or request.user.is_authenticated:
            return
        address = checked_address(sociallogin)
        if not address:
            raise ImmediateHttpResponse(render(request, "socialaccount/address_not_checked.html", status=403))
        if User.objects.filter(email__iexact=address).exists():
            request.session[LINK_KEY] = sociallogin.serialize()
            raise ImmediateHttpResponse(redirect("accounts:provider_link"))

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> Any:
        # The name that the provider knows is not taken over: a pseudonym is fine here.
        user_email(sociallogin.user, (data.get("email") or "").lower())
        return sociallogin.user

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> Any:
        user = sociallogin.user
        user.set_unusable_password()
        user.name = form.cleaned_data.get("name", "")
        user.email = checked_address(sociallogin)
        welcome_user(user=user, needs_approval=settings.SIGNUP == "approval")
        sociallogin.save(request)
        return user

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        get_account_adapter().send_notification_mail(*args, **kwargs)


def checked_address(sociallogin: SocialLogin) -> str:
    """The address that the provider says it has checked; empty where it says so of none."""
    return next((row.email.lower() for row in sociallogin.email_addresses if row.verified is True), "")


def pending_link(request: HttpRequest) -> SocialLogin | None:
    """What the provider said about somebody whose address has an account here, until the password is typed."""
    kept = request.session.get(LINK_KEY)
    return SocialLogin.deserialize(kept) if kept else None
