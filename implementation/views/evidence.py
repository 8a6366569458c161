"""What ratings rest on."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest
from accounts.models import Workspace
from accounts.rules import can_edit_workspace
from common.access import require
from common.file_kinds import CONTENT_TYPES
from implementation.forms.evidence import EvidenceForm
from implementation.forms.ratings import RatingForm
from implementation.models import Evidence
from implementation.services.evidence import add_evidence, remove_evidence
from implementation.viewpoint import viewpoint_of
from implementation.views.downloads import download, note_download
from implementation.views.rating_page import show_rating_page
from implementation.views.ratings import opened, today


@require_POST
def evidence_create(request: UserRequest, pk: UUID) -> HttpResponse:
    """Adds evidence and gives the page back with the words that were typed beside it.

    No redirect, which would lose those words. Sent twice it adds nothing twice: the form carries the evidence's key.
    """
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=pk)
    require(can_edit_workspace(request.user, workspace))
    viewpoint = viewpoint_of(workspace, request.user)
    sitting, recommendation = opened(request, viewpoint)
    words = RatingForm.with_words(request.POST, today=today())
    page: dict[str, Any] = {"viewpoint": viewpoint, "today": today(), "can_edit": True, "form": words}
    form = EvidenceForm(request.POST, request.FILES)
    if not form.is_valid():
        page |= {"evidence_form": form, "status": 422}
        return show_rating_page(request, workspace, sitting, **page)
    add_evidence(
        workspace=workspace,
        recommendation=recommendation,
        by=request.user,
        at=timezone.now(),
        **form.as_arguments(),
    )
    return show_rating_page(request, workspace, sitting, **page)


@require_POST
def evidence_delete(request: UserRequest, pk: UUID) -> HttpResponse:
    """Takes evidence away from the open recommendation and gives the page back with the words typed beside it."""
    row = get_object_or_404(Evidence.objects.visible_to(request.user), pk=pk)
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=row.workspace_id)
    require(can_edit_workspace(request.user, workspace))
    viewpoint = viewpoint_of(workspace, request.user)
    sitting, recommendation = opened(request, viewpoint)
    remove_evidence(evidence=row, recommendation=recommendation, by=request.user, at=timezone.now())
    words = RatingForm.with_words(request.POST, today=today())
    page: dict[str, Any] = {"viewpoint": viewpoint, "today": today(), "can_edit": True, "form": words}
    return show_rating_page(request, workspace, sitting, **page)


@require_GET
def evidence_file(request: UserRequest, pk: UUID) -> FileResponse:
    evidence = get_object_or_404(Evidence.objects.visible_to(request.user), pk=pk)
    content_type = CONTENT_TYPES.get(evidence.file_name.rpartition(".")[2], "application/octet-stream")
    response = download(evidence.file, filename=evidence.file_name, content_type=content_type)
    note_download(evidence, by=request.user)
    return response
