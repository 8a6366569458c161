"""What a line typed during the webcast is about, before there is a list: who speaks, and on which issues."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from advocacy.matching.issues import issues_in, whole_issue_words
from advocacy.matching.notes import NoteMatcher


@dataclass(frozen=True, slots=True)
class Heard:
    """The code of the State, empty where none is named, and the numbers of the issues, the surest first."""

    state: str
    issues: tuple[str, ...]
    # Somebody is named whom we do not know, or who may be one of several.
    is_doubtful: bool = False


class Ear:
    """The States that may speak and the issues by their numbers, ready to be heard in lines."""

    def __init__(self, issues: Collection[str], spellings: Mapping[str, str], speakers: Sequence[str]) -> None:
        self._matcher = NoteMatcher([], spellings, speakers=speakers, words=whole_issue_words())
        self._issues = frozenset(issues)

    def hear(self, line: str) -> Heard:
        """Who speaks and on what."""
        spotted = self._matcher.read(line)
        issues = tuple(number for number in issues_in(spotted.rest) if number in self._issues)
        return Heard(spotted.state, issues, spotted.is_unknown or len(spotted.states) > 1)
