"""Words of a row of several hands that somebody wrote over."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.http import UserRequest
from accounts.models import Workspace
from submissions.former_page import former_lines, found_row


@require_GET
def former_texts(request: UserRequest, kind: str, pk: UUID) -> HttpResponse:
    row = found_row(kind, pk, request.user)
    if row is None:
        raise Http404
    # A row that others share with us is read without what became of it.
    workspace = get_object_or_404(Workspace.objects.visible_to(request.user).with_parts(), pk=row.workspace_id)
    context = {"workspace": workspace, "row": row, "texts": former_lines(row, request.user)}
    return render(request, "submissions/former_texts.html", context)
