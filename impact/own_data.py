"""Everything that the platform holds about a person, for that person to take along."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import BinaryField, Model
from django.db.models.fields.files import FieldFile

from accounts.models import User
from common.models import AuditEvent
from common.querysets import TenantQuerySet
from common.sealed_fields import SealedTextField

APPS = (
    *("common", "cycles", "accounts", "reminders", "implementation", "submissions", "advocacy", "impact"),
    *("account", "mfa", "usersessions"),
)
# Never handed out, not even to oneself: with them somebody could sign in.
SECRETS = {"password", "key_hash", "data", "session_key", "key"}


def own_data(user: User) -> dict[str, Any]:
    """Rows of every model that names ``user``, by model and by the field that names them, without secrets.

    What is sealed stays: it is about others, such as the people whom a workspace meets.

    Of workspaces, what the person may still see. Names of fields are those of the platform.
    """
    found: dict[str, Any] = {"accounts.User": [_plain(user)]}
    for model, field in _models_naming_people():
        rows: Any = model._default_manager.all()
        if isinstance(rows, TenantQuerySet):
            rows = rows.visible_to(user)
        plain = [_plain(row) for row in rows.filter(**{field: user}).order_by("pk")]
        if plain:
            found[f"{model._meta.label} ({field})"] = plain
    trail = AuditEvent.objects.filter(actor_id=user.pk).order_by("at", "pk")
    found["common.AuditEvent"] = [_plain(event) for event in trail]
    return found


def _models_naming_people() -> Iterator[tuple[type[Model], str]]:
    for config in apps.get_app_configs():
        for model in config.get_models() if config.label in APPS else ():
            for field in model._meta.concrete_fields:
                if field.related_model is User:
                    yield model, field.name


def _plain(row: Model) -> dict[str, Any]:
    return {
        field.attname: _value(getattr(row, field.attname))
        for field in row._meta.concrete_fields
        if field.name not in SECRETS and not isinstance(field, SealedTextField | BinaryField)
    }


def _value(value: Any) -> Any:
    if isinstance(value, UUID | FieldFile):
        return str(value)
    return value.isoformat() if isinstance(value, date | datetime) else value
