"""Writes what search reads anew, for every recommendation."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from cycles.models import Recommendation
from cycles.services.record_version import begin_change, hold_record
from cycles.services.search_rows import write_search_rows

BATCH = 1000


class Command(BaseCommand):
    help = "Writes the search rows of all recommendations anew; the record may be read and changed meanwhile."

    def handle(self, *args: Any, **options: Any) -> None:
        done, last = 0, 0
        rows = Recommendation.objects.order_by("pk").values_list("pk", flat=True)
        while keys := list(rows.filter(pk__gt=last)[:BATCH]):
            with transaction.atomic():
                hold_record()
                write_search_rows(keys)
            done, last = done + len(keys), keys[-1]
        with transaction.atomic():
            # What other processes hold of the rows before (cycles.facet_index) falls with the version.
            begin_change(timezone.now())
        self.stdout.write(f"The search rows of {done} recommendations are written.")
