"""The list of stakeholders in the notes of a summary: who sent what, and the code that it is cited by."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cycles.importers.records import ReadStakeholder
from cycles.importers.state_names import StateNames
from cycles.importers.text import join_lines, tidy, unique, without_bullet

INDIVIDUAL, JOINT, NHRI, REGIONAL = "individual", "joint", "nhri", "regional"
_SECTIONS = {
    INDIVIDUAL: re.compile(r"(?:civil society(?: organi[sz]ations?)?|individual submissions?|other stakeholders?)"),
    JOINT: re.compile(r"joint submissions?"),
    NHRI: re.compile(r"national human rights institutions?(?:\W{0,2}s\W?)?"),
    REGIONAL: re.compile(r"(?:regional|international)(?: and \w+)?(?: inter-?governmental)? organi[sz]ations?\W?s?\W?"),
}
_ATTACHMENTS = re.compile(r"\s*attachments?\s*:\s*", re.IGNORECASE)
# An entry ends so, with a full stop only where that ends no short form: "St.", "Inc."
_CLOSES = re.compile(r"(?:;|\)\.|\b\w{4,}\.)\s*$")
_ATTACHMENT = re.compile(r"\(([^()]{2,60})\)\s*(.*)")
_JOINT = re.compile(r"(?:^|\s)(joint\s+(?:submission|contribution))\b(?:\s+(?:no\W{0,2})?(\d{1,2}))?", re.IGNORECASE)
_SUBMITTED_BY = re.compile(
    r"joint\s+(?:submission|contribution)\b[^:]{0,40}?(?:submitted\s+)?by\s*:?\s*|"
    r"joint\s+(?:submission|contribution)(?:\s+no\W{0,2})?\s*\d{0,2}\s*[:,–-]?\s*",
    re.IGNORECASE,
)
_ASTERISKS = re.compile(
    r"(one|two|three) asterisks? denotes?[^.;)]{0,30}national human rights institution", re.IGNORECASE
)
_COUNTS = {"one": 1, "two": 2, "three": 3}
_CITED = re.compile(
    r"(?:^|[.;,:(]\s|\band\s|\bsee\s|\balso\s)([^.;,:()]{1,60}?)[,;]?\s+(?:pp?|paras?|pages?)\b", re.IGNORECASE
)
_GAP = re.compile(r"\s*\t\s*|\s{2,}|\s[–—]\s")
_LONGEST_CODE, _LONGEST_CODE_SIGNS = 6, 80
_PLACE = re.compile(r"([^,;()]+\(((?:[^()]|\([^()]*\))*)\))\s*[,;.]*\s*$")
# The longest lists have some hundred entries, the longest joint submissions some fifty members.
_MOST_ENTRIES, _LONGEST_ENTRY, _LONGEST_PLACE = 400, 3000, 200
_NAMELY = re.compile(r".*?\bnamely\b:?\s*")
_JOINS = re.compile(r"(?<=\))\s+and\s+")
_AND = re.compile(r",?\s+and\s+(?=the\b)")
_COMMA = re.compile(r",\s+(?:and\s+)?(?![^()]{0,200}\))")


@dataclass(slots=True)
class _Entry:
    code: str
    category: str
    lines: list[str]
    parent: str = ""
    is_closed: bool = False
    has_attachments: bool = False


def cited_names(notes: Iterable[str]) -> frozenset[str]:
    """What stands before ``para.`` or ``p.`` in the notes: mostly codes of stakeholders."""
    return frozenset(tidy(match[1]) for note in notes for match in _CITED.finditer(note))


def read_stakeholders(
    lines: Sequence[str], cited: frozenset[str], names: StateNames, *, has_own_section: bool
) -> tuple[ReadStakeholder, ...]:
    """The entries of the list. ``has_own_section``: the text gives the institution with A status its own section."""
    entries = _entries(lines, cited)
    match = _ASTERISKS.search(join_lines(lines[:12]))
    asterisks = _COUNTS[match[1].casefold()] if match else 1
    institutions = sum(entry.category == NHRI and not entry.parent for entry in entries)
    has_a_status = has_own_section and institutions == 1
    return tuple(
        _stakeholder(order, entry, names, asterisks=asterisks, has_a_status=has_a_status)
        for order, entry in enumerate(entries, 1)
    )


def code_names(code: str) -> tuple[str, ...]:
    """The names that a code goes by: itself and, of ``PTPR/JS3``, both halves."""
    halves = [half.strip() for half in code.split("/")]
    return unique((code, *(half for half in halves if len(half) > 1)))


def _entries(lines: Sequence[str], cited: frozenset[str]) -> list[_Entry]:
    has_columns = sum("\t" in line.strip() for line in lines) > 1
    section = ""
    entries: list[_Entry] = []
    for line in lines:
        heading = _section(tidy(line))
        if heading:
            section = heading
            if entries:
                entries[-1].is_closed = True
            continue
        before = entries[-1] if entries else None
        line = _after_attachments(line, before)
        if not line.strip():
            continue
        begun = _begin(line, before, section, cited, has_columns=has_columns)
        if begun and len(entries) < _MOST_ENTRIES:
            entries.append(begun)
        elif before:
            before.lines.append(tidy(line))
        if entries:
            entries[-1].is_closed = _CLOSES.search(line) is not None
    return entries


def _after_attachments(line: str, before: _Entry | None) -> str:
    """The rest of a line that says that attachments follow; they belong to the entry before."""
    if before is None or before.category == JOINT or not _ATTACHMENTS.match(line):
        return line
    before.is_closed = before.has_attachments = True
    return _ATTACHMENTS.sub("", line, count=1)


def _section(line: str) -> str:
    words = line.casefold().strip(" :;.-–*_")
    return next((category for category, pattern in _SECTIONS.items() if pattern.fullmatch(words)), "")


def _begin(
    line: str, before: _Entry | None, section: str, cited: frozenset[str], *, has_columns: bool
) -> _Entry | None:
    """The entry that begins on this line, if one does."""
    is_closed = before is None or before.is_closed
    in_second_column = has_columns and line.strip(" ").startswith("\t")
    attachment = _ATTACHMENT.match(tidy(line))
    if before and before.has_attachments and is_closed and attachment and _code(attachment[1]):
        parent = before.parent or before.code
        return _Entry(_code(attachment[1]), before.category, [attachment[2]], parent, has_attachments=True)
    starts_column = "\t" in line.strip() and not in_second_column
    joint = _JOINT.search(line[:_LONGEST_CODE_SIGNS])
    if joint and (is_closed or starts_column or section == JOINT):
        code = _code(line[: joint.start(1)]) or (f"JS{joint[2]}" if joint[2] else "JS")
        return _Entry(code, JOINT, [tidy(line[joint.start(1) :])])
    if section == JOINT or not line.strip()[0].isalnum():
        return None
    names_code = _cited_words(line.split(), cited) > 0
    is_closed = is_closed or names_code and before is not None and before.lines[-1].endswith(")")
    if starts_column or is_closed and (names_code or bool(section) and not has_columns):
        code, name = _split(line, cited)
        if _code(code) and len(code) <= _LONGEST_CODE_SIGNS:
            return _Entry(_code(code), section or INDIVIDUAL, [tidy(name)])
    return None


def _code(text: str) -> str:
    return tidy(text).strip(" :;,()*–—")


def _split(line: str, cited: frozenset[str]) -> tuple[str, str]:
    """Code and name: a gap stands between them, or the notes tell how long the code is, or the name repeats it."""
    line = line.strip()
    gap = _GAP.search(line)
    if gap:
        return line[: gap.start()], line[gap.end() :]
    words = line.split()
    count = _cited_words(words, cited) or _repeated_words(words) or 1
    return " ".join(words[:count]), " ".join(words[count:])


def _cited_words(words: Sequence[str], cited: frozenset[str]) -> int:
    """How many words at the start are a code that the notes cite, whole or by one of its halves."""
    for count in range(min(_LONGEST_CODE, len(words) - 1), 0, -1):
        code = _code(" ".join(words[:count]))
        names = code_names(code) if "/" in words[count - 1] else (code,)
        if not cited.isdisjoint(names):
            return count
    return 0


def _repeated_words(words: Sequence[str]) -> int:
    """How many words at the start come twice: ``Broken Chalk The Broken Chalk``."""
    plain = [word.casefold().strip(",;*") for word in words]
    for count in range(min(_LONGEST_CODE, len(plain) // 2), 0, -1):
        behind = plain[count:]
        if plain[:count] in (behind[:count], behind[1 : count + 1] if behind[0] == "the" else None):
            return count
    return 0


def _stakeholder(
    order: int, entry: _Entry, names: StateNames, *, asterisks: int, has_a_status: bool
) -> ReadStakeholder:
    text = join_lines(entry.lines)[:_LONGEST_ENTRY]
    printed_asterisks = max((len(run) for run in re.findall(r"\*+", text)), default=0)
    text = without_bullet(text.replace("*", ""))[0].strip(" ;,.")
    name, place = (text, "") if entry.parent else _split_place(text, names)
    is_institution = entry.category == NHRI and not entry.parent
    return ReadStakeholder(
        order,
        code_names(entry.code),
        entry.category,
        name,
        place,
        _members(name, names) if entry.category == JOINT else (),
        entry.parent,
        is_institution and (has_a_status or printed_asterisks == asterisks),
    )


def _split_place(text: str, names: StateNames) -> tuple[str, str]:
    """``Amnesty International`` and ``London (United Kingdom)``; older lists print ``London, United Kingdom``."""
    match = _PLACE.search(text, max(0, len(text) - _LONGEST_PLACE))
    if match is None:
        sender, city, state = ["", "", *text.rsplit(",", 2)][-3:]
        is_place = bool(sender) and names.resolve(state.strip()) is not None
        return (sender.strip(), f"{city.strip()}, {state.strip()}") if is_place else (text, "")
    sender, place = text[: match.start()].rstrip(), match[1].strip()
    other = _PLACE.search(sender, max(0, len(sender) - _LONGEST_PLACE)) if place.startswith("and ") else None
    if other and names.resolve(other[2]):
        sender, place = sender[: other.start()].rstrip(), f"{other[1].strip()} {place}"
    return (sender.rstrip(" ,;"), place) if sender.endswith((",", ";")) else (text, "")


def _members(name: str, names: StateNames) -> tuple[str, ...]:
    """Who stands behind a joint submission; mostly a semicolon stands between them, sometimes a comma or ``and``."""
    listed = _NAMELY.sub("", _SUBMITTED_BY.sub("", name, count=1), count=1)
    members = [member for member in re.split(r"\s*;\s*(?:and\s+)?", listed) if member]
    if members and not re.search(r";\s*and\s+[^;]*$", listed):
        members[-1:] = _last_members(members[-1], stands_alone=len(members) == 1)
    return tuple(member for member in (_member(member, names) for member in members) if member)


def _is_place(text: str, names: StateNames) -> bool:
    place = _PLACE.fullmatch(text)
    return place is not None and names.resolve(place[2]) is not None


def _last_members(text: str, *, stands_alone: bool) -> list[str]:
    """What the last piece holds: ``A (PIC) and B``, ``A and the B``, or a list with commas."""
    between_commas = _COMMA.split(text)
    if stands_alone and len(between_commas) > 2:
        return between_commas
    return _JOINS.split(text) if _JOINS.search(text) else _AND.split(text)


def _member(text: str, names: StateNames) -> str:
    """The name of a member; nothing for a place that stood between two commas."""
    name = _split_place(text.strip(" ,;."), names)[0]
    if _is_place(name, names):
        return ""
    return re.sub(r"^[Tt]he\s+", "", name).strip(" ,;.")
