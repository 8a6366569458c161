"""The directory of missions and embassies as its pages show it."""

from collections.abc import Iterable
from dataclasses import dataclass

from advocacy.models import DiplomaticPost
from cycles.models import State
from cycles.state_index import Letter, by_letter


@dataclass(frozen=True)
class StateLine:
    """A State with what is known of it: a mission in Geneva, an embassy in the State that was asked about."""

    state: State
    mission: DiplomaticPost | None
    embassy: DiplomaticPost | None


@dataclass(frozen=True)
class LetterLines:
    """States under the first letter of their name."""

    letter: str
    lines: list[StateLine]


def letters(states: Iterable[State], posts: Iterable[DiplomaticPost], host: State | None) -> list[LetterLines]:
    """Every State by letter, whether anything is known of it or not; without ``host``, missions alone."""
    missions: dict[str, DiplomaticPost] = {}
    embassies: dict[str, DiplomaticPost] = {}
    for post in posts:
        if post.kind == DiplomaticPost.Kind.MISSION:
            missions[post.state_id] = post
        elif host and post.host_id == host.pk:
            embassies[post.state_id] = post
    groups: list[Letter] = by_letter(state for state in states if host is None or state.pk != host.pk)
    return [
        LetterLines(group.letter, [StateLine(one, missions.get(one.pk), embassies.get(one.pk)) for one in group.states])
        for group in groups
    ]


def address_lines(post: DiplomaticPost | None) -> dict[str, str]:
    """The newest fact of each kind; needs ``with_facts``."""
    found: dict[str, str] = {}
    for fact in getattr(post, "known", ()):
        found.setdefault(fact.kind, fact.value)
    return found
