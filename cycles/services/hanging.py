"""What hangs on rows of the record: rows of any app, also those that the one who asks may not see.

All of it is counted, since the wall would hide what is in the way: how much there is may be said, never whose it is.
"""

from collections.abc import Collection
from typing import Any

from django.db.models import ForeignObjectRel, Model

from common.actor import acting_as_server

_OURS = "cycles"


def relations(public: type[Model]) -> list[ForeignObjectRel]:
    """Every field of any model that points at ``public``, also those that have no name on its side."""
    return [
        relation
        for relation in public._meta.get_fields(include_hidden=True)
        if isinstance(relation, ForeignObjectRel) and not relation.related_model._meta.auto_created
    ]


def work_on(public: type[Model]) -> list[ForeignObjectRel]:
    """Of these, what is no part of the record: fields of higher floors, and published ratings."""
    return [
        relation
        for relation in relations(public)
        if relation.related_model._meta.app_label != _OURS or relation.get_accessor_name() == "published_ratings"
    ]


def private_rows(public: type[Model], keys: Any) -> int:
    """How many rows of higher floors, and published ratings, hang on these rows of the record."""
    with acting_as_server():
        return sum(
            relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": keys}).distinct().count()
            for relation in work_on(public)
        )


def held(public: type[Model], keys: Collection[Any], *, beside: Collection[type[Model]] = ()) -> set[Any]:
    """Those of the rows on which anything hangs but rows of the models ``beside``."""
    found: set[Any] = set()
    with acting_as_server():
        for relation in relations(public):
            model, name = relation.related_model, relation.field.name
            if model not in beside:
                found |= set(model._base_manager.filter(**{f"{name}__in": keys}).values_list(name, flat=True))
    return found & set(keys)
