"""Runs several management commands in one process, since starting Django costs a second each time.

`python -m tools.django_steps migrate load_demo`, inside the environment. Standard output is that of `load_demo`, the
demonstration's log-ins; all else goes to standard error.
"""

from __future__ import annotations

import os
import sys

import django
from django.conf import settings
from django.core.management import call_command

from common.actor import acting_as_server

TALKING = "load_demo"
QUIET = {"interactive": False, "verbosity": 0}
HASHED_ONLY = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"


def run(name: str) -> None:
    """One step by its name: that of a management command, or `collectstatic_uncompressed`.

    Compressing the files of the API's page takes a minute and saves nothing on loopback; hashing them half a second.
    """
    print(f"== {name}", file=sys.stderr)
    if name == "collectstatic_uncompressed":
        settings.STORAGES["staticfiles"] = {"BACKEND": HASHED_ONLY}
        name = "collectstatic"
    options = QUIET if name in ("migrate", "collectstatic") else {}
    call_command(name, stdout=sys.stdout if name == TALKING else sys.stderr, **options)


def main(names: list[str]) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "upr_platform.settings"
    django.setup()
    # The steps are the server's own, as those of manage.py.
    with acting_as_server():
        for name in names:
            run(name)


if __name__ == "__main__":
    main(sys.argv[1:])
