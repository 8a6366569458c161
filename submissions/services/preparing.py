"""Rows that several people write, such as priority issues and proposals: kept, changed, taken away, split."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.db import transaction

from accounts.models import User, Workspace
from common.audit import record_event
from common.once import make_once
from submissions.models import FormerText, ProposedRecommendation
from submissions.models.preparing import PreparedRow

Row = TypeVar("Row", bound=PreparedRow)


class PreparedMeanwhile(Exception):
    """Somebody changed the row after it had been read; ``current`` is how it stands now."""

    def __init__(self, current: Any) -> None:
        super().__init__(str(current.pk))
        self.current = current


class NothingToSplit(Exception):
    """The text that was to be split is no longer the one that was read, or asks for one thing only."""


@transaction.atomic
def create_prepared(
    *,
    model: type[Row],
    workspace: Workspace,
    words: dict[str, Any],
    links: dict[str, Collection[Any]],
    by: User,
    at: datetime,
    key: UUID,
    then: Callable[[Row], object] | None = None,
) -> Row:
    """Keep a new row with what it is linked to; ``then`` does what else comes with a new one.

    With the same ``key`` a second time it answers with what is there: a form may be sent twice when the line drops.
    """
    made = {"created_at": at, "created_by": by, "changed_at": at, "changed_by": by}
    new = model(pk=key, workspace=workspace, **words, **made)
    row, is_new = make_once(new, among=model._default_manager.filter(workspace=workspace))
    if not is_new:
        return row
    for name, rows in links.items():
        getattr(row, name).set(rows)
    record_event(verb=f"create_{model.audit_name}", target=row, by=by, at=at, workspace_id=workspace.pk)
    if then:
        then(row)
    return row


@transaction.atomic
def change_prepared(
    *, row: Row, words: dict[str, Any], links: dict[str, Collection[Any]], by: User, at: datetime, seen: str
) -> Row:
    """Change a row as somebody read it. Raises ``PreparedMeanwhile`` if ``seen`` is past."""
    model = type(row)
    row = model._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    if seen != row.version:
        raise PreparedMeanwhile(row)
    changed: list[str] = [name for name, value in words.items() if getattr(row, name) != value]
    _keep_former(row, {name: words[name] for name in changed if name in row.kept_words}, by, at)
    for name in changed:
        setattr(row, name, words[name])
    for name, rows in links.items():
        linked = getattr(row, name)
        if {one.pk for one in rows} != set(linked.values_list("pk", flat=True)):
            linked.set(rows)
            changed.append(name)
    if changed:
        row.changed_at, row.changed_by = at, by
        row.save(update_fields={*changed, "changed_at", "changed_by"} - links.keys())
        verb = f"change_{model.audit_name}"
        record_event(verb=verb, target=row, by=by, at=at, workspace_id=row.workspace_id, fields=sorted(changed))
    return row


@transaction.atomic
def delete_prepared(*, row: Row, by: User, at: datetime) -> None:
    """Take a row away for good. Proposals of a priority issue stay, without it."""
    record_event(verb=f"delete_{row.audit_name}", target=row, by=by, at=at, workspace_id=row.workspace_id)
    FormerText.objects.filter(row=row.pk, workspace=row.workspace_id).delete()
    row.delete()


def _keep_former(row: PreparedRow, words: dict[str, str], by: User, at: datetime) -> None:
    """Keep what ``words`` are written over, unless they only add to it."""
    former = {name: getattr(row, name) for name in words}
    FormerText.objects.bulk_create(
        FormerText(
            workspace_id=row.workspace_id,
            kind=row.audit_name,
            row=row.pk,
            field=name,
            text=text,
            replaced_at=at,
            replaced_by=by,
        )
        for name, text in former.items()
        if text and text not in words[name]
    )


@transaction.atomic
def split_proposal(
    *, proposal: ProposedRecommendation, language: str, parts: Collection[str], by: User, at: datetime, seen: str
) -> list[ProposedRecommendation]:
    """Let each request of a text be a proposal of its own; the first stays where it was.

    Texts in other languages stay with the first: nobody but a person can say where they divide.
    Raises ``PreparedMeanwhile`` if ``seen`` is past, ``NothingToSplit`` for fewer than two parts.
    """
    row = ProposedRecommendation.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if seen != row.version:
        raise PreparedMeanwhile(row)
    first, *others = parts or [""]
    if not others:
        raise NothingToSplit
    name = f"text_{language}"
    setattr(row, name, first)
    row.changed_at, row.changed_by = at, by
    row.save(update_fields=[name, "changed_at", "changed_by"])
    states = list(row.states.all())
    made = [_part(row, name, text, by, at) for text in others]
    for one in made:
        one.states.set(states)
    record_event(verb="split_proposal", target=row, by=by, at=at, workspace_id=row.workspace_id, fields=[name])
    return [row, *made]


def _part(row: ProposedRecommendation, name: str, text: str, by: User, at: datetime) -> ProposedRecommendation:
    return ProposedRecommendation.objects.create(
        pk=uuid4(),
        workspace_id=row.workspace_id,
        priority_issue_id=row.priority_issue_id,
        addressee=row.addressee,
        split_from=row,
        created_at=at,
        created_by=by,
        changed_at=at,
        changed_by=by,
        **{name: text},
    )
