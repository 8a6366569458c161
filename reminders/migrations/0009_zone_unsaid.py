from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reminders", "0007_feeds")]
    operations = [
        migrations.AlterField(
            "personalhours", "zone", models.CharField(blank=True, max_length=40, verbose_name="time zone")
        )
    ]
