"""Missions and embassies from a spreadsheet: looked at row by row before any is kept."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from advocacy import directory_import as importing
from advocacy import rules
from advocacy.brought_sheet import keep, take_up
from advocacy.contact_import import state_of
from advocacy.directory_sheet import COLUMNS
from advocacy.forms.directory import PostForm, PostSheetForm
from advocacy.models import DiplomaticPost
from advocacy.services import directory as services
from advocacy.views.directory import HERE
from common.access import require
from common.http import csv_response
from common.sealing import NotReadable
from cycles.models import State
from cycles.services.imports import state_names


@require_http_methods(["GET", "POST"])
def mission_import(request: UserRequest) -> HttpResponse:
    """Reads the file and shows what it would bring. Writes nothing."""
    require(rules.can_add_to_directory(request.user))
    initial = {"as_of_date": timezone.localdate()}
    form = PostSheetForm(request.POST or None, request.FILES or None, initial=initial)
    context: dict[str, Any] = {"here": HERE, "form": form, "is_check": rules.can_check_directory(request.user)}
    if request.method == "POST" and form.is_valid():
        states = _states(request)
        found = importing.preview(
            form.sheet,
            of_all=form.of_all,
            find_state=state_of(state_names()),
            states=states,
            make_form=_maker(states),
            known=DiplomaticPost.objects.visible_to(request.user).with_facts(request.user),
        )
        kept = keep([row.plain for row in found.rows], purpose=_purpose(request), at=timezone.now())
        context |= {"found": found, "kept": kept, "unknown": form.sheet.unknown}
        return render(request, "advocacy/mission_import_review.html", context)
    return render(request, "advocacy/mission_import.html", context, status=422 if form.errors else 200)


@require_POST
def mission_import_apply(request: UserRequest) -> HttpResponse:
    """Keeps the rows that a person looked at and ticked."""
    require(rules.can_add_to_directory(request.user))
    at = timezone.now()
    try:
        kept = take_up(request.POST.get("kept", ""), purpose=_purpose(request), at=at)
    except NotReadable:
        messages.warning(request, _("Nothing was kept: too much time has passed. Bring the file once more."))
        return redirect("advocacy:mission_import")
    states = _states(request)
    rows = importing.chosen(kept, set(request.POST.getlist("line")), states, _maker(states))
    if not rows:
        messages.warning(request, _("No row was ticked, so nothing was kept."))
        return redirect("advocacy:mission_import")
    is_check = rules.can_check_directory(request.user)
    made = services.bring_into_directory(rows=rows, is_check=is_check, by=request.user, at=at)
    said = ngettext("%(number)s post stands in the directory.", "%(number)s posts stand in the directory.", len(made))
    messages.success(request, said % {"number": len(made)})
    return redirect("advocacy:mission_list")


@require_GET
def mission_template(request: UserRequest) -> StreamingHttpResponse:
    """The directory as it is, in the columns that the import reads: a template and a copy in one."""
    posts = DiplomaticPost.objects.visible_to(request.user).with_facts(request.user).order_by("state", "-kind", "host")
    states = State.objects.visible_to(request.user).filter(is_invented=False).order_by("pk")
    return csv_response("upr_missions.csv", COLUMNS, importing.template_rows(posts, states))


def _states(request: UserRequest) -> dict[str, State]:
    return {one.pk: one for one in State.objects.visible_to(request.user)}


def _maker(states: dict[str, State]) -> importing.MakeForm:
    today = timezone.localdate()

    def make(state: State, data: dict[str, Any]) -> PostForm:
        return PostForm(data, state=state, today=today, states=states)

    return make


def _purpose(request: UserRequest) -> str:
    """What was shown to one person is good for them only."""
    return f"advocacy.mission_import.{request.user.pk}"
