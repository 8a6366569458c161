"""Deadlines of meetings, of the pipeline and of who is pushed are not for those who only observe."""

from django.db import migrations, models

CONFIDED = """
UPDATE reminders_deadline SET is_confided = true
WHERE key ~ '^(meeting|meeting_next|target|push):' OR (kind = 'meeting' AND starts_with(key, 'own:'))
"""


class Migration(migrations.Migration):

    dependencies = [
        ('reminders', '0003_several_days'),
    ]

    operations = [
        migrations.AddField(
            model_name='deadline',
            name='is_confided',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.RunSQL(CONFIDED, migrations.RunSQL.noop),
    ]
