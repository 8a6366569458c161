"""Secrets that open one door: shown once, kept as their digest only."""

import hashlib
import hmac
import secrets

from django.conf import settings


def new_secret() -> str:
    """A secret that nobody guesses: 256 bits, in signs that stand in an address."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is kept of a secret: its SHA-256. It has 256 bits of its own, so it needs no salt and no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def cache_key(key: str, prefix: str, version: int) -> str:
    """The name under which the shared cache keeps something: what throttling counts by, an address on the net or of
    mail, cannot be read from it without the secret of the server."""
    name = f"{prefix}:{version}:{key}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), name, hashlib.sha256).hexdigest()
