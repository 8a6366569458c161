import io
import socketserver
import struct
import threading
from contextlib import contextmanager

import pytest

from common.antivirus import Infected, NotLookedAt, look_at

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Daemon(socketserver.StreamRequestHandler):
    """Speaks clamd's INSTREAM as its manual describes it, and knows one signature."""

    def handle(self):
        assert self.rfile.read(10) == b"zINSTREAM\0"
        found = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            found += self.rfile.read(size)
        self.wfile.write(b"stream: Eicar-Signature FOUND\0" if EICAR in found else b"stream: OK\0")


@contextmanager
def daemon(handler=Daemon):
    with socketserver.TCPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


def test_a_known_program_is_found_behind_much_else(settings):
    file = io.BytesIO(b"x" * 200_000 + EICAR)
    with daemon() as settings.CLAMAV, pytest.raises(Infected):
        look_at(file)

    assert file.tell() == 0


def test_a_harmless_file_passes(settings):
    with daemon() as settings.CLAMAV:
        assert look_at(io.BytesIO(b"x" * 200_000)) is None


def test_without_a_daemon_nothing_is_looked_at(settings):
    settings.CLAMAV = ""

    assert look_at(io.BytesIO(EICAR)) is None


def test_a_daemon_that_does_not_answer_lets_nothing_in(settings):
    with daemon() as address:
        pass
    settings.CLAMAV = address

    with pytest.raises(NotLookedAt):
        look_at(io.BytesIO(b"x"))
