"""A submission as a PDF for people: tagged, with numbered paragraphs and notes, in both directions of writing."""

from django.template.loader import render_to_string
from django.utils import translation

from common import pdf
from submissions import annex_words
from submissions.submission_document import SubmissionDocument

# Our fonts have no Chinese signs.
LANGUAGES = ("en", "fr", "es", "ar", "ru")


def render_html(document: SubmissionDocument, *, draft: str = "") -> str:
    """The whole document in its own language; a draft says on every page that it is one."""
    with translation.override(document.language):
        context = {"document": document, "text": document.rendered(), "draft": draft, "annexes": annex_words.heading()}
        html = render_to_string("submissions/submission_document.html", context)
    # Markdown's line breaks as XML has them: the quick parser reads nothing else.
    return html.replace("<br>", "<br />")


def render_pdf(document: SubmissionDocument, *, draft: str = "") -> bytes:
    """Without author and dates. Raises ``PdfUnavailable`` where Pango is missing."""
    return pdf.render(render_html(document, draft=draft))
