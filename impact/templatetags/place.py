"""The strip under the dark band: where a workspace is in the cycle, on each of its pages."""

from typing import Any

from django import template
from django.utils import timezone

from accounts.models import User, Workspace
from impact.checklist import stages_of
from impact.days import days_of
from impact.due import due_next
from impact.place import place_of

register = template.Library()


@register.inclusion_tag("impact/_strip.html", takes_context=True)
def cycle_strip(context: dict[str, Any]) -> dict[str, Any]:
    """The strip of the page's ``workspace``; the first page has worked it out already."""
    workspace: Workspace = context["workspace"]
    if "place" in context:
        return {"workspace": workspace, "place": context["place"], "next": context["deadlines"].next}
    user: User = context["request"].user
    now = timezone.now()
    known = days_of(review=workspace.review, user=user)
    stages = stages_of(workspace=workspace, user=user, known=known, on=timezone.localdate())
    return {
        "workspace": workspace,
        "place": place_of(stages=stages, known=known, on=timezone.localdate()),
        "next": due_next(workspace=workspace, user=user, at=now, known=known),
    }
