"""The slow way back for somebody who lost a second factor: asked by who knows the password, allowed by two others."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from accounts import rules, tasks
from accounts.models import FactorRequest, Membership, Organisation, User
from common.actor import acting_as_server, acting_with_key
from common.audit import record_event
from common.keys import digest, new_secret

MAIN_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class NothingLost(Exception):
    """The account has no second factor: the password is enough."""


class AlreadyAsked(Exception):
    """A request of this person waits already."""

    def __init__(self, request: FactorRequest) -> None:
        super().__init__(str(request.pk))
        self.request = request


class NotWaiting(Exception):
    """The request was stopped or allowed before."""


class TooEarly(Exception):
    """The days in which the person may stop the request are not over."""


class SamePerson(Exception):
    """Two people are needed, and this one has allowed it already."""


class OwnerNeeded(Exception):
    """One of the two must own an organisation of the person."""


@transaction.atomic
def ask_way_back(*, user: User, wait: timedelta, at: datetime) -> tuple[FactorRequest, str]:
    """Note that ``user``, whose password is known, lost the second factor. Returns the secret that stops it as well.

    Tells those who may allow it. Raises ``NothingLost``, ``AlreadyAsked``.
    """
    # Nobody is signed in yet, so nobody but the server may write the row.
    with acting_as_server():
        User.objects.select_for_update().get(pk=user.pk)
        if not Authenticator.objects.filter(user_id=user.pk, type__in=MAIN_FACTORS).exists():
            raise NothingLost
        waiting = FactorRequest.objects.waiting_for(user).first()
        if waiting is not None:
            raise AlreadyAsked(waiting)
        secret = new_secret()
        request = FactorRequest.objects.create(user=user, asked_at=at, opens_at=at + wait, key_hash=digest(secret))
        _record("ask_way_back", request, by=user, at=at)
    transaction.on_commit(partial(tasks.announce_way_back.delay, request_id=str(request.pk)))
    return request, secret


def request_stopped_by(*, secret: str) -> FactorRequest:
    """The request that waits and that the secret of a mail stops, whoever holds it. Raises ``NotWaiting``."""
    with acting_with_key(digest(secret)):
        request = FactorRequest.objects.waiting().filter(key_hash=digest(secret)).first()
    if request is None:
        raise NotWaiting
    return request


@transaction.atomic
def stop_way_back(*, request: FactorRequest, by: User | None, at: datetime) -> None:
    """End a request: by the person, or by whoever holds the link of the mail (then ``by`` is nobody known)."""
    with acting_as_server():
        request = _waiting(request)
        request.outcome, request.ended_at = FactorRequest.Outcome.STOPPED, at
        request.save(update_fields=["outcome", "ended_at"])
        _record("stop_way_back", request, by=by, at=at)


@transaction.atomic
def allow_way_back(*, request: FactorRequest, by: User, at: datetime) -> FactorRequest:
    """Let ``by`` vouch for the person. With the second voice the factors go, every session ends, and a mail says so.

    Raises ``NotWaiting``, ``TooEarly``, ``SamePerson``, ``OwnerNeeded``.
    """
    is_owner = rules.owns_organisation_of(by, request.user)
    # Staff need not be a member of anything the person is a member of, and see no row of it.
    with acting_as_server():
        request = _waiting(request)
        if request.opens_at > at:
            raise TooEarly
        if request.first_by_id is None:
            request.first_by, request.first_at, request.first_is_owner = by, at, is_owner
            request.save(update_fields=["first_by", "first_at", "first_is_owner"])
            _record("allow_way_back", request, by=by, at=at)
            return request
        if request.first_by_id == by.pk:
            raise SamePerson
        if not (is_owner or request.first_is_owner) and _has_other_owner(request.user):
            raise OwnerNeeded
        request.second_by, request.ended_at, request.outcome = by, at, FactorRequest.Outcome.ALLOWED
        request.save(update_fields=["second_by", "ended_at", "outcome"])
        Authenticator.objects.filter(user_id=request.user_id).delete()
        end_sessions(UserSession.objects.filter(user_id=request.user_id))
        _record("remove_second_factor", request, by=by, at=at)
    transaction.on_commit(partial(tasks.announce_factor_removed.delay, user_id=str(request.user_id)))
    return request


def end_sessions(sessions: Iterable[UserSession]) -> int:
    """Sign these browsers out, at once. Returns how many there were."""
    ended = list(sessions)
    for session in ended:
        session.end()
    return len(ended)


def _waiting(request: FactorRequest) -> FactorRequest:
    request = FactorRequest.objects.select_for_update().get(pk=request.pk)
    if not request.is_waiting:
        raise NotWaiting
    return request


def _has_other_owner(person: User) -> bool:
    places = Membership.objects.filter(user=person, organisation__closed_at=None).values("organisation")
    owners = Membership.objects.filter(organisation__in=places, user__is_active=True).owners()
    return owners.exclude(user=person).exists()


def _record(verb: str, request: FactorRequest, *, by: User | None, at: datetime) -> None:
    """One line for each organisation of the person, so that the owners of each can read it; else one for all."""
    organisations = Organisation.objects.filter(memberships__user=request.user_id)
    places: list[UUID | None] = [organisation.pk for organisation in organisations]
    for organisation_id in places or [None]:
        record_event(verb=verb, target=request, by=by, at=at, organisation_id=organisation_id)
