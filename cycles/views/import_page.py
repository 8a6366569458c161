"""What the reconciliation page shows: findings, figures, warnings, and what changes, in the words of the reader."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cycles import rules
from cycles.column_forms import ColumnsForm, asked_columns
from cycles.forms import ReviewForm, asked_review
from cycles.importers import UnreadableFile
from cycles.importers.records import POSITIONS, ReadRecommendation, ReadWarning
from cycles.models import ImportRun, Stakeholder, State
from cycles.services import import_words, imports
from cycles.services.import_kinds.base import Finding, Found, ImportRefused, gap_answers
from cycles.services.import_kinds.registry import KINDS
from cycles.services.imports import report
from cycles.services.read_values import file_position
from cycles.services.reconcile import Reconciliation

MOST_CHANGES = 50
MOST_WARNINGS = 500
_EXAMPLES = 3
# The fields of the questions; what follows is the place of the row.
_ASKED = "row-"

_DIGITS = re.compile(r"\d+")
_ORDERS: dict[str, Sequence[str]] = {
    "positions": POSITIONS,
    "totals": POSITIONS,
    "categories": Stakeholder.Category.values,
}
_NAMELESS = frozenset({"no_source_state", "no_state_under_review"})
_OUTCOMES = ("created", "joined", "updated", "unchanged", "doubtful")
_LISTS = {"parts", "recommending_states", "themes", "groups", "sdgs"}


@dataclass(frozen=True)
class Remark:
    """Something to look at: where it stands, and what to do about it."""

    row: int | None
    numbers: tuple[str, ...]
    words: str

    @property
    def number(self) -> str:
        """The one number; empty where it is about several, or none."""
        return self.numbers[0] if len(self.numbers) == 1 else ""


@dataclass(frozen=True)
class Words:
    """Words of a text or an entry of a list, and whether only this side has them."""

    text: str
    is_changed: bool


@dataclass(frozen=True)
class ChangeRow:
    """One field of one recommendation before and after; a position as its kind, a list with what stands between."""

    number: str
    label: str
    before: list[Words] = field(default_factory=list)
    after: list[Words] = field(default_factory=list)
    glue: str = ""
    was: str = ""
    will_be: str = ""


@dataclass(frozen=True)
class Example:
    """A new recommendation as it was read."""

    number: str
    text: str
    states: list[str]
    position: str


@dataclass(frozen=True)
class Choice:
    """A recommendation of the record that a row may be; the words that the row lacks are marked."""

    number: str
    words: list[Words]
    states: list[str]
    share: int


@dataclass(frozen=True)
class Question:
    """A row that may be a recommendation of the record: the person chooses one, or says that it is new."""

    place: str
    row: int | None
    text: str
    states: list[str]
    choices: list[Choice]


@dataclass(frozen=True)
class ImportPage:
    """Everything the page shows of one import."""

    figures: dict[str, Any]
    refusal: str = ""
    findings: list[Finding] = field(default_factory=list)
    obstacles: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    warning_count: int = 0
    fields: list[tuple[str, int]] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)
    changes: list[ChangeRow] = field(default_factory=list)
    change_count: int = 0
    examples: list[Example] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    gaps: list[tuple[str, str]] = field(default_factory=list)
    touched: int = 0
    piece: str = ""
    columns: ColumnsForm | None = None
    review_form: ReviewForm | None = None

    @property
    def is_clear(self) -> bool:
        """Nothing is asked, nothing is in doubt, and all figures are as they should be."""
        is_asked = self.obstacles or self.questions or self.warnings or (self.columns and self.columns.errors)
        return bool(self.figures) and not is_asked and all(finding.is_good for finding in self.findings)


def show_import(
    request: HttpRequest, run: ImportRun, *, columns: ColumnsForm | None = None, review_form: ReviewForm | None = None
) -> HttpResponse:
    """The page of an import; with a form that was not answered well, what it says and what was chosen in it."""
    page = read_page(run, request.user)
    page = replace(page, columns=columns or page.columns, review_form=review_form or page.review_form)
    context = {
        "run": run,
        "page": page,
        "can_apply": rules.can_apply_import(request.user, run),
        "can_propose": rules.can_propose_import(request.user, run),
        "can_discard": rules.can_discard_import(request.user, run),
        "can_answer": rules.can_answer_doubts(request.user, run),
        "can_undo": rules.can_undo_import(request.user, run),
        "kind": import_words.kind_name(run.format),
        "is_own": run.created_by_id == request.user.pk,
        "here": "imports",
    }
    return render(request, "cycles/import_detail.html", context)


def read_page(run: ImportRun, user: Any) -> ImportPage:
    """The page of an import: compared anew while it waits, as it was written once it is in the record."""
    names = {state.pk: state.name for state in State.objects.visible_to(user)}
    if run.status not in {ImportRun.Status.READ, ImportRun.Status.PROPOSED}:
        return ImportPage(figures={}) if not run.report else _page(run.report, None, names)
    try:
        with transaction.atomic():
            found = imports.compare_again(run)
            return replace(_page(report(found), found, names), columns=asked_columns(run))
    except (ImportRefused, UnreadableFile) as error:
        columns, asked = asked_columns(run, error), asked_review(error, user)
        return ImportPage({}, refusal=import_words.refusal(error), columns=columns, review_form=asked)


def read_answers(posted: Any) -> dict[str, str]:
    """What a person answered to the questions of the page, by the place of the row."""
    return {name.removeprefix(_ASKED): value for name, value in posted.items() if name.startswith(_ASKED)}


def _page(figures: dict[str, Any], found: Found | None, names: dict[str, str]) -> ImportPage:
    kind = KINDS[figures["format"]]
    changes = _told(figures["changes"])
    changed = figures["updated"] - figures.get("joined", 0)
    verdicts = found.verdicts if isinstance(found, Reconciliation) else ()
    created = [verdict.read for verdict in verdicts if verdict.stored is None]
    # Whoever chose the review knows that the document does not name it.
    said = [one for one in figures["warnings"] if not (figures["review"] and one["code"] in _NAMELESS)]
    warnings = _remarks(said)
    codes = [remark["code"] for remark in (*figures["obstacles"], *figures["warnings"])]
    return ImportPage(
        figures=figures | _export_words(figures, names) | _in_order(figures) | {"changed": changed},
        findings=kind.findings(figures, codes),
        obstacles=_remarks(figures["obstacles"]),
        warnings=warnings[:MOST_WARNINGS],
        warning_count=len(warnings),
        fields=_counted(changes),
        outcomes=_outcomes(figures.get("reviews", ())),
        changes=[_change_row(change, names) for change in changes[:MOST_CHANGES]],
        change_count=len(changes),
        examples=[_example(read, names) for read in created[:_EXAMPLES]],
        questions=[_question(doubt, names) for doubt in figures.get("doubts", ())],
        gaps=_gaps(found) if found else [],
        touched=figures["created"] + figures["updated"],
        piece=kind.PIECE,
    )


def _gaps(found: Found) -> list[tuple[str, str]]:
    """The fields that say of missing numbers that the document has none, where nothing else is wrong with it."""
    answers = gap_answers(found.obstacles)
    return [(f"{_ASKED}{place}", answer) for place, answer in answers.items()] * (len(answers) == len(found.obstacles))


def _export_words(figures: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """What the page of an export says in words: the States of its reviews, why rows were left out."""
    if "skipped" not in figures:
        return {}
    reviews = [review | {"name": names.get(review["state"], review["state"])} for review in figures["reviews"]]
    return {"reviews": reviews, "skipped": import_words.skipped(figures["skipped"], figures.get("skipped_places", {}))}


def _question(doubt: dict[str, Any], names: dict[str, str]) -> Question:
    choices = [
        Choice(
            one["number"],
            _compared(doubt["text"].split(), one["text"].split(), _one_run)[1],
            _state_names(one["states"], names),
            round(100 * one["score"]),
        )
        for one in doubt["candidates"]
    ]
    return Question(
        f"{_ASKED}{doubt['place']}", doubt["row"], doubt["text"], _state_names(doubt["states"], names), choices
    )


def _state_names(codes: Iterable[str], names: dict[str, str]) -> list[str]:
    return [names.get(code, code) for code in codes]


def _in_order(figures: dict[str, Any]) -> dict[str, Any]:
    """Figures by kind in the order of the record; the database keeps them in an order of its own."""
    return {
        name: {kind: figures[name][kind] for kind in kinds if kind in figures[name]}
        for name, kinds in _ORDERS.items()
        if name in figures
    }


def _remarks(warnings: Iterable[dict[str, Any]]) -> list[Remark]:
    """One remark for neighbours of which the same is to be said."""
    read = (ReadWarning(**warning) for warning in warnings)
    told = ((warning.row, import_words.finding(warning), import_words.number_of(warning)) for warning in read)
    return [
        Remark(row, tuple(dict.fromkeys(number for *_, number in same if number)), words)
        for (row, words), same in groupby(told, key=itemgetter(0, 1))
    ]


def _outcomes(reviews: Iterable[dict[str, Any]]) -> Counter[str]:
    """What became of the rows of an export in all its reviews, so that the page leaves out what never happened."""
    total: Counter[str] = Counter()
    for review in reviews:
        total.update({name: review[name] for name in _OUTCOMES})
    return total


def _counted(changes: list[dict[str, str]]) -> list[tuple[str, int]]:
    """How many recommendations change in each field, the most first."""
    return [
        (str(import_words.FIELDS.get(name, name)), count)
        for name, count in Counter(change["field"] for change in changes).most_common()
    ]


def _told(changes: list[dict[str, str]]) -> list[dict[str, str]]:
    """The changes in the order of their numbers; what is printed counts only where text and States stay the same."""
    fields: dict[str, set[str]] = {}
    for change in changes:
        fields.setdefault(change["number"], set()).add(change["field"])
    told = (
        change
        for change in changes
        if change["field"] != "raw_text" or not fields[change["number"]] & {"text", "recommending_states"}
    )
    return sorted(told, key=lambda change: [int(part) for part in _DIGITS.findall(change["number"])])


def _change_row(change: dict[str, str], names: dict[str, str]) -> ChangeRow:
    number, before, after = change["number"], change["before"], change["after"]
    label = str(import_words.FIELDS.get(change["field"], change["field"]))
    if change["field"] == "position":
        return ChangeRow(number, label, was=before, will_be=after)
    if change["field"] == "recommending_states":
        before, after = _named(before, names), _named(after, names)
    if change["field"] in _LISTS:
        return ChangeRow(number, label, *_compared(before.splitlines(), after.splitlines(), list), glue=";")
    return ChangeRow(number, label, *_compared(before.split(), after.split(), _one_run))


def _example(read: ReadRecommendation, names: dict[str, str]) -> Example:
    states = [names.get(state.iso3 or "", state.raw) for state in read.recommending_states]
    return Example(read.number, read.text, states, file_position(read))


def _named(states: str, names: dict[str, str]) -> str:
    return "\n".join(names.get(line[:3], line[:3]) + line[3:] for line in states.split("\n"))


def _compared(
    before: list[str], after: list[str], cut: Callable[[list[str]], list[str]]
) -> tuple[list[Words], list[Words]]:
    """The words or entries of both sides, those marked that the other side lacks."""
    left, right = [], []
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        left += [Words(words, tag != "equal") for words in cut(before[old_from:old_to])]
        right += [Words(words, tag != "equal") for words in cut(after[new_from:new_to])]
    return left, right


def _one_run(words: list[str]) -> list[str]:
    return [" ".join(words)] if words else []
