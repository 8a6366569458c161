"""What a recommendation asks for, told from its verbs, as UPR Info sorts it (Action category, October 2014).

The words were learnt from what UPR Info sorted by hand (cycles.action_learning); they stand in
``refdata/action_verbs.csv`` with their counts.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

FILE = Path(__file__).resolve().parent / "refdata" / "action_verbs.csv"
# Below this agreement a suggestion is shown as a weak one.
WEAK_BELOW = 0.75
# How far into the text the verb may stand where the first word is none that we know.
_OPENING = 12
# How many words after the verb say what is to be done: "adopt … law" is another thing than "adopt … measures".
_OBJECT = 7
_LONGEST = 400

_AND = " and "

_WORD = re.compile(r"[a-z]+(?:[-'][a-z]+)*|[,;]")
_ADVERB = re.compile(r".{2,}(?<!app)(?<!comp)(?<!supp)(?<!multip)(?<!re)(?<!fami)ly$")
# "Criminalise" and "criminalize" are one verb; "raise" and "revise" have no z.
_WITH_S = re.compile(r"(?<!ra)(?<!rev)(?<!exerc)(?<!superv)(?<!dev)(?<!adv)is(e|es|ed|ing|ation)$")
_MEANS = re.compile(r"\b(?:by|through) (?:[a-z]+ly )?[a-z]+ing\b")
# "In order to …, ratify": what stands before the comma is not what is asked for.
_CLAUSE_STARTS = frozenset(
    ("as", "by", "considering", "for", "given", "having", "in", "noting", "recalling", "taking", "through", "while")
    + ("with",)
)
_FILLERS = frozenset(
    ("a", "all", "also", "an", "and", "any", "as", "at", "both", "for", "from", "further", "her", "his", "in", "its")
    + ("more", "of", "on", "or", "that", "the", "their", "these", "this", "those", "well", "with", ",", ";")
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A category 1 to 5, the words that speak for it, and the share of such texts that UPR Info put there."""

    category: int
    verb: str
    agreement: float

    @property
    def is_weak(self) -> bool:
        """Whether UPR Info itself was of two minds about these words."""
        return self.agreement < WEAK_BELOW


Lexicon = Mapping[str, Suggestion]


def suggest_action(text: str, lexicon: Lexicon | None = None) -> Suggestion | None:
    """The category for which the words of this opening speak most clearly; None where it has no verb that we know.

    Of two verbs the second is privileged ("continue and strengthen"), as UPR Info has it.
    """
    known = lexicon or learnt_lexicon()
    for patterns in openings(text):
        found = [known[pattern] for pattern in patterns if pattern in known]
        if found:
            of_two_verbs = [suggestion for suggestion in found if _AND in suggestion.verb]
            return max(of_two_verbs or found, key=lambda suggestion: suggestion.agreement)
    return None


def openings(text: str) -> Iterator[list[str]]:
    """What may be asked for, by the first word of the text, then by each word after it.

    Each as the patterns to look up: the verb, the verb with what follows it, with the second verb ("continue and
    strengthen"), with the means ("improve … by amending": the means make it specific), and
    with each word of what it is about.
    """
    low = text[:_LONGEST].lower().replace("’", "'")
    words = _words(low)
    has_means = bool(_MEANS.search(low))
    for start in range(min(_OPENING, len(words))):
        if words[start] not in _FILLERS and words[start] != "to":
            yield _patterns(words[start:], has_means)


def _words(low: str) -> list[str]:
    words = _WORD.findall(low)
    if words and words[0] in _CLAUSE_STARTS and "," in words[:40]:
        words = words[words.index(",") + 1 :] or words
    return [word for word in map(_plain, words) if word]


@lru_cache(50_000)
def _plain(word: str) -> str:
    """The word in one spelling; nothing for an adverb."""
    return "" if _ADVERB.match(word) else _WITH_S.sub(r"iz\1", word)


def _patterns(words: list[str], has_means: bool) -> list[str]:
    verb = words[0]
    content = [word for word in words[1:_OPENING] if word not in _FILLERS]
    found = [verb, *_second_verb(words, content)]
    if content and content[0] != "to":
        found.append(f"{verb} {content[0]}")
        found += [f"{verb} {content[0]} {content[1]}"] if len(content) > 1 else []
    if has_means:
        found.append(f"{verb} … by doing")
    found += [f"{verb} … {word}" for word in dict.fromkeys(content[:_OBJECT]) if word != "to"]
    return found


def _second_verb(words: list[str], content: list[str]) -> list[str]:
    found = [f"{words[0]}{_AND}{word}" for word in content[:1] if words[1] in {"and", "or", ","}]
    if "to" in content[:5]:
        after = content.index("to") + 1
        found += [f"{words[0]} to {word}" for word in content[after : after + 1]]
    return found


@cache
def learnt_lexicon() -> dict[str, Suggestion]:
    """The patterns of ``refdata/action_verbs.csv``."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return {
            row["pattern"]: Suggestion(int(row["category"]), row["pattern"], float(row["agreement"]))
            for row in csv.DictReader(file)
        }
