"""The walls on submissions, and versions that stay as they were lodged."""

from django.db import migrations

from common.row_security import IN_WORKSPACE, fence

KEEP = """
CREATE FUNCTION upr_lodged_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
        AND (OLD.id, OLD.workspace_id, OLD.submission_id, OLD.number, OLD.what_changed, OLD.content, OLD.file,
             OLD.file_name, OLD.digest, OLD.lodged_at, OLD.recorded_at, OLD.recorded_by_id)
        IS NOT DISTINCT FROM
            (NEW.id, NEW.workspace_id, NEW.submission_id, NEW.number, NEW.what_changed, NEW.content, NEW.file,
             NEW.file_name, NEW.digest, NEW.lodged_at, NEW.recorded_at, NEW.recorded_by_id)
        AND OLD.registration IN ('', NEW.registration) AND OLD.receipt IN ('', NEW.receipt)
        AND OLD.receipt_file IN ('', NEW.receipt_file) AND OLD.receipt_name IN ('', NEW.receipt_name)
        AND OLD.receipt_digest IN ('', NEW.receipt_digest)
        AND (OLD.withdrawn_at IS NULL
            OR (OLD.withdrawn_at, OLD.withdrawn_by_id, OLD.withdrawal_reason)
            IS NOT DISTINCT FROM (NEW.withdrawn_at, NEW.withdrawn_by_id, NEW.withdrawal_reason))
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'What was lodged stays as it was: % is refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER submissions_lodgedversion_keep BEFORE UPDATE OR DELETE ON submissions_lodgedversion
    FOR EACH ROW EXECUTE FUNCTION upr_lodged_keep();
"""
NO_KEEP = """
DROP TRIGGER submissions_lodgedversion_keep ON submissions_lodgedversion;
DROP FUNCTION upr_lodged_keep();
"""


class Migration(migrations.Migration):
    replaces = [("submissions", "0080_lodging")]
    dependencies = [("submissions", "0001_tables"), ("accounts", "0003_walls")]
    operations = [
        fence("submissions_submission", IN_WORKSPACE),
        fence("submissions_section", IN_WORKSPACE),
        fence("submissions_paragraph", IN_WORKSPACE),
        fence("submissions_paragraphversion", IN_WORKSPACE),
        fence("submissions_kepttext", IN_WORKSPACE),
        fence("submissions_comment", IN_WORKSPACE),
        fence("submissions_signature", IN_WORKSPACE),
        fence("submissions_priorityissue", IN_WORKSPACE),
        fence("submissions_consultation", IN_WORKSPACE),
        fence("submissions_proposedrecommendation", IN_WORKSPACE),
        fence("submissions_citationlink", IN_WORKSPACE),
        fence("submissions_namedecision", IN_WORKSPACE),
        fence("submissions_annex", IN_WORKSPACE),
        fence("submissions_lodgedversion", IN_WORKSPACE),
        fence("submissions_signingmandate", IN_WORKSPACE),
        migrations.RunSQL(KEEP, NO_KEEP),
    ]
