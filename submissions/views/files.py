"""Files of a submission: as a draft at any time, for lodging once every name in it is decided."""

import io
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.http import UserRequest
from common.audit import record_event
from common.file_kinds import CONTENT_TYPES
from common.pdf import PdfUnavailable
from implementation.views.downloads import as_download
from submissions.models import Submission
from submissions.safety import rows_of, safety_of
from submissions.submission_document import SubmissionDocument, document_of
from submissions.submission_pdf import NoLetters, render_pdf
from submissions.submission_word import draft_words, word_file
from submissions.views.reading import submission_of
from submissions.views.safety import safety_answer

# Signs that a message names.
_MOST_SIGNS = 20


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


@require_GET
def submission_pdf(request: UserRequest, pk: UUID) -> HttpResponseBase:
    """The text as it stands now for people to read, marked as a draft; as it was lodged, its version has it."""
    submission = submission_of(request, pk)
    rows = rows_of(submission, request.user)
    draft = draft_words(submission, safety_of(submission, rows))
    content = pdf_or_none(request, document_of(submission, rows), draft)
    return _handed_out(request, submission, content, "draft", "pdf") if content else redirect(submission)


def pdf_or_none(request: UserRequest, document: SubmissionDocument, draft: str = "") -> bytes | None:
    """The PDF; where there can be none, whoever asked is told why."""
    try:
        return render_pdf(document, draft=draft)
    except NoLetters as error:
        said = _("Our fonts for PDFs lack these signs: %(signs)s. Take the Word file, or write them in another way.")
        messages.error(request, said % {"signs": " ".join(error.signs[:_MOST_SIGNS])})
        return None
    except PdfUnavailable:
        messages.error(request, _("This server cannot make PDFs at the moment. Take the Word file."))
        return None


def _handed_out(
    request: UserRequest, submission: Submission, content: bytes, name: str, kind: str = "docx"
) -> FileResponse:
    at, workspace = timezone.now(), submission.workspace
    record_event(verb="export", target=submission, by=request.user, at=at, workspace_id=workspace.pk)
    filename = f"{name}-{workspace.review.code}-{submission.language}.{kind}"
    return as_download(io.BytesIO(content), filename=filename, content_type=CONTENT_TYPES[kind])
