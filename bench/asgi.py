"""uvicorn with two processes: `python -m bench.asgi APPLICATION LOOP HTTP PORT`.

Started by its own command, it hands its processes a socket that asyncio does not know for TCP, and Nagle's algorithm
stays on: an answer whose head and body are written one after the other then waits 40 ms for an acknowledgement. That
is no work of the application that is measured.
"""

import socket
import sys

import uvicorn
from uvicorn.supervisors import Multiprocess


def main() -> None:
    application, loop, http, port = sys.argv[1:]
    config = uvicorn.Config(
        application,
        factory=application.endswith(":application"),
        loop=loop,
        http=http,
        port=int(port),
        workers=2,
        access_log=False,
        log_level="warning",
    )
    door = config.bind_socket()
    door.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)  # what is accepted at it takes this over
    Multiprocess(config, sockets=[door]).run()


if __name__ == "__main__":
    main()
