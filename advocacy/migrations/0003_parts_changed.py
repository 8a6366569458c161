"""When the programme and the tasks of an event, and the figures of a message, last changed."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('advocacy', '0002_walls'),
    ]

    operations = [
        migrations.AddField(
            model_name='event',
            name='parts_changed_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='campaignmessage',
            name='parts_changed_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
    ]
