"""After each of some writes the dashboard says what a fresh count says: no answer that was kept comes too late."""

import random

from django.utils import timezone

from bench.dashboards import FRESH, STATISTICS, of_plain, of_platform
from bench.servers import fetch
from cycles.models import Position, PositionKind, Recommendation
from cycles.services.positions import record_position


def main(platform: str, plain: str, times: str) -> int:
    """Change so many positions by the platform's service; how many of the changes the next answer shows."""
    chance = random.Random(1)
    keys = list(Recommendation.objects.order_by("pk").values_list("pk", flat=True))
    shown = 0
    for number in range(int(times)):
        row = Recommendation.objects.get(pk=chance.choice(keys))
        kinds = [kind for kind in PositionKind.values if kind not in (row.position, PositionKind.PENDING)]
        at = timezone.now()
        record_position(
            recommendation=row,
            stage=Position.Stage.LATER,
            kind=chance.choice(kinds),
            stated_date=at.date(),
            source=f"write {number}",
            note="",
            by=None,
            at=at,
        )
        shown += of_platform(fetch(platform + STATISTICS)[0]) == of_plain(fetch(plain + FRESH)[0])
    return shown
