"""Whose organisations and workspaces are whose, the wall on the rows of this app, and the owner who cannot vanish."""

from django.db import migrations

from common.row_security import BY_KEY, IN_ORGANISATION, IN_WORKSPACE, fence

# They look past the wall that stands on the very tables they read, hence SECURITY DEFINER.
FUNCTIONS = """
CREATE FUNCTION upr_organisations() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
    SELECT coalesce(array_agg(m.organisation_id), '{}')
    FROM accounts_membership m JOIN accounts_user u ON u.id = m.user_id AND u.is_active
    WHERE m.user_id = upr_user() AND upr_narrowed_to() IS NULL
    $$;
CREATE FUNCTION upr_workspaces() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
    SELECT coalesce(array_agg(DISTINCT w.workspace_id), '{}')
    FROM accounts_membership m
    JOIN accounts_user u ON u.id = m.user_id AND u.is_active
    JOIN accounts_workspacemember w ON w.organisation_id = m.organisation_id
    WHERE m.user_id = upr_user() AND (upr_narrowed_to() IS NULL OR w.workspace_id = ANY (upr_narrowed_to()))
    $$;
CREATE FUNCTION upr_edits_record() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
    SELECT EXISTS (SELECT FROM accounts_user WHERE id = upr_user() AND is_active AND is_record_editor)
        AND upr_narrowed_to() IS NULL
    $$;
"""
NO_FUNCTIONS = """
DROP FUNCTION upr_edits_record();
DROP FUNCTION upr_workspaces();
DROP FUNCTION upr_organisations();
"""
# Checked when the transaction ends, so that ownership can be handed over in any order.
LAST_OWNER = """
CREATE FUNCTION upr_keep_an_owner() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM accounts_organisation WHERE id = OLD.organisation_id AND closed_at IS NULL)
        AND NOT EXISTS (SELECT FROM accounts_membership WHERE organisation_id = OLD.organisation_id AND role = 'owner')
    THEN
        RAISE EXCEPTION 'an open organisation keeps an owner' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'accounts_membership_last_owner';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER accounts_membership_last_owner
    AFTER DELETE OR UPDATE OF role, organisation_id ON accounts_membership DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.role = 'owner') EXECUTE FUNCTION upr_keep_an_owner();
"""
NO_LAST_OWNER = """
DROP TRIGGER accounts_membership_last_owner ON accounts_membership;
DROP FUNCTION upr_keep_an_owner();
"""
OF_A_GROUP = "EXISTS (SELECT FROM accounts_themegroup g WHERE g.id = themegroup_id)"


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_organisations_and_coalitions"), ("common", "0003_actor")]
    operations = [
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        # Partners in a workspace know each other's name; so does everybody of who may be found.
        fence(
            "accounts_organisation",
            "id = ANY ((SELECT upr_organisations())::uuid[]) OR (is_public AND upr_user() IS NOT NULL)"
            " OR EXISTS (SELECT FROM accounts_workspacemember w WHERE w.organisation_id = accounts_organisation.id)",
        ),
        fence("accounts_membership", f"{IN_ORGANISATION} OR user_id = (SELECT upr_user())"),
        fence("accounts_invitation", f"{IN_ORGANISATION} OR {IN_WORKSPACE} OR {BY_KEY}"),
        fence("accounts_workspace", "id = ANY ((SELECT upr_workspaces())::uuid[])"),
        fence("accounts_workspacemember", IN_WORKSPACE),
        fence("accounts_themegroup", IN_WORKSPACE),
        fence("accounts_themegroup_issues", OF_A_GROUP),
        fence("accounts_themegroup_organisations", OF_A_GROUP),
        fence("accounts_coalitionnotice", "upr_user() IS NOT NULL AND upr_narrowed_to() IS NULL"),
        fence("accounts_joinrequest", f"{IN_WORKSPACE} OR {IN_ORGANISATION}"),
        migrations.RunSQL(LAST_OWNER, NO_LAST_OWNER),
    ]
