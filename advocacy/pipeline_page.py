"""The pipeline as its pages show it: a board, a table, and of how many States each recommendation is asked."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User, Workspace
from advocacy import at_work
from advocacy.models import Ask, Meeting, Target
from advocacy.pipeline_querysets import MeetingQuerySet
from cycles.dates import day_in_words
from reminders.deadline_lines import colleagues_of
from reminders.words import holder_words
from submissions.models import ProposedRecommendation

VIEWS = ("board", "table", "asks")
# From here on the page says that it is asked of many: asked of everybody, a recommendation is nobody's.
MANY = 10


@dataclass(frozen=True)
class Party:
    """Somebody of the workspace who is at work on a State, and how one knows."""

    who: str
    why: str


@dataclass(frozen=True)
class AtWork:
    """Who is at work on a State, in the pipeline or not."""

    parties: list[Party]

    @property
    def is_shared(self) -> bool:
        """Whether two are at work on it: they must know of each other."""
        return len(self.parties) > 1


@dataclass(frozen=True)
class TargetLine(AtWork):
    """A State of the pipeline in the words of its reader."""

    target: Target
    who: str
    is_late: bool
    meetings: list[Meeting]

    @property
    def asks(self) -> list[Ask]:
        return list(self.target.asks.all())

    @property
    def presented(self) -> int:
        return sum(ask.status != Ask.Status.PLANNED for ask in self.asks)


@dataclass(frozen=True)
class AskedLine:
    """A proposed recommendation, and the States of which it is asked."""

    proposal: ProposedRecommendation
    asks: list[Ask]
    total: int

    @property
    def states(self) -> list[tuple[str, str]]:
        """Each State with what it says to it."""
        return [(ask.target.state.name, str(ask.get_status_display())) for ask in self.asks]

    @property
    def is_many(self) -> bool:
        return len(self.asks) > MANY


@dataclass(frozen=True)
class Board:
    """The States by how far one is with them."""

    columns: list[tuple[str, str, list[TargetLine]]]

    @property
    def lines(self) -> list[TargetLine]:
        """The one that comes next first, as the table shows them."""
        found = [line for _value, _label, lines in self.columns for line in lines]
        return sorted(found, key=lambda line: (line.target.next_date or date.max, line.target.state.name))

    @property
    def is_empty(self) -> bool:
        return not self.lines


def board(*, workspace: Workspace, user: User, on: date) -> Board:
    """The pipeline of a workspace in a number of queries that does not grow."""
    targets = Target.objects.visible_to(user).filter(workspace=workspace).with_all().in_order()
    lines = target_lines(targets, workspace=workspace, user=user, on=on)
    return Board(
        [
            (value, str(label), [line for line in lines if line.target.status == value])
            for value, label in Target.Status.choices
        ]
    )


def target_lines(targets: Iterable[Target], *, workspace: Workspace, user: User, on: date) -> list[TargetLine]:
    """Targets with who is at work on each."""
    known = colleagues_of(user)
    met: dict[str, list[Meeting]] = defaultdict(list)
    held = Meeting.objects.visible_to(user).filter(workspace=workspace, state__isnull=False)
    for meeting in _with_people(held):
        met[str(meeting.state_id)].append(meeting)
    rows = list(targets)
    found = at_work.parties({one.state_id: one for one in rows}, met, workspace=workspace.pk)
    return [_line(target, met[target.state_id], found[target.state_id], known, on) for target in rows]


def at_work_outside(state: str, *, workspace: Workspace, user: User) -> AtWork:
    """Who meets the diplomats of a State that does not stand in the pipeline."""
    met = {state: list(_with_people(Meeting.objects.visible_to(user).filter(workspace=workspace, state=state)))}
    found = at_work.parties({state: None}, met, workspace=workspace.pk)[state]
    known = colleagues_of(user)
    return AtWork([_party(None, one, known) for one in found])


def _with_people(meetings: MeetingQuerySet) -> MeetingQuerySet:
    return meetings.standing().select_related("organisation", "created_by").in_order()


def _line(
    target: Target,
    meetings: Sequence[Meeting],
    parties: Iterable[at_work.Party],
    colleagues: Collection[UUID],
    on: date,
) -> TargetLine:
    is_late = bool(target.next_date and target.next_date < on and not target.is_over)
    who = holder_words(target.person, target.organisation, colleagues)
    return TargetLine([_party(target, one, colleagues) for one in parties], target, who, is_late, list(meetings))


def _party(target: Target | None, party: at_work.Party, colleagues: Collection[UUID]) -> Party:
    """Whoever is at work on a State in the words of the reader."""
    if meeting := party.meeting:
        words = holder_words(None if meeting.organisation else meeting.created_by, meeting.organisation, colleagues)
        return Party(words, _("meeting on %(day)s") % {"day": day_in_words(meeting.date)})
    words = holder_words(target.person, target.organisation, colleagues) if target else ""
    return Party(words, pgettext("State to be won", "has it"))


def asked_lines(*, workspace: Workspace, user: User) -> list[AskedLine]:
    """Every proposal that is not dropped with the States of which it is asked, out of those in the pipeline."""
    total = Target.objects.visible_to(user).filter(workspace=workspace).count()
    by_proposal: dict[UUID, list[Ask]] = defaultdict(list)
    for ask in Ask.objects.visible_to(user).filter(workspace=workspace).select_related("target__state").in_order():
        by_proposal[ask.proposal_id].append(ask)
    proposals = ProposedRecommendation.objects.visible_to(user).filter(workspace=workspace).in_order()
    kept = proposals.exclude(status=ProposedRecommendation.Status.DROPPED)
    return [AskedLine(one, by_proposal[one.pk], total) for one in kept]


def table_head() -> list[str]:
    """The columns of the file."""
    return [
        pgettext("UN member", "State"),
        _("Code"),
        _("How far"),
        pgettext("deadline", "Who has it"),
        _("Next step"),
        _("Until"),
        _("Recommendations asked"),
        _("Of these presented"),
    ]


def table_row(line: TargetLine) -> list[object]:
    """A State as a row of the file."""
    target = line.target
    return [
        target.state.name,
        target.state_id,
        str(target.get_status_display()),
        line.who,
        target.next_step,
        target.next_date.isoformat() if target.next_date else "",
        len(line.asks),
        line.presented,
    ]
