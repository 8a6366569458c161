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


def parties(targets: Iterable[Target], met: Mapping[str, Sequence[Meeting]]) -> dict[UUID, list[Party]]:
    """By target: whoever has the State, and whoever else meets its diplomats; of one house, the first.

    ``met`` has by State the meetings that stand, in their order; all are of one workspace.
    """
    named = {target: _named(target, met.get(target.state_id, ())) for target in targets}
    homes = _homes(named)
    return {target.pk: _one_of_each_house(found, homes) for target, found in named.items()}


def _named(target: Target, meetings: Iterable[Meeting]) -> list[Party]:
    # A meeting is its organisation's; a State is a person's where one has it.
    first = Party(None, target.person_id) if target.person_id else Party(target.organisation_id, None)
    rest = [Party(one.organisation_id, None if one.organisation_id else one.created_by_id, one) for one in meetings]
    return [first, *rest]


def _one_of_each_house(named: Iterable[Party], homes: Mapping[UUID, set[UUID]]) -> list[Party]:
    found: dict[Party, set[UUID]] = {}
    for party in named:
        key = party.organisation or party.person
        ours = homes.get(key, {key}) if key else set()
        if ours and not any(ours & others for others in found.values()):
            found[party] = ours
    return list(found)


def _homes(named: Mapping[Target, Iterable[Party]]) -> dict[UUID, set[UUID]]:
    """For which organisations of the workspace each person works; who works for none stands for themselves."""
    people = {one.person for rows in named.values() for one in rows if one.person}
    known: dict[UUID, set[UUID]] = {}
    if not people:
        return known
    workspace = next(iter(named)).workspace_id
    # Who belongs where may be hidden from whoever acts; whether two are of one house is the same for all.
    with acting_as_server():
        rows = Membership.objects.filter(user__in=people, organisation__workspace_rows__workspace=workspace)
        for person, organisation in rows.values_list("user", "organisation"):
            known.setdefault(person, set()).add(organisation)
    return known
