"""Submissions as they were lodged, which the database keeps as they were, and the wall around them."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

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

    dependencies = [
        ('accounts', '0016_keys_for_paragraphs'),
        ('submissions', '0071_annexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LodgedVersion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('what_changed', models.TextField(blank=True, max_length=2000, verbose_name='what changed')),
                ('content', models.JSONField(default=dict)),
                ('file', models.FileField(upload_to='lodged/')),
                ('file_name', models.CharField(max_length=200)),
                ('digest', models.CharField(max_length=64)),
                ('lodged_at', models.DateTimeField(verbose_name='lodged')),
                ('recorded_at', models.DateTimeField()),
                ('registration', models.CharField(blank=True, max_length=60, verbose_name='registration number')),
                ('receipt', models.TextField(blank=True, max_length=10000, verbose_name='receipt')),
                ('receipt_file', models.FileField(blank=True, upload_to='receipts/')),
                ('receipt_name', models.CharField(blank=True, max_length=200)),
                ('receipt_digest', models.CharField(blank=True, max_length=64)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawal_reason', models.TextField(blank=True, max_length=2000, verbose_name='why it was withdrawn')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lodged_versions', to='submissions.submission')),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.workspace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('submission', 'number'), name='submissions_lodgedversion_number'), models.CheckConstraint(condition=models.Q(('number', 1), models.Q(('what_changed', ''), _negated=True), _connector='OR'), name='submissions_lodgedversion_what_changed'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False), models.Q(('withdrawal_reason', ''), _negated=True)), _connector='OR'), name='submissions_lodgedversion_withdrawn_at_with_by')],
            },
        ),
        fence("submissions_lodgedversion", IN_WORKSPACE),
        migrations.RunSQL(KEEP, NO_KEEP),
    ]
