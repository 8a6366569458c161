"""The draft of the mail after a meeting, in its language. A person reads it, changes it and sends it themselves."""

from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import quote, urlencode

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advocacy.brought_sheet import in_each_language
from advocacy.models import Meeting
from common.templatetags.marks import listed
from cycles.dates import day_in_words

# Mail programs cut longer addresses off; then the draft is taken along as a file, or copied.
LONGEST_ADDRESS = 1800
_TO_WHOM = gettext_lazy("name and title of the person you write to")
_WHAT_NEXT = gettext_lazy("what they promised, and what you do next, in words that may be forwarded")
_FROM_WHOM = gettext_lazy("name and signature")


@dataclass(frozen=True)
class Draft:
    """A subject and a text with what a person fills in standing in brackets."""

    subject: str
    text: str


def draft_of(meeting: Meeting) -> Draft:
    """What stands in the draft until a person writes it otherwise: thanks, what was asked, what is to follow."""
    if meeting.mail_text:
        return Draft(meeting.mail_subject, meeting.mail_text)
    with translation.override(meeting.language):
        said = {"state": meeting.workspace.review.state_under_review.name, "day": day_in_words(meeting.date)}
        parts = [
            _place(_TO_WHOM),
            _("Thank you for receiving us on %(day)s to speak about the Universal Periodic Review of %(state)s.")
            % said,
        ]
        if asked := [one.texts.get(meeting.language[:2], one.text) for one in meeting.proposals.all()]:
            parts.append(_("As we said, we would be grateful if your delegation made these recommendations:"))
            parts += [f"– {text}" for text in asked]
        if papers := [*map(str, meeting.factsheets.all()), *filter(None, [meeting.papers])]:
            parts.append(_("We left these papers with you: %(papers)s") % {"papers": listed(papers)})
        parts.append(_place(_WHAT_NEXT))
        parts.append(_("We remain at your disposal for any question."))
        parts.append(_place(_FROM_WHOM))
        return Draft(_("Our meeting of %(day)s") % said, "\n\n".join(parts))


def left_open(meeting: Meeting) -> list[str]:
    """What a person was to fill in and still stands in the kept draft, whatever its language was when it was made."""
    every = [_place(words) for place in (_TO_WHOM, _WHAT_NEXT, _FROM_WHOM) for words in in_each_language(place)]
    return [one for one in dict.fromkeys(every) if one in meeting.mail_text]


def _place(words: object) -> str:
    """Where a person writes something."""
    return f"[{words}]"


def addresses(meeting: Meeting) -> list[str]:
    """The addresses of those who were met, as far as they are kept."""
    return [one.email for one in meeting.contacts.all() if one.email]


def mailto(meeting: Meeting) -> str:
    """An address that opens the draft in the reader's own mail program; empty where it is too long for one."""
    if not meeting.mail_text:
        return ""
    words = urlencode({"subject": meeting.mail_subject, "body": meeting.mail_text}, quote_via=quote)
    found = f"mailto:{quote(','.join(addresses(meeting)), safe='@,')}?{words}"
    return found if len(found) <= LONGEST_ADDRESS else ""


def as_file(meeting: Meeting) -> bytes:
    """The kept draft as a file that mail programs open as a mail not sent yet."""
    message = EmailMessage()
    message["Subject"] = " ".join(meeting.mail_subject.split())
    if found := addresses(meeting):
        message["To"] = ", ".join(found)
    message["X-Unsent"] = "1"
    message.set_content(meeting.mail_text)
    return message.as_bytes()
