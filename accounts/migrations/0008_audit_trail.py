"""Whose part of the audit trail an event is, and who reads it."""

from django.db import migrations

# They look past the wall that stands on the very tables they read, hence SECURITY DEFINER.
FUNCTIONS = """
CREATE FUNCTION upr_owned_organisations() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(m.organisation_id), '{}')
    FROM accounts_membership m JOIN accounts_user u ON u.id = m.user_id AND u.is_active
    WHERE m.user_id = upr_user() AND m.role = 'owner' AND upr_narrowed_to() IS NULL
    $$;
CREATE FUNCTION upr_coordinated_workspaces() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT w.workspace_id), '{}')
    FROM accounts_membership m
    JOIN accounts_user u ON u.id = m.user_id AND u.is_active
    JOIN accounts_workspacemember w ON w.organisation_id = m.organisation_id AND w.role = 'coordinator'
    WHERE m.user_id = upr_user() AND m.role IN ('owner', 'editor') AND upr_narrowed_to() IS NULL
    $$;
-- Whoever acts in a workspace does so for the organisation that lets them: one that writes there before one that reads.
CREATE FUNCTION upr_audit_organisation() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
BEGIN
    SELECT m.organisation_id INTO NEW.organisation_id
    FROM accounts_membership m
    JOIN accounts_workspacemember w ON w.organisation_id = m.organisation_id AND w.workspace_id = NEW.workspace_id
    WHERE m.user_id = NEW.actor_id
    ORDER BY m.role = 'reader', w.role <> 'coordinator', w.role <> 'contributor', m.organisation_id
    LIMIT 1;
    RETURN NEW;
END $$;
CREATE TRIGGER common_auditevent_1_organisation BEFORE INSERT ON common_auditevent
    FOR EACH ROW WHEN (NEW.organisation_id IS NULL AND NEW.workspace_id IS NOT NULL AND NEW.actor_id IS NOT NULL)
    EXECUTE FUNCTION upr_audit_organisation();
"""
NO_FUNCTIONS = """
DROP TRIGGER common_auditevent_1_organisation ON common_auditevent;
DROP FUNCTION upr_audit_organisation();
DROP FUNCTION upr_coordinated_workspaces();
DROP FUNCTION upr_owned_organisations();
"""
# Owners read all that was done for their organisation, everybody what they did themselves. Who coordinates a workspace reads who joined and left it, its
# parts, its groups and what was published, whoever did it; never what another organisation wrote or downloaded.
WALL = """
ALTER TABLE common_auditevent ENABLE ROW LEVEL SECURITY;
ALTER TABLE common_auditevent FORCE ROW LEVEL SECURITY;
CREATE POLICY upr_owner ON common_auditevent TO CURRENT_USER USING (true);
CREATE POLICY upr_add ON common_auditevent FOR INSERT
    WITH CHECK ((SELECT upr_is_server()) OR actor_id = (SELECT upr_user()));
CREATE POLICY upr_read ON common_auditevent FOR SELECT USING (
    (SELECT upr_is_server())
    OR (actor_id = (SELECT upr_user()) AND (SELECT upr_narrowed_to()) IS NULL)
    OR organisation_id = ANY ((SELECT upr_owned_organisations())::uuid[])
    OR (target_type LIKE 'accounts.%' AND workspace_id = ANY ((SELECT upr_coordinated_workspaces())::uuid[])));
ALTER TABLE common_audithead ENABLE ROW LEVEL SECURITY;
ALTER TABLE common_audithead FORCE ROW LEVEL SECURITY;
CREATE POLICY upr_owner ON common_audithead TO CURRENT_USER USING (true);
CREATE POLICY upr_read ON common_audithead FOR SELECT USING ((SELECT upr_is_server()));
"""
NO_WALL = """
DROP POLICY upr_read ON common_audithead;
DROP POLICY upr_owner ON common_audithead;
ALTER TABLE common_audithead NO FORCE ROW LEVEL SECURITY;
ALTER TABLE common_audithead DISABLE ROW LEVEL SECURITY;
DROP POLICY upr_read ON common_auditevent;
DROP POLICY upr_add ON common_auditevent;
DROP POLICY upr_owner ON common_auditevent;
ALTER TABLE common_auditevent NO FORCE ROW LEVEL SECURITY;
ALTER TABLE common_auditevent DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_deleted_accounts"), ("common", "0005_audit_chain")]
    operations = [migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS), migrations.RunSQL(WALL, NO_WALL)]
