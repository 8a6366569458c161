from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("common", "0003_actor")]
    operations = [
        migrations.AddField(
            model_name="auditevent", name="organisation_id", field=models.UUIDField(null=True)
        )
    ]
