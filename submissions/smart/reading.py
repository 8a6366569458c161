"""A text as the rules read it, and where its request begins."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cycles.actions import suggest_action
from submissions.smart.rules import Rules

LONGEST = 3000
# How many words before the verb may stand: a date, a condition.
_BEFORE_VERB = 14
_WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
_OPENING_TIME = re.compile(r"^[^,]{3,60}, ")
_GENERAL = 4
_SPECIFIC = 5


@dataclass(frozen=True, slots=True)
class Request:
    """The first verb of a text that asks for something, its action category, and what follows it."""

    verb: str
    category: int
    after: str


def plain(text: str) -> str:
    """Small letters, straight quotes and single blanks."""
    straight = text[:LONGEST].replace("’", "'").replace("‘", "'").replace("\xa0", " ").replace("\u202f", " ")
    return " ".join(straight.split()).lower()


def without_lead_in(text: str, rules: Rules) -> str:
    """What is left of the text without "we recommend that the Government …" at its beginning."""
    found = rules.lead_in.search(text[:160])
    return text[found.end() :].lstrip(" ,:") if found and found.start() < 40 else text


def hide(text: str, *patterns: re.Pattern[str]) -> str:
    """The text with what these patterns find turned to underscores, every other letter in its place."""
    for pattern in patterns:
        text = pattern.sub(lambda found: "_" * len(found.group()), text)
    return text


def request_of(text: str, rules: Rules, language: str) -> Request | None:
    """What is asked for first. English verbs are those learnt from UPR Info; of others the table decides."""
    asked = without_lead_in(text, rules)
    if language == "en":
        return _english(asked, rules)
    is_reported = asked != text
    if _OPENING_TIME.match(asked) and not _starts_with_verb(asked, rules):
        asked = _OPENING_TIME.sub("", asked)
    for number, found in enumerate(_WORD.finditer(asked)):
        if number >= _BEFORE_VERB:
            break
        rest = asked[found.start() :]
        for pattern, category in rules.phrases:
            if said := pattern.match(rest):
                return _with_means(Request(said.group(), category, rest[said.end() :]), rules)
        if asks(found.group(), rules, is_reported=is_reported):
            first = Request(found.group(), rules.verbs[found.group()], asked[found.end() :])
            return _with_means(_second(first, rules), rules)
    return None


def _english(asked: str, rules: Rules) -> Request | None:
    suggestion = suggest_action(asked)
    if not suggestion:
        return None
    verb = suggestion.verb.split(" ")[0]
    own = next((found for found in _WORD.finditer(asked) if found.group() in rules.verbs), None)
    place = own.end() if own and own.start() < LONGEST else 0
    name = own.group() if own else verb
    return Request(name, suggestion.category, asked[place:])


def _starts_with_verb(asked: str, rules: Rules) -> bool:
    first = _WORD.match(asked)
    return bool(first and first.group() in rules.verbs)


def _second(request: Request, rules: Rules) -> Request:
    """Of two verbs the second is privileged: "continuer et renforcer" asks for more than going on."""
    found = re.match(rf" (?:{rules.joining}) ({_WORD.pattern})", request.after)
    if not found or found[1] not in rules.verbs:
        return request
    return Request(f"{request.verb}{found.group()}", rules.verbs[found[1]], request.after[found.end() :])


def _with_means(request: Request, rules: Rules) -> Request:
    """A general action with the means named is a specific one (UPR Info, Action category, October 2014)."""
    if request.category == _GENERAL and rules.means.search(request.after):
        return Request(request.verb, _SPECIFIC, request.after)
    return request


def asks(word: str, rules: Rules, *, is_reported: bool) -> bool:
    """Whether this verb asks for something. Forms of "that the State ratify" do so only where such words came before.

    Elsewhere they are other words: "de" is "give" in Spanish, and most often it is "of".
    """
    return word in rules.verbs and (is_reported or rules.infinitive.search(word) is not None)


def said(pattern: re.Pattern[str], text: str, *, at_most: int = 3) -> tuple[str, ...]:
    """The words of the text that the pattern finds, each once."""
    found: Sequence[str] = [one.group().strip() for one in pattern.finditer(text)]
    return tuple(dict.fromkeys(found))[:at_most]
