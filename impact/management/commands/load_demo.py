"""`load_demo`: the invented State, and how to sign in as its people."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from impact.demonstration import NoReferenceData, load_demonstration


class Command(BaseCommand):
    help = "Loads the invented State Arcadia once, and gives its people new random passwords, each time."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            log_ins = load_demonstration(at=timezone.now())
        except NoReferenceData:
            raise CommandError("Load the reference data first: load_reference_data") from None
        for log_in in log_ins:
            self.stdout.write(str(log_in))
