"""``suggest_actions``: suggest an action category for every recommendation that lacks one."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from cycles.services.actions import fill_suggestions


class Command(BaseCommand):
    """Fills in what imports before the lexicon left out; a second time finds nothing to do but unknown verbs."""

    help = "Suggests an action category, from the verb, for every recommendation that has none."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{fill_suggestions(at=timezone.now())} suggestions stored.")
