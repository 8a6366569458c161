"""The walls on what a workspace does for its recommendations; strategies reach as far as they are shared."""

from django.db import migrations

from common.row_security import IN_ORGANISATION, IN_WORKSPACE, fence

OF_A_STATEMENT = "EXISTS (SELECT FROM advocacy_statement s WHERE s.id = statement_id)"
OF_AN_EVENT = "EXISTS (SELECT FROM advocacy_event e WHERE e.id = event_id)"
OF_A_DELEGATE = "EXISTS (SELECT FROM advocacy_delegate d WHERE d.id = delegate_id)"
SHARED = f"""CREATE POLICY upr_shared ON advocacy_strategy FOR SELECT
            USING (sharing = 'everybody' OR (sharing = 'organisation' AND {IN_ORGANISATION}))"""


class Migration(migrations.Migration):
    replaces = [("advocacy", "0101_asks_changed")]
    dependencies = [("advocacy", "0001_tables"), ("accounts", "0003_walls")]
    operations = [
        fence("advocacy_uptakematch", IN_WORKSPACE),
        fence("advocacy_contact", IN_WORKSPACE),
        fence("advocacy_target", IN_WORKSPACE),
        fence("advocacy_ask", IN_WORKSPACE),
        fence("advocacy_meeting", IN_WORKSPACE),
        fence("advocacy_meeting_contacts", "EXISTS (SELECT FROM advocacy_meeting m WHERE m.id = meeting_id)"),
        fence("advocacy_meeting_proposals", "EXISTS (SELECT FROM advocacy_meeting m WHERE m.id = meeting_id)"),
        fence("advocacy_notebookline", IN_WORKSPACE),
        fence("advocacy_linematch", IN_WORKSPACE),
        fence("advocacy_speakingorder", IN_WORKSPACE),
        fence("advocacy_strategy", IN_WORKSPACE),
        fence("advocacy_statement", IN_WORKSPACE),
        fence("advocacy_statement_cosigners", OF_A_STATEMENT),
        fence("advocacy_statementtext", IN_WORKSPACE),
        fence("advocacy_plenaryplace", IN_WORKSPACE),
        fence("advocacy_push", IN_WORKSPACE),
        fence("advocacy_questionmatch", IN_WORKSPACE),
        fence("advocacy_factsheet", IN_WORKSPACE),
        fence("advocacy_factsheetedition", IN_WORKSPACE),
        fence("advocacy_event", IN_WORKSPACE),
        fence("advocacy_event_invited", OF_AN_EVENT),
        fence("advocacy_event_came", OF_AN_EVENT),
        fence("advocacy_event_proposals", OF_AN_EVENT),
        fence("advocacy_event_factsheets", OF_AN_EVENT),
        fence("advocacy_event_statements", OF_AN_EVENT),
        fence("advocacy_eventspeaker", IN_WORKSPACE),
        fence("advocacy_eventtask", IN_WORKSPACE),
        fence("advocacy_delegate", IN_WORKSPACE),
        fence("advocacy_delegate_events", OF_A_DELEGATE),
        fence("advocacy_meeting_factsheets", "EXISTS (SELECT FROM advocacy_meeting m WHERE m.id = meeting_id)"),
        fence("advocacy_factsheet_proposals", "EXISTS (SELECT FROM advocacy_factsheet f WHERE f.id = factsheet_id)"),
        fence("advocacy_push_recommendations", "EXISTS (SELECT FROM advocacy_push p WHERE p.id = push_id)"),
        fence("advocacy_strategy_proposals", "EXISTS (SELECT FROM advocacy_strategy s WHERE s.id = strategy_id)"),
        fence("advocacy_campaignmessage", IN_WORKSPACE),
        fence("advocacy_messageresult", IN_WORKSPACE),
        migrations.RunSQL(SHARED, "DROP POLICY upr_shared ON advocacy_strategy"),
    ]
