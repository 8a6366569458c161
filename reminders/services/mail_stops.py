"""No more mails: what the address in a mail does."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from common.audit import record_event
from reminders.models import Channel, Deadline, Letter, PersonalHours, Reminder, ReminderChoice
from reminders.standards import EVERYTHING, standard

_MAILED = (Channel.MAIL, Channel.DIGEST)


class AddressUsed(Exception):
    """Such an address was used since this one was sent, or the account is gone."""


@transaction.atomic
def stop_mails(*, person_id: UUID, stops: int, at: datetime) -> None:
    """From now on the person hears here only; what waits to be mailed is not. Ends every address that was sent before.

    Raises ``AddressUsed``. Whoever changed their mind since, and is written to again, is not cut off by an old mail.
    """
    person = User.objects.filter(pk=person_id, is_active=True, deleted_at=None).first()
    if person is None:
        raise AddressUsed
    hours, _made = PersonalHours.objects.select_for_update().get_or_create(person=person)
    if hours.mail_stops != stops:
        raise AddressUsed
    hours.mail_stops += 1
    hours.save(update_fields=["mail_stops"])
    _choose_here_only(person)
    Reminder.objects.filter(person=person, letter=None, mail_due_at__isnull=False).update(mail_due_at=None)
    Letter.objects.waiting().filter(person=person, leased_until=None).update(dropped_at=at)
    record_event(verb="stop_mails", target=person, by=person, at=at)


def _choose_here_only(person: User) -> None:
    """Everywhere, with the lead times that hold now."""
    own = ReminderChoice.objects.filter(person=person)
    own.filter(channel__in=_MAILED).update(channel=Channel.APP)
    if own.filter(workspace=None, kind="").exists():
        return
    for kind, heard in (("", EVERYTHING), (Deadline.Kind.UN_DATE, standard(Deadline.Kind.UN_DATE))):
        ReminderChoice.objects.get_or_create(
            workspace=None,
            person=person,
            kind=kind,
            defaults={"channel": Channel.APP, "leads": sorted(heard.leads, reverse=True)},
        )
