from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cycles', '0007_longer_searches'),
    ]

    operations = [
        migrations.AlterField(
            model_name='theme',
            name='scheme',
            field=models.CharField(choices=[('ohchr', 'OHCHR'), ('upr_info', 'UPR Info'), ('sdg', 'SDG')], default='ohchr', max_length=20),
        ),
    ]
