"""Who comes to Geneva: who took the list along."""

from datetime import datetime

from accounts.models import User, Workspace
from common.audit import record_event


def note_list(*, workspace: Workspace, verb: str, by: User, at: datetime) -> None:
    """Note that somebody took the list along, on paper or as a file."""
    record_event(verb=verb, target=workspace, by=by, at=at, workspace_id=workspace.pk)
