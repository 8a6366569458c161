"""Evidence of four kinds, some of it sensitive."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0016_keys_for_paragraphs'),
        ('cycles', '0009_former_serials'),
        ('implementation', '0072_midterm_builder'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='evidence',
            name='implementation_evidence_link_or_file',
        ),
        migrations.AddField(
            model_name='evidence',
            name='archived_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='evidence',
            name='digest',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='evidence',
            name='is_sensitive',
            field=models.BooleanField(default=False, verbose_name='sensitive'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='language',
            field=models.CharField(blank=True, max_length=60, verbose_name='language'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='place',
            field=models.CharField(blank=True, max_length=120, verbose_name='place'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='reliability',
            field=models.CharField(blank=True, choices=[('confirmed', 'Confirmed by several sources'), ('credible', 'One source that we trust'), ('unconfirmed', 'Not confirmed yet'), ('contested', 'Others say otherwise')], max_length=11, verbose_name='how reliable it is'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='series',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='evidence',
            name='text',
            field=models.TextField(blank=True, verbose_name='what was said'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='unit',
            field=models.CharField(blank=True, max_length=40, verbose_name='unit'),
        ),
        migrations.AlterField(
            model_name='evidence',
            name='kind',
            field=models.CharField(choices=[('link', 'Link'), ('file', 'File'), ('testimony', 'Testimony'), ('series', 'Series of figures')], max_length=9, verbose_name='kind'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'link'), models.Q(('url', ''), _negated=True)), models.Q(('kind', 'file'), ('url', ''), models.Q(('file', ''), _negated=True)), models.Q(('kind', 'testimony'), models.Q(('text', ''), _negated=True)), models.Q(('kind', 'series'), models.Q(('series', []), _negated=True)), _connector='OR'), name='implementation_evidence_what_it_is'),
        ),
    ]
