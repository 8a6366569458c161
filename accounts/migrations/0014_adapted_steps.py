"""What workspaces make of the steps of the cycle."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from common.row_security import IN_WORKSPACE, fence


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0013_concerns'),
    ]

    operations = [
        migrations.CreateModel(
            name='AdaptedStep',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('step', models.CharField(editable=False, max_length=20)),
                ('stage', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='stage')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='first day')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='last day')),
                ('is_left_out', models.BooleanField(default=False)),
                ('changed_at', models.DateTimeField(editable=False)),
                ('changed_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.organisation', verbose_name='organisation that has it')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person who has it')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='adapted_steps', to='accounts.workspace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('workspace', 'step'), name='accounts_adaptedstep_once'), models.CheckConstraint(condition=models.Q(('starts_on', None), ('ends_on', None), ('starts_on__lte', models.F('ends_on')), _connector='OR'), name='accounts_adaptedstep_days_in_order'), models.CheckConstraint(condition=models.Q(('stage', None), models.Q(('is_left_out', False), ('stage__in', (1, 2, 3)), models.Q(('name', ''), _negated=True)), _connector='OR'), name='accounts_adaptedstep_own_is_whole')],
            },
        ),
        fence("accounts_adaptedstep", IN_WORKSPACE),
    ]
