"""What every page may show."""

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from reminders.inbox_lines import unread_number


def site(request: HttpRequest) -> dict[str, object]:
    """Who runs this server, how people come in, and the languages that are complete."""
    return {
        "operator_name": settings.OPERATOR_NAME,
        "operator_contact": settings.OPERATOR_CONTACT,
        "signup_open": settings.SIGNUP != "closed",
        "signup_needs_approval": settings.SIGNUP == "approval",
        "provider_name": settings.OIDC_NAME,
        "mail_works": bool(settings.EMAIL_HOST),
        "site_languages": [("en", "English"), ("fr", "Français"), ("ar", "العربية")],
    }


def unread(request: HttpRequest) -> dict[str, object]:
    """How many reminders wait, for the header of those who are signed in; asked when the header is drawn."""
    return {"unread_reminders": lambda: unread_number(request.user, at=timezone.now())}
