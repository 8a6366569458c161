"""Files of a submission."""

import io
from uuid import UUID

from django.http import FileResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.http import UserRequest
from common.audit import record_event
from common.file_kinds import CONTENT_TYPES
from implementation.views.downloads import as_download
from submissions.models import Paragraph, Section, Signature
from submissions.submission_word import render_word
from submissions.views.reading import submission_of


@require_GET
def submission_word(request: UserRequest, pk: UUID) -> FileResponse:
    """The text as it stands now, noted in the trail."""
    submission = submission_of(request, pk)
    signed = Signature.objects.visible_to(request.user).standing().filter(submission=submission)
    content = render_word(
        submission,
        list(Section.objects.visible_to(request.user).filter(submission=submission).in_order()),
        list(Paragraph.objects.visible_to(request.user).filter(submission=submission).standing().in_order()),
        list(signed.select_related("organisation").order_by("at", "pk")),
    )
    at, workspace = timezone.now(), submission.workspace
    record_event(verb="export", target=submission, by=request.user, at=at, workspace_id=workspace.pk)
    filename = f"submission-{workspace.review.code}-{submission.language}.docx"
    return as_download(io.BytesIO(content), filename=filename, content_type=CONTENT_TYPES["docx"])
