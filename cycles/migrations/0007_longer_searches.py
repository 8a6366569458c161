from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cycles', '0006_voluntary_pledges'),
    ]

    operations = [
        migrations.AlterField(
            model_name='savedsearch',
            name='query',
            field=models.CharField(max_length=8000),
        ),
    ]
