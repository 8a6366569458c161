"""When a deadline last changed, and a quick count of what somebody has not put aside."""

import django.db.models.functions
from django.conf import settings
from django.db import migrations, models


def take_set_at(apps, schema_editor):
    """What stood before was last changed when its day was set, or when it was closed."""
    latest = django.db.models.functions.Greatest("set_at", "closed_at")
    rows = apps.get_model("reminders", "Deadline").objects.using(schema_editor.connection.alias)
    rows.update(changed_at=django.db.models.functions.Coalesce(latest, "set_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0013_concerns"),
        ("reminders", "0002_second_wall"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField("deadline", "changed_at", models.DateTimeField(editable=False, null=True)),
        migrations.RunPython(take_set_at, migrations.RunPython.noop),
        migrations.AlterField("deadline", "changed_at", models.DateTimeField(editable=False)),
        migrations.AddIndex(
            "deadline", models.Index(fields=["workspace", "changed_at", "id"], name="reminders_deadline_changed")
        ),
        migrations.AddIndex(
            "reminder",
            models.Index(
                condition=models.Q(("read_at", None)), fields=["person", "due_at"], name="reminders_reminder_unread"
            ),
        ),
    ]
