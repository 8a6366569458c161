"""Whose organisations and workspaces are whose, the walls on the rows of this app, and the owner who cannot vanish."""

from django.db import migrations

from common.row_security import BY_KEY, IN_ORGANISATION, IN_WORKSPACE, fence

# They look past the walls that stand on the very tables they read, hence SECURITY DEFINER.
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
OF_THE_TRAIL = """
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
NO_TRAIL = """
DROP TRIGGER common_auditevent_1_organisation ON common_auditevent;
DROP FUNCTION upr_audit_organisation();
DROP FUNCTION upr_coordinated_workspaces();
DROP FUNCTION upr_owned_organisations();
"""
OF_SECOND_FACTORS = """
CREATE FUNCTION upr_owes_second_factor(person uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM accounts_membership m JOIN accounts_organisation o ON o.id = m.organisation_id
        WHERE m.user_id = person AND o.requires_second_factor AND o.closed_at IS NULL
    ) AND NOT EXISTS (
        SELECT FROM mfa_authenticator WHERE user_id = person AND type IN ('totp', 'webauthn')
    )
    $$;
CREATE FUNCTION upr_vouches_for() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT theirs.user_id), '{}')
    FROM accounts_membership mine
    JOIN accounts_user u ON u.id = mine.user_id AND u.is_active
    JOIN accounts_membership theirs ON theirs.organisation_id = mine.organisation_id
    WHERE mine.user_id = upr_user() AND mine.role = 'owner' AND upr_narrowed_to() IS NULL
    $$;
CREATE FUNCTION upr_is_staff() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM accounts_user WHERE id = upr_user() AND is_active AND is_staff)
        AND upr_narrowed_to() IS NULL
    $$;
"""
NO_SECOND_FACTORS = """
DROP FUNCTION upr_is_staff();
DROP FUNCTION upr_vouches_for();
DROP FUNCTION upr_owes_second_factor(uuid);
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
# Owners read all that was done for their organisation, everybody what they did themselves. Who coordinates a workspace
# reads who joined and left it, its parts, its groups and what was published, whoever did it; never what another
# organisation wrote or downloaded.
TRAIL_WALL = """
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
NO_TRAIL_WALL = """
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
# Whatever allauth's next version stores of a session: no address, and a coarse word only.
COARSE_SESSIONS = """
ALTER TABLE usersessions_usersession
    ADD CONSTRAINT accounts_session_without_address CHECK (ip = '0.0.0.0'),
    ADD CONSTRAINT accounts_session_coarse_device CHECK (length(user_agent) <= 40 AND user_agent !~ '[0-9/(]');
"""
FULL_SESSIONS = """
ALTER TABLE usersessions_usersession
    DROP CONSTRAINT accounts_session_without_address, DROP CONSTRAINT accounts_session_coarse_device;
"""
OWN = "id = ANY ((SELECT upr_organisations())::uuid[])"
FOUND = "(is_public AND upr_user() IS NOT NULL)"
PARTNER = "EXISTS (SELECT FROM accounts_workspacemember w WHERE w.organisation_id = accounts_organisation.id)"
# Whoever asks to join is known by name to those who are asked, until they have answered.
ASKING = (
    "EXISTS (SELECT FROM accounts_joinrequest r"
    " WHERE r.organisation_id = accounts_organisation.id AND r.answer = 'waiting')"
)
OF_A_GROUP = "EXISTS (SELECT FROM accounts_themegroup g WHERE g.id = themegroup_id)"
# People see their own, and those that reach into their workspaces; a program sees none but its own, by its secret.
OF_PEOPLE = (
    "(SELECT upr_narrowed_to()) IS NULL AND (created_by_id = (SELECT upr_user())"
    " OR EXISTS (SELECT FROM accounts_apitoken_workspaces w WHERE w.apitoken_id = accounts_apitoken.id))"
)
OF_A_REQUEST = (
    f"user_id = (SELECT upr_user()) OR {BY_KEY} OR user_id = ANY ((SELECT upr_vouches_for())::uuid[])"
    " OR (SELECT upr_is_staff())"
)
FOR_ALL = "upr_user() IS NOT NULL AND upr_narrowed_to() IS NULL"


def readers(table: str, condition: str) -> migrations.RunSQL:
    """Others may read these rows too; they may not write them."""
    return migrations.RunSQL(
        f"CREATE POLICY upr_reader ON {table} FOR SELECT USING ({condition})", f"DROP POLICY upr_reader ON {table}"
    )


class Migration(migrations.Migration):
    replaces = [("accounts", "0017_keys_for_advocacy")]
    dependencies = [
        ("accounts", "0002_workspaces"),
        ("common", "0005_audit_chain"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("usersessions", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        migrations.RunSQL(OF_THE_TRAIL, NO_TRAIL),
        migrations.RunSQL(OF_SECOND_FACTORS, NO_SECOND_FACTORS),
        # Partners in a workspace know each other's name; so does everybody of who may be found.
        fence("accounts_organisation", OWN),
        readers("accounts_organisation", f"{FOUND} OR {PARTNER} OR {ASKING}"),
        fence("accounts_membership", IN_ORGANISATION),
        readers("accounts_membership", "user_id = (SELECT upr_user())"),
        fence("accounts_invitation", f"{IN_ORGANISATION} OR {IN_WORKSPACE} OR {BY_KEY}"),
        fence("accounts_workspace", "id = ANY ((SELECT upr_workspaces())::uuid[])"),
        fence("accounts_workspacemember", IN_WORKSPACE),
        fence("accounts_workspacestep", IN_WORKSPACE),
        fence("accounts_adaptedstep", IN_WORKSPACE),
        fence("accounts_themegroup", IN_WORKSPACE),
        fence("accounts_themegroup_issues", OF_A_GROUP),
        fence("accounts_themegroup_organisations", OF_A_GROUP),
        fence("accounts_coalitionnotice", IN_WORKSPACE),
        readers("accounts_coalitionnotice", FOR_ALL),
        fence("accounts_joinrequest", f"{IN_WORKSPACE} OR {IN_ORGANISATION}"),
        fence("accounts_apitoken_workspaces", IN_WORKSPACE),
        fence("accounts_apitoken", f"({OF_PEOPLE}) OR {BY_KEY}"),
        fence("accounts_machineclient", f"{IN_WORKSPACE} OR client_id = (SELECT upr_key())"),
        fence("accounts_sharelink", f"{IN_WORKSPACE} OR {BY_KEY}"),
        # Read by those who may, written by the server alone: nobody is signed in who asks, and two people end it.
        fence("accounts_factorrequest", "false"),
        readers("accounts_factorrequest", OF_A_REQUEST),
        fence("accounts_concern", "false"),
        migrations.RunSQL(TRAIL_WALL, NO_TRAIL_WALL),
        migrations.RunSQL(LAST_OWNER, NO_LAST_OWNER),
        migrations.RunSQL(COARSE_SESSIONS, FULL_SESSIONS),
    ]
