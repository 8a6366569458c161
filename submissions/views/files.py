"""Files of a submission: as a draft at any time, for lodging once every name in it is decided."""

import io
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.http import UserRequest
from common.audit import record_event
from common.file_kinds import CONTENT_TYPES
from implementation.views.downloads import as_download
from submissions.models import Submission
from submissions.safety import rows_of, safety_of
from submissions.submission_word import draft_words, word_file
from submissions.views.reading import submission_of
from submissions.views.safety import safety_answer


@require_GET
def submission_word(request: UserRequest, pk: UUID) -> FileResponse:
    """The text as it stands now, marked as a draft, noted in the trail."""
    submission = submission_of(request, pk)
    rows = rows_of(submission, request.user)
    content = word_file(submission, rows, draft=draft_words(submission, safety_of(submission, rows)))
    return _handed_out(request, submission, content, "draft")


@require_GET
def submission_word_final(request: UserRequest, pk: UUID) -> HttpResponseBase:
    """The file to lodge; while a name in it is open, or the text may still change, there is none."""
    submission = submission_of(request, pk)
    rows = rows_of(submission, request.user)
    safety = safety_of(submission, rows)
    if not safety.is_settled:
        messages.error(request, _("There is no file for OHCHR yet: first decide every name below."))
        return safety_answer(request, safety, [], status=409)
    if submission.is_open:
        messages.error(request, _("There is no file for OHCHR yet: close the text first, so that nothing moves."))
        return safety_answer(request, safety, [], status=409)
    return _handed_out(request, submission, word_file(submission, rows), "submission")


def _handed_out(request: UserRequest, submission: Submission, content: bytes, name: str) -> FileResponse:
    at, workspace = timezone.now(), submission.workspace
    record_event(verb="export", target=submission, by=request.user, at=at, workspace_id=workspace.pk)
    filename = f"{name}-{workspace.review.code}-{submission.language}.docx"
    return as_download(io.BytesIO(content), filename=filename, content_type=CONTENT_TYPES["docx"])
