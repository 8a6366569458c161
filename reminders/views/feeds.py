"""Calendars for phones: the file, read without an account, and the pages on which addresses are made and ended."""

import hashlib
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from rest_framework.throttling import AnonRateThrottle

from accounts.http import UserRequest
from accounts.models import Workspace
from accounts.recent_sign_in import ask_again
from accounts.views.shares import SEALED
from common.access import require
from common.actor import actor_for, assume
from common.api import WrongKeyThrottle
from reminders import rules
from reminders.feed import deadline_feed
from reminders.forms.feeds import FeedForm
from reminders.models import CalendarFeed
from reminders.services.feeds import (
    FeedAlreadyMade,
    FeedGone,
    TooManyFeeds,
    count_asking,
    create_feed,
    find_feed,
    revoke_feed,
)

ENDED_SHOWN = 10


class FeedThrottle(AnonRateThrottle):
    """How often one address is answered, whoever asks."""

    cache = caches["throttle"]
    scope = "feed"

    def get_cache_key(self, request: Any, view: Any) -> str:
        return self.cache_format % {"scope": self.scope, "ident": view}


@login_not_required
@require_safe
def feed_ics(request: HttpRequest, secret: str) -> HttpResponseBase:
    """The calendar, read by whoever made its address, narrowed to its workspaces."""
    now = timezone.now()
    try:
        reader = find_feed(secret=secret)
    except FeedGone as error:
        if refused := _refused(WrongKeyThrottle(), request, None):
            return refused
        raise Http404 from error
    if refused := _refused(FeedThrottle(), request, str(reader.feed.pk)):
        return refused
    assume(actor_for(reader.person))
    site = request.build_absolute_uri("/").rstrip("/")
    with translation.override(reader.feed.language):
        feed = deadline_feed(reader=reader, at=now, site=site)
    count_asking(feed=reader.feed, at=now)
    response = HttpResponse(feed.content, content_type="text/calendar; charset=utf-8", headers=SEALED)
    response["Content-Disposition"] = 'inline; filename="deadlines.ics"'
    response["Content-Language"] = reader.feed.language
    response["ETag"] = etag = quote_etag(hashlib.sha256(feed.content).hexdigest()[:32])
    response["Last-Modified"] = http_date(feed.changed_at.timestamp())
    return get_conditional_response(request, etag=etag, response=response) or response


@require_http_methods(["GET", "POST"])
def feed_list(request: UserRequest) -> HttpResponseBase:
    require(rules.can_make_feed(request.user))
    return _page(request, "reminders/feed_list.html", None)


@require_http_methods(["GET", "POST"])
def workspace_feed_list(request: UserRequest, pk: UUID) -> HttpResponseBase:
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(rules.can_make_feed(request.user))
    return _page(request, "reminders/workspace_feed_list.html", workspace)


@require_POST
def feed_revoke(request: UserRequest, pk: UUID) -> HttpResponse:
    feed = get_object_or_404(CalendarFeed.objects.visible_to(request.user), pk=pk)
    revoke_feed(feed=feed, by=request.user, at=timezone.now())
    messages.success(request, _("The address is ended. Devices that have it get nothing new; remove it there as well."))
    if feed.workspace_id:
        return redirect("reminders:workspace_feed_list", pk=feed.workspace_id)
    return redirect("reminders:feed_list")


def _page(request: UserRequest, template: str, workspace: Workspace | None) -> HttpResponseBase:
    """The addresses, and the form that makes one. What was made is shown in this answer, and never again."""
    form = FeedForm(request.POST or None)
    made: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        if asked := ask_again(request):
            return asked
        language = translation.get_language() or "en"
        try:
            feed, secret = create_feed(
                workspace=workspace, language=language, by=request.user, at=timezone.now(), **form.row
            )
        except FeedAlreadyMade:
            messages.info(request, _("This address was made already. It is shown once; if it is lost, make a new one."))
            return redirect(request.path)
        except TooManyFeeds:
            form.add_error(None, _("You have as many addresses as this server keeps. End one that you do not use."))
        else:
            path = reverse("reminders:feed_ics", args=[secret])
            made = {
                "feed": feed,
                "address": request.build_absolute_uri(path),
                "subscribe": f"webcal://{request.get_host()}{path}",
            }
            form = FeedForm()
    context = _addresses(request, workspace) | {"form": form, "workspace": workspace, "here": "deadlines", "made": made}
    response = render(request, template, context)
    if made:
        response.headers["Cache-Control"] = "no-store"
    return response


def _addresses(request: UserRequest, workspace: Workspace | None) -> dict[str, Any]:
    """All of the person's own; in a workspace, those for it."""
    feeds = CalendarFeed.objects.visible_to(request.user).select_related("workspace").order_by("-created_at", "pk")
    if workspace:
        feeds = feeds.filter(workspace=workspace)
    return {"feeds": feeds.open(), "ended": feeds.exclude(revoked_at=None)[:ENDED_SHOWN]}


def _refused(throttle: AnonRateThrottle, request: HttpRequest, name: str | None) -> HttpResponse | None:
    if throttle.allow_request(request, name):  # type: ignore[arg-type]
        return None
    return HttpResponse(status=429, headers={"Retry-After": str(int(throttle.wait() or 0) + 1), **SEALED})
