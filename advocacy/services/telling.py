"""Two members at work on one State are told of each other, once; what is told says nothing of the work."""

from datetime import datetime

from accounts.models import User, Workspace
from advocacy.at_work import Party, parties
from advocacy.models import Meeting, Target
from reminders.models import Happening
from reminders.services.notices import end_happening, note_happening

_KIND = Happening.Kind.STATE_SHARED


def tell_of_each_other(*, workspace: Workspace, state: str, by: User, at: datetime) -> None:
    """Let each who is at work on a State of the pipeline hear that another is, as soon as two organisations are.

    Nobody is told twice while it stays so.
    """
    target = Target.objects.filter(workspace=workspace, state=state).first()
    if target is None:
        return
    meetings = Meeting.objects.filter(workspace=workspace, state=state).standing().in_order()
    at_work = parties([target], {state: list(meetings.only("organisation", "created_by"))})[target.pk]
    if len(at_work) < 2:  # noqa: PLR2004
        end_happening(workspace=workspace, kind=_KIND, about=target.pk, at=at)
        return
    told = Happening.objects.filter(workspace=workspace, kind=_KIND, about=target.pk, over_at=None)
    known = {Party(*ids) for ids in told.values_list("organisation", "person")}
    for party in at_work:
        if party not in known and party.person != by.pk:
            note_happening(
                workspace=workspace,
                kind=_KIND,
                about=target.pk,
                path=target.get_absolute_url(),
                by=by,
                at=at,
                person=party.person,
                organisation=party.organisation,
            )
