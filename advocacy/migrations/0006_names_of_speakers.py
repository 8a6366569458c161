"""Names from outside of an event's speakers have a day on which they are erased."""

from django.db import migrations, models

_FILL = """
UPDATE advocacy_eventspeaker s SET erase_date = GREATEST(e.date, CURRENT_DATE) + 180
FROM advocacy_event e WHERE e.id = s.event_id AND (s.name <> '' OR s.affiliation <> '')
"""


class Migration(migrations.Migration):

    dependencies = [
        ('advocacy', '0005_writers'),
    ]

    operations = [
        migrations.AddField(
            model_name='eventspeaker',
            name='erase_date',
            field=models.DateField(blank=True, null=True, verbose_name='erased on'),
        ),
        migrations.RunSQL(_FILL, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name='eventspeaker',
            index=models.Index(fields=['erase_date'], name='advocacy_eventspeaker_erase'),
        ),
        migrations.AddConstraint(
            model_name='eventspeaker',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('affiliation', ''), ('name', '')), ('erase_date__isnull', False), _connector='OR'), name='advocacy_eventspeaker_erased'),
        ),
    ]
