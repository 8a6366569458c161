"""What the State says in its own reports, and the wall on it."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from common.row_security import IN_WORKSPACE, fence


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0016_keys_for_paragraphs'),
        ('cycles', '0009_former_serials'),
        ('implementation', '0073_evidence_kinds'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='StateClaim',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('document', models.CharField(choices=[('national', 'National report'), ('midterm', 'Mid-term report'), ('other', 'Another document')], max_length=8, verbose_name='document')),
                ('source', models.CharField(max_length=200, verbose_name='symbol or title')),
                ('paragraph', models.CharField(blank=True, max_length=40, verbose_name='paragraph')),
                ('date', models.DateField(blank=True, null=True, verbose_name='date of the document')),
                ('claim', models.CharField(choices=[('done', 'Done'), ('under_way', 'Under way'), ('planned', 'Planned'), ('nothing', 'Nothing said')], max_length=9, verbose_name='what it claims')),
                ('words', models.TextField(blank=True, verbose_name='what it says')),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='state_claims', to='cycles.recommendation')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.workspace')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('document__in', ['national', 'midterm', 'other'])), name='implementation_stateclaim_document'), models.CheckConstraint(condition=models.Q(('claim', 'nothing'), models.Q(('claim__in', ['done', 'under_way', 'planned']), models.Q(('words', ''), _negated=True)), _connector='OR'), name='implementation_stateclaim_has_words')],
            },
        ),
        fence("implementation_stateclaim", IN_WORKSPACE),
    ]
