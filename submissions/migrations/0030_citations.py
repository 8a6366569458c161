"""Where OHCHR's summary cites a submission, and the wall around what people decide about it."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from common.row_security import IN_WORKSPACE, fence


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0016_keys_for_paragraphs'),
        ('submissions', '0011_languages'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='submission',
            name='summary_code',
            field=models.CharField(blank=True, max_length=60, verbose_name='code in OHCHR’s summary'),
        ),
        migrations.CreateModel(
            name='CitationLink',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('document', models.CharField(max_length=60)),
                ('note', models.PositiveSmallIntegerField()),
                ('order', models.PositiveSmallIntegerField()),
                ('at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('paragraph', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='submissions.paragraph')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='citation_links', to='submissions.submission')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.workspace')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('submission', 'document', 'note', 'order'), name='submissions_citationlink_one_stands'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_by__isnull', True)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='submissions_citationlink_ended_at_with_by')],
            },
        ),
        fence("submissions_citationlink", IN_WORKSPACE),
    ]
