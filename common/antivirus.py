"""An optional look at files by ClamAV's daemon, over a socket (``CLAMAV``: ``host:port`` or the path of a socket)."""

import socket
import struct
from typing import BinaryIO

from django.conf import settings

_CHUNK = 64 * 1024
_SECONDS = 30


class Infected(Exception):
    """ClamAV knows what is in the file."""


class NotLookedAt(Exception):
    """ClamAV is asked for and does not answer: then no file is taken in."""


def look_at(file: BinaryIO) -> None:
    """Raise ``Infected`` or ``NotLookedAt``; nothing where no ClamAV is set up."""
    if not settings.CLAMAV:
        return
    try:
        with _connection(settings.CLAMAV) as connection:
            connection.sendall(b"zINSTREAM\0")
            file.seek(0)
            while chunk := file.read(_CHUNK):
                connection.sendall(struct.pack("!L", len(chunk)) + chunk)
            connection.sendall(struct.pack("!L", 0))
            answer = connection.makefile("rb").read(4096).rstrip(b"\0\n")
    except OSError as error:
        raise NotLookedAt(str(error)) from error
    finally:
        file.seek(0)
    if answer.endswith(b"FOUND"):
        raise Infected(answer.decode(errors="replace"))
    if answer != b"stream: OK":
        raise NotLookedAt(answer.decode(errors="replace"))


def _connection(address: str) -> socket.socket:
    if address.startswith("/"):
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(_SECONDS)
        connection.connect(address)
        return connection
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=_SECONDS)
