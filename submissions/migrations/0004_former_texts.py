"""Words of rows of several hands that somebody wrote over, and the wall on them."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import common.sealed_fields
from common.row_security import IN_WORKSPACE, fence


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_removals'),
        ('submissions', '0003_rules'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FormerText',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=30)),
                ('row', models.UUIDField()),
                ('field', models.CharField(max_length=30)),
                ('text', common.sealed_fields.SealedTextField(verbose_name='text')),
                ('replaced_at', models.DateTimeField()),
                ('replaced_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.workspace')),
            ],
            options={
                'indexes': [models.Index(fields=['row', 'replaced_at'], name='submissions_formertext_row')],
            },
        ),
        fence("submissions_formertext", IN_WORKSPACE),
    ]
