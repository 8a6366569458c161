"""What a line typed during the webcast is about, before there is a list: who speaks, and on which issues."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from advocacy.matching.lexicon import concepts, read_text, tell_language
from advocacy.matching.notes import NoteMatcher
from advocacy.matching.records import Candidate

# A line shares so much with the name of an issue: chosen by reading the tuned notes.
_LEAST = 0.5
# A second issue is said where it comes near the first.
_SECOND = 0.6
_MOST = 2
# UPR Info's issue for whatever asks to join a treaty.
INSTRUMENTS = "29"


@dataclass(frozen=True, slots=True)
class Heard:
    """The code of the State, empty where none is named, and the numbers of the issues, the surest first."""

    state: str
    issues: tuple[str, ...]
    # Somebody is named whom we do not know, or who may be one of several.
    is_doubtful: bool = False


class Ear:
    """The States that may speak and the issues by their English names, ready to be heard in lines."""

    def __init__(self, issues: Mapping[str, str], spellings: Mapping[str, str], speakers: Sequence[str]) -> None:
        named = [Candidate(number, label) for number, label in issues.items()]
        self._matcher = NoteMatcher(named, spellings, speakers=speakers)
        self._spoken_of = {number: set(read_text(label, "en").concepts) for number, label in issues.items()}

    def hear(self, line: str) -> Heard:
        """Who speaks and on what."""
        spotted = self._matcher.read(line)
        text = spotted.rest
        language = tell_language(text)
        found = self._matcher.index.search(text, language, _MOST)
        near = [one for one in found if one.score >= max(_LEAST, _SECOND * found[0].score)]
        issues = dict.fromkeys([*self._of_treaties(text, language), *(one.number for one in near)])
        return Heard(spotted.state, tuple(issues)[:_MOST], spotted.is_unknown or len(spotted.states) > 1)

    def _of_treaties(self, text: str, language: str) -> list[str]:
        """A treaty is an issue by itself, and what it is about is another."""
        known = concepts()
        treaties = [known[key] for key in read_text(text, language).concepts if known[key].kind == "instrument"]
        wider = {key for one in treaties for key in one.wider}
        about = [number for number, spoken in self._spoken_of.items() if spoken & wider and number != INSTRUMENTS]
        return [INSTRUMENTS, *about[:1]] if treaties and INSTRUMENTS in self._spoken_of else []
