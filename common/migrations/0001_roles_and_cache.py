"""What the application's role may do, before the first table exists; and the cache that all processes share.

Two roles from here on: one owns and migrates, the application's reads and writes rows and owns nothing.
"""

from django.conf import settings
from django.db import migrations
from psycopg import sql


def grant_rows(apps, schema_editor):
    """Rows to the application's role, in the tables that are there and in those still to come."""
    role = settings.DATABASES["default"]["USER"]
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        if cursor.fetchone()[0] == role:
            return
        for statement in (
            "GRANT USAGE ON SCHEMA public TO {role}",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
            "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
            "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}",
            "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {role}",
        ):
            cursor.execute(sql.SQL(statement).format(role=sql.Identifier(role)).as_string(cursor.connection))


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunPython(grant_rows, migrations.RunPython.noop),
        migrations.RunSQL(
            "CREATE TABLE common_cacheentry (cache_key varchar(255) PRIMARY KEY, value text NOT NULL,"
            " expires timestamptz NOT NULL); CREATE INDEX common_cacheentry_expires ON common_cacheentry (expires)",
            "DROP TABLE common_cacheentry",
        ),
    ]
