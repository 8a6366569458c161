"""Who is won between the review and the adoption, advance questions that touch our work, and the walls on both."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from common.row_security import IN_WORKSPACE, fence


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0016_keys_for_paragraphs'),
        ('advocacy', '0070_statements'),
        ('cycles', '0010_published_voices'),
        ('submissions', '0071_annexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Push',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('kind', models.CharField(choices=[('government', 'Government'), ('parliament', 'Parliament'), ('nhri', 'National human rights institution'), ('agency', 'Development agency'), ('embassy', 'Embassy'), ('other', 'Others')], max_length=10, verbose_name='kind')),
                ('name', models.CharField(max_length=100, verbose_name='who it is')),
                ('arguments', models.TextField(blank=True, verbose_name='arguments')),
                ('next_step', models.CharField(blank=True, max_length=90, verbose_name='next step')),
                ('next_date', models.DateField(blank=True, null=True, verbose_name='until')),
                ('result', models.CharField(choices=[('open', 'Nothing yet'), ('promised', 'They promised to help'), ('helped', 'They helped'), ('refused', 'They refused')], default='open', max_length=8, verbose_name='result')),
                ('result_words', models.TextField(blank=True, verbose_name='what they said or did')),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recommendations', models.ManyToManyField(related_name='+', to='cycles.recommendation')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.workspace')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['government', 'parliament', 'nhri', 'agency', 'embassy', 'other'])), name='advocacy_push_kind'), models.CheckConstraint(condition=models.Q(('result__in', ['open', 'promised', 'helped', 'refused'])), name='advocacy_push_result')],
            },
        ),
        migrations.CreateModel(
            name='QuestionMatch',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('touches', models.BooleanField()),
                ('score', models.FloatField(null=True)),
                ('decided_at', models.DateTimeField()),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('priority_issue', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='submissions.priorityissue')),
                ('proposal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='submissions.proposedrecommendation')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cycles.advancequestion')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.workspace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('workspace', 'question', 'priority_issue', 'proposal'), name='advocacy_question_match_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('priority_issue', None), ('proposal', None), _connector='OR'), name='advocacy_question_match_of_one')],
            },
        ),
        fence("advocacy_push", IN_WORKSPACE),
        fence("advocacy_questionmatch", IN_WORKSPACE),
    ]
