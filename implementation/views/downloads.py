"""Files of a workspace go out as downloads, to those who may see their row."""

from typing import Any

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404
from django.utils import timezone

from accounts.models import User
from common.audit import record_event
from implementation.models import Evidence, MidTermReport


def download(file: FieldFile, *, filename: str, content_type: str) -> FileResponse:
    """The file as one that no browser opens in the page, runs or keeps; 404 where there is none."""
    if not file:
        raise Http404
    try:
        content = file.open()
    except FileNotFoundError as error:
        raise Http404 from error
    return as_download(content, filename=filename, content_type=content_type)


def as_download(content: Any, *, filename: str, content_type: str) -> FileResponse:
    """What an open file holds, as a download that no browser opens in the page, runs or keeps."""
    response = FileResponse(content, as_attachment=True, filename=filename, content_type=content_type)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def note_download(row: Evidence | MidTermReport, *, by: User) -> None:
    """The audit trail says who took a file out of a workspace."""
    record_event(verb="download", target=row, by=by, at=timezone.now(), workspace_id=row.workspace_id)
