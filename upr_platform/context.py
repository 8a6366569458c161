"""What every page may show."""

from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language_info

from reminders.inbox_lines import unread_number


@cache
def site_languages() -> list[tuple[str, str]]:
    """The languages of the pages, each by its name in itself."""
    names = ((code, str(get_language_info(code)["name_local"])) for code, _name in settings.LANGUAGES)
    return [(code, name[:1].upper() + name[1:]) for code, name in names]


def site(request: HttpRequest) -> dict[str, object]:
    """Who runs this server, how people come in, and the languages of the pages."""
    return {
        "operator_name": settings.OPERATOR_NAME,
        "operator_contact": settings.OPERATOR_CONTACT,
        "signup_open": settings.SIGNUP != "closed",
        "signup_needs_approval": settings.SIGNUP == "approval",
        "provider_name": settings.OIDC_NAME,
        "mail_works": bool(settings.EMAIL_HOST),
        "site_languages": site_languages(),
    }


def unread(request: HttpRequest) -> dict[str, object]:
    """How many reminders wait, for the header of those who are signed in; asked when the header is drawn."""
    return {"unread_reminders": lambda: unread_number(request.user, at=timezone.now())}
