"""Small secrets at rest: what the database alone must not give away (AES-256-GCM).

Keys come from SECRET_KEY, so a dump without it opens nothing; an old one stays readable while it is listed in
SECRET_KEY_FALLBACKS.
"""

import base64
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

NONCE_BYTES = 12
MARK = "v1:"


class NotReadable(Exception):
    """Sealed with another key, for another purpose, or changed since."""


def seal(text: str, *, purpose: str) -> str:
    """The text as only this installation reads it again, and only for the same purpose."""
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(_key(settings.SECRET_KEY, purpose)).encrypt(nonce, text.encode(), purpose.encode())
    return MARK + base64.urlsafe_b64encode(nonce + sealed).decode()


def unseal(sealed: str, *, purpose: str) -> str:
    """The text that was sealed for ``purpose``."""
    if not sealed.startswith(MARK):
        raise NotReadable
    try:
        raw = base64.urlsafe_b64decode(sealed.removeprefix(MARK))
    except ValueError as error:
        raise NotReadable from error
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            opened = AESGCM(_key(secret, purpose)).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], purpose.encode())
        except (InvalidTag, ValueError):
            continue
        return opened.decode()
    raise NotReadable


@lru_cache(maxsize=256)
def _key(secret: str, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=b"upr-platform", info=purpose.encode()).derive(secret.encode())
