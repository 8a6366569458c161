"""Whose words are the workspace's own; those of a national institution stand in its own voice."""

from django.conf import settings
from django.db import migrations, models

# Workspaces that only national institutions coordinate.
_INSTITUTIONS = """
SELECT part.workspace_id FROM accounts_workspacemember part
JOIN accounts_organisation one ON one.id = part.organisation_id
WHERE part.role = 'coordinator' GROUP BY part.workspace_id HAVING bool_and(one.kind = 'nhri')
"""
_OWN = """
UPDATE {table} SET is_ours = (voice = 'cso');
UPDATE {table} SET voice = 'nhri' WHERE is_ours AND workspace_id IN ({institutions});
"""
_PUBLISHED = f"UPDATE cycles_publishedrating SET voice = 'nhri' WHERE publisher_id IN ({_INSTITUTIONS})"
_BACK = "UPDATE {table} SET voice = 'cso' WHERE is_ours"


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0016_keys_for_paragraphs'),
        ('cycles', '0010_published_voices'),
        ('implementation', '0110_indicators'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='pledgerating',
            name='implementation_pledgerating_one_current',
        ),
        migrations.RemoveConstraint(
            model_name='rating',
            name='implementation_rating_one_current',
        ),
        migrations.RemoveConstraint(
            model_name='rating',
            name='implementation_rating_counted_is_ours',
        ),
        migrations.AddField(
            model_name='pledgerating',
            name='is_ours',
            field=models.BooleanField(default=True, editable=False),
        ),
        migrations.AddField(
            model_name='rating',
            name='is_ours',
            field=models.BooleanField(default=True, editable=False),
        ),
        *(
            migrations.RunSQL(
                _OWN.format(table=table, institutions=_INSTITUTIONS), _BACK.format(table=table)
            )
            for table in ('implementation_rating', 'implementation_pledgerating')
        ),
        migrations.RunSQL(_PUBLISHED, "UPDATE cycles_publishedrating SET voice = 'cso'"),
        migrations.AddConstraint(
            model_name='pledgerating',
            constraint=models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('workspace', 'pledge', 'voice', 'is_ours', 'organisation'), name='implementation_pledgerating_one_current', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='pledgerating',
            constraint=models.CheckConstraint(condition=models.Q(('is_ours', False), models.Q(('voice', 'government'), _negated=True), _connector='OR'), name='implementation_pledgerating_not_the_government'),
        ),
        migrations.AddConstraint(
            model_name='rating',
            constraint=models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('workspace', 'recommendation', 'voice', 'is_ours', 'organisation', 'is_settled'), name='implementation_rating_one_current', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='rating',
            constraint=models.CheckConstraint(condition=models.Q(('is_ours', False), models.Q(('voice', 'government'), _negated=True), _connector='OR'), name='implementation_rating_not_the_government'),
        ),
        migrations.AddConstraint(
            model_name='rating',
            constraint=models.CheckConstraint(condition=models.Q(('is_counted', False), ('is_ours', True), _connector='OR'), name='implementation_rating_counted_is_ours'),
        ),
    ]
