"""A whole cycle of reminders in a minute, to believe it: the invented State, and a clock that is told what time it is.

The services are those of the worker, each called with the time that it is meant to be. Nothing else stands in.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Min, Q, QuerySet

from accounts.models import Organisation, User, Workspace
from accounts.services.workspaces import create_workspace
from cycles.key_dates import timeline
from cycles.models import Confidence, Review
from cycles.services.calendar import set_key_date
from impact.demonstration import SOURCE, demonstration_key, load_demonstration
from reminders.models import Channel, Deadline, Letter, Reminder, ReminderRound
from reminders.moments import LEADS
from reminders.running import Run
from reminders.services.calendar import follow_calendar
from reminders.services.choices import choose, save_hours
from reminders.services.deadlines import Day, close_by_key, set_deadline
from reminders.services.letters import gather_letters
from reminders.services.post import post_letters
from reminders.services.rounds import plan_rounds
from reminders.services.telling import begin_rounds
from reminders.words import lead_words, what_is_due, when_due

BEFORE_DEADLINE = timedelta(days=100)
# As OHCHR set it for past sessions.
DEADLINE_BEFORE_REVIEW = timedelta(days=208)
CLOSES = time(23, 59)
PUT_OFF, PUT_OFF_DEADLINE = timedelta(days=28), timedelta(days=21)
# A run of the worker that has as long as it needs.
SECONDS = 600.0


@dataclass(frozen=True)
class Said:
    """One thing that was said: when, to whom, by which way, and what."""

    at: datetime
    whom: str
    way: str
    what: str

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}  {self.whom:<15}  {self.way:<10}  {self.what}"


@dataclass(frozen=True)
class Outcome:
    """The closing count. ``unsaid`` are rounds whose time has come and that nobody heard; there is to be none."""

    days: int
    told: int
    moved: int
    letters: int
    lines_in_letters: int
    unsaid: int
    unposted: int
    doubled: int

    def __str__(self) -> str:
        return (
            f"{self.days} days: {self.told} reminders, {self.moved} of them because a day moved;"
            f" {self.lines_in_letters} went by mail, in {self.letters} letters."
            f" Not said {self.unsaid}, not posted {self.unposted}, said twice {self.doubled}."
        )


@dataclass
class DemoClock:
    """One walk through the cycle from ``at`` on. ``tell`` gets every line."""

    at: datetime
    tell: Callable[[str], None]
    _heard: set[UUID] = field(default_factory=set)

    def walk(self, *, days: int | None = None) -> Outcome:
        """From 100 days before the deadline for submissions to the day after the adoption, or for some ``days``."""
        self._set_stage()
        self._tick(self.began)
        while self.now < (end := self._end(days)):
            self._tick(min(self._next_moment(), end))
        return self._count()

    def _set_stage(self) -> None:
        """The invented State and its coalition, at work on the review that comes."""
        load_demonstration(at=self.at)
        self.review = Review.objects.get(state_under_review="XAR", cycle=5)
        if self.review.review_date is None:
            raise ValueError(self.review)
        self.held = self.review.review_date
        self.deadline = self.held - DEADLINE_BEFORE_REVIEW
        self.now = self.began = _morning(self.deadline - BEFORE_DEADLINE)
        people = ("ines.solvane", "tavi.orrel", "mirela.ostane", "dalia.veyran")
        found = User.objects.in_bulk([demonstration_key(f"{name}@example.org") for name in people])
        self.ines, self.tavi, self.mirela, self.dalia = (
            found[demonstration_key(f"{name}@example.org")] for name in people
        )
        self.script = sorted(self._script(), key=lambda act: act[0])

    def _script(self) -> Iterator[tuple[datetime, str, Callable[[datetime], object]]]:
        """What people do on the way. Everything else, the calendar and the worker do."""
        moved = self.deadline + PUT_OFF_DEADLINE
        yield self.began, "Ines opens a workspace; everybody says how they want to hear.", self._open
        yield (
            self.began,
            f"OHCHR publishes the deadline for submissions: {self.deadline}.",
            self._publish(self.deadline),
        )
        yield (
            _morning(self.deadline - timedelta(days=45)),
            f"The review is put off by {PUT_OFF.days} days, the deadline to {moved}.",
            self._put_off,
        )
        yield (
            _morning(self.deadline - timedelta(days=27)),
            "Tavi ticks the draft as done, three days late.",
            self._done("own:draft"),
        )
        yield (
            _morning(moved - timedelta(days=2)),
            "Ines ticks the submission as lodged.",
            self._done("review:stakeholder_submission"),
        )

    def _open(self, at: datetime) -> None:
        coalition = Organisation.objects.get(pk=demonstration_key("arc"))
        partner = Organisation.objects.get(pk=demonstration_key("mdwn"))
        self.workspace: Workspace = create_workspace(
            name="Arcadia, the next review",
            review=self.review,
            organisation=coalition,
            contributors=[partner],
            by=self.ines,
            at=at,
        )
        plain: dict[str, Any] = {"quiet_weekdays": (), "digest_weekday": 0, "quiet_until": None}
        save_hours(person=self.tavi, language="ar", zone="Africa/Tunis", hour=time(18), **plain)
        save_hours(person=self.dalia, language="fr", zone="America/La_Paz", hour=time(7, 30), **plain)
        for person, channel in ((self.mirela, Channel.DIGEST), (self.dalia, Channel.APP)):
            leads = [lead for lead in LEADS if 24 <= lead <= 30 * 24]
            choose(workspace=None, person=person, kind="", channel=channel, leads=leads, by=person, at=at)
        own: dict[str, Any] = {"workspace": self.workspace, "by": self.ines, "at": at}
        draft, signed = self.deadline - timedelta(days=30), self.deadline - timedelta(days=10)
        day = Day(day=draft, hour=time(18))
        set_deadline(key="own:draft", kind="draft", title="Draft of all chapters", day=day, person=self.tavi, **own)
        day = Day(day=signed)
        set_deadline(key="own:sign", kind="sign_off", title="Signed by all", day=day, organisation=partner, **own)

    def _publish(self, day: date) -> Callable[[datetime], None]:
        return lambda at: self._set("stakeholder_submission", day, at, hour=CLOSES, confidence=Confidence.CONFIRMED)

    def _put_off(self, at: datetime) -> None:
        self.held += PUT_OFF
        self._set("review", self.held, at, confidence=Confidence.TENTATIVE)
        self._publish(self.deadline + PUT_OFF_DEADLINE)(at)

    def _set(self, milestone: str, day: date, at: datetime, *, confidence: str, hour: time | None = None) -> None:
        words: dict[str, Any] = {"confidence": confidence, "source": SOURCE, "by": self.ines, "at": at}
        set_key_date(review=self.review, milestone=milestone, day=day, hour=hour, **words)

    def _done(self, key: str) -> Callable[[datetime], None]:
        return lambda at: close_by_key(
            workspace=self.workspace, key=key, status=Deadline.Status.DONE, by=self.ines, at=at
        )

    def _end(self, days: int | None) -> datetime:
        if days is not None:
            return self.began + timedelta(days=days)
        rows = timeline(Review.objects.with_parts().get(pk=self.review.pk))
        adopted = next(row.day for row in rows if row.milestone == "adoption" and row.day)
        return _morning(adopted + timedelta(days=1))

    def _tick(self, now: datetime) -> None:
        """It is ``now``: people act, then the worker does what it does every minute."""
        self.now = now
        while self.script and self.script[0][0] <= now:
            moment, words, act = self.script.pop(0)
            self.tell(f"{moment:%Y-%m-%d %H:%M}  * {words}")
            act(moment)
        follow_calendar(at=now)
        plan_rounds(at=now)
        begin_rounds(run=Run(now, SECONDS))
        gather_letters(run=Run(now, SECONDS))
        post_letters(run=Run(now, SECONDS))
        for said in sorted(self._said(), key=lambda one: one.at):
            self.tell(str(said))

    def _next_moment(self) -> datetime:
        """When something is due next; at least once a week, as a day may have been moved."""
        coming = [
            self.script[0][0] if self.script else None,
            _least(ReminderRound.objects.filter(begun_at=None, begins_at__gt=self.now), "begins_at"),
            _least(Reminder.objects.filter(due_at__gt=self.now), "due_at"),
            _least(Reminder.objects.filter(letter=None, mail_due_at__gt=self.now), "mail_due_at"),
            _least(Letter.objects.waiting().filter(next_try_at__gt=self.now), "next_try_at"),
            self.now + timedelta(days=7),
        ]
        return min(moment for moment in coming if moment)

    def _said(self) -> Iterator[Said]:
        """What nobody had heard before: here, and by mail."""
        told = (
            Reminder.objects.filter(due_at__lte=self.now).exclude(pk__in=self._heard).order_by("due_at", "person", "pk")
        )
        for one in told.select_related("person", "deadline"):
            self._heard.add(one.pk)
            way = "here" if one.mail_due_at is None else "here, mail"
            yield Said(one.due_at, str(one.person), way, _words(one))
        letters = Letter.objects.exclude(sent_at=None).exclude(pk__in=self._heard).order_by("sent_at", "pk")
        for letter in letters.select_related("person").annotate(lines=Count("reminders")):
            self._heard.add(letter.pk)
            yield Said(self.now, str(letter.person), "by mail", "a letter, reminders in it: " + str(letter.lines))

    def _count(self) -> Outcome:
        told = Reminder.objects.filter(due_at__lte=self.now)
        said = list(told.values_list("person", "deadline", "kind", "lead", "revision"))
        sent = Letter.objects.exclude(sent_at=None)
        holding = Q(deadline__status=Deadline.Status.OPEN, revision=F("deadline__revision"))
        waiting = ReminderRound.objects.filter(holding, begun_at=None, begins_at__lt=self.now)
        return Outcome(
            days=(self.now - self.began).days,
            told=len(said),
            moved=told.filter(kind=Reminder.Kind.MOVED).count(),
            letters=sent.count(),
            lines_in_letters=told.filter(letter__in=sent).count(),
            unsaid=waiting.count(),
            unposted=Letter.objects.waiting().filter(next_try_at__lt=self.now).count(),
            doubled=len(said) - len(set(said)),
        )


def _words(one: Reminder) -> str:
    when = when_due(one.deadline, one.deadline.zone).words
    lead = lead_words(one.lead) if one.kind == Reminder.Kind.LEAD else str(Reminder.Kind(one.kind).label)
    return f"{what_is_due(one.deadline)}: {when} ({lead})"


def _least(rows: QuerySet, name: str) -> datetime | None:
    return rows.aggregate(least=Min(name))["least"]


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=ZoneInfo("Europe/Zurich")).astimezone(UTC)
