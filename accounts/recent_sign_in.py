"""Before something that cannot be undone or that others could misuse: is it still the same person at the keyboard?"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from accounts.session_rows import SIGNED_IN
from common.views import keep_posted_words


def require_recent_sign_in(view: Callable) -> Callable:
    """For exports, members, tokens, deletion: the person signed in, or proved it again, 15 minutes ago at most.

    A form that comes too late is given back with its words, to be sent again after the proof.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return ask_again(request) or view(request, *args, **kwargs)

    return guarded


def ask_again(request: HttpRequest) -> HttpResponseBase | None:
    """The page that asks for the proof; None where it is fresh. For views of which only one branch is dangerous."""
    methods = get_adapter().get_reauthentication_methods(request.user)
    if not methods:
        return _ask_provider_again(request)
    if not is_reauthentication_required(request, app="allauth.account"):
        return None
    if request.method == "POST":
        back = reverse("accounts:recent_sign_in_done")
        place = f"{methods[0]['url']}?{urlencode({'next': back})}"
        words = gettext("Show in another tab that it is you.")
        return keep_posted_words(request, status=403, first_step=(place, words))
    return redirect(f"{methods[0]['url']}?{urlencode({'next': request.get_full_path()})}")


def _ask_provider_again(request: HttpRequest) -> HttpResponseBase | None:
    """Somebody without a password or a factor here, who comes by way of the organisation's own provider."""
    signed_in = request.session.get(SIGNED_IN, 0)
    if timezone.now().timestamp() - signed_in < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
        return None
    place = f"{reverse('account_logout')}?{urlencode({'next': reverse('account_login')})}"
    if request.method == "POST":
        words = gettext("Sign out and in again in another tab.")
        return keep_posted_words(request, status=403, first_step=(place, words))
    messages.warning(request, gettext("For this step sign out and in again: your sign-in is more than 15 minutes old."))
    return redirect(place)
