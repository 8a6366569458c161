"""Whether mails are shown in the platform itself: where it is tried out on one's own computer, and nowhere else."""

from django.conf import settings
from django.http import HttpRequest

from accounts.rules import can_read_kept_mails

_FILES = "django.core.mail.backends.filebased.EmailBackend"
_LOOPBACK = ("127.0.0.1", "::1")
# What a proxy in between says of itself. One that says nothing would have to be counted in TRUSTED_PROXIES.
_PROXY_HEADERS = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip")


def shows_mails(request: HttpRequest) -> bool:
    """Mails are kept as files, whoever asks sits at this very computer, and may read them."""
    is_kept = settings.EMAIL_BACKEND == _FILES and not settings.EMAIL_HOST
    return is_kept and _is_from_here(request) and can_read_kept_mails(request.user)


def _is_from_here(request: HttpRequest) -> bool:
    if settings.ALLAUTH_TRUSTED_PROXY_COUNT or any(name in request.headers for name in _PROXY_HEADERS):
        return False
    return request.META.get("REMOTE_ADDR") in _LOOPBACK
