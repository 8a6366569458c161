"""Under which name an organisation stands on what leaves its workspace: a paper, a file, a page for everybody."""

from collections.abc import Mapping
from uuid import UUID

from django.apps import apps

from accounts.models import Organisation, Workspace, WorkspaceMember


def aliases_in(workspace: UUID) -> dict[UUID, str]:
    """By organisation, the alias under which it signed a submission of the workspace; none for who never did.

    It holds where the signature was withdrawn or past since: only who signs that text again under its own name has
    said that it may be told. Whoever sees who takes part sees the signatures too: the wall is the same.
    """
    # Signatures belong to a higher app. That no paper of this one forgets them weighs more.
    rows = apps.get_model("submissions", "Signature").objects.filter(workspace=workspace).exclude(decision="declined")
    last: dict[tuple[UUID, UUID], str] = {}
    for submission, organisation, alias in rows.order_by("at", "pk").values_list("submission", "organisation", "alias"):
        last[submission, organisation] = alias
    return {organisation: alias for (_submission, organisation), alias in last.items() if alias}


def printed(organisation: Organisation | None, aliases: Mapping[UUID, str]) -> str:
    """The name that may be told to others; empty for nobody."""
    return aliases.get(organisation.pk, organisation.name) if organisation else ""


def members_of(workspace: Workspace) -> list[tuple[Organisation, str]]:
    """Those that rate, each with its printed name: who coordinates first, then by name; observers have no part in it.

    An alias has its place among the names by itself: the place tells nothing of whose it is.
    """
    aliases = aliases_in(workspace.pk)
    rows = WorkspaceMember.objects.filter(workspace=workspace, role__in=WorkspaceMember.WRITERS)
    known = [(row.role, row.organisation) for row in rows.select_related("organisation").order_by("pk")]
    first = WorkspaceMember.Role.COORDINATOR
    named = [(role != first, printed(one, aliases).casefold(), one) for role, one in known]
    return [(one, printed(one, aliases)) for _rank, _name, one in sorted(named, key=lambda row: row[:2])]


def names_of(workspace: Workspace) -> tuple[str, ...]:
    """The printed names of those that rate."""
    return tuple(name for _one, name in members_of(workspace))
