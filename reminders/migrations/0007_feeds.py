from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reminders", "0005_changed_and_unread")]

    operations = [
        migrations.AddField(
            "calendarfeed", "note", models.CharField(blank=True, max_length=60, verbose_name="for what")
        ),
        migrations.AddField("calendarfeed", "only_mine", models.BooleanField(default=False)),
        migrations.AddField("calendarfeed", "shows_titles", models.BooleanField(default=False)),
        migrations.AddField("followedreview", "version", models.BigIntegerField(default=-1)),
        migrations.AlterField("followedreview", "digest", models.CharField(blank=True, max_length=64)),
        migrations.AlterField(
            "followedreview",
            "workspace",
            models.OneToOneField(
                on_delete=models.CASCADE,
                primary_key=True,
                related_name="followed",
                serialize=False,
                to="accounts.workspace",
            ),
        ),
    ]
