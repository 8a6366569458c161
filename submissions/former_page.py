"""Words of a row of several hands that somebody wrote over, as their page shows them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import User
from reminders.deadline_lines import colleagues_of
from reminders.words import person_words
from submissions.models import FormerText
from submissions.models.preparing import PreparedRow


@dataclass(frozen=True)
class FormerLine:
    """A former text with the name of its field, and who wrote it anew, in the words of the reader."""

    label: str
    text: FormerText
    who: str


def found_row(kind: str, pk: UUID, user: User) -> PreparedRow | None:
    """The row of this kind, as the audit trail calls it, if ``user`` may see it; none where no words are kept."""
    model = next((one for one in _below(PreparedRow) if one.kept_words and one.audit_name == kind), None)
    return model._default_manager.visible_to(user).filter(pk=pk).first() if model else None


def former_lines(row: PreparedRow, user: User) -> list[FormerLine]:
    """What was written over in a row, the latest first. Read by its workspace alone, whoever else may read the row."""
    former = FormerText.objects.visible_to(user).filter(kind=row.audit_name, row=row.pk)
    known = colleagues_of(user)
    fields: dict[str, Any] = {one.name: one for one in row._meta.get_fields()}
    return [
        FormerLine(
            capfirst(str(fields[one.field].verbose_name)),
            one,
            person_words(one.replaced_by, known) or _("somebody of another organisation"),
        )
        for one in former.newest()
    ]


def _below(model: Any) -> Iterator[Any]:
    for one in model.__subclasses__():
        yield from _below(one) if one._meta.abstract else (one,)
