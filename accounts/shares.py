"""What can be shown by a link: each floor names its kinds in the setting SHARE_KINDS."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from accounts.models import ShareLink, User, Workspace


@dataclass(frozen=True)
class Shared:
    """What an open link shows. ``address`` is that of the link's own page."""

    link: ShareLink
    workspace: Workspace
    thing: Any
    address: str


def _own_page(workspace: Workspace, thing: Any) -> str:
    return thing.get_absolute_url()


@dataclass(frozen=True)
class ShareKind:
    """One kind of thing: how it is found among what a person sees, and how it is shown.

    ``show`` and ``file`` must lead nowhere else in the workspace. ``back`` is the page from which a link is made:
    the thing's own, unless said otherwise.
    """

    code: str
    label: str | Promise
    find: Callable[[User, Workspace, UUID | None], Any]
    show: Callable[[HttpRequest, Shared], HttpResponseBase]
    file: Callable[[HttpRequest, Shared], HttpResponseBase] | None = None
    back: Callable[[Workspace, Any], str] = _own_page


@cache
def kinds() -> dict[str, ShareKind]:
    """All kinds by their code."""
    return {kind.code: kind for path in settings.SHARE_KINDS for kind in import_string(path)}


def label_of(link: ShareLink) -> str:
    """What kind of thing a link shows, in words."""
    kind = kinds().get(link.kind)
    return str(kind.label) if kind else link.kind
