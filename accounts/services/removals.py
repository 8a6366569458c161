"""What is kept of rows that are gone, and for how long."""

from datetime import datetime

from accounts.models import RemovedRow
from accounts.models.removals import REMOVALS_KEPT_FOR


def forget_removals(*, at: datetime) -> int:
    """Erase for good that rows were removed, once that is long ago; how many there were."""
    return RemovedRow.objects.filter(removed_at__lt=at - REMOVALS_KEPT_FOR).delete()[0]
