"""What stands on each page of a workspace: its menu, and the strip that says where it is in the cycle."""

from typing import Any

from django import template
from django.utils import timezone

from accounts.models import User, Workspace
from impact.checklist import stages_of
from impact.days import days_of
from impact.due import due_next
from impact.menu import guide_to, own_entries, parts_by_stage
from impact.place import place_of

register = template.Library()


@register.inclusion_tag("impact/_menu.html", takes_context=True)
def workspace_menu(context: dict[str, Any]) -> dict[str, Any]:
    """The menu of the page's ``workspace``; the first page, which knows the stage, opens that stage too."""
    workspace: Workspace = context["workspace"]
    here: str = context.get("here", "")
    stage = context["place"].stage.number if "place" in context else None
    return {
        "workspace": workspace,
        "own": own_entries(workspace=workspace, here=here),
        "guide": guide_to(here=here),
        "parts": parts_by_stage(workspace=workspace, here=here, stage=stage),
    }


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
