"""What a guide to one step of the cycle holds."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Source:
    """Where something that a guide says comes from; ``is_sure`` is False where nobody has confirmed it for today."""

    name: Promise
    is_sure: bool = True


@dataclass(frozen=True)
class Page:
    """A page of the public record that helps with a step, by the name of its address."""

    name: Promise
    address: str


@dataclass(frozen=True)
class Guide:
    """A guide to one step: what it is, why, what to do one after the other, what goes wrong, and who says so."""

    key: str
    what: Promise
    why: Promise
    actions: tuple[Promise, ...]
    mistakes: tuple[Promise, ...]
    sources: tuple[Source, ...]
    pages: tuple[Page, ...] = ()
