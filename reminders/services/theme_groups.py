"""The days of theme groups, held against the deadlines of their workspaces."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from accounts.models import Membership, ThemeGroup
from cycles.dates import GENEVA
from reminders.models import Deadline, DeadlineChange
from reminders.services.deadlines import Day, Due, close_deadlines, set_deadlines

# Groups of one transaction.
BATCH = 500
PREFIX = "group:"
# Who gave the deadline to whom it is with; nobody where it followed the lead of the group.
_GIVEN = (DeadlineChange.What.SET, DeadlineChange.What.ASSIGNED)
_GIVER = Subquery(
    DeadlineChange.objects.filter(deadline=OuterRef("pk"), what__in=_GIVEN).order_by("-at", "-pk").values("by")[:1]
)
_KEY = Concat(Value(PREFIX), Cast("pk", CharField()))


def follow_theme_groups(*, at: datetime) -> int:
    """Bring the deadlines of all theme groups in step with the groups; how many differed.

    The groups stand on a lower floor, which tells nobody here: one query says that nothing differs. A day that was over
    before a deadline was made of it makes none. Safe to run at any time and side by side.
    """
    groups = _unlike(at).annotate(is_lost=Value(False)).values_list("pk", "is_lost")
    lost = _without_group().annotate(is_lost=Value(True)).values_list("pk", "is_lost")
    found = list(groups.union(lost, all=True))
    keys = [key for key, is_lost in found if not is_lost]
    for first in range(0, len(keys), BATCH):
        _follow(keys[first : first + BATCH], at)
    gone = [key for key, is_lost in found if is_lost]
    if gone:
        close_deadlines(keys=gone, status=Deadline.Status.CANCELLED, by=None, at=at)
    return len(found)


def _unlike(at: datetime) -> QuerySet[ThemeGroup]:
    """Groups with a day whose deadline is not there, says something else, or is with somebody else.

    What an organisation had because it led is with nobody once the group has no lead.
    """
    held = Deadline.objects.filter(workspace=OuterRef("workspace"), key=OuterRef("key"))
    called_off = Q(status=Deadline.Status.CANCELLED, closed_by=None)
    same = held.filter(~called_off, date=OuterRef("due_date"), title=OuterRef("name"))
    # A person of the organisation that leads has it where somebody gave it to them; without a lead, whoever was chosen.
    of_lead = Membership.objects.filter(user=OuterRef("person"), organisation=OuterRef(OuterRef("lead")))
    right = held.filter(Q(organisation=OuterRef("lead")) | Exists(of_lead))
    left = held.filter(organisation__isnull=False).annotate(giver=_GIVER).filter(giver=None)
    is_led, is_left = Q(lead__isnull=False), Q(lead__isnull=True) & Exists(left)
    is_ahead = Q(due_date__gte=at.astimezone(GENEVA).date())
    dated = ThemeGroup.objects.filter(due_date__isnull=False).annotate(key=_KEY)
    return dated.filter(is_ahead | Exists(held), ~Exists(same) | (is_led & ~Exists(right)) | is_left)


def _without_group() -> QuerySet[Deadline]:
    """Deadlines of groups that were taken apart, or that have no day any more."""
    dated = ThemeGroup.objects.filter(workspace=OuterRef("workspace"), due_date__isnull=False)
    group = dated.annotate(key=_KEY).filter(key=OuterRef("key"))
    return Deadline.objects.filter(~Exists(group), kind=Deadline.Kind.GROUP, status=Deadline.Status.OPEN)


@transaction.atomic
def _follow(keys: Sequence[UUID], at: datetime) -> None:
    # Those that another worker, or a coordinator, holds are found the next time.
    held = ThemeGroup.objects.select_for_update(skip_locked=True, of=("self",)).select_related("lead")
    groups = list(held.filter(pk__in=keys, due_date__isnull=False).order_by("pk"))
    stored = Deadline.objects.filter(workspace__in={one.workspace_id for one in groups}, key__in=[*map(_key, groups)])
    known = {row.key: row for row in stored.annotate(giver=_GIVER).select_related("organisation", "person")}
    members = set(
        Membership.objects.filter(user__in=[row.person_id for row in known.values() if row.person_id]).values_list(
            "user", "organisation"
        )
    )
    dues = [_due(group, known.get(_key(group)), members) for group in groups]
    set_deadlines(dues=dues, by=None, at=at)


def _due(group: ThemeGroup, known: Any, members: Collection[tuple[UUID, UUID]]) -> Due:
    stays = known and (_was_chosen(known) if group.lead_id is None else (known.person_id, group.lead_id) in members)
    return Due(
        workspace_id=group.workspace_id,
        key=_key(group),
        kind=Deadline.Kind.GROUP,
        day=Day(day=cast("date", group.due_date)),
        title=group.name,
        path=reverse("impact:who_does_what", args=[group.workspace_id]),
        organisation=known.organisation if known and stays else group.lead,
        person=known.person if known and stays else None,
        was_decided=True,
    )


def _was_chosen(known: Any) -> bool:
    """Somebody gave it to them, or it is with nobody; an organisation may have it only because it led."""
    return known.organisation_id is None or known.giver is not None


def _key(group: ThemeGroup) -> str:
    return f"{PREFIX}{group.pk}"
