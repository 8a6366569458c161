"""Loads States, calendar, themes and goals; safe to run as often as one likes."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from cycles.services.reference import load_reference_data

WORDS = {
    "State": "States",
    "StateAlias": "names",
    "Cycle": "cycles",
    "CouncilSession": "Council sessions",
    "WorkingGroupSession": "sessions",
    "Review": "reviews",
    "Theme": "themes",
    "PersonGroup": "groups of persons",
    "Goal": "goals",
    "ThemeIssue": "lines of the crosswalk",
    "DeadlineRule": "rules of deadlines",
}


class Command(BaseCommand):
    help = "Loads the reference data of the public record: States, cycles, sessions, reviews, themes, goals."

    def handle(self, *args: Any, **options: Any) -> None:
        report = load_reference_data(at=timezone.now())
        rows = ", ".join(f"{tally.rows} {WORDS[name]}" for name, tally in report.tallies.items())
        self.stdout.write(
            f"Reference data: {report.total('created')} created, {report.total('updated')} updated, "
            f"{report.total('unchanged')} unchanged, {report.total('kept')} left as staff corrected them ({rows})."
        )
