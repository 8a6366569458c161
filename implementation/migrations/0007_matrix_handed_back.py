"""OHCHR's matrix with the ratings in it stands among the reports, with what was filled in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("implementation", "0006_whose_words")]
    operations = [
        migrations.AddField(
            model_name="midtermreport", name="outcome", field=models.JSONField(blank=True, default=dict)
        ),
        migrations.AlterField(
            model_name="midtermreport",
            name="file_format",
            field=models.CharField(
                choices=[("pdf", "PDF"), ("docx", "Word"), ("matrix", "OHCHR’s matrix, filled in")],
                default="pdf",
                max_length=6,
                verbose_name="format",
            ),
        ),
    ]
