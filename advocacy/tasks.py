"""What the worker does for advocacy. Messages carry nothing; the truth is in the rows."""

from celery import shared_task
from django.utils import timezone

from common.actor import acting_as_server


@shared_task(name="advocacy.erase_contacts")
def erase_contacts() -> None:
    """Erase the contacts whose day has come."""
    from advocacy.services import contacts  # noqa: PLC0415 a task imports what it runs

    with acting_as_server():
        contacts.erase_contacts(at=timezone.now())
