"""A second pair of eyes: who had a part in words, and who may judge them."""

from collections.abc import Collection, Sequence
from uuid import UUID

from accounts.models import Membership, Workspace, WorkspaceMember
from common.actor import acting_as_server


def with_writer(writers: Sequence[UUID], person: UUID) -> list[UUID]:
    """Who had a part in some words, once ``person`` has written in them too: the last of all."""
    return [*(one for one in writers if one != person), person]


def people_who_write(workspace: Workspace) -> set[UUID]:
    """Keys of everybody who writes in ``workspace``, of whichever organisation."""
    # Who belongs where may be hidden from whoever asks; whether somebody is left to judge is the same for all.
    with acting_as_server():
        parts = WorkspaceMember.objects.filter(workspace=workspace, role__in=WorkspaceMember.WRITERS)
        rows = Membership.objects.filter(
            organisation__in=parts.values("organisation"),
            organisation__closed_at=None,
            role__in=Membership.WRITERS,
            user__is_active=True,
        )
        return set(rows.values_list("user", flat=True))


def is_second(person: UUID, *, writers: Sequence[UUID], everybody: Collection[UUID]) -> bool:
    """Whether ``person`` may judge words of ``writers``, the last of whom stands last: nobody who had a part in them.

    Where ``everybody`` had one, all but the last: each of them read what the others had written, and wrote on.
    """
    if person not in writers:
        return True
    return person != writers[-1] and set(everybody) <= set(writers)
