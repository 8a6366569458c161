"""What became of proposed recommendations, and the wall on it."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from common.row_security import IN_WORKSPACE, fence


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0015_keys_for_deadlines'),
        ('cycles', '0009_former_serials'),
        ('submissions', '0010_preparing'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='UptakeMatch',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('verdict', models.CharField(choices=[('fully', 'Taken up fully'), ('in_part', 'Taken up in part'), ('weakened', 'Taken up, but weakened'), ('contrary', 'Says the contrary'), ('none', 'Not taken up')], max_length=8)),
                ('score', models.FloatField(null=True)),
                ('decided_at', models.DateTimeField()),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uptake', to='submissions.proposedrecommendation')),
                ('recommendation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cycles.recommendation')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.workspace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('proposal', 'recommendation'), name='advocacy_uptake_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('verdict__in', ['fully', 'in_part', 'weakened', 'contrary', 'none'])), name='advocacy_uptake_verdict'), models.CheckConstraint(condition=models.Q(('recommendation__isnull', False), ('verdict', 'none'), _connector='OR'), name='advocacy_uptake_nobody_is_none')],
            },
        ),
        fence("advocacy_uptakematch", IN_WORKSPACE),
    ]
