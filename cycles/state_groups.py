"""To which organisations States belong, as of October 2014 but for the changes that ``state_groups.csv`` names."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

FILE = Path(__file__).resolve().parent / "refdata" / "state_groups.csv"
AS_OF = 2014

GROUP_NAMES: dict[str, Promise] = {
    "AU": pgettext_lazy("organisation of States", "African Union"),
    "ASEAN": pgettext_lazy("organisation of States", "Association of Southeast Asian Nations"),
    "ACS": pgettext_lazy("organisation of States", "Association of Caribbean States"),
    "Commonwealth": pgettext_lazy("organisation of States", "Commonwealth"),
    "CIS": pgettext_lazy("organisation of States", "Commonwealth of Independent States"),
    "EU": pgettext_lazy("organisation of States", "European Union"),
    "AL": pgettext_lazy("organisation of States", "League of Arab States"),
    "OAS": pgettext_lazy("organisation of States", "Organization of American States"),
    "OEI": pgettext_lazy("organisation of States", "Organization of Ibero-American States"),
    "OIC": pgettext_lazy("organisation of States", "Organisation of Islamic Cooperation"),
    "OIF": pgettext_lazy("organisation of States", "Organisation internationale de la Francophonie"),
    "PIF": pgettext_lazy("organisation of States", "Pacific Islands Forum"),
}


@cache
def members() -> Mapping[str, frozenset[str]]:
    """The members of each organisation, by their codes."""
    found: dict[str, set[str]] = {group: set() for group in GROUP_NAMES}
    with FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["is_member"] == "1":
                found[row["group"]].add(row["iso3"])
    return {group: frozenset(states) for group, states in found.items()}


def groups_of(iso3: str) -> list[str]:
    """The organisations of a State, in the order of their English names."""
    return [group for group, states in members().items() if iso3 in states]
