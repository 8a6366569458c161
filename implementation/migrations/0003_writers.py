"""By whom the words of a rating are, since it was last approved."""

import django.contrib.postgres.fields
from django.db import migrations, models


def _fill(table):
    return f"""
    WITH RECURSIVE hands (id, hand, former) AS (
        SELECT id, rated_by_id, former_id FROM {table}
        UNION
        SELECT h.id, r.rated_by_id, r.former_id FROM hands h JOIN {table} r ON r.id = h.former
        WHERE r.state <> 'approved'
    )
    UPDATE {table} t SET writers = array_append(
        ARRAY(SELECT DISTINCT hand FROM hands h WHERE h.id = t.id AND h.hand <> t.rated_by_id), t.rated_by_id
    )
    """


def _field():
    return django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, editable=False, size=None)


class Migration(migrations.Migration):

    dependencies = [
        ('implementation', '0002_walls'),
    ]

    operations = [
        migrations.AddField(model_name='rating', name='writers', field=_field()),
        migrations.AddField(model_name='pledgerating', name='writers', field=_field()),
        migrations.RunSQL(_fill('implementation_rating'), migrations.RunSQL.noop),
        migrations.RunSQL(_fill('implementation_pledgerating'), migrations.RunSQL.noop),
    ]
