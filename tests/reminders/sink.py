"""A mail server that takes mails and counts them: in a thread for tests, as a process of its own for the drill."""

import os
import socket
import socketserver
import sys
import threading
from pathlib import Path


class _Talk(socketserver.StreamRequestHandler):
    """One connection: as much of RFC 5321 as smtplib speaks."""

    server: "Sink"

    def handle(self):
        self.server.connections += 1
        self.taken = 0
        self.say(220, "ready")
        while line := self.rfile.readline():
            verb = line[:4].upper().strip()
            if verb == b"QUIT":
                self.say(221, "bye")
                return
            if not self.answer(verb, line.decode(errors="replace")):
                return

    def answer(self, verb, line):
        if verb in (b"EHLO", b"HELO"):
            self.wfile.write(b"250-sink\r\n250 8BITMIME\r\n")
        elif verb == b"RCPT":
            address = line.partition("<")[2].partition(">")[0]
            self.say(self.server.refuse.get(address, 250), "so be it")
        elif verb == b"DATA":
            return self.take()
        else:
            self.say(250, "yes")
        return True

    def take(self):
        if self.taken == self.server.hang_up_after:
            return False
        self.say(354, "go on")
        key = ""
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            if not key and line.lower().startswith(b"message-id:"):
                key = line.split(b":", 1)[1].strip().decode()
        if not line:
            return False
        self.taken += 1
        self.server.keep(key)
        self.say(250, "taken")
        return True

    def say(self, code, words):
        self.wfile.write(f"{code} {words}\r\n".encode())


class Sink(socketserver.ThreadingTCPServer):
    """Keeps the Message-ID of every mail; on the disk before it says yes, where it has a file."""

    allow_reuse_address = daemon_threads = True
    request_queue_size = 50

    def __init__(self, port=0, book=None):
        super().__init__(("127.0.0.1", port), _Talk)
        self.port = self.server_address[1]
        self.refuse, self.hang_up_after = {}, None
        self.taken, self.connections = [], 0
        self._book = os.open(book, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600) if book else None
        self._lock = threading.Lock()

    def keep(self, key):
        with self._lock:
            if self._book is None:
                self.taken.append(key)
            else:
                os.write(self._book, f"{key}\n".encode())

    def __enter__(self):
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_problem):
        self.shutdown()
        self.server_close()

    @staticmethod
    def closed_port():
        """A port on which nobody listens."""
        with socket.socket() as door:
            door.bind(("127.0.0.1", 0))
            return door.getsockname()[1]


if __name__ == "__main__":
    Sink(int(sys.argv[1]), Path(sys.argv[2])).serve_forever()
