"""The searches that a person keeps."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.access import require
from cycles.models import SavedSearch
from cycles.rules import can_change_saved_search
from cycles.search_filter import SearchFilter
from cycles.search_forms import SavedSearchForm
from cycles.services import saved_searches

LONGEST_QUERY = SavedSearch._meta.get_field("query").max_length or 0


@require_safe
def saved_search_list(request: HttpRequest) -> HttpResponse:
    kept = SavedSearch.objects.visible_to(request.user).order_by("name", "pk")
    return render(request, "cycles/saved_search_list.html", {"saved_searches": kept})


@require_POST
def saved_search_create(request: HttpRequest) -> HttpResponse:
    form = SavedSearchForm(request.POST)
    # Only what a search can be: nobody keeps an address of another kind here.
    asked = SearchFilter.from_address(QueryDict(request.POST.get("query", "")))
    if asked.refusal:
        messages.error(request, asked.refusal)
        return redirect("cycles:saved_search_list")
    query = asked.address()
    if not form.is_valid() or len(query) > LONGEST_QUERY:
        messages.error(request, _("Give the search a name of at most 120 signs, and fewer filters if it has many."))
        return redirect("cycles:saved_search_list")
    try:
        saved_searches.keep_search(name=form.cleaned_data["name"], query=query, by=request.user, at=timezone.now())
    except saved_searches.TooManySearches:
        messages.error(request, _("There is no room for more searches. Delete one that you no longer need."))
    else:
        messages.success(request, _("The search is kept. Only you see it here."))
    return redirect("cycles:saved_search_list")


@require_POST
def saved_search_rename(request: HttpRequest, pk: UUID) -> HttpResponse:
    search = mine(request, pk)
    form = SavedSearchForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the search a name of at most 120 signs."))
        return redirect("cycles:saved_search_list")
    try:
        saved_searches.rename_search(search=search, name=form.cleaned_data["name"])
    except saved_searches.NameTaken:
        messages.error(request, _("You keep another search under this name."))
    else:
        messages.success(request, _("The search has its new name."))
    return redirect("cycles:saved_search_list")


@require_POST
def saved_search_delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    mine(request, pk).delete()
    messages.success(request, _("The search is deleted."))
    return redirect("cycles:saved_search_list")


def mine(request: HttpRequest, pk: UUID) -> SavedSearch:
    search = get_object_or_404(SavedSearch.objects.visible_to(request.user), pk=pk)
    require(can_change_saved_search(request.user, search))
    return search
