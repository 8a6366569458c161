from advocacy.models.campaign import CampaignMessage, MessageResult
from advocacy.models.contacts import Contact
from advocacy.models.delegates import Delegate
from advocacy.models.directory import DiplomaticPost, PostFact
from advocacy.models.events import Event, EventSpeaker, EventTask
from advocacy.models.factsheets import Factsheet, FactsheetEdition
from advocacy.models.meetings import Meeting
from advocacy.models.notebook import LineMatch, NotebookLine, SpeakingOrder
from advocacy.models.pipeline import Ask, Target
from advocacy.models.pushes import Push
from advocacy.models.questions import QuestionMatch
from advocacy.models.statements import PlenaryPlace, Statement, StatementText
from advocacy.models.strategies import Strategy
from advocacy.models.uptake import UptakeMatch

__all__ = [
    "Ask",
    "CampaignMessage",
    "Contact",
    "Delegate",
    "DiplomaticPost",
    "Event",
    "EventSpeaker",
    "EventTask",
    "Factsheet",
    "FactsheetEdition",
    "LineMatch",
    "Meeting",
    "MessageResult",
    "NotebookLine",
    "PlenaryPlace",
    "PostFact",
    "Push",
    "QuestionMatch",
    "SpeakingOrder",
    "Statement",
    "StatementText",
    "Strategy",
    "Target",
    "UptakeMatch",
]
