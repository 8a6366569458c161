"""The address in every mail that ends the mails: it needs no sign-in, and works until it is used."""

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

SALT = "reminders.mail_stop"


def absolute(path: str) -> str:
    """A path of the platform as it stands in a mail."""
    return settings.PUBLIC_URL.rstrip("/") + path


def stop_address(person: UUID, stops: int) -> str:
    """The address for one person; ``stops`` counts how often such an address was used."""
    return absolute(reverse("reminders:mail_stop", args=[signing.dumps([str(person), stops], salt=SALT)]))


def read_stop(secret: str) -> tuple[UUID, int] | None:
    """Whose mails an address ends, and how often one had been used when it was sent; None where we never wrote it."""
    try:
        person, stops = signing.loads(secret, salt=SALT)
    except signing.BadSignature:
        return None
    return UUID(person), stops
