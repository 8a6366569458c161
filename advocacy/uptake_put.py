"""Before whom each proposal was put, at which meeting and by which organisation, and what came of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from accounts.models import Organisation, User
from advocacy.models import Ask, Meeting
from advocacy.uptake_page import Line, Share, count_for, most_first

# Not needed for a count, so not unsealed for it.
_SEALED = ("said", "promise", "mail_subject", "mail_text")


@dataclass(frozen=True)
class PutBefore:
    """The meetings that were held, and what States were asked outside of them; two queries and two for their links."""

    meetings: Sequence[Meeting]
    asks: Sequence[Ask]

    @classmethod
    def of(cls, workspace: UUID, user: User) -> "PutBefore":
        """Those of a workspace."""
        held = Meeting.objects.visible_to(user).filter(workspace=workspace, status=Meeting.Status.HELD)
        asks = Ask.objects.visible_to(user).filter(workspace=workspace).exclude(status=Ask.Status.PLANNED)
        return cls(
            list(held.defer(*_SEALED).select_related("organisation").prefetch_related("proposals").in_order()),
            list(asks.filter(target__organisation__isnull=False).select_related("target__organisation")),
        )

    def shares_by_meeting(self, rows: Iterable[Line]) -> list[Share]:
        """Of the proposals presented at each meeting, how many the State that was met took up itself."""
        known = {row.proposal.pk: row for row in rows}
        found = []
        for meeting in self.meetings:
            share = Share(meeting.title, key=str(meeting.pk))
            for proposal in meeting.proposals.all():
                if row := known.get(proposal.pk):
                    count_for(share, row, {meeting.state_id})
            found.append(share)
        return most_first(share for share in found if share.total)

    def shares_by_organisation(self, rows: Iterable[Line]) -> list[Share]:
        """Of the proposals that each organisation presented, how many a State took up before which it put them."""
        known = {row.proposal.pk: row for row in rows}
        states: dict[tuple[Organisation, UUID], set[str | None]] = {}
        for meeting in self.meetings:
            for proposal in meeting.proposals.all():
                if meeting.organisation:
                    states.setdefault((meeting.organisation, proposal.pk), set()).add(meeting.state_id)
        at_meetings = {
            (one.state_id, made.pk) for one in self.meetings if one.organisation for made in one.proposals.all()
        }
        for ask in self.asks:
            if ask.target.organisation and (ask.target.state_id, ask.proposal_id) not in at_meetings:
                states.setdefault((ask.target.organisation, ask.proposal_id), set()).add(ask.target.state_id)
        found: dict[UUID, Share] = {}
        for (organisation, asked_for), asked in states.items():
            if row := known.get(asked_for):
                share = found.setdefault(organisation.pk, Share(str(organisation), key=str(organisation.pk)))
                count_for(share, row, asked)
        return most_first(found.values())
