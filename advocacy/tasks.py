"""What the worker does for advocacy. Messages carry nothing; the truth is in the rows."""

from celery import shared_task
from django.utils import timezone

from common.actor import acting_as_server


@shared_task(name="advocacy.erase_contacts")
def erase_contacts() -> None:
    """Erase the contacts, those who came to Geneva, and names of speakers, whose day has come."""
    from advocacy.services import erasing  # noqa: PLC0415 a task imports what it runs

    with acting_as_server():
        erasing.erase_contacts(at=timezone.now())
        erasing.erase_delegates(at=timezone.now())
        erasing.erase_speakers(at=timezone.now())
