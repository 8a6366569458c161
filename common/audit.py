"""Writing the audit trail."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model

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
    """Note that ``by`` did ``verb`` to ``target``. Takes names of fields, never their contents."""
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
