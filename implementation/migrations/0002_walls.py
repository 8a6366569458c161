"""The walls on what a workspace writes."""

from django.db import migrations

from common.row_security import IN_WORKSPACE, fence



class Migration(migrations.Migration):
    replaces = [("implementation", "0132_midterm_voices")]
    dependencies = [("implementation", "0001_tables"), ("accounts", "0003_walls")]
    operations = [
        fence("implementation_rating", IN_WORKSPACE),
        fence("implementation_evidence", IN_WORKSPACE),
        fence(
            "implementation_evidence_recommendations",
            "EXISTS (SELECT FROM implementation_evidence e WHERE e.id = evidence_id)",
        ),
        fence("implementation_midtermreport", IN_WORKSPACE),
        fence("implementation_ratingrules", IN_WORKSPACE),
        fence("implementation_actionstrategyplan", IN_WORKSPACE),
        fence("implementation_action", IN_WORKSPACE),
        fence(
            "implementation_action_recommendations",
            "EXISTS (SELECT FROM implementation_action a WHERE a.id = action_id)",
        ),
        fence("implementation_followup", IN_WORKSPACE),
        fence(
            "implementation_followup_recommendations",
            "EXISTS (SELECT FROM implementation_followup f WHERE f.id = followup_id)",
        ),
        fence("implementation_ratingcluster", IN_WORKSPACE),
        fence("implementation_ratingclustermember", IN_WORKSPACE),
        fence("implementation_clusterrefusal", IN_WORKSPACE),
        fence("implementation_fundingneed", IN_WORKSPACE),
        fence("implementation_fundingcall", IN_WORKSPACE),
        fence("implementation_grant", IN_WORKSPACE),
        fence("implementation_grantshare", IN_WORKSPACE),
        fence("implementation_spending", IN_WORKSPACE),
        fence("implementation_followupmechanism", IN_WORKSPACE),
        fence("implementation_occasion", IN_WORKSPACE),
        fence(
            "implementation_occasion_recommendations",
            "EXISTS (SELECT FROM implementation_occasion o WHERE o.id = occasion_id)",
        ),
        fence("implementation_midtermdraft", IN_WORKSPACE),
        fence("implementation_midtermtext", IN_WORKSPACE),
        fence("implementation_midtermsignature", IN_WORKSPACE),
        fence("implementation_midtermedition", IN_WORKSPACE),
        fence(
            "implementation_midtermdraft_themes",
            "EXISTS (SELECT FROM implementation_midtermdraft d WHERE d.id = midtermdraft_id)",
        ),
        fence(
            "implementation_midtermdraft_organisations",
            "EXISTS (SELECT FROM implementation_midtermdraft d WHERE d.id = midtermdraft_id)",
        ),
        fence("implementation_stateclaim", IN_WORKSPACE),
        fence("implementation_pledgerating", IN_WORKSPACE),
        fence("implementation_indicator", IN_WORKSPACE),
        fence("implementation_measurement", IN_WORKSPACE),
        fence(
            "implementation_indicator_recommendations",
            "EXISTS (SELECT FROM implementation_indicator i WHERE i.id = indicator_id)",
        ),
        fence(
            "implementation_cyclelink",
            f"{IN_WORKSPACE} AND earlier_id = ANY ((SELECT upr_workspaces())::uuid[])",
        ),
        fence("implementation_baselineline", IN_WORKSPACE),
        fence("implementation_lesson", IN_WORKSPACE),
    ]
