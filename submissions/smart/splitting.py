"""Several requests in one text, and each of them on its own."""

import re

from submissions.smart.reading import asks, hide, plain, without_lead_in
from submissions.smart.rules import Rules, words

_WORD = r"[^\W\d_]+(?:[-'][^\W\d_]+)*"
_ADVERB = r"(?:(?:also|further|promptly|immediately|fully|également|aussi|también|además) )?"
_SHORT_WORDS = re.compile(
    r"^(?:the|a|an|its|their|all|les?|la|l'|un|une|de|des|du|el|los|las|una|que|to|of|y|et|and|e)$"
)
# English nouns that look like verbs; a request has an article or the like after them.
_ALSO_NOUNS = frozenset(
    words(
        "access address advance approach ban benefit build call carry charge combat conduct cost design draft end "
        "equip exempt fight free"
        " fund grant guarantee increase issue license lift limit make making open order pass permit "
        "place plan practice process progress protest provide punish raise reform register release report request "
        "return review separate set share speed step stop study support take train transfer use visit"
    )
)
_LEADS_OBJECT = re.compile(
    r" (?:the|a|an|its|their|all|any|every|each|those|these|that|this|at least|on|into|up|\d[\d,.]*|"
    r"(?:[a-z]+-)?[a-z]+(?:s|es|ing|tion|ity|al|ive|ent|ic) )"
)


def split(text: str, rules: Rules) -> tuple[str, ...]:
    """The requests of a text, each as a sentence; one alone where it asks for one thing."""
    whole = " ".join(text.split())[: len(plain(text))].strip()
    low = plain(whole)
    if len(low) != len(whole):
        # A letter changed its length in small letters: the places would not fit.
        whole = low
    begin = len(low) - len(without_lead_in(low, rules))
    cuts = _cuts(low, begin, rules)
    pieces, start = [], begin
    for end, following in [*cuts, (len(low), len(low))]:
        pieces += _treaties(whole[start:end], rules)
        start = following
    return tuple(_sentence(piece) for piece in pieces if piece.strip(" .;,"))


def _cuts(low: str, begin: int, rules: Rules) -> list[tuple[int, int]]:
    """Where one request ends and where the next begins."""
    found, start = [], begin
    joint = rf"(?P<hard>\s*;\s*(?:(?:{rules.joining})\s+)?|\.\s+(?=\w))|,?\s+(?:{rules.joining})\s+|,\s+"
    for one in re.finditer(joint, low[begin:]):
        end, following = begin + one.start(), begin + one.end()
        # ", to improve …" is a purpose, "and to improve …" another request.
        mark = "" if one.group().strip() == "," else "(?:to |de |d'|a )?"
        rest = re.sub(f"^{mark}{_ADVERB}", "", low[following:])
        here = low[start:end]
        if not _is_request(rest, rules, is_reported=begin > 0) or not _is_complete(here, rules):
            continue
        if one["hard"] or _stands_alone(here, rest, rules):
            found.append((end, following))
            start = following
    return found


def _is_request(rest: str, rules: Rules, *, is_reported: bool) -> bool:
    """Whether these words begin with a verb that asks for something."""
    first = re.match(_WORD, rest)
    if not first or not asks(first.group(), rules, is_reported=is_reported) or rules.sequel.match(rest):
        return False
    is_noun_too = first.group() in _ALSO_NOUNS and rules.joining.startswith("and")
    return not is_noun_too or bool(_LEADS_OBJECT.match(rest[first.end() :] + " "))


def _is_complete(here: str, rules: Rules) -> bool:
    """Whether a verb and what it is about stand here: in "promote and protect" the first verb has no object."""
    said = re.findall(_WORD, here)
    places = [place for place, word in enumerate(said) if word in rules.verbs]
    if not places:
        return False
    after = [word for word in said[places[0] + 1 :] if word not in rules.verbs and not _SHORT_WORDS.match(word)]
    return bool(after) and said[-1] not in rules.verbs


def _stands_alone(here: str, rest: str, rules: Rules) -> bool:
    """Whether the next verb is a request and not one more purpose of this one."""
    if not rules.purpose.search(hide(here, re.compile(r"^\s*(?:to|de|d'|a|à) \w+"))):
        return True
    first = re.match(_WORD, rest)
    return False if first is None else here.endswith(",") and first.group() in rules.events


def _treaties(piece: str, rules: Rules) -> list[str]:
    """ "Ratify the Covenant and the Statute" asks for two ratifications."""
    low = plain(piece)
    joins = rules.joins_treaties.match(low.lstrip())
    if not joins or len(low) != len(piece):
        return [piece]
    verb = piece[: len(piece) - len(piece.lstrip()) + joins.end()]
    things = re.split(rf"(?:,|;)?\s+(?:{rules.joining.replace(', ', '')})\s+|,\s+", piece[len(verb) :])
    named = [thing for thing in things if rules.instrument.search(plain(thing))]
    if len(named) < 2 or len(named) != len(things):
        return [piece]
    return [f"{verb} {thing.strip()}" for thing in things]


def _sentence(piece: str) -> str:
    text = piece.strip(" ,;")
    return text[:1].upper() + text[1:].rstrip(" .;") + "."
