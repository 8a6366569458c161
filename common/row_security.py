"""Row-level security in migrations: the wall beneath ``visible_to``."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import migrations


def require_two_roles(apps: Any, schema_editor: Any) -> None:
    """The application's role must own nothing: what owns a table can take its wall away."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        if cursor.fetchone()[0] == settings.DATABASES["default"]["USER"]:
            raise ImproperlyConfigured(
                "DATABASE_URL and DATABASE_OWNER_URL must name two roles (ops/postgres/roles.sql)."
            )


def fence(table: str, condition: str) -> migrations.RunSQL:
    """Nobody but the server itself reads or writes a row of ``table`` unless ``condition`` holds for it.

    Not even the owner of the table does, but for migrations and the functions that tell whose workspaces are whose.
    """
    return migrations.RunSQL(
        f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY upr_actor ON {table} USING ((SELECT upr_is_server()) OR ({condition}));
        CREATE POLICY upr_owner ON {table} TO CURRENT_USER USING (true);
        """,
        f"""
        DROP POLICY upr_actor ON {table};
        DROP POLICY upr_owner ON {table};
        ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;
        ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
        """,
    )


# Conditions that many tables share.
IN_WORKSPACE = "workspace_id = ANY ((SELECT upr_workspaces())::uuid[])"
IN_ORGANISATION = "organisation_id = ANY ((SELECT upr_organisations())::uuid[])"
BY_KEY = "key_hash = (SELECT upr_key())"
