"""Where a stakeholder summary cites a submission, and which parts of the submission it passes over."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

PARAGRAPH, PAGE = "para", "page"
_WHOLE = re.compile(r"(\d{1,4})(?:-(\d{1,4}))?")
_PARTS = re.compile(r"\d+|\D+")
# No submission has more paragraphs or pages.
_LONGEST_RANGE = 1000


@dataclass(frozen=True, slots=True)
class Trace:
    """The cited paragraphs, or pages, of one submission.

    ``cited`` as people write them: ``7``, ``28–36``, ``3.2``. ``passed_over`` are the whole numbers between ``first``
    and ``last`` that are never cited; where numbers are like 3.2 nobody can tell, and there are none.
    """

    cited: tuple[str, ...]
    passed_over: tuple[str, ...] = ()
    first: int | None = None
    last: int | None = None


def in_order(refs: Iterable[Iterable[str]], kind: str) -> list[str]:
    """The paragraphs, or the pages, of such pairs, as printed: 3.2 before 3.10."""
    return sorted((printed for name, printed in refs if name == kind), key=_order)


def trace(refs: Iterable[Iterable[str]], kind: str) -> Trace:
    """What ``refs``, pairs such as ("para", "3.2") and ("page", "4-5"), say of paragraphs, or of pages."""
    numbers: set[int] = set()
    others: set[str] = set()
    for name, printed in refs:
        if name == kind:
            whole = list(whole_numbers(printed))
            numbers.update(whole)
            others.update([] if whole else [printed])
    cited = (*_in_ranges(numbers), *sorted(others, key=_order))
    if others or len(numbers) < 2:
        return Trace(cited)
    first, last = min(numbers), max(numbers)
    return Trace(cited, _in_ranges(set(range(first, last)) - numbers), first, last)


def whole_numbers(printed: str) -> Iterator[int]:
    """7 for ``7``, 4 and 5 for ``4-5``; nothing for ``3.2``."""
    match = _WHOLE.fullmatch(printed)
    if match:
        first, last = int(match[1]), int(match[2] or match[1])
        if first <= last < first + _LONGEST_RANGE:
            yield from range(first, last + 1)


def _in_ranges(numbers: Iterable[int]) -> tuple[str, ...]:
    """Numbers in order; three and more in a row as a range."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    told: list[str] = []
    for run in runs:
        told += [f"{run[0]}–{run[-1]}"] if len(run) > 2 else map(str, run)
    return tuple(told)


def _order(printed: str) -> list[tuple[int, int, str]]:
    """3.2 before 3.10."""
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in _PARTS.findall(printed)]
