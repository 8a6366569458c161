"""Accounts: welcoming, letting in, another address, editors of the record."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from allauth.account.models import EmailAddress
from django.db import connection, transaction

from accounts import tasks
from accounts.models import User
from common.audit import record_event

# Any number: it keeps two first sign-ups from both becoming the first.
FIRST_ACCOUNT_LOCK = 720_001


@transaction.atomic
def welcome_user(*, user: User, needs_approval: bool) -> User:
    """Save a new account. The first of an installation edits the record and needs nobody's approval.

    The accounts of the demonstration do not count. With approval an account stays inactive until staff let it in.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [FIRST_ACCOUNT_LOCK])
    is_first = not User.objects.filter(is_demonstration=False).exists()
    if is_first:
        user.is_record_editor = user.is_staff = user.is_superuser = True
    elif needs_approval:
        user.is_active = False
    user.save()
    return user


@transaction.atomic
def let_in(*, users: Iterable[User], by: User, at: datetime, sign_in_url: str) -> int:
    """Open the accounts of newcomers who wait for approval, and write to each of them. Returns how many waited."""
    waiting = list(
        User.objects.select_for_update().filter(pk__in=[user.pk for user in users], is_active=False, last_login=None)
    )
    for user in waiting:
        user.is_active = True
        user.save(update_fields=["is_active"])
        record_event(verb="let_in", target=user, by=by, at=at, fields=["is_active"])
        transaction.on_commit(partial(tasks.announce_admission.delay, user_id=str(user.pk), sign_in_url=sign_in_url))
    return len(waiting)


@transaction.atomic
def change_address(*, user: User, email: str, by: User, at: datetime) -> None:
    """Give an account another address; no other one signs in with it any more. Staff vouch that it is theirs."""
    user.email = email.lower()
    user.save(update_fields=["email"])
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    record_event(verb="change_address", target=user, by=by, at=at, fields=["email"])


def name_record_editor(*, user: User, by: User, at: datetime) -> None:
    """Let ``user`` decide what enters the public record."""
    user.is_record_editor = True
    user.save(update_fields=["is_record_editor"])
    record_event(verb="name_record_editor", target=user, by=by, at=at, fields=["is_record_editor"])
