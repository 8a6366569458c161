"""Fills an empty benchmark database with invented recommendations."""

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections, transaction
from django.utils import timezone

from cycles.models import Goal, PersonGroup, Recommendation, Review, State, Theme, UnDocument
from cycles.services.record_version import Change, begin_change, hold_record
from cycles.services.reference import load_reference_data
from cycles.services.rendering import render_rows
from cycles.synthetic import InventedRow, invented_rows

ISSUES = 54
# The symbol of every invented document: no reader takes it for one of the United Nations.
SYMBOL = "INVENTED"
PARAGRAPH = 100
BATCH = 5_000
COLUMNS = {
    "cycles_recommendation": "id, review_id, document_id, paragraph, item, language, text, raw_text, comment, position,"
    " action_category, action_basis, version, row_json, created_at, updated_at",
    "cycles_recommendingstate": 'recommendation_id, state_id, "order", clause',
    "cycles_recommendationtheme": 'recommendation_id, theme_id, "order"',
    "cycles_recommendation_goals": "recommendation_id, goal_id",
    "cycles_recommendation_groups": "recommendation_id, persongroup_id",
    "cycles_position": "recommendation_id, stage, kind, source, note, recorded_at",
}


class Command(BaseCommand):
    help = "Fills an empty database, whose name holds “bench” or “test”, with invented recommendations."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--rows", type=int, default=130_000)
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        name = connection.settings_dict["NAME"]
        if not any(word in name for word in ("bench", "test")):
            raise CommandError(f"“{name}” is no benchmark database: its name must hold “bench” or “test”.")
        if Recommendation.objects.exists():
            raise CommandError("The record holds recommendations already. Make a new database for invented ones.")
        at = timezone.now()
        load_reference_data(at=at)
        with transaction.atomic():
            self.fill(options["rows"], options["seed"], begin_change(at))
        analyze()
        render()
        analyze()
        self.stdout.write(f"{options['rows']} invented recommendations written and rendered.")

    def fill(self, count: int, seed: int, change: Change) -> None:
        reviews = list(Review.objects.filter(cycle__lte=4).order_by("current_session", "review_order", "pk"))
        states = list(State.objects.real().order_by("iso3").values_list("pk", flat=True))
        groups = list(PersonGroup.objects.order_by("pk").values_list("pk", flat=True))
        rows = list(
            invented_rows(
                count,
                reviews=[review.state_under_review_id for review in reviews],
                states=states,
                issues=ISSUES,
                groups=len(groups),
                seed=seed,
            )
        )
        documents = UnDocument.objects.bulk_create(
            UnDocument(review=review, kind=UnDocument.Kind.WORKING_GROUP_REPORT, symbol=f"{SYMBOL}/{review.code}")
            for review in reviews
        )
        numbered = list(zip(new_keys(len(rows)), rows, strict=True))
        copy("cycles_recommendation", recommendations(numbered, documents, change))
        themes, goals = issue_keys(), set(Goal.objects.values_list("pk", flat=True))
        copy(
            "cycles_recommendingstate",
            ((key, iso3, place, 1) for key, row in numbered for place, iso3 in enumerate(row.states)),
        )
        copy(
            "cycles_recommendationtheme",
            ((key, themes[number], place) for key, row in numbered for place, number in enumerate(row.issues)),
        )
        copy(
            "cycles_recommendation_goals",
            ((key, goal) for key, row in numbered for goal in row.goals if goal in goals),
        )
        copy("cycles_recommendation_groups", ((key, groups[place]) for key, row in numbered for place in row.groups))
        copy(
            "cycles_position",
            ((key, "working_group_report", row.position, "", "", change.at) for key, row in numbered),
        )


def analyze() -> None:
    """Let PostgreSQL know what it holds now; a record that grows by imports is told in the night."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")


def render() -> None:
    keys = list(Recommendation.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        with transaction.atomic():
            hold_record()
            render_rows(Recommendation.objects.filter(pk__in=keys[start : start + BATCH]))


def new_keys(count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('cycles_recommendation', 'id')) FROM generate_series(1, %s)", [count]
        )
        return [key for (key,) in cursor.fetchall()]


def recommendations(
    numbered: list[tuple[int, InventedRow]], documents: list[UnDocument], change: Change
) -> Iterator[tuple]:
    for key, row in numbered:
        document = documents[row.review]
        said = (row.language, row.text, row.text, "", row.position, row.action, "given")
        place = (key, document.review_id, document.pk, PARAGRAPH, row.item)
        yield (*place, *said, change.version, "{}", change.at, change.at)


def issue_keys() -> dict[int, int]:
    """The key of each of the 54 issues by its number; those that are not loaded are made."""
    found = Theme.objects.filter(scheme=Theme.Scheme.UPR_INFO)
    keys = {int(code): key for code, key in found.values_list("code", "pk") if code.isdecimal()}
    for number in range(1, ISSUES + 1):
        if number not in keys:
            issue = Theme(scheme=Theme.Scheme.UPR_INFO, version="2014", code=str(number), label=f"Issue {number}")
            issue.save()
            keys[number] = issue.pk
    return keys


def copy(table: str, rows: Iterable[tuple]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({COLUMNS[table]}) FROM STDIN") as target:
        for row in rows:
            target.write_row(row)
