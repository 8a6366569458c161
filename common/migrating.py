"""A database is brought up to date whole, or it says why not."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.management.base import CommandError
from django.db import connections
from django.db.migrations import CreateModel
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.recorder import MigrationRecorder

# A migration: its app and its name.
Key = tuple[str, str]


def refuse_what_is_too_old(sender: AppConfig, using: str, **told: Any) -> None:
    """Stop before a database that has some of the migrations of an app which others replace, and not all of them.

    Django would leave the app out and say nothing, or make its tables a second time.
    """
    recorded = MigrationRecorder(connections[using]).applied_migrations().keys()
    made: dict[str, set[Key]] = defaultdict(set)
    replaced: dict[str, set[Key]] = defaultdict(set)
    for key, migration in MigrationLoader(None).disk_migrations.items():
        if migration.replaces:
            made[key[0]].add(key)
            replaced[key[0]].update(migration.replaces)
    too_old = sorted(
        app for app, old in replaced.items() if recorded & old and not recorded & made[app] and not old <= recorded
    )
    if too_old:
        raise CommandError(
            f"This database is too old for this version ({', '.join(too_old)}): bring it up to date with the version "
            "before, then with this one. Nothing was changed."
        )


class CreateTables(Operation):
    """The tables of an app made together.

    After each table Django would make the classes of all models anew that are related to it, which are nearly all:
    most of the time that a first start takes.
    """

    def __init__(self, tables: Sequence[CreateModel]) -> None:
        self.tables = tables

    def state_forwards(self, app_label: str, state: Any) -> None:
        """All of them are added before anybody asks for a class."""
        state.__dict__.pop("apps", None)
        for table in self.tables:
            table.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Keys between the tables are made when all are there."""
        for table in self.tables:
            table.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """The last table goes first."""
        for table in reversed(self.tables):
            table.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """As ``sqlmigrate`` says it."""
        return f"Create {len(self.tables)} tables"
