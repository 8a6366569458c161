"""The language in which somebody signs up is the one in which they are reminded."""

from typing import Any

from django.utils.translation import get_language

from accounts.models import User
from common.actor import acting_for
from reminders.services.choices import keep_language


def keep(user: User, **_rest: Any) -> None:
    """Called by allauth. Whoever signs up is nobody yet: the row is written as the person they become."""
    with acting_for(user):
        keep_language(person=user, language=get_language() or "")
