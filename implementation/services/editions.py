"""Published mid-term reports, for readers who are nobody's: the server itself looks, and hands out what is public."""

from common.actor import acting_as_server
from implementation.models import MidTermEdition, MidTermReport


def edition_for_everybody(address: str) -> MidTermEdition | None:
    """A report that was published under this address, withdrawn or not; a withdrawn one has no words any more."""
    with acting_as_server():
        rows = MidTermEdition.objects.select_related("workspace__review__state_under_review")
        edition = rows.filter(address=address).first()
    if edition and edition.withdrawn_at:
        edition.content = {}
    return edition


def files_for_everybody(edition: MidTermEdition) -> list[MidTermReport]:
    """The files of a published report that are made, by language; of a withdrawn one none."""
    if edition.withdrawn_at:
        return []
    with acting_as_server():
        rows = MidTermReport.objects.filter(edition=edition, status=MidTermReport.Status.DONE)
        return list(rows.order_by("language", "-file_format", "pk"))
