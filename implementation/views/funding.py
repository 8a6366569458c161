"""The money of a workspace: its tables with their files, a grant, and the forms of each kind of row."""

import io
from contextlib import suppress
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.http import UserRequest
from accounts.models import Workspace
from accounts.rules import can_edit_workspace
from common.access import require
from common.audit import record_event
from common.file_kinds import CONTENT_TYPES
from common.http import csv_response
from implementation import funding_files
from implementation.forms.funding import FORMS, MoneyForm
from implementation.funding_tables import VIEWS, Asker, Table
from implementation.models import FundingCall, Grant, GrantShare, Spending
from implementation.plan_columns import amount
from implementation.services import funding as services
from implementation.services.kept_rows import ChangedMeanwhile
from implementation.views.downloads import as_download
from reminders.deadline_lines import colleagues_of
from reminders.words import holder_words


@require_GET
def funding_list(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = _workspace(request, pk)
    can_edit = can_edit_workspace(request.user, workspace)
    context = {
        "workspace": workspace,
        "here": "funding",
        "view": _view(request),
        "tables": _tables(request, workspace, can_edit=can_edit),
        "can_edit": can_edit,
    }
    return render(request, "implementation/funding_list.html", context)


@require_GET
def funding_csv(request: UserRequest, pk: UUID) -> StreamingHttpResponse:
    workspace = _workspace(request, pk)
    head, rows = funding_files.csv_rows(_tables(request, workspace))
    record_event(verb="export", target=workspace, by=request.user, at=timezone.now(), workspace_id=workspace.pk)
    answer = csv_response(f"funding-{_view(request)}-{workspace.review.code}.csv", head, rows)
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_GET
def funding_xlsx(request: UserRequest, pk: UUID) -> FileResponse:
    workspace = _workspace(request, pk)
    content = funding_files.render_xlsx(_tables(request, workspace), workspace=workspace, on=timezone.localdate())
    record_event(verb="export", target=workspace, by=request.user, at=timezone.now(), workspace_id=workspace.pk)
    filename = f"funding-{_view(request)}-{workspace.review.code}.xlsx"
    return as_download(io.BytesIO(content), filename=filename, content_type=CONTENT_TYPES["xlsx"])


@require_GET
def grant_detail(request: UserRequest, pk: UUID) -> HttpResponse:
    grants = Grant.objects.visible_to(request.user).with_sums().select_related("call")
    grant = get_object_or_404(grants.select_related("workspace__review__state_under_review"), pk=pk)
    shares = GrantShare.objects.visible_to(request.user).filter(grant=grant).select_related("action")
    spending = Spending.objects.visible_to(request.user).filter(grant=grant).select_related("action")
    context = {
        "workspace": grant.workspace,
        "here": "funding",
        "grant": grant,
        "left": grant.amount - grant.shared,
        "unspent": max(grant.amount - grant.spent, Decimal(0)),
        "overspent": max(grant.spent - grant.amount, Decimal(0)),
        "shares": shares.order_by("-amount", "pk"),
        "spending": spending.newest_first(),
        "can_edit": can_edit_workspace(request.user, grant.workspace),
    }
    return render(request, "implementation/grant_detail.html", context)


@require_GET
def funding_call_detail(request: UserRequest, pk: UUID) -> HttpResponse:
    calls = FundingCall.objects.visible_to(request.user).select_related("organisation", "person")
    call = get_object_or_404(calls.select_related("workspace__review__state_under_review"), pk=pk)
    context = {
        "workspace": call.workspace,
        "here": "funding",
        "call": call,
        "who": holder_words(call.person, call.organisation, colleagues_of(request.user)),
        "is_late": call.is_late(timezone.localdate()),
        "grants": Grant.objects.visible_to(request.user).filter(call=call).in_order(),
        "can_edit": can_edit_workspace(request.user, call.workspace),
    }
    return render(request, "implementation/funding_call_detail.html", context)


@require_http_methods(["GET", "POST"])
def funding_create(request: UserRequest, pk: UUID, kind: str) -> HttpResponse:
    workspace = _workspace(request, pk)
    require(can_edit_workspace(request.user, workspace))
    form = FORMS[kind](request.POST or None, user=request.user, workspace=workspace)
    form.begin_with(**_asked(request, form))
    if request.method == "POST" and form.is_valid():
        key, at = form.cleaned_data["key"], timezone.now()
        words = {"model": form.MODEL, "workspace": workspace, "words": form.words, "key": key}
        try:
            made = services.create_funding(**words, by=request.user, at=at)
        except (services.MoreThanGrant, services.AnotherCurrency) as refused:
            _say(form, refused)
        else:
            messages.success(request, _("It is kept."))
            return redirect(_place_of(made, kind))
    context = {"workspace": workspace, "here": "funding", "form": form, "kind": kind, "back": _back(workspace, kind)}
    return render(request, "implementation/funding_create.html", context)


@require_http_methods(["GET", "POST"])
def funding_edit(request: UserRequest, pk: UUID, kind: str) -> HttpResponse:
    row = _row(request, pk, kind)
    require(can_edit_workspace(request.user, row.workspace))
    form = FORMS[kind](request.POST or None, user=request.user, workspace=row.workspace, row=row)
    newer = None
    if request.method == "POST" and form.is_valid():
        seen, at = form.cleaned_data["seen"], timezone.now()
        try:
            row = services.change_funding(row=row, words=form.words, seen=seen, by=request.user, at=at)
        except ChangedMeanwhile as conflict:
            newer = FORMS[kind](user=request.user, workspace=row.workspace, row=conflict.current)
            form.go_on_after(conflict.current.version)
        except (services.MoreThanGrant, services.AnotherCurrency) as refused:
            _say(form, refused)
        else:
            messages.success(request, _("It is changed."))
            return redirect(_place_of(row, kind))
    context: dict[str, Any] = {"workspace": row.workspace, "here": "funding", "form": form, "kind": kind, "row": row}
    context |= {"newer": newer, "back": _place_of(row, kind)}
    return render(request, "implementation/funding_edit.html", context, status=409 if newer else 200)


@require_http_methods(["GET", "POST"])
def funding_delete(request: UserRequest, pk: UUID, kind: str) -> HttpResponse:
    row = _row(request, pk, kind)
    require(can_edit_workspace(request.user, row.workspace))
    if request.method == "POST":
        services.delete_funding(row=row, by=request.user, at=timezone.now())
        messages.success(request, _("It is gone for good."))
        return redirect(row.get_absolute_url() if kind == "share" else _back(row.workspace, kind))
    context = {"workspace": row.workspace, "here": "funding", "row": row, "kind": kind, "back": _place_of(row, kind)}
    return render(request, "implementation/funding_delete.html", context)


def _asked(request: UserRequest, form: MoneyForm) -> dict[str, Any]:
    """The action, grant or call that the address names, where the form asks for one and it can be chosen there."""
    found = {}
    for name in {"action", "grant", "call"} & form.fields.keys() & request.GET.keys():
        with suppress(ValidationError):
            found[name] = form.fields[name].clean(request.GET[name])
    return found


def _say(form: MoneyForm, refused: services.MoreThanGrant | services.AnotherCurrency) -> None:
    """At the field that it concerns."""
    if isinstance(refused, services.MoreThanGrant) and form.MODEL is Grant:
        form.add_error("amount", _("More of it is shared out already. Make its shares smaller first."))
    elif isinstance(refused, services.MoreThanGrant):
        words = _("More than the grant has. Not shared out yet: %(amount)s.") % {"amount": amount(refused.left)}
        form.add_error("amount", words)
    else:
        words = _("What is paid out of a grant is counted in its currency: %(currency)s.")
        form.add_error("currency", words % {"currency": refused.currency})


# Beside which table of the page a row of a kind stands.
_TABLES = {"need": "needs", "call": "calls", "grant": "grants", "share": "grants", "spending": "spending"}


def _back(workspace: Workspace, kind: str) -> str:
    return f"{reverse('implementation:funding_list', args=[workspace.pk])}?view={_TABLES[kind]}"


def _place_of(row: Any, kind: str) -> str:
    """A call and a grant have pages of their own, shares stand on their grant's; the others stand in their table."""
    return row.get_absolute_url() if kind in {"call", "grant", "share"} else _back(row.workspace, kind)


def _view(request: UserRequest) -> str:
    view = request.GET.get("view", "sums")
    return view if view in VIEWS else "sums"


def _tables(request: UserRequest, workspace: Workspace, *, can_edit: bool = False) -> list[Table]:
    """Files have no links: who may follow them is asked for the page alone."""
    return VIEWS[_view(request)](Asker(workspace, request.user, timezone.localdate(), can_edit))


def _workspace(request: UserRequest, pk: UUID) -> Workspace:
    return get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)


def _row(request: UserRequest, pk: UUID, kind: str) -> Any:
    rows = FORMS[kind].MODEL.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("workspace__review__state_under_review"), pk=pk)
