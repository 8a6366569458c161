"""The last day of what may fall on several; every workspace is held against the calendar of its review once more."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reminders', '0002_walls'),
    ]

    operations = [
        migrations.AddField(
            model_name='deadline',
            name='last_date',
            field=models.DateField(editable=False, null=True),
        ),
        migrations.RunSQL("UPDATE reminders_followedreview SET version = -1", migrations.RunSQL.noop),
    ]
