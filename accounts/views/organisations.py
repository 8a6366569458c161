"""Pages of organisations."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.forms.workspaces import OrganisationForm
from accounts.http import UserRequest
from accounts.services import organisations


@require_http_methods(["GET", "POST"])
def organisation_create(request: UserRequest) -> HttpResponse:
    form = OrganisationForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        organisations.create_organisation(**form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("The organisation is here. Only its members see it."))
        return redirect("accounts:workspace_create")
    return render(request, "accounts/organisation_create.html", {"form": form})
