"""What is kept of a browser: a coarse word such as "Firefox, Android", and a mark in the browser itself."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext

# The first sign that is found counts: nearly all browsers also call themselves Chrome and Safari.
BROWSERS = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("YaBrowser", "Yandex"),
    ("UCBrowser", "UC Browser"),
    ("FxiOS", "Firefox"),
    ("Firefox", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
]
SYSTEMS = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
]
COARSE = {
    f"{browser}, {system}"
    for browser in ("", *(name for _sign, name in BROWSERS))
    for system in ("", *(name for _sign, name in SYSTEMS))
}
MARK_COOKIE = "known_browser"
MARK_AGE = 180 * 24 * 60 * 60
MOST_MARKS = 5


def coarse_device(user_agent: str) -> str:
    """Browser and system, no version and no model; a comma alone where neither is known. Keeps a coarse word."""
    if user_agent in COARSE:
        return user_agent
    return ", ".join(next((name for sign, name in names if sign in user_agent), "") for names in (BROWSERS, SYSTEMS))


def device_words(device: str) -> str:
    """The coarse word as a person reads it."""
    browser, _, system = device.partition(", ")
    if not browser or not system:
        return browser or system or gettext("A device that does not say what it is")
    return gettext("%(browser)s on %(system)s") % {"browser": browser, "system": system}


def is_known_browser(request: HttpRequest, user: Any) -> bool:
    """Whether ``user`` signed in from this very browser before. Only the browser knows: the server keeps no list."""
    return _mark_of(user) in _marks(request)


def mark_browser(request: HttpRequest, response: HttpResponseBase, user: Any) -> None:
    """Let this browser carry a mark that tells nothing without the server's key."""
    mark = _mark_of(user)
    marks = [mark, *(other for other in _marks(request) if other != mark)][:MOST_MARKS]
    response.set_cookie(
        MARK_COOKIE,
        ".".join(marks),
        max_age=MARK_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _mark_of(user: Any) -> str:
    return salted_hmac("accounts.devices", str(user.pk), algorithm="sha256").hexdigest()[:32]


def _marks(request: HttpRequest) -> list[str]:
    return request.COOKIES.get(MARK_COOKIE, "").split(".")
