"""A letter in words: what kind of day, when, how sure, where to look. Nothing of the work itself."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import Max
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from cycles.dates import moment_in_words
from cycles.milestones import MILESTONES
from cycles.models import Confidence
from reminders.hearers import Hearing
from reminders.mail_stops import absolute, stop_address
from reminders.models import Channel, Deadline, Letter, Notice, PersonalHours, Reminder
from reminders.notice_lines import by_happening, notice_words
from reminders.services.moves import told_days
from reminders.words import WhenDue, logged_day, time_left, when_due

# More lines than that are a heap, not a mail.
MAX_LINES = 30
# Later than that, and the mail says that the server could not write.
PATIENCE = timedelta(hours=3)


@dataclass(frozen=True)
class Line:
    """One deadline in a mail."""

    what: str
    when: WhenDue
    sure: str
    left: str
    is_over: bool
    before: str
    address: str


@dataclass(frozen=True)
class NoticeLine:
    """What happened, as a mail may say it: its kind, how often, and where to look."""

    what: str
    number: int
    address: str


class Post:
    """What has to be known to write some letters: read at the moment of sending, for all of them at once."""

    def __init__(self, letters: Collection[Letter], at: datetime) -> None:
        self._at = at
        self._reminders: dict[UUID, list[Reminder]] = {letter.pk: [] for letter in letters}
        rows = Reminder.objects.filter(letter__in=letters).select_related("deadline").order_by("mail_due_at", "pk")
        for one in rows:
            if one.letter_id:
                self._reminders[one.letter_id].append(one)
        everything = [one for some in self._reminders.values() for one in some]
        self._notices: dict[UUID, list[Notice]] = {letter.pk: [] for letter in letters}
        for notice in Notice.objects.filter(letter__in=letters).select_related("happening").order_by("due_at", "pk"):
            if notice.letter_id:
                self._notices[notice.letter_id].append(notice)
        told = [one for some in self._notices.values() for one in some]
        people = {letter.person_id for letter in letters}
        self._hearing = Hearing({one.workspace_id for one in everything} | {one.workspace_id for one in told}, people)
        moved = {one.deadline_id for one in everything if one.kind == Reminder.Kind.MOVED}
        self._days = told_days(moved)
        self._heard = _last_heard(moved, people)

    def write(self, letter: Letter) -> EmailMultiAlternatives | None:
        """The mail; None where nothing is left to say: done, moved, or no longer theirs to know."""
        reminders = [one for one in self._reminders[letter.pk] if self._still_holds(one)]
        notices = [one for one in self._notices[letter.pk] if self._is_news(one)]
        if not (reminders or notices):
            return None
        hours = self._hearing.hours(letter.person_id)
        with translation.override(_language(hours)):
            return _mail(letter, self._context(letter, reminders, notices, hours))

    def _still_holds(self, one: Reminder) -> bool:
        deadline = one.deadline
        return (
            deadline.status == Deadline.Status.OPEN
            and one.revision == deadline.revision
            and self._hearing.is_in(one.person_id, one.workspace_id)
            and self._hearing.heard(one.person_id, deadline).channel in (Channel.MAIL, Channel.DIGEST)
        )

    def _is_news(self, one: Notice) -> bool:
        heard = self._hearing.heard_of(one.person_id, one.workspace_id)
        is_open = one.read_at is None and one.happening.over_at is None
        is_in = self._hearing.is_in(one.person_id, one.workspace_id)
        return is_open and is_in and heard.channel in (Channel.MAIL, Channel.DIGEST)

    def _context(
        self, letter: Letter, reminders: list[Reminder], notices: list[Notice], hours: PersonalHours
    ) -> dict[str, object]:
        lines = [self._line(some, hours) for some in _by_deadline(reminders)]
        moments = [one.mail_due_at for one in reminders] + [one.mail_due_at for one in notices]
        since = min(moment for moment in moments if moment)
        is_late = self._at - since > PATIENCE
        return {
            "lines": lines[:MAX_LINES],
            "notices": [
                NoticeLine(notice_words(some), len(some), absolute(some[0].happening.path))
                for some in by_happening(notices)
            ],
            "more": max(0, len(lines) - MAX_LINES),
            "silent_from": _moment(since, hours.zone) if is_late else "",
            "silent_until": _moment(self._at, hours.zone),
            "language": translation.get_language(),
            "direction": "rtl" if translation.get_language_bidi() else "ltr",
            "stop": stop_address(letter.person_id, hours.mail_stops),
            "start": absolute("/"),
        }

    def _line(self, reminders: list[Reminder], hours: PersonalHours) -> Line:
        deadline = reminders[0].deadline
        is_own_day = deadline.confidence == Confidence.CONFIRMED and not deadline.is_of_review
        return Line(
            what=kind_words(deadline),
            when=when_due(deadline, hours.zone),
            sure="" if is_own_day else str(Confidence(deadline.confidence).label),
            left=time_left(deadline, self._at),
            is_over=deadline.ends_at < self._at,
            before=self._before(reminders),
            address=absolute(deadline.get_absolute_url()),
        )

    def _before(self, reminders: list[Reminder]) -> str:
        """The day that the person heard last, where this letter says that it has moved."""
        moved = next((one for one in reminders if one.kind == Reminder.Kind.MOVED), None)
        if moved is None:
            return ""
        days = self._days[moved.deadline_id]
        heard = self._heard.get((moved.deadline_id, moved.person_id), 0)
        return logged_day(days[heard]) if heard < len(days) - 1 else ""


def kind_words(deadline: Deadline) -> str:
    """What is due, as a mail may say it: the moment of the review; of the workspace's own days the kind alone."""
    known = MILESTONES.get(deadline.milestone)
    return str(known.name) if known and deadline.is_of_review else str(Deadline.Kind(deadline.kind).label)


def _by_deadline(reminders: Iterable[Reminder]) -> list[list[Reminder]]:
    """The reminders of each deadline together, the nearest end first: whatever piled up, it is said once."""
    found: dict[UUID, list[Reminder]] = {}
    for one in reminders:
        found.setdefault(one.deadline_id, []).append(one)
    return sorted(found.values(), key=lambda some: (some[0].deadline.ends_at, some[0].deadline_id))


def _last_heard(deadlines: Collection[UUID], people: Collection[UUID]) -> dict[tuple[UUID, UUID], int]:
    """Of which day each person was told last before the notice that it has moved: the number of the move."""
    if not deadlines:
        return {}
    moved = Reminder.objects.filter(deadline__in=deadlines, person__in=people).exclude(kind=Reminder.Kind.MOVED)
    rows = moved.values_list("deadline_id", "person_id").annotate(Max("revision"))
    return {(deadline, person): revision for deadline, person, revision in rows}


def _mail(letter: Letter, context: dict[str, object]) -> EmailMultiAlternatives:
    stop = context["stop"]
    mail = EmailMultiAlternatives(
        subject=_("Reminder"),
        body=render_to_string("reminders/mail.txt", context).strip() + "\n",
        to=[letter.person.email],
        headers={
            "Message-ID": f"<{letter.pk}@{_domain()}>",
            # RFC 8058: one click in the mail program is enough.
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(render_to_string("reminders/mail.html", context), "text/html")
    return mail


def _language(hours: PersonalHours) -> str:
    return hours.language if hours.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"


def _moment(moment: datetime, zone: str) -> str:
    return moment_in_words(moment.astimezone(ZoneInfo(zone)))
