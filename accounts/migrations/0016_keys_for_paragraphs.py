import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0015_keys_for_deadlines'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='apitoken',
            name='accounts_apitoken_scopes',
        ),
        migrations.RemoveConstraint(
            model_name='machineclient',
            name='accounts_machineclient_scopes',
        ),
        migrations.AlterField(
            model_name='apitoken',
            name='scopes',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('read_public', 'Read the public record'), ('read_workspace', 'Read in the workspaces chosen'), ('write_ratings', 'Rate recommendations there'), ('write_deadlines', 'Say there what is done and what is called off'), ('write_paragraphs', 'Write there in paragraphs of submissions')], max_length=20), size=None),
        ),
        migrations.AlterField(
            model_name='machineclient',
            name='scopes',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('read_public', 'Read the public record'), ('read_workspace', 'Read in the workspaces chosen'), ('write_ratings', 'Rate recommendations there'), ('write_deadlines', 'Say there what is done and what is called off'), ('write_paragraphs', 'Write there in paragraphs of submissions')], max_length=20), size=None),
        ),
        migrations.AddConstraint(
            model_name='apitoken',
            constraint=models.CheckConstraint(condition=models.Q(('scopes__contained_by', ['read_public', 'read_workspace', 'write_ratings', 'write_deadlines', 'write_paragraphs']), ('scopes__len__gt', 0)), name='accounts_apitoken_scopes'),
        ),
        migrations.AddConstraint(
            model_name='machineclient',
            constraint=models.CheckConstraint(condition=models.Q(('scopes__contained_by', ['read_public', 'read_workspace', 'write_ratings', 'write_deadlines', 'write_paragraphs']), ('scopes__len__gt', 0)), name='accounts_machineclient_scopes'),
        ),
    ]
