"""Lets a table say which of its rows are gone."""

from django.db import migrations


def note_removals(table: str) -> migrations.RunSQL:
    """From now on a row that leaves ``table`` is noted as removed from its workspace, in the same transaction."""
    return migrations.RunSQL(
        f"""
        CREATE TRIGGER {table}_removed AFTER DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION upr_note_removal();
        """,
        f"DROP TRIGGER {table}_removed ON {table};",
    )
