"""A submission as a PDF for people: tagged, with numbered paragraphs and notes, in both directions of writing."""

from django.template.loader import render_to_string
from django.utils import translation

from common import pdf
from common.languages import language_of_pages
from common.letters import signs_without_letters
from submissions import annex_words
from submissions.submission_document import SubmissionDocument


def render_html(document: SubmissionDocument, *, draft: str = "") -> str:
    """The whole document in its own language; a draft says on every page that it is one."""
    with translation.override(language_of_pages(document.language)):
        context = {"document": document, "text": document.rendered(), "draft": draft, "annexes": annex_words.heading()}
        html = render_to_string("submissions/submission_document.html", context)
    # Markdown's line breaks as XML has them: the quick parser reads nothing else.
    return html.replace("<br>", "<br />")


class NoLetters(Exception):
    """Our fonts lack these signs: a name would be a box."""

    def __init__(self, signs: str) -> None:
        super().__init__(signs)
        self.signs = signs


def render_pdf(document: SubmissionDocument, *, draft: str = "") -> bytes:
    """Without author and dates. Raises ``PdfUnavailable`` where Pango is missing, and ``NoLetters``."""
    html = render_html(document, draft=draft)
    if signs := signs_without_letters(html):
        raise NoLetters(signs)
    return pdf.render(html)
