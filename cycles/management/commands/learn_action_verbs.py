"""``learn_action_verbs FILE...``: learn the verbs of the action categories from UPR Info's exports, and judge them."""

import csv
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cycles.action_learning import (
    CATEGORIES,
    Judgement,
    Pattern,
    Sorted,
    cross_validate,
    judge,
    learn,
    lexicon_of,
    read_sorted,
)
from cycles.actions import FILE


class Command(BaseCommand):
    """Learns from some exports, judges on others, and writes what was learnt only where it is told to."""

    # It works on files alone, so it runs where there is no database.
    requires_system_checks: list[str] = []
    help = "Learns which verbs stand for which action category from exports of UPR Info (.csv), and judges the result."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", metavar="FILE", type=Path, nargs="+", help="exports to learn from")
        parser.add_argument("--judge", metavar="FILE", type=Path, nargs="+", default=[], help="exports to judge on")
        parser.add_argument("--cross-validate", action="store_true", help="judge each session by the other ones")
        parser.add_argument("--write", action="store_true", help="replace cycles/refdata/action_verbs.csv")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = _rows(options["files"])
        patterns = learn(rows)
        self.stdout.write(f"{len(rows)} texts, {len(patterns)} patterns")
        if options["cross_validate"]:
            self._print("Each session by the other ones", cross_validate(rows))
        if options["judge"]:
            self._print("Unseen", judge(_rows(options["judge"]), lexicon_of(patterns)))
        if options["write"]:
            write_patterns(patterns)

    def _print(self, title: str, found: Judgement) -> None:
        self.stdout.write(
            f"{title}: {found.total} texts; a suggestion for {found.suggested} ({found.suggested / found.total:.1%}); "
            f"right {found.right}, {found.right / found.suggested:.1%} of the suggestions, "
            f"{found.right / found.total:.1%} of all; weak {found.weak}, of which right {found.weak_right}"
        )
        self.stdout.write("given   none      1      2      3      4      5  precision recall")
        for given in CATEGORIES:
            counts = "".join(f"{found.pairs[given, guess]:7}" for guess in (0, *CATEGORIES))
            self.stdout.write(f"{given:3} {counts}     {found.precision(given):.3f}  {found.recall(given):.3f}")


def _rows(paths: list[Path]) -> list[Sorted]:
    rows = []
    for path in paths:
        with path.open("rb") as file:
            rows += read_sorted(file)
    return rows


def write_patterns(patterns: list[Pattern], path: Path = FILE) -> None:
    """Write the patterns as ``refdata/action_verbs.csv``."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["pattern", "category", "agreement", "met", *(f"category_{one}" for one in CATEGORIES)])
        writer.writerows([one.words, one.category, one.agreement, one.met, *one.counts] for one in patterns)
