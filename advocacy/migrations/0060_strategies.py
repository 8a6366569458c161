"""The strategy library, and the wall on it: others read what is shared with them and write nothing."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from common.row_security import IN_ORGANISATION, IN_WORKSPACE, fence


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0016_keys_for_paragraphs'),
        ('advocacy', '0050_notebook'),
        ('cycles', '0010_published_voices'),
        ('submissions', '0080_lodging'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Strategy',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('stage', models.PositiveSmallIntegerField(choices=[(1, 'Prepare and submit'), (2, 'Review and adoption'), (3, 'Implement and report')], verbose_name='stage of the cycle')),
                ('done', models.TextField(verbose_name='what was done')),
                ('setting', models.TextField(blank=True, verbose_name='in which situation')),
                ('people', models.TextField(blank=True, verbose_name='who and how many it took')),
                ('cost', models.TextField(blank=True, verbose_name='what it cost')),
                ('risk', models.TextField(blank=True, verbose_name='what could go wrong')),
                ('result', models.TextField(blank=True, verbose_name='what came of it')),
                ('sharing', models.CharField(choices=[('workspace', 'This workspace'), ('organisation', 'Everybody of one organisation'), ('everybody', 'Everybody who is signed in on this server')], default='workspace', max_length=12)),
                ('told_by', models.CharField(blank=True, max_length=200)),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('issue', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cycles.theme')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('proposals', models.ManyToManyField(blank=True, related_name='+', to='submissions.proposedrecommendation')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.workspace')),
            ],
            options={
                'indexes': [models.Index(fields=['sharing', 'stage'], name='advocacy_strategy_shared')],
                'constraints': [models.CheckConstraint(condition=models.Q(('stage__in', [1, 2, 3])), name='advocacy_strategy_stage'), models.CheckConstraint(condition=models.Q(('sharing__in', ['workspace', 'organisation', 'everybody'])), name='advocacy_strategy_sharing'), models.CheckConstraint(condition=models.Q(models.Q(('organisation__isnull', True), ('sharing', 'workspace'), ('told_by', '')), models.Q(models.Q(('sharing', 'workspace'), _negated=True), ('organisation__isnull', False)), _connector='OR'), name='advocacy_strategy_of_an_organisation')],
            },
        ),
        fence("advocacy_strategy", IN_WORKSPACE),
        migrations.RunSQL(
            f"""CREATE POLICY upr_shared ON advocacy_strategy FOR SELECT
            USING (sharing = 'everybody' OR (sharing = 'organisation' AND {IN_ORGANISATION}))""",
            "DROP POLICY upr_shared ON advocacy_strategy",
        ),
    ]
