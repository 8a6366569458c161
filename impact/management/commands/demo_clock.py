"""`demo_clock`: a cycle of reminders passes in the terminal. `run.py demo-clock` gives it a database of its own."""

from pathlib import Path
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import User
from impact.demo_clock import DemoClock
from impact.demonstration import NoReferenceData


class Command(BaseCommand):
    help = "Lets a cycle of reminders pass in a minute. In an empty database only: use `python3 run.py demo-clock`."

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.exists():
            raise CommandError("There are people in this database. Use: python3 run.py demo-clock")
        began = monotonic()
        try:
            outcome = DemoClock(at=timezone.now(), tell=self.stdout.write).walk()
        except NoReferenceData:
            raise CommandError("Load the reference data first: load_reference_data") from None
        folder = Path(settings.EMAIL_FILE_PATH)
        mails = sum(path.read_text().count("Message-ID: ") for path in folder.glob("*.log"))
        self.stdout.write(f"Mails in {folder}: {mails}")
        self.stdout.write(f"{outcome} It took {monotonic() - began:.0f} s.")
