"""What a check found: an answer for each criterion, the words that made it say so, and what could be done."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from submissions.smart.messages import NAMES, REASONS

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

CRITERIA = ("specific", "measurable", "achievable", "relevant", "time_bound")


class Answer(StrEnum):
    """What is said of a criterion. Nothing is guessed: what the words do not show is unclear."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer for one criterion, the reason by its name, and the words of the text that it rests on."""

    criterion: str
    answer: Answer
    reason: str
    words: tuple[str, ...] = ()

    @property
    def name(self) -> StrPromise:
        """The criterion as people call it."""
        return NAMES[self.criterion]

    @property
    def why(self) -> StrPromise:
        """The reason in one sentence."""
        return REASONS[self.criterion, self.reason][0]

    @property
    def suggestion(self) -> StrPromise | str:
        """What would make it better; nothing where nothing need be done."""
        return REASONS[self.criterion, self.reason][1]


@dataclass(frozen=True, slots=True)
class Report:
    """All that was found in one text."""

    findings: tuple[Finding, ...]
    # The requests that stand in the text, each on its own; none where it makes a single one.
    parts: tuple[str, ...]
    # Action category 1 to 5 of UPR Info, and the verb that speaks for it.
    action_category: int | None
    verb: str
    # Whether there are rules for its language.
    is_read: bool

    @property
    def is_several(self) -> bool:
        """Whether the text asks for more than one thing."""
        return len(self.parts) > 1

    @property
    def met(self) -> int:
        """How many criteria are met."""
        return sum(one.answer is Answer.YES for one in self.findings)

    def of(self, criterion: str) -> Finding:
        """What was found for one criterion."""
        return next(one for one in self.findings if one.criterion == criterion)

    def as_json(self) -> dict[str, str | bool | int | None]:
        """As ``check_smart`` writes it."""
        answers = {one.criterion: one.answer.value for one in self.findings}
        return answers | {"multi_ask": self.is_several, "action_category": self.action_category}
