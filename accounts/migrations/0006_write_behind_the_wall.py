"""What others may read of an organisation, a membership or a notice they may not write."""

from django.db import migrations

from common.row_security import IN_ORGANISATION, IN_WORKSPACE

SERVER = "(SELECT upr_is_server())"
OWN = "id = ANY ((SELECT upr_organisations())::uuid[])"
FOUND = "(is_public AND upr_user() IS NOT NULL)"
PARTNER = "EXISTS (SELECT FROM accounts_workspacemember w WHERE w.organisation_id = accounts_organisation.id)"
# Whoever asks to join is known by name to those who are asked, until they have answered.
ASKING = (
    "EXISTS (SELECT FROM accounts_joinrequest r"
    " WHERE r.organisation_id = accounts_organisation.id AND r.answer = 'waiting')"
)
SIGNED_IN = "upr_user() IS NOT NULL AND upr_narrowed_to() IS NULL"


def part(table: str, reads: str, writes: str, before: str) -> migrations.RunSQL:
    """Two policies in place of one: ``reads`` for reading, ``writes`` for everything."""
    return migrations.RunSQL(
        f"""
        DROP POLICY upr_actor ON {table};
        CREATE POLICY upr_actor ON {table} USING ({SERVER} OR ({writes}));
        CREATE POLICY upr_reader ON {table} FOR SELECT USING ({reads});
        """,
        f"""
        DROP POLICY upr_reader ON {table};
        DROP POLICY upr_actor ON {table};
        CREATE POLICY upr_actor ON {table} USING ({SERVER} OR ({before}));
        """,
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_keys_for_programs")]
    operations = [
        part("accounts_organisation", f"{FOUND} OR {PARTNER} OR {ASKING}", OWN, f"{OWN} OR {FOUND} OR {PARTNER}"),
        part(
            "accounts_membership",
            "user_id = (SELECT upr_user())",
            IN_ORGANISATION,
            f"{IN_ORGANISATION} OR user_id = (SELECT upr_user())",
        ),
        part("accounts_coalitionnotice", SIGNED_IN, IN_WORKSPACE, SIGNED_IN),
    ]
