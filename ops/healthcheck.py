"""The web container's health check: whether this process, the database, the broker and the migrations are in order."""

import os
import sys
import urllib.request

HOST = os.environ["ALLOWED_HOSTS"].split(",")[0]

request = urllib.request.Request("http://127.0.0.1:8000/readyz", headers={"Host": HOST})  # noqa: S310 (fixed address)
with urllib.request.urlopen(request, timeout=8) as answer:  # noqa: S310
    sys.exit(answer.status != 200)
