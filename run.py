#!/usr/bin/env python3
"""The two commands: `python3 run.py` runs the platform, `python3 run.py test` tests it.

Nothing needs to be installed first: this file and `tools/` use the standard library alone.
This file stays readable to old Pythons, so that they can say that they are too old.
"""

import os
import sys
from pathlib import Path

NEEDED_PYTHON = (3, 11)


def complaint_about_python(version: tuple, system: str) -> str:
    """The one line for a Python or a system on which nothing else here would work; empty where all is well."""
    if system != "posix":
        return "This needs Linux or macOS. On Windows, use the Windows Subsystem for Linux."
    if version[:2] < NEEDED_PYTHON:
        return "This needs Python 3.11 or newer; this one is {}.{}.".format(*version[:2])
    return ""


def main() -> int:
    complaint = complaint_about_python(tuple(sys.version_info), os.name)
    if complaint:
        print(complaint, file=sys.stderr)
        return 2
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    from tools import launcher

    return launcher.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
