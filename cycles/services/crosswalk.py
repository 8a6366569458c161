"""The crosswalk from OHCHR's themes to our list of issues: the lines of our file, the machine's and the editors'."""

import csv
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction

from common.audit import record_event
from cycles.models import Recommendation, RecommendationTheme, Theme, ThemeIssue
from cycles.services.record_version import begin_change, hold_record, raise_state_versions
from cycles.services.rendering import render_rows

FILE = Path(__file__).resolve().parent.parent / "refdata" / "theme_crosswalk.csv"
# Our list of issues: UPR Info's of October 2014.
ISSUES = {"scheme": Theme.Scheme.UPR_INFO, "version": "2014"}
# Labels that share less are about different things.
LEAST_LIKENESS = 0.62

Status = ThemeIssue.Status
Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class FileLine:
    """What our file says of one theme: the numbers of its issues, none of them at times, and why."""

    issues: tuple[str, ...]
    basis: str


@cache
def file_lines() -> dict[Key, FileLine]:
    """The lines of ``refdata/theme_crosswalk.csv`` by scheme, version, code and label of the theme."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return {
            (row["scheme"], row["version"], row["code"], row["label"]): FileLine(
                tuple(row["issues"].split()), row["basis"]
            )
            for row in csv.DictReader(file)
        }


def key_of(theme: Theme) -> Key:
    """How our file names the theme."""
    return theme.scheme, theme.version, theme.code, theme.label


def load_crosswalk(*, at: datetime) -> tuple[int, int]:
    """Add the lines of our file as reviewed; what a person decided stays.

    Part of the transaction that loads the themes. Returns how many lines are new, and how many were there.
    """
    issues = _issues()
    themes = {key_of(theme): theme for theme in Theme.objects.filter(scheme=Theme.Scheme.OHCHR)}
    wanted = {
        (themes[key].pk, issues[number].pk): line.basis
        for key, line in file_lines().items()
        if key in themes
        for number in line.issues
        if number in issues
    }
    stored = {(row.theme_id, row.issue_id): row for row in ThemeIssue.objects.all()}
    created = [
        ThemeIssue(theme_id=theme, issue_id=issue, status=Status.REVIEWED, basis=basis)
        for (theme, issue), basis in wanted.items()
        if (theme, issue) not in stored
    ]
    reviewed = [row for pair, row in stored.items() if pair in wanted and row.status == Status.SUGGESTED]
    for row in reviewed:
        row.status, row.basis = Status.REVIEWED, wanted[row.theme_id, row.issue_id]
    if created or reviewed:
        ThemeIssue.objects.bulk_create(created)
        ThemeIssue.objects.bulk_update(reviewed, ["status", "basis"])
        _render({row.theme_id for row in (*created, *reviewed)}, at)
    return len(created), len(wanted) - len(created)


def suggest_issues(themes: Iterable[Theme]) -> list[ThemeIssue]:
    """Suggest issues for themes of OHCHR's that nobody has looked at, from the labels that are most like theirs.

    A suggestion changes no figure until an editor confirms it. Returns the new lines.
    """
    known = file_lines()
    new = [theme for theme in themes if theme.scheme == Theme.Scheme.OHCHR and key_of(theme) not in known]
    with_lines = set(ThemeIssue.objects.filter(theme__in=new).values_list("theme", flat=True))
    new = [theme for theme in new if theme.pk not in with_lines]
    if not new:
        return []
    issues = _issues()
    labels = _labels(issues)
    rows = [
        ThemeIssue(theme=theme, issue=issues[number], status=Status.SUGGESTED, basis=f"Like “{label}”"[:300])
        for theme in new
        for label in _likest(theme.label, labels)
        for number in dict.fromkeys(labels[label])
        if number in issues
    ]
    return ThemeIssue.objects.bulk_create(rows)


@transaction.atomic
def decide_line(*, theme: Theme, issue: Theme, status: str, by: Any, at: datetime) -> ThemeIssue:
    """Confirm, refuse or add a line; the recommendations with this theme show it at once."""
    hold_record()
    line = ThemeIssue.objects.filter(theme=theme, issue=issue).first() or ThemeIssue(theme=theme, issue=issue)
    was_counted = line.pk is not None and line.status == Status.REVIEWED
    line.status, line.reviewed_by, line.reviewed_at = Status(status), by, at
    line.save()
    record_event(verb="decide", target=line, by=by, at=at, fields=["status"])
    if was_counted != (line.status == Status.REVIEWED):
        _render({theme.pk}, at)
    return line


def _issues() -> dict[str, Theme]:
    return {issue.code: issue for issue in Theme.objects.filter(**ISSUES)}


def _labels(issues: Mapping[str, Theme]) -> dict[str, tuple[str, ...]]:
    """Every label that we know and the numbers of its issues: the issues' own, our file's, the editors'."""
    found: dict[str, tuple[str, ...]] = {issue.label: (number,) for number, issue in issues.items()}
    found |= {label: line.issues for (_, _, _, label), line in file_lines().items()}
    reviewed: dict[str, tuple[str, ...]] = {}
    for label, number in ThemeIssue.objects.filter(status=Status.REVIEWED).values_list("theme__label", "issue__code"):
        reviewed[label] = (*reviewed.get(label, ()), number)
    return found | {label: tuple(dict.fromkeys(numbers)) for label, numbers in reviewed.items()}


def _likest(label: str, labels: Iterable[str]) -> list[str]:
    """The label that is most like this one, if one is like it at all."""
    words = _words(label)
    likeness, best = max((_likeness(words, _words(other)), other) for other in labels)
    return [best] if likeness >= LEAST_LIKENESS else []


def _likeness(words: Collection[str], others: Collection[str]) -> float:
    """From 0 to 1: words in common, and letters in common for those that differ by an ending."""
    shared = 2 * len(set(words) & set(others)) / ((len(set(words)) + len(set(others))) or 1)
    return (shared + SequenceMatcher(None, " ".join(words), " ".join(others), autojunk=False).ratio()) / 2


def _words(label: str) -> list[str]:
    return sorted(word for word in re.findall(r"[^\W\d_]+", label.casefold()) if word not in {"and", "of", "the", "to"})


def _render(themes: Collection[int], at: datetime) -> None:
    keys = list(
        RecommendationTheme.objects.filter(theme__in=themes).values_list("recommendation", flat=True).distinct()
    )
    if keys:
        change = begin_change(at)
        concerned = Recommendation.objects.filter(pk__in=keys)
        concerned.update(updated_at=change.at, version=change.version)
        render_rows(concerned)
        raise_state_versions(concerned.values_list("review__state_under_review", flat=True))
