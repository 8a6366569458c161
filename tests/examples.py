"""How many examples a property is tried on: a quarter of them in a usual run, all of them in `make drill-examples`."""

import os

from hypothesis import HealthCheck, settings

SHARE = 1 if os.environ.get("EXAMPLES") == "all" else 4


def examples(count: int, *accepted: HealthCheck) -> settings:
    """The settings of a test that is worth ``count`` examples; a loaded machine may be slow with any of them."""
    accepted = (HealthCheck.too_slow, *accepted)
    return settings(max_examples=max(count // SHARE, 5), deadline=None, suppress_health_check=accepted)
