"""Who signs a submission, and the wall around it."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from common.row_security import IN_WORKSPACE, fence


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0016_keys_for_paragraphs'),
        ('submissions', '0002_submission_rules'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='submission',
            name='signing_closed_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('decision', models.CharField(choices=[('signed', 'Signed'), ('reservation', 'Signed with a reservation'), ('declined', 'Declined')], max_length=11, verbose_name='decision')),
                ('alias', models.CharField(blank=True, max_length=120, verbose_name='name that is shown')),
                ('reservation', models.TextField(blank=True, max_length=2000, verbose_name='reservation')),
                ('seal', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='submissions.submission')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.workspace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('submission', 'organisation'), name='submissions_signature_one_stands'), models.CheckConstraint(condition=models.Q(models.Q(('decision', 'reservation'), models.Q(('reservation', ''), _negated=True)), models.Q(('decision__in', ['signed', 'declined']), ('reservation', '')), _connector='OR'), name='submissions_signature_reservation_has_words'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_by__isnull', True)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='submissions_signature_ended_at_with_by')],
            },
        ),
        fence("submissions_signature", IN_WORKSPACE),
    ]
