"""Writing voluntary pledges; one that is read again stays the row that it was."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from django.db.models import F, Max

from cycles.importers.records import ReadPledge
from cycles.models import ImportRun, UnDocument, VoluntaryPledge
from cycles.services.hanging import private_rows
from cycles.services.undo_log import UndoLog
from cycles.services.undoing import OUT_OF_THE_WAY

# A pledge whose words were read differently, a hyphen or a line more, is still the same one.
ALIKE = 0.8


def write_pledges(read: Sequence[ReadPledge], document: UnDocument, run: ImportRun, log: UndoLog) -> None:
    """The pledges of the report instead of those that an earlier reading found.

    What is said of a pledge must not lose it: the same words, or nearly the same, are the same row. A row that is
    read no more goes, unless somebody rated it; then it stands behind the others.
    """
    old = list(document.pledges.order_by("order"))
    if not read or [(one.order, one.place, one.text) for one in old] == [_as_kept(one) for one in read]:
        return
    log.before(old)
    found = same_ones(old, read)
    left = [row for row in old if row not in found.values()]
    gone = {row.pk for row in left if not private_rows(VoluntaryPledge, [row.pk])}
    document.pledges.filter(pk__in=gone).delete()
    document.pledges.update(order=F("order") + OUT_OF_THE_WAY)
    last = max(one.order for one in read)
    for order, row in enumerate((row for row in left if row.pk not in gone), start=last + 1):
        row.order = order
    for one, row in found.items():
        row.order, row.place, row.text = _as_kept(one)
    stay = [row for row in old if row.pk not in gone]
    VoluntaryPledge.objects.bulk_update(stay, ["order", "place", "text"])
    VoluntaryPledge.objects.bulk_create(_new(one, document, run) for one in read if one not in found)


def add_pledges(
    fresh: Sequence[ReadPledge],
    corrected: Mapping[ReadPledge, VoluntaryPledge],
    document: UnDocument,
    run: ImportRun,
    log: UndoLog,
) -> None:
    """New pledges behind those that the document has, and better words for some of these. None goes.

    A State announces them bit by bit, and most of these papers have no symbol to tell them apart.
    """
    log.before(list(corrected.values()))
    for one, row in corrected.items():
        row.text = one.whole
    VoluntaryPledge.objects.bulk_update(corrected.values(), ["text"])
    last = document.pledges.aggregate(last=Max("order"))["last"] or 0
    VoluntaryPledge.objects.bulk_create(
        _new(replace(one, order=order), document, run) for order, one in enumerate(fresh, start=last + 1)
    )


def same_ones(old: Sequence[VoluntaryPledge], read: Iterable[ReadPledge]) -> dict[ReadPledge, VoluntaryPledge]:
    """Which row each pledge of a document already has: by its words, by those behind the opening, by the most alike."""
    free, found, others = list(old), {}, list(read)
    for is_same in (_is_whole, _is_point):
        for one in others:
            if row := next((row for row in free if is_same(row, one)), None):
                found[one] = row
                free.remove(row)
        others = [one for one in others if one not in found]
    pairs = [(_likeness(row, one), -abs(row.order - one.order), row, one) for one in others for row in free]
    for likeness, _near, row, one in sorted(pairs, key=lambda pair: pair[:2], reverse=True):
        if likeness >= ALIKE and row in free and one not in found:
            found[one] = row
            free.remove(row)
    return found


def adds_to(row: VoluntaryPledge, one: ReadPledge) -> bool:
    """Whether the words are better ones for the row: others, and not those without its opening."""
    return not _ends_in(row.text.split(), one.whole.split())


def _is_whole(row: VoluntaryPledge, one: ReadPledge) -> bool:
    return row.text.split() == one.whole.split()


def _is_point(row: VoluntaryPledge, one: ReadPledge) -> bool:
    """The same but for what announces it: a paper may not print that, and the record did not keep it once."""
    held, words = row.text.split(), one.text.split()
    before = held[: -len(words)]
    return _ends_in(held, words) and (not before or before[-1].endswith(":"))


def _ends_in(held: Sequence[str], words: Sequence[str]) -> bool:
    return list(held[-len(words) :]) == list(words)


def _likeness(row: VoluntaryPledge, one: ReadPledge) -> float:
    """Of the points alone: what announces them is the same for all, and may be longer than they are."""
    held = row.text.removeprefix(one.opening).split()
    return SequenceMatcher(None, held, one.text.split(), autojunk=False).ratio()


def _as_kept(one: ReadPledge) -> tuple[int, str, str]:
    return one.order, one.place[:20], one.whole


def _new(one: ReadPledge, document: UnDocument, run: ImportRun) -> VoluntaryPledge:
    order, place, text = _as_kept(one)
    return VoluntaryPledge(
        review_id=document.review_id, document=document, order=order, place=place, text=text, import_run=run
    )
