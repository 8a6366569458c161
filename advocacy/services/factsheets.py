"""Factsheets: the same in another language, published for everybody, withdrawn, taken away."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User
from advocacy.factsheet import asks_of, organisations_on
from advocacy.models import Factsheet, FactsheetEdition
from advocacy.naming import Named, known_to, named_in, require_confirmed, state_names
from advocacy.services.following import hold_naming
from common.actor import acting_as_server
from common.audit import record_event
from implementation.services.editions import withdraw
from submissions.services.preparing import create_prepared, delete_prepared

# What the sheet in another language begins with; its words are still those of the first.
_TAKEN = ("priority_issue", "title", "context", "challenges", "affected", "questions", "past_shown", "contact")


class StillPublished(Exception):
    """A factsheet of which editions were published stays: their addresses say what became of them."""


class PublishedMeanwhile(Exception):
    """Somebody changed the sheet after it had been read: what was read is not what would be published."""


@transaction.atomic
def add_variant(*, factsheet: Factsheet, language: str, key: UUID, by: User, at: datetime) -> Factsheet:
    """The same sheet in another language, with the words of the first to be translated."""
    words: dict[str, Any] = {name: getattr(factsheet, name) for name in _TAKEN}
    words |= {
        "language": language,
        "logos": factsheet.logos,
        "named": factsheet.named,
        "variant_of": factsheet.variant_of or factsheet,
    }
    return create_prepared(
        model=Factsheet,
        workspace=factsheet.workspace,
        words=words,
        links={"proposals": list(factsheet.proposals.all())},
        by=by,
        at=at,
        key=key,
    )


def named_by(factsheet: Factsheet, *, user: User) -> Named:
    """Whom all that people wrote on a sheet may name; the organisations that it names on purpose are none of them."""
    asks = asks_of(factsheet.language[:2], factsheet.proposals.all())
    texts = [factsheet.title, factsheet.context, factsheet.challenges, factsheet.affected, factsheet.questions]
    texts += [*(ask.text for ask in asks), *(one["alt"] for one in factsheet.logos)]
    told = organisations_on(factsheet)
    return named_in(
        texts,
        language=factsheet.language,
        states=state_names(),
        known=[one for one in known_to(factsheet.workspace, user=user) if one.words not in told],
        meant=[factsheet.contact],
    )


@transaction.atomic
def publish_factsheet(
    *,
    factsheet: Factsheet,
    seen: str,
    number: int,
    address: str,
    content: dict[str, Any],
    pdf: bytes,
    confirmed: str,
    by: User,
    at: datetime,
) -> FactsheetEdition:
    """Publish a sheet as it was read, under ``address``; earlier editions stay as they were.

    ``confirmed`` is the seal of the names that a person read and said may be public.
    Raises ``PublishedMeanwhile`` where the sheet has changed, or another edition was published, since it was read;
    ``NamesUnconfirmed`` where it may name somebody else.
    """
    row = Factsheet.objects.select_for_update(of=("self",)).get(pk=factsheet.pk)
    if seen != row.version or number != next_number(row):
        raise PublishedMeanwhile
    require_confirmed(named_by(row, user=by), confirmed)
    edition = FactsheetEdition.objects.create(
        workspace_id=row.workspace_id,
        factsheet=row,
        number=number,
        address=address,
        content=content,
        pdf=pdf,
        published_at=at,
        published_by=by,
    )
    record_event(verb="publish_factsheet", target=edition, by=by, at=at, workspace_id=row.workspace_id)
    return edition


def next_number(factsheet: Factsheet) -> int:
    """The number of the edition that would be published now."""
    last = factsheet.editions.order_by("-number").first()
    return last.number + 1 if last else 1


def withdraw_factsheet(*, edition: FactsheetEdition, by: User, at: datetime) -> FactsheetEdition:
    """Take a published sheet back: its address says so from now on, and nothing else."""
    return withdraw(edition, verb="withdraw_factsheet", by=by, at=at)


@transaction.atomic
def delete_factsheet(*, factsheet: Factsheet, by: User, at: datetime) -> None:
    """Take a sheet away for good. Raises ``StillPublished`` where an edition of it was published."""
    hold_naming(factsheet)
    row = Factsheet.objects.select_for_update(of=("self",)).get(pk=factsheet.pk)
    if row.editions.exists():
        raise StillPublished
    delete_prepared(row=row, by=by, at=at)


def sheet_for_everybody(address: str) -> FactsheetEdition | None:
    """A sheet that was published under this address, withdrawn or not; a withdrawn one has no words any more."""
    with acting_as_server():
        rows = FactsheetEdition.objects.select_related("workspace__review__state_under_review")
        edition = rows.filter(address=address).first()
    if edition and edition.withdrawn_at:
        edition.content, edition.pdf = {}, b""
    return edition
