"""Meetings as their pages show them: the list, and the sheet for a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from accounts.models import User, Workspace
from advocacy.directory_page import address_lines
from advocacy.models import DiplomaticPost, Factsheet, Meeting
from submissions.models import ProposedRecommendation


@dataclass(frozen=True)
class MeetingLists:
    """What is to be written down, what comes, and what was."""

    to_write_down: list[Meeting]
    coming: list[Meeting]
    past: list[Meeting]

    @property
    def is_empty(self) -> bool:
        return not (self.to_write_down or self.coming or self.past)

    @property
    def days(self) -> list[date]:
        """Days to come with a meeting, each once."""
        return sorted({meeting.date for meeting in self.coming})


def lists(meetings: Iterable[Meeting], *, on: date) -> MeetingLists:
    """What was planned and is over waits to be written down; the latest of the past comes first."""
    planned = [one for one in meetings if one.status == Meeting.Status.PLANNED]
    return MeetingLists(
        to_write_down=[one for one in planned if one.date < on],
        coming=[one for one in planned if one.date >= on],
        past=[one for one in reversed(list(meetings)) if one.status != Meeting.Status.PLANNED],
    )


@dataclass(frozen=True)
class SheetLine:
    """A meeting on the sheet of its day, with where it is and what is asked, in its language."""

    meeting: Meeting
    address: str

    @property
    def asks(self) -> list[tuple[str, str]]:
        """Each text with its language: that of the meeting where there is one."""
        return [_in(self.meeting.language[:2], one) for one in self.meeting.proposals.all()]


def day_sheet(*, workspace: Workspace, user: User, day: date) -> list[SheetLine]:
    """The meetings of one day that were not cancelled, by the hour."""
    rows = Meeting.objects.visible_to(user).filter(workspace=workspace).on(day)
    meetings: Sequence[Meeting] = list(rows.standing().with_all().in_order())
    missions = DiplomaticPost.objects.visible_to(user).filter(state__in=[one.state_id for one in meetings], host=None)
    found = {post.state_id: address_lines(post).get("address", "") for post in missions.with_facts(user)}
    return [SheetLine(one, found.get(one.state_id or "", "")) for one in meetings]


def same_day(meeting: Meeting, user: User) -> list[Meeting]:
    """What others of the workspace have with the same State on the day of a meeting that is to come about."""
    if not meeting.state_id or meeting.status == Meeting.Status.CANCELLED:
        return []
    rows = Meeting.objects.visible_to(user).filter(workspace=meeting.workspace_id, state=meeting.state_id)
    others = rows.on(meeting.date).standing().exclude(pk=meeting.pk).in_order()
    ours = (meeting.organisation_id, meeting.created_by_id)
    return [one for one in others if (one.organisation_id, one.created_by_id) != ours]


@dataclass(frozen=True)
class Handed:
    """A factsheet as it was, or is to be, handed over at a meeting."""

    meeting: Meeting
    factsheet: Factsheet

    @property
    def is_over(self) -> bool:
        """Whether they have it; until the meeting is written down, it is only meant for them."""
        return self.meeting.status == Meeting.Status.HELD


def handed(meetings: Iterable[Meeting]) -> list[Handed]:
    """Every factsheet of the meetings that were not called off, in the order of the meetings."""
    standing = [one for one in meetings if one.status != Meeting.Status.CANCELLED]
    return [Handed(meeting, sheet) for meeting in standing for sheet in meeting.factsheets.all()]


def handed_of(factsheet: Factsheet, user: User) -> list[Handed]:
    """To whom a factsheet was handed over, or is to be."""
    rows = Meeting.objects.visible_to(user).filter(factsheets=factsheet).standing()
    return [Handed(meeting, factsheet) for meeting in rows.select_related("state").in_order()]


def _in(language: str, proposal: ProposedRecommendation) -> tuple[str, str]:
    texts = proposal.texts
    return (texts[language], language) if language in texts else (proposal.text, proposal.language)
