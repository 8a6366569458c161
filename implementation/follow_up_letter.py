"""The draft of a letter to a ministry or body, in one language. A person reads it, fills in brackets and sends it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import get_language_info, pgettext
from django.utils.translation import gettext as _

from common import pdf
from common.bidi import text_direction
from common.word import Run, WordFile
from cycles.dates import day_in_words
from cycles.models import Recommendation
from implementation.models import FollowUp
from implementation.printed_names import names_of
from implementation.services.counting import rules_of

WIDTHS = (18, 116, 40)
TO_FILL_IN = "7a4a00"


@dataclass(frozen=True)
class LetterRow:
    """One recommendation that the letter is about."""

    number: str
    text: str
    position: str

    @property
    def direction(self) -> str:
        return text_direction(self.text)


@dataclass(frozen=True)
class Letter:
    """What a draft says. Its words are those of the language that is active."""

    follow_up: FollowUp
    language: str
    on: date
    sender: str
    organisations: str
    state: str
    rows: tuple[LetterRow, ...]
    voice: str = "cso"

    @property
    def direction(self) -> str:
        return "rtl" if get_language_info(self.language)["bidi"] else "ltr"

    @property
    def title(self) -> str:
        return self.follow_up.title

    @property
    def details(self) -> str:
        return self.follow_up.details

    @property
    def details_direction(self) -> str:
        return text_direction(self.details)

    @property
    def on_text(self) -> str:
        return day_in_words(self.on)

    @property
    def blanks(self) -> dict[str, str]:
        """What a person fills in."""
        return {
            "address": f"[{_('your address, telephone and e-mail')}]",
            "name": f"[{_('name and title of the person you write to')}]",
            "city": f"[{_('city')}]",
            "signature": f"[{_('name and signature')}]",
        }

    @property
    def opening(self) -> list[str]:
        """Why the letter is written."""
        asked = {"state": self.state}
        first = _("In the Universal Periodic Review of the United Nations, %(state)s received recommendations.") % asked
        why = {
            FollowUp.Kind.LETTER: _("We write to learn what has been done to carry them out, and what is planned."),
            FollowUp.Kind.REQUEST: _("We ask you for information that your institution holds about carrying them out."),
            FollowUp.Kind.MEETING: _("We ask you for a meeting to talk about how they can be carried out."),
        }
        return [first, str(why[FollowUp.Kind(self.follow_up.kind)])]

    @property
    def closing(self) -> list[str]:
        """What is asked for, and until when."""
        due = self.follow_up.due_date
        kind = self.follow_up.kind
        said = []
        if kind == FollowUp.Kind.REQUEST:
            said.append(
                _("Where you cannot give some of it, we ask you to say which part, and on which ground of law.")
            )
        if due and kind == FollowUp.Kind.MEETING:
            said.append(
                _("We propose to meet on %(date)s, or on another day that suits you.") % {"date": day_in_words(due)}
            )
        elif due:
            said.append(_("We would be grateful for your answer by %(date)s.") % {"date": day_in_words(due)})
        if self.voice == "nhri":
            said.append(
                _(
                    "The national human rights institution reports to the United Nations on what becomes of these "
                    "recommendations; what you tell us can stand in that report."
                )
            )
            return said
        said.append(
            _(
                "Civil society reports to the United Nations on what becomes of these recommendations; "
                "what you tell us can stand in that report."
            )
        )
        return said


def letter_of(follow_up: FollowUp, *, language: str, on: date) -> Letter:
    """The draft of a letter, a request or an invitation to meet."""
    with translation.override(language):
        rows = Recommendation.objects.filter(follow_ups=follow_up).in_order()
        return Letter(
            follow_up=follow_up,
            language=language,
            on=on,
            sender=follow_up.workspace.name,
            organisations=pgettext("between the names of a list", ", ").join(names_of(follow_up.workspace)),
            state=follow_up.workspace.review.state_under_review.name,
            rows=tuple(LetterRow(row.number, row.text, str(row.get_position_display())) for row in rows),
            voice=rules_of(follow_up.workspace).voice,
        )


def render_pdf(letter: Letter) -> bytes:
    """The draft as tagged PDF."""
    with translation.override(letter.language):
        return pdf.render(render_to_string("implementation/follow_up_document.html", {"letter": letter}))


def render_word(letter: Letter) -> bytes:
    """The draft as .docx, to be gone on with."""
    with translation.override(letter.language):
        file = WordFile(
            title=letter.title,
            language=letter.language,
            is_rtl=letter.direction == "rtl",
            at=datetime.combine(letter.on, time(), UTC),
        )
        blanks = {name: Run(words, bold=True, colour=TO_FILL_IN) for name, words in letter.blanks.items()}
        file.paragraph([Run(letter.sender, bold=True, size=12)])
        file.paragraph([Run(letter.organisations, size=8)])
        file.paragraph([blanks["address"]])
        file.paragraph([blanks["name"]])
        file.paragraph(letter.follow_up.body)
        file.paragraph([blanks["city"], Run(f" {letter.on_text}")])
        file.heading(letter.title, 1, size=13)
        for words in letter.opening:
            file.paragraph(words)
        if letter.rows:
            head = [pgettext("number", "No."), _("Recommendation"), pgettext("position of the State", "Position")]
            rows = [(row.number, [Run(row.text, size=8, direction=row.direction)], row.position) for row in letter.rows]
            file.table(head, rows, WIDTHS)
        if letter.details:
            file.paragraph([Run(letter.details, direction=letter.details_direction)])
        for words in letter.closing:
            file.paragraph(words)
        file.paragraph(_("Yours faithfully,"))
        file.paragraph([blanks["signature"]])
        return file.save()


RENDERERS = {"pdf": render_pdf, "docx": render_word}
