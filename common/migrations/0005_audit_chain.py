"""Every event of the audit trail is numbered within its chain and holds the hash of the one before."""

from django.conf import settings
from django.db import migrations, models
from psycopg import sql

# One line for each word, text in quotes, the moment in microseconds: no setting of a session changes it, and two
# different events never read alike. Another text needs a new function and a mark in the row: old events keep their hash.
HASH = """
CREATE FUNCTION upr_audit_hash(event common_auditevent) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT sha256(event.previous_hash || convert_to(concat_ws(E'\\n', quote_literal(event.chain), event.number, event.id,
        (extract(epoch FROM event.at) * 1000000)::bigint, coalesce(event.actor_id::text, '-'),
        quote_literal(event.verb), quote_literal(event.target_type), quote_literal(event.target_id),
        coalesce(event.workspace_id::text, '-'), coalesce(event.organisation_id::text, '-'), event.fields::text),
        'UTF8'))
    $$;
"""
NO_HASH = "DROP FUNCTION upr_audit_hash(common_auditevent);"
# The application's role may not write heads: the function is its owner's. One writer of a chain waits for another.
CHAIN = """
CREATE FUNCTION upr_audit_chain() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
DECLARE
    head common_audithead;
BEGIN
    NEW.chain := coalesce(NEW.organisation_id::text, 'server');
    PERFORM pg_advisory_xact_lock(hashtextextended('upr audit ' || NEW.chain, 0));
    SELECT * INTO head FROM common_audithead WHERE chain = NEW.chain;
    NEW.number := coalesce(head.number, 0) + 1;
    NEW.previous_hash := coalesce(head.hash, ''::bytea);
    NEW.hash := upr_audit_hash(NEW);
    INSERT INTO common_audithead (chain, number, hash) VALUES (NEW.chain, NEW.number, NEW.hash)
        ON CONFLICT (chain) DO UPDATE SET number = excluded.number, hash = excluded.hash;
    RETURN NEW;
END $$;
-- What is already there is chained in the order in which it happened.
DO $$
DECLARE
    event common_auditevent;
    before bytea;
    known text := NULL;
    place bigint;
BEGIN
    FOR event IN SELECT * FROM common_auditevent ORDER BY coalesce(organisation_id::text, 'server'), at, id LOOP
        event.chain := coalesce(event.organisation_id::text, 'server');
        IF event.chain IS DISTINCT FROM known THEN
            known := event.chain;
            place := 0;
            before := ''::bytea;
        END IF;
        place := place + 1;
        event.number := place;
        event.previous_hash := before;
        before := upr_audit_hash(event);
        UPDATE common_auditevent SET chain = event.chain, number = place, previous_hash = event.previous_hash,
            hash = before WHERE id = event.id;
    END LOOP;
    INSERT INTO common_audithead (chain, number, hash)
        SELECT DISTINCT ON (chain) chain, number, hash FROM common_auditevent ORDER BY chain, number DESC;
END $$;
-- Fires after whatever fills in the organisation: triggers fire in the order of their names.
CREATE TRIGGER common_auditevent_2_chain BEFORE INSERT ON common_auditevent
    FOR EACH ROW EXECUTE FUNCTION upr_audit_chain();
"""
NO_CHAIN = """
DROP TRIGGER common_auditevent_2_chain ON common_auditevent;
DROP FUNCTION upr_audit_chain();
"""
KEEP = """
CREATE FUNCTION upr_audit_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- The head of a chain moves when an event is added, and at no other time.
    IF TG_TABLE_NAME = 'common_audithead' AND TG_OP IN ('INSERT', 'UPDATE') AND pg_trigger_depth() > 1 THEN
        RETURN NEW;
    END IF;
    IF current_setting('upr.audit_migration', true) = 'on' AND pg_has_role(current_user,
        (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE') THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    RAISE EXCEPTION 'The audit trail is only added to: % of % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege',
            HINT = 'A migration of the owner that must change it sets upr.audit_migration to on, for its transaction.';
END $$;
CREATE TRIGGER common_auditevent_keep BEFORE UPDATE OR DELETE ON common_auditevent
    FOR EACH ROW EXECUTE FUNCTION upr_audit_keep();
CREATE TRIGGER common_auditevent_keep_all BEFORE TRUNCATE ON common_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION upr_audit_keep();
CREATE TRIGGER common_audithead_keep BEFORE INSERT OR UPDATE OR DELETE ON common_audithead
    FOR EACH ROW EXECUTE FUNCTION upr_audit_keep();
CREATE TRIGGER common_audithead_keep_all BEFORE TRUNCATE ON common_audithead
    FOR EACH STATEMENT EXECUTE FUNCTION upr_audit_keep();
"""
NO_KEEP = """
DROP TRIGGER common_audithead_keep_all ON common_audithead;
DROP TRIGGER common_audithead_keep ON common_audithead;
DROP TRIGGER common_auditevent_keep_all ON common_auditevent;
DROP TRIGGER common_auditevent_keep ON common_auditevent;
DROP FUNCTION upr_audit_keep();
"""


def keep_heads(apps, schema_editor):
    """The application's role reads where the chains end, and writes it never."""
    role = settings.DATABASES["default"]["USER"]
    with schema_editor.connection.cursor() as cursor:
        statement = sql.SQL("REVOKE INSERT, UPDATE, DELETE ON common_audithead FROM {}").format(sql.Identifier(role))
        cursor.execute(statement.as_string(cursor.connection))


class Migration(migrations.Migration):
    dependencies = [("common", "0004_auditevent_organisation")]
    operations = [
        migrations.CreateModel(
            name="AuditHead",
            fields=[
                ("chain", models.CharField(max_length=36, primary_key=True, serialize=False)),
                ("number", models.BigIntegerField()),
                ("hash", models.BinaryField()),
            ],
        ),
        migrations.RunPython(keep_heads, migrations.RunPython.noop),
        migrations.AddField("auditevent", "chain", models.CharField(default="", editable=False, max_length=36)),
        migrations.AddField("auditevent", "number", models.BigIntegerField(default=0, editable=False)),
        migrations.AddField("auditevent", "previous_hash", models.BinaryField(default=bytes)),
        migrations.AddField("auditevent", "hash", models.BinaryField(default=bytes)),
        migrations.RunSQL(HASH, NO_HASH),
        migrations.RunSQL(CHAIN, NO_CHAIN),
        migrations.AddConstraint(
            "auditevent",
            models.UniqueConstraint(fields=("chain", "number"), name="common_auditevent_chain_number"),
        ),
        migrations.RunSQL(KEEP, NO_KEEP),
    ]
