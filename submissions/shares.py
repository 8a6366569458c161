"""What of this floor can be shown by a link: the text of a submission as it stands."""

import io
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from accounts.models import User, Workspace
from accounts.shares import Shared, ShareKind
from common.file_kinds import CONTENT_TYPES
from common.pdf import PdfUnavailable
from implementation.views.downloads import as_download
from submissions.models import Submission
from submissions.safety import rows_of, safety_of
from submissions.submission_document import document_of
from submissions.submission_pdf import NoLetters, render_pdf
from submissions.submission_word import draft_words, word_file


def _a_submission(user: User, workspace: Workspace, key: UUID | None) -> Submission | None:
    rows = Submission.objects.visible_to(user).with_parts().filter(workspace=workspace)
    return rows.filter(pk=key).first() if key else None


def _show_submission(request: HttpRequest, shared: Shared) -> HttpResponse:
    document = document_of(shared.thing, rows_of(shared.thing, shared.link.created_by))
    context = {"shared": shared, "document": document, "text": document.rendered()}
    return render(request, "submissions/shared_submission.html", context)


def _submission_file(request: HttpRequest, shared: Shared) -> FileResponse:
    """The draft as a PDF; where there can be none, as a Word file."""
    submission, rows = shared.thing, rows_of(shared.thing, shared.link.created_by)
    draft = draft_words(submission, safety_of(submission, rows))
    try:
        content, kind = render_pdf(document_of(submission, rows), draft=draft), "pdf"
    except (NoLetters, PdfUnavailable):
        content, kind = word_file(submission, rows, draft=draft), "docx"
    filename = f"draft-{shared.workspace.review.code}-{submission.language}.{kind}"
    return as_download(io.BytesIO(content), filename=filename, content_type=CONTENT_TYPES[kind])


SUBMISSION = ShareKind(
    code="submission",
    label=gettext_lazy("The draft of a submission"),
    find=_a_submission,
    show=_show_submission,
    file=_submission_file,
)
KINDS = (SUBMISSION,)
