"""Decisions about names in a submission, and the wall around them."""

import common.sealed_fields
import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from common.row_security import IN_WORKSPACE, fence


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0016_keys_for_paragraphs'),
        ('submissions', '0060_brought'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='NameDecision',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=64)),
                ('sentences', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=64), default=list, size=None)),
                ('consent', models.CharField(choices=[('consent', 'Named with consent'), ('public', 'In public life, named in that role'), ('nobody', 'No person, and leads to nobody'), ('remove', 'To be taken out of the text')], max_length=7, verbose_name='decision')),
                ('note', common.sealed_fields.SealedTextField(blank=True, verbose_name='how they agreed')),
                ('at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='name_decisions', to='submissions.submission')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.workspace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('submission', 'key'), name='submissions_namedecision_one_stands'), models.CheckConstraint(condition=models.Q(models.Q(('consent', 'consent'), models.Q(('note', ''), _negated=True)), ('consent__in', ['public', 'nobody', 'remove']), _connector='OR'), name='submissions_namedecision_consent'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_by__isnull', True)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='submissions_namedecision_ended_at_with_by')],
            },
        ),
        fence("submissions_namedecision", IN_WORKSPACE),
    ]
