"""What the reconciliation page shows: findings, figures, warnings, and what changes, in the words of the reader."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from cycles.importers import UnreadableFile
from cycles.importers.records import ReadRecommendation, ReadWarning
from cycles.models import ImportRun, State
from cycles.services import import_words, imports
from cycles.services.imports import ImportRefused
from cycles.services.reconcile import Reconciliation, file_position, report

MOST_CHANGES = 50
MOST_WARNINGS = 500
_EXAMPLES = 3

FIELDS = {
    "document": gettext_lazy("document"),
    "text": gettext_lazy("text"),
    "raw_text": gettext_lazy("text as printed"),
    "recommending_states": gettext_lazy("recommending States"),
    "position": gettext_lazy("position"),
    "position_source": gettext_lazy("source of the position"),
    "themes": gettext_lazy("themes"),
    "groups": gettext_lazy("groups of persons"),
    "sdgs": pgettext_lazy("field of a recommendation", "Sustainable Development Goals"),
    "comment": gettext_lazy("comment"),
}
_NUMBERING = {"gap", "duplicate_number", "foreign_paragraph", "no_number", "number_out_of_order"}
_POSITIONS = {"unknown_position", "missing_position"}
_LISTS = {"recommending_states", "themes", "groups", "sdgs"}
_STATES = {"unknown_state", "no_state", "state_name_corrected", "unbalanced_bracket", "state_column_differs"}


@dataclass(frozen=True)
class Finding:
    """A line of the reading: what was found, whether it is as it should be, and what to know about it."""

    is_good: bool
    title: str
    hint: str = ""


@dataclass(frozen=True)
class Remark:
    """Something to look at: where it stands, and what to do about it."""

    row: int | None
    number: str
    words: str


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
class ImportPage:
    """Everything the page shows of one import."""

    figures: dict[str, Any]
    refusal: str = ""
    findings: list[Finding] = field(default_factory=list)
    obstacles: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    warning_count: int = 0
    changes: list[ChangeRow] = field(default_factory=list)
    change_count: int = 0
    examples: list[Example] = field(default_factory=list)
    touched: int = 0


def read_page(run: ImportRun, user: Any) -> ImportPage:
    """The page of an import: compared anew while it waits, as it was written once it is in the record."""
    names = {state.pk: state.name for state in State.objects.visible_to(user)}
    if run.status not in {ImportRun.Status.READ, ImportRun.Status.PROPOSED}:
        return _page(run.report, None, names)
    try:
        found = imports.compare_again(run)
    except (ImportRefused, UnreadableFile) as error:
        return ImportPage(figures={}, refusal=import_words.refusal(error))
    return _page(report(found), found, names)


def _page(figures: dict[str, Any], found: Reconciliation | None, names: dict[str, str]) -> ImportPage:
    changes = _told(figures["changes"])
    created = [verdict.read for verdict in found.verdicts if verdict.stored is None] if found else []
    return ImportPage(
        figures=figures,
        findings=_findings(figures),
        obstacles=_remarks(figures["obstacles"]),
        warnings=_remarks(figures["warnings"][:MOST_WARNINGS]),
        warning_count=len(figures["warnings"]),
        changes=[_change_row(change, names) for change in changes[:MOST_CHANGES]],
        change_count=len(changes),
        examples=[_example(read, names) for read in created[:_EXAMPLES]],
        touched=figures["created"] + figures["updated"],
    )


def _findings(figures: dict[str, Any]) -> list[Finding]:
    codes = [remark["code"] for remark in (*figures["obstacles"], *figures["warnings"])]
    return [_numbers(figures, codes), _positions(figures, codes), _states(figures, codes), _themes(figures)]


def _numbers(figures: dict[str, Any], codes: list[str]) -> Finding:
    count = figures["recommendations"]
    title = ngettext("%(count)s recommendation", "%(count)s recommendations", count) % {"count": count}
    if _NUMBERING.intersection(codes):
        return Finding(False, title, _("Their numbers are not in order."))
    return Finding(True, title, _("No number is missing, none is double."))


def _positions(figures: dict[str, Any], codes: list[str]) -> Finding:
    unknown = sum(code in _POSITIONS for code in codes)
    if not unknown:
        return Finding(True, _("Every position is known"))
    title = ngettext("%(count)s position is not known", "%(count)s positions are not known", unknown)
    return Finding(False, title % {"count": unknown}, _("They are kept as pending."))


def _states(figures: dict[str, Any], codes: list[str]) -> Finding:
    mentions, states = figures["state_mentions"], figures["distinct_states"]
    title = _("%(mentions)s State mentions, %(states)s States") % {"mentions": mentions, "states": states}
    doubtful = sum(code in _STATES for code in codes)
    if not doubtful:
        return Finding(True, title, _("All names are known."))
    hint = ngettext("%(count)s place to look at.", "%(count)s places to look at.", doubtful)
    return Finding(False, title, hint % {"count": doubtful})


def _themes(figures: dict[str, Any]) -> Finding:
    count, total = figures["distinct_assigned_themes"], figures["theme_assignments"]
    title = ngettext("%(count)s theme", "%(count)s themes", count) % {"count": count}
    return Finding(bool(count), title, _("Assigned %(total)s times.") % {"total": total} if count else "")


def _remarks(warnings: Iterable[dict[str, Any]]) -> list[Remark]:
    read = (ReadWarning(**warning) for warning in warnings)
    return [Remark(warning.row, import_words.number_of(warning), import_words.finding(warning)) for warning in read]


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
    return sorted(told, key=lambda change: [int(part) for part in change["number"].split(".")])


def _change_row(change: dict[str, str], names: dict[str, str]) -> ChangeRow:
    number, before, after = change["number"], change["before"], change["after"]
    label = str(FIELDS[change["field"]])
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
