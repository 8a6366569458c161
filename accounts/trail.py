"""The audit trail as the people read it who answer for an organisation or coordinate a workspace."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import Membership, Organisation, User, Workspace
from common.audit_words import field_words, kind_words, verb_words
from common.models import AuditEvent

PAGE = 50
# Within a chain the number is the order in which things happened.
BY_NUMBER = ("-number",)
# Done to an organisation by people of another one.
FROM_OUTSIDE = ("change_part", "remove_organisation", "accept", "decline")


@dataclass(frozen=True)
class Line:
    """One event in words. A person who may not be named, or is gone, is said by what they were."""

    key: UUID
    at: datetime
    who: str
    what: str
    kind: str
    place: str
    fields: tuple[str, ...]

    def cells(self) -> tuple[str, ...]:
        """As in the file: what the page shows, in the same order."""
        at = self.at.strftime("%Y-%m-%d %H:%M UTC")
        return at, self.who, self.what, self.kind, self.place, "; ".join(self.fields)


def head() -> tuple[str, ...]:
    """The names of the columns."""
    return (
        pgettext("audit trail", "When"),
        pgettext("audit trail", "Who"),
        pgettext("audit trail", "What was done"),
        pgettext("audit trail", "To what"),
        pgettext("audit trail", "Where"),
        pgettext("audit trail", "What of it"),
    )


def organisation_events(organisation: Organisation) -> QuerySet[AuditEvent]:
    """Everything that was done for the organisation, the newest first."""
    return AuditEvent.objects.filter(chain=str(organisation.pk)).order_by(*BY_NUMBER)


def workspace_events(workspace: Workspace) -> QuerySet[AuditEvent]:
    """Who joined and left the workspace, its parts and groups, what was published, whoever did it; nothing written."""
    events = AuditEvent.objects.filter(workspace_id=workspace.pk, target_type__startswith="accounts.")
    return events.order_by("-at", "-pk")


def one_page(events: QuerySet[AuditEvent], before: UUID | None) -> tuple[list[AuditEvent], UUID | None]:
    """The events after the one with the key ``before``, and the key with which to go on; None: there are no more."""
    if last := events.filter(pk=before).first() if before else None:
        in_chain = Q(chain=last.chain, number__lt=last.number)
        events = events.filter(in_chain if events.query.order_by == BY_NUMBER else _earlier(last))
    found = list(events[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None


def _earlier(last: AuditEvent) -> Q:
    return Q(at__lt=last.at) | Q(at=last.at, pk__lt=last.pk)


def in_words(
    events: Iterable[AuditEvent], *, user: User, members: dict[UUID, str], others: dict[UUID, str] | None = None
) -> Iterator[Line]:
    """The events as lines. ``members`` may be named; of ``others``, organisations by key, the organisation only."""
    places = dict(Workspace.objects.visible_to(user).values_list("pk", "name"))
    staff = set(User.objects.filter(is_staff=True).values_list("pk", flat=True))
    for event in events:
        yield Line(
            key=event.pk,
            at=event.at,
            who=_who(event, members, staff, others or {}),
            what=verb_words(event.verb),
            kind=kind_words(event.target_type),
            place=places.get(event.workspace_id, "–") if event.workspace_id else "",
            fields=tuple(field_words(event.target_type, name) for name in event.fields),
        )


def named_members(organisations: Iterable[Organisation]) -> dict[UUID, str]:
    """The people of these organisations, by key."""
    rows = Membership.objects.filter(organisation__in=organisations).select_related("user")
    return {row.user_id: str(row.user) for row in rows.order_by("user__name", "user__email", "pk")}


def named_organisations(workspace: Workspace) -> dict[UUID, str]:
    """The organisations of the workspace, by key."""
    return dict(Organisation.objects.filter(workspace_rows__workspace=workspace).values_list("pk", "name"))


def _who(event: AuditEvent, members: dict[UUID, str], staff: set[UUID], others: dict[UUID, str]) -> str:
    if event.actor_id in members:
        return members[event.actor_id]
    if event.actor_id is None:
        return _("the server")
    if event.actor_id in staff:
        return _("the people who run the server")
    if others and event.organisation_id in others:
        return _("somebody of %(organisation)s") % {"organisation": others[event.organisation_id]}
    if event.verb in FROM_OUTSIDE:
        return _("somebody of another organisation")
    return _("a former member")
