"""Two members at work on one State are told of each other, once; what is told says nothing of the work."""

from datetime import datetime
from uuid import UUID, uuid5

from accounts.models import User, Workspace
from advocacy.at_work import Party, parties
from advocacy.models import Meeting, Target
from reminders.models import Happening
from reminders.services.notices import end_happening, note_happening

_KIND = Happening.Kind.STATE_SHARED


def tell_of_each_other(*, workspace: Workspace, state: str, by: User, at: datetime) -> None:
    """Let each who is at work on a State hear that another is, as soon as two organisations are.

    It may stand in the pipeline or not: two meetings are enough. Nobody is told twice while it stays so.
    """
    target = Target.objects.filter(workspace=workspace, state=state).first()
    meetings = Meeting.objects.filter(workspace=workspace, state=state).standing().in_order()
    met = {state: list(meetings.only("organisation", "created_by"))}
    at_work = parties({state: target}, met, workspace=workspace.pk)[state]
    about = _key(workspace, state)
    if len(at_work) < 2:  # noqa: PLR2004
        end_happening(workspace=workspace, kind=_KIND, about=about, at=at)
        return
    told = Happening.objects.filter(workspace=workspace, kind=_KIND, about=about, over_at=None)
    known = {Party(one.organisation_id, one.person_id): one for one in told}
    for party in at_work:
        path = _path(target, party)
        if earlier := known.get(party):
            # The State came into the pipeline or left it, or another meeting is the first by now.
            if earlier.path != path:
                told.filter(pk=earlier.pk).update(path=path)
        elif party.person != by.pk:
            note_happening(
                workspace=workspace,
                kind=_KIND,
                about=about,
                path=path,
                by=by,
                at=at,
                person=party.person,
                organisation=party.organisation,
            )


def _key(workspace: Workspace, state: str) -> UUID:
    """One for the State in this workspace, whether or not it stands in the pipeline."""
    return uuid5(workspace.pk, state)


def _path(target: Target | None, party: Party) -> str:
    """Where it is said who: the page of the State; outside of the pipeline, that of the hearer's own meeting."""
    found = target or party.meeting
    return found.get_absolute_url() if found else ""
