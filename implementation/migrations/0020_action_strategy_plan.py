"""Action strategy plans, their actions, and the wall on both."""

import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from common.row_security import IN_WORKSPACE, fence


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0014_adapted_steps'),
        ('cycles', '0009_former_serials'),
        ('implementation', '0010_voices_and_approval'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ActionStrategyPlan',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(blank=True, max_length=200, verbose_name='title')),
                ('introduction', models.TextField(blank=True, verbose_name='what it is for')),
                ('currency', models.CharField(default='USD', max_length=3, verbose_name='currency')),
                ('created_at', models.DateTimeField()),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workspace', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='action_strategy_plan', to='accounts.workspace')),
            ],
        ),
        migrations.CreateModel(
            name='Action',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('cluster', models.CharField(blank=True, max_length=120, verbose_name='cluster or issue')),
                ('title', models.CharField(max_length=200, verbose_name='action')),
                ('details', models.TextField(blank=True, verbose_name='how it is done')),
                ('outcome', models.TextField(blank=True, verbose_name='expected outcome')),
                ('responsible_body', models.CharField(blank=True, max_length=200, verbose_name='responsible body of the State')),
                ('partner_kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('ministry', 'Ministry or public body'), ('parliament', 'Parliament'), ('nhri', 'National human rights institution'), ('embassy', 'Embassy'), ('donor', 'Donor'), ('un', 'United Nations'), ('civil_society', 'Civil society'), ('academia', 'Universities'), ('media', 'Media')], max_length=15), blank=True, default=list, size=None)),
                ('partners', models.CharField(blank=True, max_length=300, verbose_name='partners by name')),
                ('indicator', models.TextField(blank=True, verbose_name='indicator')),
                ('baseline', models.CharField(blank=True, max_length=200, verbose_name='baseline')),
                ('target', models.CharField(blank=True, max_length=200, verbose_name='target')),
                ('verification', models.TextField(blank=True, verbose_name='means of verification')),
                ('start_date', models.DateField(blank=True, null=True, verbose_name='from')),
                ('end_date', models.DateField(blank=True, null=True, verbose_name='until')),
                ('budget', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='budget')),
                ('committed', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='of this promised or paid')),
                ('funding_source', models.CharField(blank=True, max_length=200, verbose_name='who pays')),
                ('state_measures', models.TextField(blank=True, verbose_name='what the State has done')),
                ('status', models.CharField(choices=[('planned', 'Planned'), ('under_way', 'Under way'), ('done', 'Done'), ('dropped', 'Given up')], default='planned', max_length=9, verbose_name='status')),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='actions', to='accounts.organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recommendations', models.ManyToManyField(blank=True, related_name='actions', to='cycles.recommendation')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='accounts.workspace')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='implementation.actionstrategyplan')),
            ],
            options={
                'indexes': [models.Index(fields=['workspace', 'changed_at', 'id'], name='implementation_action_changed')],
                'constraints': [models.CheckConstraint(condition=models.Q(('start_date__isnull', True), ('end_date__isnull', True), ('end_date__gte', models.F('start_date')), _connector='OR'), name='implementation_action_ends_after_start'), models.CheckConstraint(condition=models.Q(models.Q(('budget__isnull', True), ('budget__gte', 0), _connector='OR'), models.Q(('committed__isnull', True), ('committed__gte', 0), _connector='OR')), name='implementation_action_money_not_negative'), models.CheckConstraint(condition=models.Q(('status__in', ['planned', 'under_way', 'done', 'dropped'])), name='implementation_action_status')],
            },
        ),
        fence("implementation_actionstrategyplan", IN_WORKSPACE),
        fence("implementation_action", IN_WORKSPACE),
        fence(
            "implementation_action_recommendations",
            "EXISTS (SELECT FROM implementation_action a WHERE a.id = action_id)",
        ),
    ]
