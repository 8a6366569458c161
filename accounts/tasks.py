"""Background work about people."""

from celery import shared_task
from django.core.mail import send_mail
from django.template.loader import render_to_string


@shared_task(name="accounts.announce_admission")
def announce_admission(*, user_id: str, sign_in_url: str) -> None:
    """Tell a newcomer that the account is open."""
    from accounts.models import User  # noqa: PLC0415 tasks import what they run inside

    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        return
    context = {"sign_in_url": sign_in_url}
    subject = render_to_string("account/email/admission_subject.txt", context).strip()
    send_mail(subject, render_to_string("account/email/admission_message.txt", context).strip(), None, [user.email])


@shared_task(name="accounts.announce_way_back")
def announce_way_back(*, request_id: str) -> None:
    """Tell those who may vouch that somebody lost a second factor: the owners beside the person, else staff."""
    from accounts.models import FactorRequest, Membership, User  # noqa: PLC0415
    from common.actor import acting_as_server  # noqa: PLC0415

    with acting_as_server():
        request = FactorRequest.objects.filter(pk=request_id, outcome=FactorRequest.Outcome.WAITING).first()
        if request is None:
            return
        places = Membership.objects.filter(user=request.user_id, organisation__closed_at=None).values("organisation")
        owners = Membership.objects.filter(organisation__in=places).owners().values("user")
        people = User.objects.filter(pk__in=owners, is_active=True).exclude(pk=request.user_id)
        if not people.exists():
            people = User.objects.filter(is_staff=True, is_active=True).exclude(pk=request.user_id)
        addresses = list(people.values_list("email", flat=True))
    for address in addresses:
        _write("way_back_asked_of_you", address)


@shared_task(name="accounts.announce_factor_removed")
def announce_factor_removed(*, user_id: str) -> None:
    """Tell the person that the second factors are gone."""
    from accounts.models import User  # noqa: PLC0415

    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is not None:
        _write("way_back_allowed", user.email)


@shared_task(name="accounts.announce_concern")
def announce_concern(*, kind: str) -> None:
    """Tell the people who run the server that something waits: of what kind, and where to look, nothing else."""
    from django.conf import settings  # noqa: PLC0415
    from django.core.exceptions import ValidationError  # noqa: PLC0415
    from django.core.validators import validate_email  # noqa: PLC0415

    from accounts.models import Concern  # noqa: PLC0415

    address = settings.OPERATOR_CONTACT.removeprefix("mailto:")
    try:
        validate_email(address)
    except ValidationError:
        return
    context = {"kind": Concern.Kind(kind).label}
    subject = render_to_string("account/email/concern_subject.txt", context).strip()
    send_mail(subject, render_to_string("account/email/concern_message.txt", context).strip(), None, [address])


@shared_task(name="accounts.forget_ended_sessions")
def forget_ended_sessions() -> None:
    """Drop sessions that are over, and what was kept about them."""
    from importlib import import_module  # noqa: PLC0415

    from allauth.usersessions.models import UserSession  # noqa: PLC0415
    from django.conf import settings  # noqa: PLC0415
    from django.contrib.sessions.models import Session  # noqa: PLC0415

    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


@shared_task(name="accounts.forget_ended_keys")
def forget_ended_keys() -> None:
    """Drop what was kept of machines' keys that are over."""
    from accounts.services.machines import forget_ended_keys as forget  # noqa: PLC0415

    forget()


@shared_task(name="accounts.erase_leftovers")
def erase_leftovers() -> None:
    """Erase what still names people whose accounts are deleted."""
    from django.utils import timezone  # noqa: PLC0415

    from accounts.services.erasure import erase_leftovers as erase  # noqa: PLC0415
    from common.actor import acting_as_server  # noqa: PLC0415

    with acting_as_server():
        erase(at=timezone.now())


@shared_task(name="accounts.forget_removals")
def forget_removals() -> None:
    """Erase that rows of workspaces were removed, once that is long ago."""
    from django.utils import timezone  # noqa: PLC0415

    from accounts.services.removals import forget_removals as forget  # noqa: PLC0415
    from common.actor import acting_as_server  # noqa: PLC0415

    with acting_as_server():
        forget(at=timezone.now())


def _write(template: str, address: str) -> None:
    subject = render_to_string(f"account/email/{template}_subject.txt").strip()
    send_mail(subject, render_to_string(f"account/email/{template}_message.txt").strip(), None, [address])
