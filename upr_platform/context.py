"""What every page may show."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """Who runs this server, and the languages that are complete."""
    return {
        "operator_name": settings.OPERATOR_NAME,
        "signup_open": settings.SIGNUP != "closed",
        "site_languages": [("en", "English"), ("fr", "Français"), ("ar", "العربية")],
    }
