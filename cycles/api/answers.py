"""Answers of the record that are made once for each of its versions: ETag, 304, and the packed body kept at hand."""

import gzip
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from csp.constants import HEADER as POLICY_HEADER
from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from cycles.querysets import state_and_cycle

JSON = "application/json"
# A list of a hundred shrinks from 96 to 10 kB; level 6 takes twice the time for 9.
_PACKING = 3
# Data is shown by nobody and loads nothing.
_POLICY = "default-src 'none'; frame-ancestors 'none'"
# One query for both versions: it is asked with every request.
_VERSIONS = """
SELECT (SELECT version FROM cycles_recordversion), (SELECT changed_at FROM cycles_recordversion),
    (SELECT data_version FROM cycles_state WHERE iso3 = %s)
"""
_is_code = re.compile(r"[A-Z]{3}").fullmatch


@dataclass(frozen=True)
class Version:
    """The version of the whole record and when it began; ``tag`` names the part of it that an answer depends on."""

    number: int
    changed_at: datetime | None
    tag: str

    @property
    def head(self) -> dict[str, Any]:
        """What an answer says of it."""
        return {"version": self.number, "as_of": self.changed_at.isoformat() if self.changed_at else None}


def version_for(query: Mapping[str, str]) -> Version:
    """The version for an answer about the review or the State that an address names, or about the whole record."""
    named = state_and_cycle(query.get("review", ""))
    return version_of(named[0] if named else query.get("state_under_review", ""))


def version_of(state: str = "") -> Version:
    """The version that an answer about one State depends on; without a State, that of the whole record.

    It is read before the rows: an answer may be newer than its version says, never older; and what changes in
    between is told again to those who follow the changes, and never missed.
    """
    iso3 = state.upper() if _is_code(state.upper()) else ""
    with connection.cursor() as cursor:
        cursor.execute(_VERSIONS, [iso3])
        number, changed_at, of_state = cursor.fetchone()
    return Version(number or 0, changed_at, f"r{number or 0}" if of_state is None else f"{iso3}.{of_state}")


def record_answer(request: HttpRequest, version: Version, make: Callable[[], str]) -> HttpResponse:
    """The body that ``make`` gives, or the one made before for the same address and version, or 304.

    Only for answers that are the same for everybody: they are kept between requests, and packed although the
    connection is encrypted, which is safe as they hold no secret.
    """
    etag = f'W/"{version.tag}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return _dressed(HttpResponseNotModified(), etag)
    kept, key = caches["answers"], _key(request, version)
    packed = kept.get(key)
    if packed is None:
        packed = gzip.compress(make().encode(), _PACKING, mtime=0)
        kept.set(key, packed)
    return _dressed(_unpacked_where_needed(request, packed), etag)


def _unpacked_where_needed(request: HttpRequest, packed: bytes) -> HttpResponse:
    if "gzip" not in request.headers.get("Accept-Encoding", ""):
        return HttpResponse(gzip.decompress(packed), content_type=JSON)
    return HttpResponse(packed, content_type=JSON, headers={"Content-Encoding": "gzip"})


def _dressed(response: HttpResponse, etag: str) -> HttpResponse:
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers[POLICY_HEADER] = _POLICY
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _key(request: HttpRequest, version: Version) -> str:
    asked = f"{request.get_host()} {request.get_full_path()}"
    return f"{version.tag}-{hashlib.blake2b(asked.encode(), digest_size=16).hexdigest()}"
