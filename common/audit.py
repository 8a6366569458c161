"""Writing the audit trail."""

from collections.abc import Iterable
from contextlib import nullcontext
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model

from common.actor import acting_as_server, current
from common.models import AuditEvent


def record_event(
    *,
    verb: str,
    target: Model,
    by: Any,
    at: datetime,
    workspace_id: UUID | None = None,
    organisation_id: UUID | None = None,
    fields: Iterable[str] = (),
) -> None:
    """Note that ``by`` did ``verb`` to ``target``. Takes names of fields, never their contents.

    Where only the workspace is given, the database adds the organisation for which ``by`` acts there. Every verb and
    every kind of row has its words in the ``audit_words`` of its app. Until the transaction ends, nobody else adds an
    event of the same organisation: write it near the end.
    """
    # Who signs in, or comes with a link, is nobody yet: then it is the server that notes it.
    with nullcontext() if current().user else acting_as_server():
        AuditEvent.objects.create(
            at=at,
            actor_id=getattr(by, "pk", None),
            verb=verb,
            target_type=target._meta.label,
            target_id=str(target.pk),
            workspace_id=workspace_id,
            organisation_id=organisation_id,
            fields=list(fields),
        )
