"""What single values of an export say: texts, sessions, dates, goals, and the names of States."""

import html
import re
from bisect import bisect_left
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache

from cycles.importers.records import ReadState, ReadTheme, ReadWarning
from cycles.importers.state_names import StateNames
from cycles.importers.table_cells import read_position
from cycles.importers.text import tidy, unique

# Signs that print nothing and that no database takes: controls, and halves of a pair of surrogates.
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]|_x000D_")
_BLOCK_TAG = re.compile(
    r"</?(?:p|br|div|li|ul|ol|tr|td|th|table|h[1-6])\b[^<>]*>|<!--.*?-->", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_BULLET = re.compile(r"\s*-\s*")
_FIRST_NUMBER = re.compile(r"\d+")
_SESSION = re.compile(r"(?<!\d)0*([1-9]\d?)(?:\.0+)?(?!\d)")
_CYCLE_WORDS = ("first", "second", "third", "fourth", "fifth")
_ACTION = re.compile(r"0*([1-5])(?:\.0+)?(?!\d)")
_ACTION_WORDS = ("minimal", "continuing", "considering", "general", "specific")
_TARGET = re.compile(r"(?:sdg )?(?:target )?(1[0-7]|[1-9])\.(\d{1,2}|[a-d])\b[\s.:–-]*", re.IGNORECASE)
_GOAL = re.compile(r"(1[0-7]|[1-9])\b(?!\.\w)")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
# The last sessions of the first to fourth cycles; the fifth goes on to 68.
_LAST_SESSIONS = (12, 26, 40, 54)
_MOST_SESSIONS = 68
# Excel counts days from here, since it takes 1900 for a leap year.
_EXCEL_DAY_0 = date(1899, 12, 30)
_EXCEL_DAYS = range(1, 100_000)
# Marks of HTML are sometimes escaped once more: "&amp;nbsp;", "&lt;p&gt;".
_ESCAPED_AT_MOST = 3
_DETAIL = 200
# UHRI has some 200 themes, groups, goals and targets, and repeats them on every row.
_MOST_LABELS = 4000
_LONGEST_LABEL = 300
# Of a session, a cycle or a category, which a file repeats on every row.
_MOST_PRINTS = 500

# An export knows few positions and repeats them on every row.
_position = lru_cache(maxsize=100)(read_position)

# A warning's code and its detail.
Problem = tuple[str, str]


def plain(value: object) -> str:
    """A value as one line of text, whatever it is; 18.0 is ``18``."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value)
    if "&" in text or "<" in text:
        text = without_marks(text)
    elif not text.isprintable():
        text = _NOT_TEXT.sub(" ", text)
    # A short cut worth half the time of a file: in ASCII there is nothing to tidy but blanks.
    return " ".join(text.split()) if text.isascii() else tidy(text)


def printable(value: object) -> str:
    """A value as it is printed, line by line, but for what no database takes."""
    return _NOT_TEXT.sub(" ", str(value)).strip()


def plain_again(value: object) -> str:
    """The same, of what a file says on many of its rows: all but the texts."""
    return plain(value) if isinstance(value, str) and len(value) > _LONGEST_LABEL else _plain_kept(value)


_plain_kept = lru_cache(maxsize=_MOST_LABELS, typed=True)(plain)


def without_marks(text: str) -> str:
    """A text without the tags and entities of HTML, ``&nbsp`` without semicolon among them."""
    for _ in range(_ESCAPED_AT_MOST):
        before = text
        text = html.unescape(_TAG.sub("", _BLOCK_TAG.sub(" ", text)))
        if text == before:
            break
    return _NOT_TEXT.sub(" ", text)


def values(value: object) -> tuple[str, ...]:
    """The values of a cell that lists them, or of a list: trimmed, each once, none empty.

    In a cell each value stands on a line of its own after "- ": never cut at the hyphen of "Timor-Leste".
    A line without that mark goes on with the value above, unless no line has it.
    """
    if value is None:
        return ()
    if isinstance(value, list):
        return unique(text for one in value if isinstance(one, str | int) and (text := _label(str(one))))
    lines = _NOT_TEXT.sub(" ", str(value)).splitlines()
    marked = any(line.lstrip().startswith("-") for line in lines)
    joined: list[str] = []
    for line in lines:
        if marked and joined and not line.lstrip().startswith("-"):
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    return unique(text for text in map(_label, joined) if text)


def _label(printed: str) -> str:
    return _short_label(printed) if len(printed) <= _LONGEST_LABEL else plain(_unmarked(printed))


@lru_cache(maxsize=_MOST_LABELS)
def _short_label(printed: str) -> str:
    return plain(_unmarked(printed))


def _unmarked(line: str) -> str:
    return _BULLET.sub("", line, count=1) if line.lstrip().startswith("-") else line


@lru_cache(maxsize=_MOST_PRINTS)
def session_number(printed: str) -> int | None:
    """The session of the Working Group in ``44 - November 2023`` or ``48th Session``; None where there is none."""
    match = _SESSION.search(printed)
    number = int(match[1]) if match else 0
    return number if 1 <= number <= _MOST_SESSIONS else None


def cycle_of_session(session: int) -> int:
    """The cycle that a session belongs to: 1 to 12, 13 to 26, 27 to 40, 41 to 54, and on."""
    return 1 + bisect_left(_LAST_SESSIONS, session)


@lru_cache(maxsize=_MOST_PRINTS)
def cycle_number(printed: str) -> int | None:
    """The cycle in ``4th cycle``, ``Cycle 4`` or ``Fourth``; None where there is none."""
    match = _FIRST_NUMBER.search(printed)
    if match:
        return int(match[0]) if match[0] in {"1", "2", "3", "4", "5"} else None
    words = printed.casefold()
    return next((cycle for cycle, word in enumerate(_CYCLE_WORDS, start=1) if word in words), None)


@lru_cache(maxsize=_MOST_PRINTS)
def action_category(printed: str) -> int | None:
    """UPR Info's category of action, 1 to 5, in ``4 - General action``, ``4.0`` or ``General action``."""
    match = _ACTION.match(printed)
    if match:
        return int(match[1])
    words = printed.casefold()
    return next((number for number, word in enumerate(_ACTION_WORDS, start=1) if words.startswith(word)), None)


def goals_and_targets(labels: Iterable[str]) -> tuple[tuple[int, ...], tuple[ReadTheme, ...], tuple[str, ...]]:
    """The goals, the targets (``SDG 16.2``, ``SDG 16.b``), and the labels that are neither.

    A target names its goal too. What is listed twice, or without its words, is one target.
    """
    goals: list[int] = []
    targets: dict[str, str] = {}
    others: list[str] = []
    for label in labels:
        target, goal = _TARGET.match(label), _GOAL.match(label)
        if target:
            goals.append(int(target[1]))
            code = f"{target[1]}.{target[2].lower()}"
            targets[f"SDG {code}"] = targets.get(f"SDG {code}") or label[target.end() :]
        elif goal:
            goals.append(int(goal[1]))
        else:
            others.append(label)
    return (
        unique(goals),
        tuple(ReadTheme(code, words or f"Target {code.split()[1]}") for code, words in targets.items()),
        tuple(others),
    )


def day(value: object) -> date | None:
    """A date out of a date, Excel's count of days, or ``2025-02-12T00:00:00``; None for everything else."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    printed = plain(value)
    match = _DAY.match(printed)
    try:
        if match:
            return date(int(match[1]), int(match[2]), int(match[3]))
        days = int(float(printed))
    except (ValueError, OverflowError):
        return None
    return _EXCEL_DAY_0 + timedelta(days=days) if days in _EXCEL_DAYS else None


class StateCells:
    """Names of States as the cells of one file print them, each looked up once."""

    def __init__(self, names: StateNames) -> None:
        self._names = names
        self._read: dict[str, tuple[ReadState, Problem | None]] = {}

    def read(self, printed: Iterable[str], problems: list[Problem]) -> tuple[ReadState, ...]:
        """The States of these names, each once; names that are misspelt or not known add to the problems."""
        found: dict[str, ReadState] = {}
        for name in printed:
            if name not in self._read:
                self._read[name] = self._look_up(name)
            state, problem = self._read[name]
            found.setdefault(state.iso3 or f"?{state.raw}", state)
            if problem:
                problems.append(problem)
        return tuple(found.values())

    def _look_up(self, name: str) -> tuple[ReadState, Problem | None]:
        iso3 = self._names.resolve(name)
        if iso3:
            return ReadState(iso3, name, 1), None
        nearest = self._names.closest(name)
        if nearest:
            return ReadState(nearest, name, 1), ("state_name_corrected", f"{name} → {self._names.spoken_name(nearest)}")
        return ReadState(None, name, 1), ("unknown_state", name)


def session_and_cycle(
    session_printed: str, cycle_printed: str, problems: list[Problem]
) -> tuple[int | None, int | None]:
    """Session and cycle of a row; the session decides where the two do not go together."""
    session, cycle = session_number(session_printed), cycle_number(cycle_printed)
    if session is None:
        if session_printed or cycle is None:
            problems.append(("unknown_session", session_printed or cycle_printed))
        return None, cycle
    if cycle not in (None, cycle_of_session(session)):
        problems.append(("cycle_differs", f"{session_printed} ≠ {cycle_printed}"))
    return session, cycle_of_session(session)


def position_of(words: str, problems: list[Problem]) -> str:
    """The position that the words name, empty where they name none."""
    position = _position(words)
    if position is None:
        problems.append(("unknown_position", words))
    elif not position:
        problems.append(("missing_position", ""))
    return position or ""


def warnings_of(problems: Iterable[Problem], place: int, number: str = "") -> tuple[ReadWarning, ...]:
    """The problems of a row as warnings, each once."""
    return (
        () if not problems else unique(ReadWarning(code, place, number, detail[:_DETAIL]) for code, detail in problems)
    )
