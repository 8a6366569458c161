"""What allauth changes about an account stands in the audit trail too: that it was changed, never into what.

Signing in and out leaves no line there: when somebody came is nobody's business but their own (the list of devices).
"""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.utils import timezone

from accounts.models import User
from common.audit import record_event


def connect() -> None:
    """Listen; the strong references keep the listeners alive."""
    for signal in (account.password_set, account.password_changed, account.password_reset):
        signal.connect(_password)
    account.email_changed.connect(_address)
    mfa.authenticator_added.connect(_added)
    mfa.authenticator_removed.connect(_removed)
    mfa.authenticator_reset.connect(_renewed)


def _note(verb: str, user: User, *fields: str) -> None:
    record_event(verb=verb, target=user, by=user, at=timezone.now(), fields=fields)


def _password(user: User, **_rest: Any) -> None:
    _note("change", user, "password")


def _address(user: User, **_rest: Any) -> None:
    _note("change_address", user, "email")


def _added(user: User, **_rest: Any) -> None:
    _note("add_second_factor", user)


def _removed(user: User, **_rest: Any) -> None:
    _note("remove_second_factor", user)


def _renewed(user: User, **_rest: Any) -> None:
    _note("renew_recovery_codes", user)
