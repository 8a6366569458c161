"""The letter to an embassy as a Word file: a draft to go on with. What a person fills in stands in brackets."""

from datetime import UTC, datetime, time

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from common.word import Run, WordFile
from implementation.embassy import AskedRow, EmbassyPaper

WIDTHS = (15, 59, 24, 28, 48)
WIDTHS_WITHOUT_REASONS = (15, 95, 30, 34)
TO_FILL_IN = "7a4a00"


def render_word(paper: EmbassyPaper) -> bytes:
    """The letter as .docx in its own language and direction."""
    with translation.override(paper.language):
        file = WordFile(
            title=paper.title,
            language=paper.language,
            is_rtl=paper.direction == "rtl",
            at=datetime.combine(paper.as_of, time(), UTC),
        )
        _head(file, paper)
        _text(file, paper)
        _table(file, paper)
        _asks(file, paper)
        _end(file, paper)
        return file.save()


def _blank(words: str) -> Run:
    return Run(f"[{words}]", bold=True, colour=TO_FILL_IN)


def _head(file: WordFile, paper: EmbassyPaper) -> None:
    file.paragraph([Run(paper.workspace_name, bold=True, size=12)])
    if paper.organisations:
        file.paragraph([Run(paper.organisations_text, size=8)])
    file.paragraph([_blank(_("your address, telephone and e-mail"))])
    if paper.invented_text:
        file.paragraph([Run(paper.invented_text, bold=True)])
    file.paragraph([_blank(_("name of the Ambassador"))])
    file.paragraph(_("Embassy: %(state)s") % {"state": paper.state_name})
    file.paragraph([_blank(_("city")), Run(f" {paper.as_of_text}")])


def _text(file: WordFile, paper: EmbassyPaper) -> None:
    file.heading(paper.title, 1, size=13)
    file.paragraph(_("Excellency,"))
    file.paragraph(paper.introduction)
    file.paragraph(
        _("The answers of %(state)s: %(positions)s.") % {"state": paper.review_state, "positions": paper.positions_text}
    )
    file.paragraph(" ".join(filter(None, (f"{paper.finding}.", paper.rest))))


def _table(file: WordFile, paper: EmbassyPaper) -> None:
    if not paper.shown:
        return
    head = [pgettext("number", "No."), _("Your recommendation"), _("Position"), _("Our rating")]
    if paper.with_reasons:
        file.table([*head, _("What we found")], [(*_row(row), _reason(row)) for row in paper.shown], WIDTHS)
    else:
        file.table(head, [_row(row) for row in paper.shown], WIDTHS_WITHOUT_REASONS)
    if paper.left_out:
        file.paragraph(paper.left_out)


def _row(row: AskedRow) -> tuple[str, list[Run], list[Run], list[Run]]:
    text = [Run(row.text, size=8, direction=row.direction)]
    if row.others:
        text.append(Run(f" ({row.together})", size=8))
    rating = [Run(str(row.level_mark.label), bold=True, colour=row.level_mark.colour, size=8)]
    if row.rating:
        rating.append(Run(" " + _("as of %(date)s") % {"date": row.rating.date_text}, size=8))
    for voice in row.voices:
        said = {"who": voice.who, "level": voice.level_mark.label, "date": voice.date_text}
        rating.append(Run("\n" + _("%(who)s: %(level)s, as of %(date)s") % said, size=8))
    position = [Run(str(row.position_mark.label), bold=True, colour=row.position_mark.colour, size=8)]
    return row.number, text, position, rating


def _reason(row: AskedRow) -> list[Run]:
    if not row.rating:
        return [Run("")]
    return [Run(row.rating.note, size=8, direction=row.rating.note_direction)]


def _asks(file: WordFile, paper: EmbassyPaper) -> None:
    file.paragraph(_("Your recommendations carry weight. We would be grateful for your help:"))
    for ask in paper.asks:
        file.paragraph(ask, bullet=True)
    file.paragraph([_blank(_("what else you ask of this embassy, and by when; strike what does not fit"))], bullet=True)


def _end(file: WordFile, paper: EmbassyPaper) -> None:
    file.paragraph(_("We shall gladly tell you in person what each rating rests on."))
    file.paragraph(_("Please accept, Excellency, the assurances of our highest consideration."))
    file.paragraph([_blank(_("name and role of whoever signs"))])
    notes = [paper.rated_by, _("The Government was not asked to agree.") if paper.rated_by else ""]
    if paper.sources:
        notes.append(f"{_('Recommendations and positions:')} {paper.sources_text}.")
    file.paragraph([Run(" ".join(filter(None, notes)), size=8)])
