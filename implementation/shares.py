"""What of this floor can be shown by a link: the overview of the ratings, and a mid-term report."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts.models import User, Workspace
from accounts.shares import Shared, ShareKind
from implementation.models import MidTermReport
from implementation.views.overview import overview_of
from implementation.views.reports import report_file, report_to_read


def _the_overview(user: User, workspace: Workspace, key: UUID | None) -> Workspace | None:
    return workspace if key is None else None


def _a_report(user: User, workspace: Workspace, key: UUID | None) -> MidTermReport | None:
    """A report that is made: one that is still being made shows nothing."""
    rows = MidTermReport.objects.visible_to(user).filter(workspace=workspace, status=MidTermReport.Status.DONE)
    return rows.filter(pk=key).first() if key else None


def _show_overview(request: HttpRequest, shared: Shared) -> HttpResponse:
    context: dict[str, Any] = {"workspace": shared.workspace, "overview": overview_of(shared.workspace)}
    return render(request, "implementation/shared_overview.html", context | {"shared": shared, "is_shared": True})


def _show_report(request: HttpRequest, shared: Shared) -> HttpResponse:
    context = {"shared": shared, "file": shared.thing} | report_to_read(shared.workspace, shared.thing.language)
    return render(request, "implementation/shared_midterm.html", context)


def _report_file(request: HttpRequest, shared: Shared) -> FileResponse:
    return report_file(shared.thing, shared.workspace)


OVERVIEW = ShareKind(
    code="overview",
    label=gettext_lazy("The overview of the ratings"),
    find=_the_overview,
    show=_show_overview,
    back=lambda workspace, thing: reverse("implementation:overview", args=[workspace.pk]),
)
MIDTERM = ShareKind(
    code="midterm",
    label=gettext_lazy("A mid-term report"),
    find=_a_report,
    show=_show_report,
    file=_report_file,
)
KINDS = (OVERVIEW, MIDTERM)
