"""Answers of the record that are made once for each of its versions: ETag, 304, and the packed body kept at hand.

Whoever brings neither a session nor a key is answered from there by cycles/middleware.py, before anything asks who
they are.
"""

import gzip
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from csp.constants import HEADER as POLICY_HEADER
from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils.http import parse_etags

from cycles.querysets import state_and_cycle

JSON = "application/json"
# A list of a hundred shrinks from 96 to 10 kB; level 6 takes twice the time for 9.
_PACKING = 3
_HEADERS = {
    "Allow": "GET, HEAD, OPTIONS",
    "Cache-Control": "public, no-cache",
    # Data is shown by nobody and loads nothing.
    POLICY_HEADER: "default-src 'none'; frame-ancestors 'none'",
    "Vary": "Accept-Encoding",
}
# Read by the middleware, here and in common.
_FOR_EVERYBODY = "is_for_everybody"
# One query for both versions: it is asked with every request.
_VERSIONS = """
SELECT (SELECT version FROM cycles_recordversion), (SELECT changed_at FROM cycles_recordversion),
    (SELECT data_version FROM cycles_state WHERE iso3 = %s)
"""
_is_code = re.compile(r"[A-Z]{3}").fullmatch


@dataclass(frozen=True)
class Version:
    """The version of the whole record and when it began; ``tag`` names the part of it that an answer depends on.

    ``state`` is the State that the answer is about; empty, it is about the whole record.
    """

    number: int
    changed_at: datetime | None
    tag: str
    state: str

    @property
    def head(self) -> dict[str, Any]:
        """What an answer says of it."""
        return {"version": self.number, "as_of": self.changed_at.isoformat() if self.changed_at else None}


class Kept(NamedTuple):
    """What is known of an address: its State, the tag of the version that it was asked in, and the packed body.

    Without a body, everybody so far had the answer already.
    """

    state: str
    tag: str
    packed: bytes


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
    tag = f"r{number or 0}" if of_state is None else f"{iso3}.{of_state}"
    return Version(number or 0, changed_at, tag, iso3)


def record_answer(request: HttpRequest, version: Version, make: Callable[[], str]) -> HttpResponse:
    """The body that ``make`` gives, or the one made before for the same address and version, or 304.

    Only for answers that are the same for everybody: they are kept between requests, and packed although the
    connection is encrypted, which is safe as they hold no secret.
    """
    known = _known(request)
    kept = known if known and known.tag == version.tag else Kept(version.state, version.tag, b"")
    if not kept.packed and not _has_it(request, kept):
        kept = kept._replace(packed=gzip.compress(make().encode(), _PACKING, mtime=0))
    if kept != known:
        caches["answers"].set(_key(request), tuple(kept))
    return _answer(request, kept)


def file_answer(request: HttpRequest, version: Version, make: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """The file that ``make`` begins, never kept, or 304 for whoever has it from this version."""
    asked = Kept(version.state, version.tag, b"")
    return _for_everybody(HttpResponseNotModified() if _has_it(request, asked) else make(), asked)


def kept_answer(request: HttpRequest) -> HttpResponse | None:
    """The answer that this address had before, if it still holds: costs one query, like every answer."""
    kept = _known(request)
    if kept is None or version_of(kept.state).tag != kept.tag:
        return None
    return _answer(request, kept) if kept.packed or _has_it(request, kept) else None


def is_for_everybody(response: HttpResponseBase) -> bool:
    """Whether an answer was made here."""
    return getattr(response, _FOR_EVERYBODY, False)


def _known(request: HttpRequest) -> Kept | None:
    found = caches["answers"].get(_key(request))
    return Kept(*found) if found else None


def _has_it(request: HttpRequest, kept: Kept) -> bool:
    return _etag(kept) in parse_etags(request.headers.get("If-None-Match", ""))


def _etag(kept: Kept) -> str:
    return f'W/"{kept.tag}"'


def _answer(request: HttpRequest, kept: Kept) -> HttpResponse:
    if _has_it(request, kept):
        response: HttpResponse = HttpResponseNotModified()
    elif "gzip" in request.headers.get("Accept-Encoding", ""):
        response = HttpResponse(kept.packed, content_type=JSON, headers={"Content-Encoding": "gzip"})
    else:
        response = HttpResponse(gzip.decompress(kept.packed), content_type=JSON)
    if response.content:
        response.headers["Content-Length"] = str(len(response.content))
    return _for_everybody(response, kept)


def _for_everybody(response: Any, kept: Kept) -> Any:
    for name, value in {"ETag": _etag(kept), **_HEADERS}.items():
        response.headers[name] = value
    setattr(response, _FOR_EVERYBODY, True)
    return response


def _key(request: HttpRequest) -> str:
    asked = f"{request.get_host()} {request.get_full_path()}"
    return hashlib.blake2b(asked.encode(), digest_size=16).hexdigest()
