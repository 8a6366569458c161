"""Who is acting: a person, a person narrowed to some workspaces (a machine token, a share link), or the server itself.

Row-level security reads it. `common.postgres` tells the connection before anything else is asked of it, so whoever
forgets to say who is acting sees no private row at all.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Actor:
    """What the policies of the database are told.

    ``workspaces`` narrows a person to these workspaces and to no organisation; None narrows nothing.
    ``key`` is the digest of a secret that a visitor brought: it opens the one row that holds it.
    """

    user: str = ""
    workspaces: tuple[str, ...] | None = None
    key: str = ""
    is_server: bool = False

    def settings(self) -> tuple[str, str, str, str]:
        """The values of ``upr.user``, ``upr.workspaces``, ``upr.key`` and ``upr.server``."""
        narrowed = "" if self.workspaces is None else "{" + ",".join(self.workspaces) + "}"
        return self.user, narrowed, self.key, "on" if self.is_server else ""


NOBODY = Actor()
SERVER = Actor(is_server=True)
_current: ContextVar[Actor] = ContextVar("actor", default=NOBODY)


def current() -> Actor:
    """Who is acting now."""
    return _current.get()


def actor_for(user: Any, *, key: str = "") -> Actor:
    """The actor that ``user`` is: a signed-in person, perhaps narrowed, or nobody."""
    if user is None or not user.is_authenticated:
        return Actor(key=key)
    narrowed = getattr(user, "narrowed_to", None)
    workspaces = None if narrowed is None else tuple(sorted(str(pk) for pk in narrowed))
    return Actor(user=str(user.pk), workspaces=workspaces, key=key)


@contextmanager
def acting(actor: Actor) -> Iterator[None]:
    """Everything asked of the database inside is asked by ``actor``."""
    token = _current.set(actor)
    try:
        yield
    finally:
        _current.reset(token)


def assume(actor: Actor) -> None:
    """For the rest of the request ``actor`` acts: its machine token was read after the request had begun."""
    _current.set(actor)


def acting_for(user: Any, *, key: str = "") -> Any:
    """As ``acting``, for a person."""
    return acting(actor_for(user, key=key))


def acting_with_key(key: str) -> Any:
    """As ``acting``, for whoever acts now and has also brought a secret whose digest is ``key``."""
    return acting(replace(current(), key=key))


def acting_as_server() -> Any:
    """For what no person may do by themselves: founding, joining, work in the background.

    The second wall is open inside, so it stays around a few lines; a test lists every place that may.
    """
    return acting(SERVER)


def held(actor: Actor, parts: Iterable[Any]) -> Iterator[Any]:
    """The parts of a streamed answer, each made by ``actor``, long after the view has returned."""
    iterator = iter(parts)
    close: Callable[[], None] = getattr(parts, "close", lambda: None)
    try:
        while True:
            with acting(actor):
                try:
                    part = next(iterator)
                except StopIteration:
                    return
            yield part
    finally:
        with acting(actor):
            close()
