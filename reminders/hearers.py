"""Who hears of a deadline, and how: read once for a batch of workspaces."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q

from accounts.models import Membership, WorkspaceMember
from reminders.models import Channel, Deadline, PersonalHours, ReminderChoice, ReminderRound
from reminders.moments import GENEVA, LATE, person_is_told, wall_moment
from reminders.standards import Heard, standard
from reminders.zones import likely_zones

DAYS_OF_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody stands in a workspace: in which organisation, in what part, with which role."""

    person: UUID
    organisation: UUID
    part: str
    role: str


class Hearing:
    """The people of some workspaces, what they chose, and their hours.

    Nobody is in it whose account is closed, or who is in the workspace by a closed organisation only. ``people``
    narrows it to some.
    """

    def __init__(self, workspaces: Collection[UUID], people: Collection[UUID] | None = None) -> None:
        self._places: dict[UUID, list[Place]] = defaultdict(list)
        for workspace, *place in _rows(workspaces, people):
            self._places[workspace].append(Place(*place))
        present = {place.person for places in self._places.values() for place in places}
        self._choices = {
            (one.workspace_id, one.person_id, one.kind): Heard(one.channel, frozenset(one.leads))
            for one in _choices(workspaces, present)
        }
        self._hours = {one.person_id: one for one in PersonalHours.objects.filter(person__in=present)}
        self._zones = likely_zones([person for person in present if not self._zone(person)])

    def is_in(self, person: UUID, workspace: UUID) -> bool:
        """Whether somebody is in the workspace now."""
        return any(place.person == person for place in self._places[workspace])

    def hours(self, person: UUID) -> PersonalHours:
        """Somebody's own hours, else those of whoever said nothing; the zone is theirs, their State's, or Geneva's."""
        hours = self._hours.get(person) or PersonalHours(person_id=person)
        hours.zone = hours.zone or self._zones.get(person, GENEVA)
        return hours

    def heard(self, person: UUID, deadline: Deadline) -> Heard:
        """How somebody hears of a deadline: the nearest choice, else the standard."""
        return self.heard_of(person, deadline.workspace_id, deadline.kind)

    def heard_of(self, person: UUID, workspace: UUID, kind: str = "") -> Heard:
        """The same of a kind of deadline, or without one of whatever else is said in a workspace."""
        found = chain(self._own(person, workspace, kind), self._found(workspace, None, kind))
        return next(found, standard(kind))

    def writers(self, workspace: UUID) -> set[UUID]:
        """Everybody who may write in a workspace."""
        places = self._places[workspace]
        return {
            place.person
            for place in places
            if place.part in WorkspaceMember.WRITERS and place.role in Membership.WRITERS
        }

    def writers_of(self, organisation: UUID, workspace: UUID) -> set[UUID]:
        """Everybody in a workspace who writes for one of its organisations, whatever part that has there."""
        places = self._places[workspace]
        return {one.person for one in places if one.organisation == organisation and one.role in Membership.WRITERS}

    def who_hears(self, deadline: Deadline, lead: int) -> list[UUID]:
        """Who hears of a deadline at a lead time: who has it, else everybody who works in the workspace.

        Who supports or observes hears by choice only; who observes hears nothing of what is confided. When it is late,
        those hear as well who write for an organisation that coordinates, whatever lead times they chose; nobody hears
        who wants to hear nothing.
        """
        places = self._places[deadline.workspace_id]
        people = _holders(deadline, places) or set(self._at_work(deadline, places))
        if lead == LATE:
            people |= _coordinators(places)
        return sorted(person for person in people if _wants(self.heard(person, deadline), lead))

    def told_at(self, person: UUID, one: ReminderRound) -> datetime:
        """When somebody is told of a round, by their own hours; before the round begins, if they keep its day quiet."""
        hours = self.hours(person)
        return person_is_told(
            round_begins=one.begins_at,
            day=one.deadline.counted_from(one.lead),
            lead=one.lead,
            hour=hours.hour,
            zone=hours.zone,
            quiet=hours.quiet_weekdays,
        )

    def mailed_at(self, person: UUID, deadline: Deadline, due_at: datetime) -> datetime | None:
        """When what is told at ``due_at`` goes by mail: then, with the next weekly mail, or never."""
        return self.mailed_of(person, self.heard(person, deadline), due_at)

    def mailed_of(self, person: UUID, heard: Heard, due_at: datetime) -> datetime | None:
        """The same for what somebody hears in this way."""
        channel, hours = heard.channel, self.hours(person)
        if channel not in (Channel.MAIL, Channel.DIGEST):
            return None
        mailed = due_at if channel == Channel.MAIL else next_digest(hours, due_at)
        return max(mailed, wall_moment(hours.quiet_until, hours.hour, hours.zone)) if hours.quiet_until else mailed

    def _zone(self, person: UUID) -> str:
        return self._hours[person].zone if person in self._hours else ""

    def _own(self, person: UUID, workspace: UUID, kind: str) -> Iterator[Heard]:
        for place in (workspace, None):
            yield from self._found(place, person, kind)

    def _found(self, workspace: UUID | None, person: UUID | None, kind: str) -> Iterator[Heard]:
        keys = ((workspace, person, kind), (workspace, person, ""))
        return (self._choices[key] for key in keys if key in self._choices)

    def _at_work(self, deadline: Deadline, places: Iterable[Place]) -> Iterator[UUID]:
        for place in places:
            if deadline.is_confided and place.part == WorkspaceMember.Role.OBSERVER:
                continue
            if place.part in WorkspaceMember.WRITERS or any(
                self._own(place.person, deadline.workspace_id, deadline.kind)
            ):
                yield place.person


