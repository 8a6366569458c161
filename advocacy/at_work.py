"""Who of a workspace is at work on a State: one rule for the page that shows it and for the notice that tells it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from accounts.models import Membership
from advocacy.models import Meeting, Target
from common.actor import acting_as_server


@dataclass(frozen=True)
class Party:
    """An organisation at work on a State, or a person where no organisation is named.

    ``meeting`` is by which one knows; nothing for whoever has the State.
    """

    organisation: UUID | None
    person: UUID | None
    meeting: Meeting | None = field(default=None, compare=False)


def parties(
    states: Mapping[str, Target | None], met: Mapping[str, Sequence[Meeting]], *, workspace: UUID
) -> dict[str, list[Party]]:
    """By State: whoever has it in the pipeline, and whoever else meets its diplomats; of one house, the first.

    ``states`` has nothing for a State outside of the pipeline; ``met`` has by State the meetings that stand, in their
    order.
    """
    named = {state: _named(target, met.get(state, ())) for state, target in states.items()}
    homes = _homes(named.values(), workspace)
    return {state: _one_of_each_house(found, homes) for state, found in named.items()}


def _named(target: Target | None, meetings: Iterable[Meeting]) -> list[Party]:
    # A meeting is its organisation's; a State is a person's where one has it.
    found = []
    if target:
        found.append(Party(None, target.person_id) if target.person_id else Party(target.organisation_id, None))
    rest = [Party(one.organisation_id, None if one.organisation_id else one.created_by_id, one) for one in meetings]
    return found + rest


def _one_of_each_house(named: Iterable[Party], homes: Mapping[UUID, set[UUID]]) -> list[Party]:
    found: dict[Party, set[UUID]] = {}
    for party in named:
        key = party.organisation or party.person
        ours = homes.get(key, {key}) if key else set()
        if ours and not any(ours & others for others in found.values()):
            found[party] = ours
    return list(found)


def _homes(named: Iterable[Iterable[Party]], workspace: UUID) -> dict[UUID, set[UUID]]:
    """For which organisations of the workspace each person works; who works for none stands for themselves."""
    people = {one.person for rows in named for one in rows if one.person}
    known: dict[UUID, set[UUID]] = {}
    if not people:
        return known
    # Who belongs where may be hidden from whoever acts; whether two are of one house is the same for all.
    with acting_as_server():
        rows = Membership.objects.filter(user__in=people, organisation__workspace_rows__workspace=workspace)
        for person, organisation in rows.values_list("user", "organisation"):
            known.setdefault(person, set()).add(organisation)
    return known
