"""Programs that follow rows of advocacy hear that a row which these name was taken away."""

from typing import Any
from uuid import UUID

from django.db.models import Model, Q
from django.db.models.signals import pre_delete
from django.utils import timezone

from advocacy.models import CampaignMessage, Event, Factsheet, Meeting, Statement, Strategy, Target
from advocacy.models.followed import FollowedRow
from submissions.models import PriorityIssue, ProposedRecommendation

# Which rows name one of a kind, and by which of their fields, in what they answer to programs. Of each kind in the same
# order, and after them all the kind itself: so they are locked.
NAMED_BY: dict[type[Model], dict[type[FollowedRow], tuple[str, ...]]] = {
    Target: {Event: ("invited", "came")},
    Statement: {Event: ("statements", "speakers__statement")},
    CampaignMessage: {CampaignMessage: ("variant_of",)},
    Factsheet: {
        Event: ("factsheets",),
        CampaignMessage: ("factsheet",),
        Meeting: ("factsheets",),
        Factsheet: ("variant_of",),
    },
    ProposedRecommendation: {
        Event: ("proposals",),
        CampaignMessage: ("proposal",),
        Meeting: ("proposals",),
        Strategy: ("proposals",),
        Target: ("asks__proposal",),
        Factsheet: ("proposals",),
    },
    PriorityIssue: {CampaignMessage: ("priority_issue",), Factsheet: ("priority_issue",)},
}


def connect() -> None:
    """From now on whatever names a row that goes is read anew; proposals and issues go a floor below."""
    for model in NAMED_BY:
        pre_delete.connect(_note_change, sender=model, dispatch_uid=f"follow {model.__name__}")


def hold_naming(row: Model) -> dict[type[FollowedRow], list[UUID]]:
    """Lock whoever names the row, and say who that is: kind by kind, in a kind by key.

    Whoever writes a row holds it and comes to what it names last; whoever takes one away goes the same way round, so
    that nobody waits for somebody who waits for them. A service that holds the row itself calls this first.
    """
    naming = {}
    for model, fields in NAMED_BY[type(row)].items():
        rows = model._default_manager.all()
        found = Q(pk__in=rows.filter(Q(*((field, row) for field in fields), _connector=Q.OR)).values("pk"))
        if isinstance(row, model):
            found |= Q(pk=row.pk)
        keys = rows.filter(found).select_for_update().order_by("pk").values_list("pk", flat=True)
        naming[model] = [key for key in keys if key != row.pk]
    return naming


def _note_change(sender: type[Model], instance: Model, **_rest: Any) -> None:
    """Called by Django in the transaction of the deletion, while it is still known who names the row."""
    at = timezone.now()
    for model, keys in hold_naming(instance).items():
        if keys:
            model._default_manager.filter(pk__in=keys).update(parts_changed_at=at)
