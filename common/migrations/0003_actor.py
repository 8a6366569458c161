"""Who is acting, as the policies of row-level security read it."""

from django.db import migrations

from common.row_security import require_two_roles

FORWARDS = """
CREATE FUNCTION upr_user() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('upr.user', true), '')::uuid $$;
-- The workspaces to which the actor is narrowed; NULL: to none.
CREATE FUNCTION upr_narrowed_to() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('upr.workspaces', true), '')::uuid[] $$;
CREATE FUNCTION upr_key() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('upr.key', true), '') $$;
CREATE FUNCTION upr_is_server() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT coalesce(current_setting('upr.server', true), '') = 'on' $$;
"""
BACKWARDS = """
DROP FUNCTION upr_is_server();
DROP FUNCTION upr_key();
DROP FUNCTION upr_narrowed_to();
DROP FUNCTION upr_user();
"""


class Migration(migrations.Migration):
    dependencies = [("common", "0002_auditevent")]
    operations = [
        migrations.RunPython(require_two_roles, migrations.RunPython.noop),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]
