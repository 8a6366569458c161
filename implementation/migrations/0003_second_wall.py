"""The wall on the rows of this app."""

from django.db import migrations

from common.row_security import IN_WORKSPACE, fence


class Migration(migrations.Migration):
    dependencies = [("implementation", "0002_midtermreport_failure"), ("accounts", "0004_second_wall")]
    operations = [
        fence("implementation_rating", IN_WORKSPACE),
        fence("implementation_evidence", IN_WORKSPACE),
        fence(
            "implementation_evidence_recommendations",
            "EXISTS (SELECT FROM implementation_evidence e WHERE e.id = evidence_id)",
        ),
        fence("implementation_midtermreport", IN_WORKSPACE),
    ]
