"""The mid-term report as HTML and as PDF."""

from base64 import b64decode
from collections.abc import Callable

from django.template.loader import render_to_string
from django.utils import translation

from common import pdf
from implementation.midterm import MidTermReport


def render_html(report: MidTermReport) -> str:
    """The whole document in the language of the report."""
    with translation.override(report.language):
        return render_to_string("implementation/midterm_report_document.html", {"report": report})


def render_pdf(report: MidTermReport, *, progress: Callable[[int], None] | None = None) -> bytes:
    """The report as tagged PDF; ``progress`` hears the number of each page as it is laid out."""
    logos = {one.picture: b64decode(one.logo) for one in report.signatories if one.logo}
    return pdf.render(render_html(report), progress=progress, pictures=logos)
