"""A notice has a key of its own, which tells nobody that of the workspace; the steps that a workspace has done."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from common.row_security import IN_WORKSPACE, fence

FOR_ALL = "upr_user() IS NOT NULL AND upr_narrowed_to() IS NULL"


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0011_machines"),
        ("cycles", "0008_second_wall"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        # No release had notices.
        migrations.DeleteModel("CoalitionNotice"),
        migrations.CreateModel(
            "CoalitionNotice",
            [
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=200, verbose_name="name others see")),
                ("text", models.TextField(blank=True, max_length=2000, verbose_name="what others read")),
                ("shown_at", models.DateTimeField()),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="coalition_notices",
                        to="cycles.review",
                    ),
                ),
                (
                    "shown_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "workspace",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notice", to="accounts.workspace"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            "WorkspaceStep",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("step", models.CharField(max_length=20)),
                ("done_at", models.DateTimeField()),
                (
                    "done_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="accounts.workspace"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            "workspacestep",
            models.UniqueConstraint(fields=["workspace", "step"], name="accounts_workspacestep_once"),
        ),
        fence("accounts_coalitionnotice", IN_WORKSPACE),
        migrations.RunSQL(
            f"CREATE POLICY upr_reader ON accounts_coalitionnotice FOR SELECT USING ({FOR_ALL})",
            "DROP POLICY upr_reader ON accounts_coalitionnotice",
        ),
        fence("accounts_workspacestep", IN_WORKSPACE),
    ]
