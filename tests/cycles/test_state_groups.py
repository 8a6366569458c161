"""The organisations of States: facts of one year, with the changes that have a source."""

import csv

from cycles.state_groups import FILE, GROUP_NAMES, groups_of, members
from tests.thematic_lists import REFDATA


def lines(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_row_names_a_state_an_organisation_a_day_and_a_source():
    known = {row["iso3"] for row in lines(REFDATA / "countries.csv")}
    rows = lines(FILE)

    assert {row["iso3"] for row in rows} <= known
    assert {row["group"] for row in rows} == GROUP_NAMES.keys()
    assert len({(row["iso3"], row["group"]) for row in rows}) == len(rows) == 387
    assert [row for row in rows if not row["source"]] == []
    newer = {(row["iso3"], row["group"], row["is_member"]): row["as_of"] for row in rows if row["as_of"] != "2014-10"}
    assert newer == {("GBR", "EU", "0"): "2020-01-31", ("MAR", "AU", "1"): "2017-01-30"}


def test_members_are_known_with_the_changes():
    assert groups_of("GBR") == ["Commonwealth"]
    assert groups_of("MAR") == ["AU", "AL", "OIC", "OIF"]
    assert groups_of("XAR") == []
    flagged = {row["iso3"] for row in lines(REFDATA / "countries.csv") if row["is_eu_member"] == "1"}
    assert members()["EU"] == flagged
    assert {group: len(states) for group, states in members().items()} == {
        "AU": 54,
        "ASEAN": 10,
        "ACS": 25,
        "Commonwealth": 54,
        "CIS": 11,
        "EU": 27,
        "AL": 23,
        "OAS": 35,
        "OEI": 22,
        "OIC": 58,
        "OIF": 53,
        "PIF": 14,
    }
