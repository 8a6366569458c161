"""What a person sees about their own ways of signing in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession

from accounts.devices import device_words


@dataclass(frozen=True)
class OpenSession:
    """A browser in which the person is signed in."""

    pk: int
    device: str
    signed_in_at: datetime
    last_used_at: datetime
    is_this: bool


@dataclass(frozen=True)
class SignInFacts:
    """Factors, devices and providers of one person."""

    app: Authenticator | None
    passkeys: list[Any]
    codes_left: int | None
    sessions: list[OpenSession]
    providers: list[SocialAccount]

    @property
    def has_second_factor(self) -> bool:
        return self.app is not None or bool(self.passkeys)

    @classmethod
    def of(cls, user: Any, *, session_key: str | None) -> Self:
        """Everything about ``user``, who looks at it in the session of ``session_key``."""
        rows = list(Authenticator.objects.filter(user_id=user.pk).order_by("created_at", "pk"))
        codes = next((row for row in rows if row.type == Authenticator.Type.RECOVERY_CODES), None)
        return cls(
            app=next((row for row in rows if row.type == Authenticator.Type.TOTP), None),
            passkeys=[row for row in rows if row.type == Authenticator.Type.WEBAUTHN],
            codes_left=None if codes is None else len(codes.wrap().get_unused_codes()),
            sessions=open_sessions(user, session_key=session_key),
            providers=list(SocialAccount.objects.filter(user_id=user.pk).order_by("date_joined", "pk")),
        )


def open_sessions(user: Any, *, session_key: str | None) -> list[OpenSession]:
    """The browsers in which ``user`` is signed in, this one first."""
    rows = [
        OpenSession(
            pk=row.pk,
            device=device_words(row.user_agent),
            signed_in_at=row.created_at,
            last_used_at=row.last_seen_at,
            is_this=row.session_key == session_key,
        )
        for row in UserSession.objects.purge_and_list(user)
    ]
    return sorted(rows, key=lambda row: (not row.is_this, -row.last_used_at.timestamp(), row.pk))


def kinds_of(user: Any) -> set[str]:
    """The kinds of factors that ``user`` has."""
    return set(Authenticator.objects.filter(user_id=user.pk).values_list("type", flat=True))


def sessions_of(user: Any) -> Any:
    """The rows of ``user``'s sessions, to end some of them."""
    return UserSession.objects.filter(user_id=user.pk)
