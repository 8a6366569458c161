"""`python -m bench.with_django MODULE WORD…`: a module of the benchmark that works inside the platform, as the server.

What its ``main`` finds is printed as one line of JSON.
"""

import json
import os
import sys
from importlib import import_module

import django


def main(module: str, *words: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "upr_platform.settings")
    django.setup()
    from common.actor import acting_as_server  # noqa: PLC0415 - Django has to be set up

    with acting_as_server():
        print(json.dumps(import_module(f"bench.{module}").main(*words)))


if __name__ == "__main__":
    main(*sys.argv[1:])
