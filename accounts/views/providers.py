"""Coming in by way of an organisation's own sign-in, when the address has an account here already."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.forms.providers import LinkForm
from accounts.provider_adapter import LINK_KEY, checked_address, pending_link


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def provider_link(request: HttpRequest) -> HttpResponseBase:
    pending = pending_link(request)
    if pending is None:
        return redirect("account_login")
    if not ratelimit.consume(request, action="login"):
        return ratelimit.respond_429(request)
    email = checked_address(pending)
    form = LinkForm(request.POST or None, request=request, email=email)
    if request.method == "POST" and form.is_valid():
        del request.session[LINK_KEY]
        pending.connect(request, form.user)
        record_authentication(request, form.user, "password", email=email)
        # From here like any other sign-in: address confirmed, second factor, a closed account.
        return perform_login(request, Login(user=form.user, email=email))
    return render(request, "accounts/provider_link.html", {"form": form, "email": email})
