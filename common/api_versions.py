"""What the routes of rows with a version share: what is known is not sent again, no change is written over."""

import hashlib
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from common.api_private import PreconditionRequired

IF_NONE_MATCH = OpenApiParameter(
    "If-None-Match", OpenApiTypes.STR, OpenApiParameter.HEADER, description="The ETag of the answer that you have."
)
IF_MATCH = OpenApiParameter(
    "If-Match",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    required=True,
    description="The ETag of the row that you have read, or its `version` in quotes.",
)
UNCHANGED = OpenApiResponse(description="Nothing has changed since the answer with this ETag.")


class VersionedMixin:
    """For rows with a ``version``: every answer has an ETag, and who writes says which version they have read."""

    request: Any

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        return unless_known(request, super().list(request, *args, **kwargs))  # type: ignore[misc]

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        answer = super().retrieve(request, *args, **kwargs)  # type: ignore[misc]
        return _unless_tagged(request, answer, tag_of(answer.data))

    def seen(self, version: str) -> str:
        """The version that If-Match names: ``version`` where it is among them. Without one it is a 428."""
        versions = versions_in(parse_etags(self.request.headers.get("If-Match", "")))
        if not versions:
            raise PreconditionRequired(_("Say in If-Match which version you have read: its ETag."))
        return version if version in versions else versions[0]


def tag_of(data: Any) -> str:
    """The version, and what of the answer may change without it: names, and the language of the reader."""
    return f'"{data["version"]}.{_digest(data)}"'


def versions_in(tags: Iterable[str]) -> list[str]:
    """The versions that the tags of an If-Match header name: of each, what stands before its point.

    What packs an answer on its way makes its tag a weak one; the version in it is the same.
    """
    return [tag.removeprefix("W/").strip('"').partition(".")[0] for tag in tags if tag != "*"]


def unless_known(request: Request, answer: Response) -> Response:
    """A page of a list with its ETag, or 304 where the client has it already."""
    # Weak: ``as_of`` is another at every moment.
    said = {name: value for name, value in answer.data.items() if name != "as_of"}
    return _unless_tagged(request, answer, f'W/"{_digest(said)}"')


def _unless_tagged(request: Request, answer: Response, etag: str) -> Response:
    answer.headers["ETag"] = etag
    known = {tag.removeprefix("W/") for tag in parse_etags(request.headers.get("If-None-Match", ""))}
    if known & {etag.removeprefix("W/"), "*"}:
        return Response(status=HTTPStatus.NOT_MODIFIED, headers={"ETag": etag})
    return answer


def _digest(data: Any) -> str:
    return hashlib.sha256(JSONRenderer().render(data)).hexdigest()[:32]
