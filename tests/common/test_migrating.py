"""A database that is too old to be brought up to date says so; one that was cut short goes on where it stood."""

import pytest
from django.apps import apps
from django.core.management.base import CommandError
from django.db import connection, connections, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.db.models.signals import pre_migrate

from common.migrating import CreateTables, refuse_what_is_too_old

pytestmark = pytest.mark.django_db
SENDER = apps.get_app_config("common")
MADE = {("advocacy", "0001_tables"), ("advocacy", "0002_walls")}


def forget(*names):
    """The database as if these migrations of advocacy had never been applied."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'advocacy' AND name = ANY(%s)", [list(names)])
        assert cursor.rowcount == len(names)


def test_whoever_migrates_is_asked_and_a_database_that_is_up_to_date_is_not_refused():
    answers = pre_migrate.send(SENDER, app_config=SENDER, verbosity=0, interactive=False, using="default", plan=[])

    assert (refuse_what_is_too_old, None) in answers


def test_a_database_of_the_version_before_is_taken_as_it_is():
    forget("0001_tables", "0002_walls")

    refuse_what_is_too_old(SENDER, using="default")

    assert MigrationLoader(connection).applied_migrations.keys() >= MADE


@pytest.mark.parametrize("missing", ["0101_asks_changed", "0050_notebook"])
def test_a_database_with_some_of_what_was_replaced_is_refused(missing):
    forget("0001_tables", "0002_walls", missing)

    with pytest.raises(CommandError, match=r"too old for this version \(advocacy\).* Nothing was changed"):
        refuse_what_is_too_old(SENDER, using="default")


def test_a_first_start_that_was_cut_short_goes_on_with_the_walls():
    forget("0002_walls", "0101_asks_changed")

    refuse_what_is_too_old(SENDER, using="default")

    loader = MigrationLoader(connection)
    assert MADE & loader.applied_migrations.keys() == {("advocacy", "0001_tables")}
    assert ("advocacy", "0002_walls") in loader.graph.nodes


def test_no_migration_counts_as_applied_with_another():
    """Django notes all that a migration replaces once it is applied: what two replace, the second would never do."""
    replaced = [old for one in MigrationLoader(None).disk_migrations.values() for old in one.replaces]

    assert len(replaced) == len(set(replaced)) > 80


def keyed(name, other):
    """A table whose rows name one of another table."""
    key = models.ForeignKey(other, models.CASCADE, related_name="+")
    return migrations.CreateModel(name, [("id", models.BigAutoField(primary_key=True)), ("other", key)])


@pytest.mark.django_db(databases=["default", "owner"])
def test_tables_that_name_each_other_are_made_and_dropped_together():
    owner = connections["owner"]
    operation = CreateTables([keyed("Egg", "common.Hen"), keyed("Hen", "common.Egg")])
    before, after = ProjectState(), ProjectState()
    operation.state_forwards("common", after)

    def found():
        with owner.cursor() as cursor:
            constraints = owner.introspection.get_constraints
            tables = {"common_egg", "common_hen"} & set(owner.introspection.table_names(cursor))
            keys = [one["foreign_key"] for table in sorted(tables) for one in constraints(cursor, table).values()]
            return [key for key in keys if key]

    with owner.schema_editor() as editor:
        operation.database_forwards("common", editor, before, after)
    assert found() == [("common_hen", "id"), ("common_egg", "id")]

    with owner.schema_editor() as editor:
        operation.database_backwards("common", editor, after, before)
    assert found() == []
