"""What becomes of the rows of this app that name somebody whose account is deleted (``accounts.person_rows``)."""

FREED = {
    "advocacy.EventSpeaker": "person",
    "advocacy.EventTask": "person",
    "advocacy.Push": "person",
    "advocacy.Target": "person",
}
STAYS = {
    "advocacy.CampaignMessage": "created_by changed_by written_by approved_by",
    "advocacy.Contact": "created_by changed_by",
    "advocacy.Delegate": "created_by changed_by",
    "advocacy.DiplomaticPost": "added_by checked_by",
    "advocacy.Event": "created_by changed_by",
    "advocacy.EventSpeaker": "created_by changed_by",
    "advocacy.EventTask": "created_by changed_by",
    "advocacy.Factsheet": "created_by changed_by",
    "advocacy.FactsheetEdition": "published_by withdrawn_by",
    "advocacy.LineMatch": "decided_by",
    "advocacy.Meeting": "created_by changed_by",
    "advocacy.MessageResult": "entered_by",
    "advocacy.NotebookLine": "created_by changed_by",
    "advocacy.PlenaryPlace": "taken_by",
    "advocacy.PostFact": "added_by checked_by ended_by",
    "advocacy.Push": "created_by changed_by",
    "advocacy.QuestionMatch": "decided_by",
    "advocacy.SpeakingOrder": "created_by changed_by",
    "advocacy.Statement": "created_by changed_by",
    "advocacy.StatementText": "written_by",
    "advocacy.Strategy": "created_by changed_by",
    "advocacy.Target": "created_by changed_by",
    "advocacy.UptakeMatch": "decided_by",
}
