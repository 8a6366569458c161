#!/usr/bin/env python
"""Django's command line. `python3 run.py manage …` sets the environment for the embedded database."""

import os
import sys

from django.core.management import execute_from_command_line

from common.actor import acting_as_server

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "upr_platform.settings")
    # Who may run a command on the server may do what the server may.
    with acting_as_server():
        execute_from_command_line(sys.argv)
