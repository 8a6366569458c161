"""On whose behalf the words were written that were there before anybody asked: the writer's part in the workspace."""

from django.db import migrations

_FILL = """
UPDATE {table} words SET organisation_id = (
    SELECT part.organisation_id FROM accounts_workspacemember part
    JOIN accounts_membership member ON member.organisation_id = part.organisation_id
    WHERE part.workspace_id = words.workspace_id AND member.user_id = words.{person}
        AND part.role IN ('coordinator', 'contributor')
    ORDER BY part.role <> 'coordinator', part.id LIMIT 1
)
"""


class Migration(migrations.Migration):
    dependencies = [("implementation", "0005_bin_and_voices")]
    operations = [
        migrations.RunSQL(_FILL.format(table="implementation_rating", person="rated_by_id"), migrations.RunSQL.noop),
        migrations.RunSQL(_FILL.format(table="implementation_evidence", person="created_by_id"), migrations.RunSQL.noop),
    ]
