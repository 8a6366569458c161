"""Secrets that open one door: shown once, kept as their digest only."""

import hashlib
import secrets


def new_secret() -> str:
    """A secret that nobody guesses: 256 bits, in signs that stand in an address."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is kept of a secret: its SHA-256. It has 256 bits of its own, so it needs no salt and no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()
