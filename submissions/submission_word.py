"""A submission as the Word file that OHCHR asks for: cover, numbered paragraphs and pages, endnotes."""

import io
from collections.abc import Sequence

from django.utils import translation
from django.utils.translation import gettext as _

from common.languages import language_of_pages
from common.traces import without_traces
from common.word import Run, WordFile
from submissions import annex_words
from submissions.drafting_page import numbers_of
from submissions.models import Annex, Paragraph, Section, Signature, Submission
from submissions.safety import Rows, Safety
from submissions.submission_document import RIGHT_TO_LEFT, cover_facts
from submissions.word_text import blocks_of

# By how much each list stands further in: whoever brings the file back tells lists in lists by it.
LIST_MM = 6
# As OHCHR’s technical guide advises (submission_rules.csv: font); it has Arabic, Cyrillic and Latin letters.
FONT, FONT_SIZE = "Times New Roman", 12
TO_FILL_IN = "7a4a00"


def draft_words(submission: Submission, safety: Safety) -> str:
    """What a file says that is not the one to lodge, in its own language."""
    with translation.override(language_of_pages(submission.language)):
        if safety.is_settled:
            return _("DRAFT, not for lodging")
        return _("DRAFT, not for lodging: the names in it were not checked")


def word_file(submission: Submission, rows: Rows, *, draft: str = "") -> bytes:
    """The file without author, company, dates and marks of revision; a draft says on every page that it is one."""
    content = render_word(submission, rows.sections, rows.paragraphs, rows.signatures, rows.annexes, draft=draft)
    return without_traces(io.BytesIO(content), "docx").getvalue()


def render_word(
    submission: Submission,
    sections: Sequence[Section],
    paragraphs: Sequence[Paragraph],
    signatures: Sequence[Signature],
    annexes: Sequence[Annex] = (),
    *,
    draft: str = "",
) -> bytes:
    """The text as it stands, as .docx in its own language; an alias stands where an organisation chose one."""
    with translation.override(language_of_pages(submission.language)):
        file = WordFile(
            title=submission.title,
            language=submission.language,
            is_rtl=submission.language in RIGHT_TO_LEFT,
            at=submission.changed_at,
            font=FONT,
            size=FONT_SIZE,
        )
        if draft:
            file.paragraph([Run(draft, bold=True, size=14, colour=TO_FILL_IN)])
        _cover(file, submission, signatures)
        numbers = numbers_of(paragraphs, are_fixed=submission.numbers_fixed_at is not None)
        is_first = True
        for section in sections:
            rows = [row for row in paragraphs if row.section_id == section.pk]
            if not rows:
                continue
            file.heading(section.title, 1, on_new_page=is_first)
            is_first = False
            for row in rows:
                _paragraph(file, numbers[row.pk], row.text)
        if annexes:
            file.heading(annex_words.heading(), 1)
            for runs in annex_words.lines_of(annexes):
                file.paragraph(runs)
        file.foot(f"{submission.title} · {draft}" if draft else submission.title)
        return file.save()


def _cover(file: WordFile, submission: Submission, signatures: Sequence[Signature]) -> None:
    """The names of all who stand behind it come first, as OHCHR asks."""
    file.paragraph([Run(_("Submitted by"), bold=True, size=12)])
    names = [row for row in signatures if row.is_for]
    for row in names:
        file.paragraph([Run(row.alias or str(row.organisation), size=12)])
        if row.reservation:
            file.paragraph([Run(_("With a reservation: %(words)s") % {"words": row.reservation}, size=9)])
    if not names:
        file.paragraph([Run(f"[{_('No organisation has signed yet.')}]", bold=True, colour=TO_FILL_IN)])
    file.heading(submission.title, 0, size=24)
    for name, value in cover_facts(submission):
        file.paragraph([Run(f"{name}: ", bold=True, size=11), Run(value, size=11)])


def _paragraph(file: WordFile, number: str, text: str) -> None:
    """The first piece has the number; lists below it have none of their own."""
    for place, block in enumerate(blocks_of(text)):
        if place:
            file.paragraph(block.runs, indent_mm=block.depth * LIST_MM)
        else:
            file.numbered(number, block.runs)
