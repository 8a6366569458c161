"""What the numbers of a list say about it: holes, doubles, and rows of another list."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from cycles.importers.records import ReadRecommendation, ReadWarning

# The recommendations of one report stand in one to three paragraphs that follow each other.
_NEIGHBOURS = 5
_MOST_RANGES = 30


def number_warnings(recommendations: Sequence[ReadRecommendation]) -> list[ReadWarning]:
    """Doubles, rows of foreign paragraphs, misprinted numbers, and holes in each paragraph's count."""
    foreign = _foreign_paragraphs(recommendations)
    items: dict[int, set[int]] = defaultdict(set)
    for recommendation in recommendations:
        if recommendation.paragraph not in foreign:
            items[recommendation.paragraph].add(recommendation.item)
    missing = {paragraph: _missing(found) for paragraph, found in sorted(items.items())}
    return [
        *_duplicates(recommendations),
        *_foreign(recommendations, foreign),
        *_misprints(recommendations, missing),
        *_gaps(missing),
    ]


def _missing(found: set[int]) -> list[int]:
    return [item for item in range(1, max(found) + 1) if item not in found]


def _gaps(missing: dict[int, list[int]]) -> Iterable[ReadWarning]:
    for paragraph, items in missing.items():
        if items:
            yield ReadWarning("gap", None, str(paragraph), _ranges(paragraph, items))


def _ranges(paragraph: int, items: list[int]) -> str:
    """``140.4, 140.10–140.12``, cut short where the list is hopeless."""
    ranges: list[list[int]] = []
    for item in items:
        if ranges and ranges[-1][1] == item - 1:
            ranges[-1][1] = item
        else:
            ranges.append([item, item])
    printed = [
        f"{paragraph}.{first}" if first == last else f"{paragraph}.{first}–{paragraph}.{last}" for first, last in ranges
    ]
    return ", ".join(printed[:_MOST_RANGES]) + (", …" if len(printed) > _MOST_RANGES else "")


def _duplicates(recommendations: Sequence[ReadRecommendation]) -> Iterable[ReadWarning]:
    first_rows: dict[str, int] = {}
    for recommendation in recommendations:
        number, row = recommendation.number, recommendation.row
        if number in first_rows:
            yield ReadWarning("duplicate_number", row, number, str(first_rows[number]))
        first_rows.setdefault(number, row)


def _foreign_paragraphs(recommendations: Sequence[ReadRecommendation]) -> set[int]:
    """Paragraphs far from the one that holds most, and single rows whose number does not begin a paragraph."""
    sizes = Counter(recommendation.paragraph for recommendation in recommendations)
    if len(sizes) < 2:
        return set()
    main = sizes.most_common(1)[0][0]
    alone = {r.paragraph for r in recommendations if sizes[r.paragraph] == 1 and r.item > 1}
    return {paragraph for paragraph in sizes if abs(paragraph - main) > _NEIGHBOURS} | (alone - {main})


def _foreign(recommendations: Sequence[ReadRecommendation], foreign: set[int]) -> Iterable[ReadWarning]:
    documents = Counter(recommendation.document for recommendation in recommendations if recommendation.document)
    main = documents.most_common(1)[0][0] if documents else ""
    for recommendation in recommendations:
        other_document = recommendation.document not in ("", main)
        if other_document or recommendation.paragraph in foreign:
            detail = recommendation.document if other_document else str(recommendation.paragraph)
            yield ReadWarning("foreign_paragraph", recommendation.row, recommendation.number, detail)


def _misprints(recommendations: Sequence[ReadRecommendation], missing: dict[int, list[int]]) -> Iterable[ReadWarning]:
    """Rows such as 128.12 between 129.11 and 129.13, where 129.12 is missing: themes mix numbers, this is no mix."""
    rows = zip(recommendations, recommendations[1:], recommendations[2:], strict=False)
    for before, row, after in rows:
        around = before.paragraph == after.paragraph != row.paragraph and before.item + 2 == after.item
        if around and before.item + 1 in missing.get(before.paragraph, []):
            likely = f"{before.paragraph}.{before.item + 1}"
            yield ReadWarning("number_out_of_order", row.row, row.number, likely)
