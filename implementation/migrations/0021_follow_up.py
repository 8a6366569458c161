"""What is asked of the authorities, and the wall on it."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from common.row_security import IN_WORKSPACE, fence


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0014_adapted_steps'),
        ('cycles', '0009_former_serials'),
        ('implementation', '0020_action_strategy_plan'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('letter', 'Letter'), ('request', 'Request for information'), ('meeting', 'Meeting'), ('commitment', 'Promise of an authority')], max_length=10, verbose_name='kind')),
                ('title', models.CharField(max_length=200, verbose_name='what it is about')),
                ('body', models.CharField(max_length=200, verbose_name='ministry or body')),
                ('details', models.TextField(blank=True, verbose_name='what was asked, said or promised')),
                ('happened_date', models.DateField(blank=True, null=True, verbose_name='day it was sent, held or given')),
                ('due_date', models.DateField(blank=True, null=True, verbose_name='due')),
                ('answer', models.CharField(blank=True, choices=[('answered', 'Answered, or kept'), ('partly', 'In part'), ('evaded', 'Evaded'), ('refused', 'Refused, or broken')], max_length=8, verbose_name='answer')),
                ('answer_date', models.DateField(blank=True, null=True, verbose_name='day of the answer')),
                ('answer_words', models.TextField(blank=True, verbose_name='what they said')),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='follow_ups', to='accounts.organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recommendations', models.ManyToManyField(blank=True, related_name='follow_ups', to='cycles.recommendation')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='accounts.workspace')),
            ],
            options={
                'indexes': [models.Index(fields=['workspace', 'changed_at', 'id'], name='implementation_followup_change')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['letter', 'request', 'meeting', 'commitment'])), name='implementation_followup_kind'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answer_date__isnull', True), ('answer_words', '')), models.Q(('answer__in', ['answered', 'partly', 'evaded', 'refused']), ('answer_date__isnull', False)), _connector='OR'), name='implementation_followup_answer_with_date')],
            },
        ),
        fence("implementation_followup", IN_WORKSPACE),
        fence(
            "implementation_followup_recommendations",
            "EXISTS (SELECT FROM implementation_followup f WHERE f.id = followup_id)",
        ),
    ]
