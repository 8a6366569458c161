"""Answers of the record that are made once for each of its versions: ETag, 304, and the packed body kept at hand."""

import gzip
import hashlib
from collections.abc import Callable
from typing import Any

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from cycles.models import RecordVersion, State
from cycles.querysets import state_and_cycle

JSON = "application/json"
# Good enough for lists of JSON; higher levels cost twice the time for a twentieth of the size.
_PACKING = 6


def version_of(*, review: str = "", state: str = "") -> str:
    """The version that an answer about one review or one State depends on; about more, that of the whole record.

    It is read before the rows: an answer may be newer than its version says, never older.
    """
    named = state_and_cycle(review) if review else None
    iso3 = named[0] if named else state.upper()
    if iso3:
        of_state = State.objects.filter(pk=iso3).values_list("data_version", flat=True)
        return f"{iso3}.{next(iter(of_state), 0)}"
    of_all = RecordVersion.objects.values_list("version", flat=True)
    return f"r{next(iter(of_all), 0)}"


def record_answer(request: HttpRequest, version: str, make: Callable[[], str], content_type: str = JSON) -> Any:
    """The body that ``make`` gives, or the one made before for the same address and version, or 304.

    Only for answers that are the same for everybody: they are kept between requests, and packed although the
    connection is encrypted, which is safe as they hold no secret.
    """
    etag = f'W/"{version}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return _dressed(HttpResponseNotModified(), etag)
    kept, key = caches["answers"], _key(request, version)
    packed = kept.get(key)
    if packed is None:
        packed = gzip.compress(make().encode(), _PACKING, mtime=0)
        kept.set(key, packed)
    return _dressed(_unpacked_where_needed(request, packed, content_type), etag)


def _unpacked_where_needed(request: HttpRequest, packed: bytes, content_type: str) -> HttpResponse:
    if "gzip" not in request.headers.get("Accept-Encoding", ""):
        return HttpResponse(gzip.decompress(packed), content_type=content_type)
    return HttpResponse(packed, content_type=content_type, headers={"Content-Encoding": "gzip"})


def _dressed(response: HttpResponse, etag: str) -> HttpResponse:
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, no-cache"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _key(request: HttpRequest, version: str) -> str:
    asked = f"{request.get_host()} {request.get_full_path()}"
    return f"{version}-{hashlib.blake2b(asked.encode(), digest_size=16).hexdigest()}"
