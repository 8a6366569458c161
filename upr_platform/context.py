"""What every page may show."""

from django.conf import settings
from django.http import HttpRequest


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
