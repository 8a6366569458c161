"""Which rows of workspaces are gone; the wall on that, and what tables that say so call."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from common.row_security import IN_WORKSPACE, fence

# As whoever takes the row away: they are in its workspace, or the server.
_FUNCTION = """
CREATE FUNCTION upr_note_removal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO accounts_removedrow (id, workspace_id, "table", "row", removed_at)
    VALUES (gen_random_uuid(), OLD.workspace_id, TG_TABLE_NAME, OLD.id, clock_timestamp());
    RETURN NULL;
END
$$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_walls'),
    ]

    operations = [
        migrations.CreateModel(
            name='RemovedRow',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('table', models.CharField(max_length=63)),
                ('row', models.UUIDField()),
                ('removed_at', models.DateTimeField()),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.workspace')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['workspace', 'table', 'removed_at'], name='accounts_removedrow_since'),
                    models.Index(fields=['removed_at'], name='accounts_removedrow_over'),
                ],
            },
        ),
        fence("accounts_removedrow", IN_WORKSPACE),
        migrations.RunSQL(_FUNCTION, "DROP FUNCTION upr_note_removal();"),
    ]
