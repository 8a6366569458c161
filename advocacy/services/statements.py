"""Texts of statements with every version, and the places at the adoption.

Statements are begun, changed and taken away as every prepared row is (submissions.services.preparing).
"""

from datetime import datetime

from django.db import transaction

from accounts.models import Organisation, User, Workspace
from advocacy.models import PlenaryPlace, Statement, StatementText
from common.audit import record_event
from cycles.models import Theme

_DOUBLES = ("number", "organisation", "issue", "statement")


class WrittenMeanwhile(Exception):
    """Somebody wrote a newer version after the text had been read; ``current`` is that version."""

    def __init__(self, current: StatementText) -> None:
        super().__init__(str(current.pk))
        self.current = current


class NeedsStatus(Exception):
    """Only organisations with consultative status speak at the adoption, or whoever one of them lends its place."""


class TakenAlready(Exception):
    """A place, an organisation, a theme or a statement that stands on the desk already; ``field`` says which."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@transaction.atomic
def write_statement(
    *, statement: Statement, language: str, text: str, seen: int, by: User, at: datetime
) -> StatementText:
    """Keep a new version of the text in one language; the former ones stay.

    ``seen`` is the number of the version that was read, 0 for none. The same words once more make no version.
    Raises ``WrittenMeanwhile`` if ``seen`` is past.
    """
    Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    versions = StatementText.objects.filter(statement=statement, language=language)
    current = versions.filter(is_current=True).first()
    if current and current.text == text:
        return current
    if current and current.number != seen:
        raise WrittenMeanwhile(current)
    versions.filter(is_current=True).update(is_current=False)
    made = StatementText.objects.create(
        workspace_id=statement.workspace_id,
        statement=statement,
        language=language,
        number=current.number + 1 if current else 1,
        text=text,
        written_at=at,
        written_by=by,
    )
    record_event(verb="write_statement", target=made, by=by, at=at, workspace_id=statement.workspace_id)
    return made


@transaction.atomic
def take_place(
    *,
    workspace: Workspace,
    number: int,
    organisation: Organisation,
    through: str,
    issue: Theme,
    statement: Statement | None,
    by: User,
    at: datetime,
) -> PlenaryPlace:
    """Give one of the ten places to an organisation, with its theme.

    Raises ``NeedsStatus`` for one without consultative status whom nobody lends a place, ``TakenAlready`` where the
    place is taken, or the organisation, the theme or the statement has one.
    """
    if organisation.ecosoc_status == Organisation.EcosocStatus.NONE and not through:
        raise NeedsStatus
    # One person after the other, so that the second is told and meets no error of the database.
    Workspace.objects.select_for_update(of=("self",)).get(pk=workspace.pk)
    wanted = {"number": number, "organisation": organisation, "issue": issue, "statement": statement}
    taken = PlenaryPlace.objects.filter(workspace=workspace)
    for field in _DOUBLES:
        if wanted[field] is not None and taken.filter(**{field: wanted[field]}).exists():
            raise TakenAlready(field)
    made = PlenaryPlace.objects.create(workspace=workspace, through=through, taken_at=at, taken_by=by, **wanted)
    record_event(verb="take_place", target=made, by=by, at=at, workspace_id=workspace.pk)
    return made


@transaction.atomic
def free_place(*, place: PlenaryPlace, by: User, at: datetime) -> None:
    """Give a place back; the statement stays."""
    record_event(verb="free_place", target=place, by=by, at=at, workspace_id=place.workspace_id)
    place.delete()
