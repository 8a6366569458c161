"""What is kept of a session: the person, a coarse word for the device, and the hour. Never an address on the net."""

from datetime import datetime
from typing import Any

from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest
from django.utils import timezone

from accounts.devices import coarse_device

# Stands in a column that may not be empty; a constraint of the database allows nothing else.
NO_ADDRESS = "0.0.0.0"  # noqa: S104 nothing listens on it
SIGNED_IN, SEEN, ENDED = "signed_in_at", "seen_at", "session_ended"


def strip_session_row(sender: type, instance: UserSession, **rest: Any) -> None:
    """Before allauth stores a session: drop the address, the versions of the browser, and the minutes."""
    instance.ip = NO_ADDRESS
    instance.user_agent = coarse_device(instance.user_agent)
    instance.created_at = whole_hour(instance.created_at)
    instance.last_seen_at = whole_hour(instance.last_seen_at)


def strip_provider_row(sender: type, instance: SocialAccount, **rest: Any) -> None:
    """Of what a provider tells about a person only the key is kept: no name, no picture, no department."""
    instance.extra_data = {}


def start_clock(sender: type, request: HttpRequest, user: AbstractBaseUser, **rest: Any) -> None:
    """From signing in a session has its hours, whatever happens in it."""
    now = int(timezone.now().timestamp())
    request.session[SIGNED_IN] = request.session[SEEN] = now
    request.session.pop(ENDED, None)


def forget_row(sender: type, request: HttpRequest, user: AbstractBaseUser | None, **rest: Any) -> None:
    """A session that was left is on no list any more."""
    if user is not None and request.session.session_key:
        UserSession.objects.filter(session_key=request.session.session_key).delete()


def note_use(session_key: str, *, at: datetime) -> None:
    """The hour in which a session was last used."""
    hour = whole_hour(at)
    UserSession.objects.filter(session_key=session_key, last_seen_at__lt=hour).update(last_seen_at=hour)


def whole_hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)
