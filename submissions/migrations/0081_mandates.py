"""Who signs for whom, until when, how many are wanted; and the wall around it."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from common.row_security import IN_WORKSPACE, fence


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0016_keys_for_paragraphs'),
        ('submissions', '0080_lodging'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SigningMandate',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.AddField(
            model_name='submission',
            name='quorum',
            field=models.CharField(choices=[('none', 'We count nobody'), ('all', 'All who take part'), ('number', 'A number of them')], default='none', max_length=6, verbose_name='quorum'),
        ),
        migrations.AddField(
            model_name='submission',
            name='quorum_number',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='how many'),
        ),
        migrations.AddField(
            model_name='submission',
            name='signing_until',
            field=models.DateField(blank=True, null=True, verbose_name='signed until'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('quorum__in', ['none', 'all']), ('quorum_number__isnull', True)), models.Q(('quorum', 'number'), ('quorum_number__isnull', False)), _connector='OR'), name='submissions_submission_quorum'),
        ),
        migrations.AddField(
            model_name='signingmandate',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='signingmandate',
            name='ended_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='signingmandate',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation'),
        ),
        migrations.AddField(
            model_name='signingmandate',
            name='submission',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to='submissions.submission'),
        ),
        migrations.AddField(
            model_name='signingmandate',
            name='to_organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation'),
        ),
        migrations.AddField(
            model_name='signingmandate',
            name='to_person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='signingmandate',
            name='workspace',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.workspace'),
        ),
        migrations.AddField(
            model_name='signature',
            name='mandate',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='submissions.signingmandate'),
        ),
        migrations.AddConstraint(
            model_name='signingmandate',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('submission', 'organisation'), name='submissions_mandate_one_stands'),
        ),
        migrations.AddConstraint(
            model_name='signingmandate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('to_organisation__isnull', False), ('to_person__isnull', True)), models.Q(('to_organisation__isnull', True), ('to_person__isnull', False)), _connector='OR'), name='submissions_mandate_to_one'),
        ),
        migrations.AddConstraint(
            model_name='signingmandate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_by__isnull', True)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='submissions_mandate_ended_at_with_by'),
        ),
        fence("submissions_signingmandate", IN_WORKSPACE),
    ]
