"""How much of a stakeholder summary rests on each submission."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from cycles.models import SummaryCitation


@dataclass(frozen=True)
class Share:
    """What one code has of a summary: its citations, those as main source, and the paragraphs that cite it."""

    code: str
    citations: int
    main: int
    paragraphs: int
    all_citations: int
    all_paragraphs: int

    @property
    def of_citations(self) -> int:
        """In percent."""
        return in_percent(self.citations, self.all_citations)

    @property
    def of_paragraphs(self) -> int:
        """In percent; a paragraph that cites several counts for each of them."""
        return in_percent(self.paragraphs, self.all_paragraphs)

    @property
    def see_also(self) -> int:
        return self.citations - self.main


def shares(citations: Iterable[SummaryCitation], paragraphs: int) -> list[Share]:
    """The share of each code, the largest first; ``citations`` come with their stakeholders."""
    by_code: dict[str, list[SummaryCitation]] = defaultdict(list)
    count = 0
    for one in citations:
        by_code[code_of(one)].append(one)
        count += 1
    found = [
        Share(
            code,
            len(rows),
            sum(row.role == SummaryCitation.Role.MAIN for row in rows),
            len({row.paragraph_id for row in rows if row.paragraph_id}),
            count,
            paragraphs,
        )
        for code, rows in by_code.items()
    ]
    return sorted(found, key=lambda one: (-one.citations, one.code))


def code_of(citation: SummaryCitation) -> str:
    """The code of the list, where the note's misprinted one was told; else as the note prints it."""
    return citation.stakeholder.code if citation.stakeholder else citation.code


def in_percent(part: int, whole: int) -> int:
    return (200 * part + whole) // (2 * whole) if whole else 0
