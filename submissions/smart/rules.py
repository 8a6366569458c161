"""What the rules of a language are: verbs and patterns, no logic."""

import re
from collections.abc import Mapping
from dataclasses import dataclass


def any_of(*patterns: str) -> re.Pattern[str]:
    """One pattern of several, in small letters, between whole words."""
    return re.compile(r"(?<!\w)(?:" + "|".join(patterns) + r")(?!\w)")


def words(text: str) -> tuple[str, ...]:
    """The words of a table that is written as running text."""
    return tuple(text.split())


@dataclass(frozen=True, slots=True)
class Rules:
    """All that the check knows of one language."""

    # What stands before the request: "we recommend that the Government …".
    lead_in: re.Pattern[str]
    # Verbs in the form that a request has, each with its action category; the longer ones with two words and more.
    verbs: Mapping[str, int]
    phrases: tuple[tuple[re.Pattern[str], int], ...]
    # How a verb ends that asks without "that the State …" before it.
    infinitive: re.Pattern[str]
    # Verbs whose deed is seen to be done or not.
    events: frozenset[str]
    # Of two verbs joined without an object the second decides; these are the joining words.
    joining: str
    # Words before which a joined verb belongs to a purpose and is no request of its own.
    purpose: re.Pattern[str]
    # "Bring those responsible to justice" is the end of an investigation, not another request.
    sequel: re.Pattern[str]
    means: re.Pattern[str]
    vague: re.Pattern[str]
    unbounded: re.Pattern[str]
    checkable: re.Pattern[str]
    deliverable: re.Pattern[str]
    instrument: re.Pattern[str]
    joins_treaties: re.Pattern[str]
    # Time: what is no deadline is put out of sight first.
    no_deadline: re.Pattern[str]
    deadline: re.Pattern[str]
    in_year: re.Pattern[str]
    rhythm: re.Pattern[str]
    hurry: re.Pattern[str]
    # Numbers: what counts nothing is put out of sight first.
    no_number: re.Pattern[str]
    number: re.Pattern[str]
    subject: re.Pattern[str]
    broad: re.Pattern[str]
    # What is about no right at all, or about nothing in particular.
    elsewhere: re.Pattern[str]
