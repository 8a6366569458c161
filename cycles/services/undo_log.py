"""What an import changed beside recommendations, row by row as it was, so that it can be taken back exactly."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core import serializers
from django.db.models import Model, Q

from cycles.services.hanging import held

# What other rows of an import hang on.
_HELD_BY_OTHERS = frozenset({"cycles.goal", "cycles.persongroup", "cycles.theme", "cycles.undocument"})
# What a person has decided meanwhile is the import's no more.
_STILL_OURS = {"cycles.themeissue": Q(status="suggested")}


class UndoLog:
    """The rows that an import makes, and those that it changes or deletes, as they were before."""

    def __init__(self) -> None:
        self._before: list[dict[str, Any]] = []
        self._made: dict[str, list[Any]] = {}
        # The day of the review, where the import wrote it (services.review_day).
        self.review_day: Any = None

    @property
    def data(self) -> dict[str, Any]:
        """The log as ``ImportRun.undo_data`` keeps it."""
        day = {"review_day": self.review_day} if self.review_day else {}
        return {"before": self._before, "made": self._made} | day

    def before(self, rows: Iterable[Model]) -> None:
        """Keep these rows as they are: called ahead of changing or deleting them."""
        for row in serializers.serialize("python", rows):
            # Written out here: JSON would keep thousandths of a second alone.
            fields = {
                name: one.isoformat() if isinstance(one, datetime) else one for name, one in row["fields"].items()
            }
            self._before.append(row | {"fields": fields})

    def made(self, rows: Iterable[Model]) -> None:
        """Note that the import made these rows, which do not say so themselves (``import_run``)."""
        for row in rows:
            self._made.setdefault(row._meta.label_lower, []).append(row.pk)


def put_back(data: dict[str, Any]) -> None:
    """Write the rows of a log as they were, deleted ones with their old keys."""
    for row in serializers.deserialize("python", data.get("before", [])):
        row.save()


def kept(data: dict[str, Any], model: type[Model]) -> list[Any]:
    """The keys of the rows of a model that a log keeps as they were."""
    return [row["pk"] for row in data.get("before", []) if row["model"] == model._meta.label_lower]


def take_out(data: dict[str, Any]) -> dict[str, Any]:
    """Delete the rows that the import made, what others hang on last; one that others need meanwhile stays.

    Returns the log of those that stay.
    """
    made = data.get("made", {})
    left: dict[str, list[Any]] = {}
    for label in sorted(made, key=lambda name: (name in _HELD_BY_OTHERS, name)):
        model = apps.get_model(label)
        free = set(made[label]) - held(model, made[label])
        model._default_manager.filter(_STILL_OURS.get(label, Q()), pk__in=free).delete()
        if stays := sorted(set(made[label]) - free):
            left[label] = stays
    return {"made": left} if left else {}
