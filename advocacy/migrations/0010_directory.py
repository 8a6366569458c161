"""Missions, embassies and contacts, and the wall on contacts."""

import common.sealed_fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from common.row_security import IN_WORKSPACE, fence


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0016_keys_for_paragraphs'),
        ('advocacy', '0001_uptake'),
        ('cycles', '0009_former_serials'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DiplomaticPost',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('source', models.CharField(max_length=300, verbose_name='source')),
                ('as_of_date', models.DateField(verbose_name='as of')),
                ('added_at', models.DateTimeField()),
                ('checked_at', models.DateTimeField(blank=True, null=True)),
                ('kind', models.CharField(choices=[('mission', 'Permanent mission in Geneva'), ('embassy', 'Embassy')], max_length=7, verbose_name='kind')),
                ('presence', models.CharField(choices=[('resident', 'It sits there'), ('elsewhere', 'Accredited there, but sits in another country')], default='resident', max_length=9, verbose_name='where it sits')),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('host', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cycles.state')),
                ('state', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='diplomatic_posts', to='cycles.state')),
            ],
        ),
        migrations.CreateModel(
            name='PostFact',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('source', models.CharField(max_length=300, verbose_name='source')),
                ('as_of_date', models.DateField(verbose_name='as of')),
                ('added_at', models.DateTimeField()),
                ('checked_at', models.DateTimeField(blank=True, null=True)),
                ('kind', models.CharField(choices=[('address', 'Address'), ('telephone', 'Telephone'), ('email', 'E-mail'), ('website', 'Website'), ('note', 'Good to know')], max_length=9, verbose_name='kind')),
                ('value', models.CharField(max_length=400, verbose_name='what is known')),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='facts', to='advocacy.diplomaticpost')),
            ],
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('kind', models.CharField(choices=[('mission', 'Diplomat at a permanent mission in Geneva'), ('embassy', 'Diplomat at an embassy'), ('capital', 'Desk officer in a capital'), ('nhri', 'National human rights institution'), ('un', 'United Nations'), ('media', 'Media'), ('other', 'Other')], max_length=8, verbose_name='kind')),
                ('name', common.sealed_fields.SealedTextField(verbose_name='name')),
                ('position', common.sealed_fields.SealedTextField(blank=True, verbose_name='position')),
                ('institution', common.sealed_fields.SealedTextField(blank=True, verbose_name='institution')),
                ('email', common.sealed_fields.SealedTextField(blank=True, verbose_name='e-mail')),
                ('telephone', common.sealed_fields.SealedTextField(blank=True, verbose_name='telephone')),
                ('notes', common.sealed_fields.SealedTextField(blank=True, verbose_name='notes')),
                ('ground', models.CharField(choices=[('agreed', 'They agreed that we keep it'), ('given', 'They gave it to us, such as on a card'), ('published', 'It is published by their institution')], max_length=9, verbose_name='why we may keep it')),
                ('ground_date', models.DateField(verbose_name='since')),
                ('erase_date', models.DateField(verbose_name='erased on')),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('state', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cycles.state')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.workspace')),
            ],
            options={
                'indexes': [models.Index(fields=['workspace', 'kind'], name='advocacy_contact_kinds'), models.Index(fields=['erase_date'], name='advocacy_contact_erase')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['mission', 'embassy', 'capital']), ('state__isnull', False)), ('kind__in', ['nhri', 'un', 'media', 'other']), _connector='OR'), name='advocacy_contact_kind'), models.CheckConstraint(condition=models.Q(('ground__in', ['agreed', 'given', 'published'])), name='advocacy_contact_ground'), models.CheckConstraint(condition=models.Q(('erase_date__gt', models.F('ground_date'))), name='advocacy_contact_erased_later')],
            },
        ),
        migrations.AddConstraint(
            model_name='diplomaticpost',
            constraint=models.UniqueConstraint(fields=('state', 'kind', 'host'), name='advocacy_post_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='diplomaticpost',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('host__isnull', True), ('kind', 'mission')), models.Q(('host__isnull', False), ('kind', 'embassy'), models.Q(('host', models.F('state')), _negated=True)), _connector='OR'), name='advocacy_post_place'),
        ),
        migrations.AddConstraint(
            model_name='diplomaticpost',
            constraint=models.CheckConstraint(condition=models.Q(('presence__in', ['resident', 'elsewhere'])), name='advocacy_post_presence'),
        ),
        migrations.AddIndex(
            model_name='postfact',
            index=models.Index(fields=['post', 'kind'], name='advocacy_fact_of_post'),
        ),
        migrations.AddConstraint(
            model_name='postfact',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['address', 'telephone', 'email', 'website', 'note'])), name='advocacy_fact_kind'),
        ),
        migrations.AddConstraint(
            model_name='postfact',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_by__isnull', True)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='advocacy_fact_ended_by_somebody'),
        ),
        fence("advocacy_contact", IN_WORKSPACE),
    ]
