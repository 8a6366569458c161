"""What happened in a workspace, and what each person was told of it."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from common.row_security import IN_WORKSPACE, fence

# A key of a program is its maker's arm in some workspaces, not the person.
OF_PERSON = "person_id = (SELECT upr_user()) AND (SELECT upr_narrowed_to()) IS NULL"


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0016_keys_for_paragraphs'),
        ('reminders', '0011_delivery'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Happening',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('rating_sent', 'A rating waits for approval'), ('rating_returned', 'A rating of yours came back'), ('rating_approved', 'A rating of yours is approved')], max_length=20, verbose_name='kind')),
                ('about', models.UUIDField()),
                ('path', models.CharField(max_length=200)),
                ('happened_at', models.DateTimeField()),
                ('told_at', models.DateTimeField(null=True)),
                ('over_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.workspace')),
            ],
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('due_at', models.DateTimeField()),
                ('read_at', models.DateTimeField(null=True)),
                ('mail_due_at', models.DateTimeField(null=True)),
                ('happening', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='reminders.happening')),
                ('letter', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='notices', to='reminders.letter')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL)),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.workspace')),
            ],
        ),
        migrations.AddIndex(
            model_name='happening',
            index=models.Index(condition=models.Q(('over_at', None), ('told_at', None)), fields=['happened_at'], name='reminders_happening_open'),
        ),
        migrations.AddIndex(
            model_name='happening',
            index=models.Index(fields=['workspace', 'about'], name='reminders_happening_about'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('read_at', None)), fields=['person', 'due_at'], name='reminders_notice_unread'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('letter', None), ('mail_due_at__isnull', False)), fields=['mail_due_at'], name='reminders_notice_to_mail'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.UniqueConstraint(fields=('person', 'happening'), name='reminders_notice_once'),
        ),
        fence("reminders_happening", IN_WORKSPACE),
        fence("reminders_notice", f"{OF_PERSON} AND {IN_WORKSPACE}"),
    ]