def next_digest(hours: PersonalHours, moment: datetime) -> datetime:
    """The next weekly mail of a person: on their weekday, at their hour, not before ``moment``."""
    today = moment.astimezone(ZoneInfo(hours.zone)).date()
    ahead = (hours.digest_weekday - today.weekday()) % DAYS_OF_A_WEEK
    mailed = wall_moment(today + timedelta(days=ahead), hours.hour, hours.zone)
    if mailed < moment:
        return wall_moment(today + timedelta(days=ahead + DAYS_OF_A_WEEK), hours.hour, hours.zone)
    return mailed


def next_loud_day(hours: PersonalHours, moment: datetime) -> datetime:
    """``moment``, or on a day that the person keeps quiet the next day that is none, at their hour."""
    today = moment.astimezone(ZoneInfo(hours.zone)).date()
    quiet = set(hours.quiet_weekdays)
    if today.weekday() not in quiet or len(quiet) >= DAYS_OF_A_WEEK:
        return moment
    while today.weekday() in quiet:
        today += timedelta(days=1)
    return wall_moment(today, hours.hour, hours.zone)


def _rows(workspaces: Collection[UUID], people: Collection[UUID] | None) -> Iterable[tuple]:
    parts = WorkspaceMember.objects.filter(
        workspace__in=workspaces,
        organisation__closed_at=None,
        organisation__memberships__user__is_active=True,
        organisation__memberships__user__deleted_at=None,
        **({} if people is None else {"organisation__memberships__user__in": people}),
    )
    return parts.values_list(
        "workspace_id",
        "organisation__memberships__user_id",
        "organisation_id",
        "role",
        "organisation__memberships__role",
    )


def _choices(workspaces: Collection[UUID], people: Collection[UUID]) -> Iterable[ReminderChoice]:
    here = Q(workspace__in=workspaces) | Q(workspace=None)
    return ReminderChoice.objects.filter(here, Q(person__in=people) | Q(person=None))


def _holders(deadline: Deadline, places: Iterable[Place]) -> set[UUID]:
    """Who has it: the person; where that one is gone, the organisation; where nobody of it is left, nobody."""
    if any(place.person == deadline.person_id for place in places):
        return {deadline.person_id} if deadline.person_id else set()
    return {place.person for place in places if place.organisation == deadline.organisation_id}


def _coordinators(places: Iterable[Place]) -> set[UUID]:
    return {
        place.person
        for place in places
        if place.part == WorkspaceMember.Role.COORDINATOR and place.role in Membership.WRITERS
    }


def _wants(heard: Heard, lead: int) -> bool:
    return heard.channel != Channel.NONE and (lead == LATE or lead in heard.leads)
