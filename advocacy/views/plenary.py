"""The desk of the adoption: twenty minutes, ten places, who speaks on what, and what is open without status."""

from io import BytesIO
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from accounts.models import Workspace
from accounts.rules import can_edit_workspace
from advocacy import statement_paper
from advocacy.forms.statements import PlaceForm, organisations_in
from advocacy.models import PlenaryPlace
from advocacy.services import statements as services
from advocacy.speaking import limits
from common.access import require
from common.audit import record_event
from common.file_kinds import CONTENT_TYPES
from common.pdf import PdfUnavailable
from implementation.views.downloads import as_download

HERE = "plenary"


@require_http_methods(["GET", "POST"])
def plenary_desk(request: UserRequest, pk: UUID) -> HttpResponse:
    workspace = _workspace(request, pk)
    shown = _desk(request, workspace)
    can_edit = can_edit_workspace(request.user, workspace)
    form = PlaceForm(request.POST or None, user=request.user, workspace=workspace, free=shown.free)
    if request.method == "POST":
        require(can_edit)
        if form.is_valid() and _take(request, workspace, form):
            messages.success(request, _("The place is taken."))
            return redirect("advocacy:plenary_desk", pk=workspace.pk)
    context = {
        "workspace": workspace,
        "here": HERE,
        "desk": shown,
        "form": form,
        "limits_said": [limits()[kind] for kind in ("adoption", "written", "video")],
        "can_edit": can_edit,
    }
    return render(request, "advocacy/plenary_desk.html", context)


@require_POST
def plenary_free(request: UserRequest, pk: UUID) -> HttpResponse:
    place = get_object_or_404(PlenaryPlace.objects.visible_to(request.user).select_related("workspace"), pk=pk)
    require(can_edit_workspace(request.user, place.workspace))
    services.free_place(place=place, by=request.user, at=timezone.now())
    messages.success(request, _("The place is free again."))
    return redirect("advocacy:plenary_desk", pk=place.workspace_id)


@require_GET
def plenary_pdf(request: UserRequest, pk: UUID) -> HttpResponseBase:
    workspace = _workspace(request, pk)
    language = (get_language() or "en")[:2]
    try:
        content = statement_paper.render_desk(
            workspace, _desk(request, workspace), language=language, on=timezone.localdate()
        )
    except PdfUnavailable:
        messages.error(request, _("This server lacks the libraries that draw text in a PDF."))
        return redirect("advocacy:plenary_desk", pk=workspace.pk)
    record_event(verb="export", target=workspace, by=request.user, at=timezone.now(), workspace_id=workspace.pk)
    filename = f"plenary-{workspace.review.code}.pdf"
    return as_download(BytesIO(content), filename=filename, content_type=CONTENT_TYPES["pdf"])


def _take(request: UserRequest, workspace: Workspace, form: PlaceForm) -> bool:
    """Whether the place could be given; else the form says why not, at its field."""
    try:
        services.take_place(workspace=workspace, **form.cleaned_data, by=request.user, at=timezone.now())
    except services.NeedsStatus:
        form.refuse_without_status()
    except services.TakenAlready as error:
        form.refuse(error.field)
    else:
        return True
    return False


def _desk(request: UserRequest, workspace: Workspace) -> statement_paper.Desk:
    rows = PlenaryPlace.objects.visible_to(request.user).filter(workspace=workspace)
    related = ("organisation", "issue", "statement__organisation")
    return statement_paper.desk(workspace, rows.select_related(*related), organisations_in(workspace))


def _workspace(request: UserRequest, pk: UUID) -> Workspace:
    return get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
