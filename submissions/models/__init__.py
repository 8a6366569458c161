"""Tables of priority issues, proposed recommendations and submissions."""

from submissions.models.annexes import Annex
from submissions.models.citing import CitationLink
from submissions.models.comments import Comment
from submissions.models.drafting import Section, Submission
from submissions.models.former import FormerText
from submissions.models.lodging import LodgedVersion
from submissions.models.paragraphs import KeptText, Paragraph, ParagraphVersion
from submissions.models.preparing import Consultation, PriorityIssue
from submissions.models.proposals import ProposedRecommendation
from submissions.models.safety import NameDecision
from submissions.models.signing import Signature, SigningMandate
from submissions.models.submission_rules import SubmissionRule

__all__ = [
    "Annex",
    "CitationLink",
    "Comment",
    "Consultation",
    "FormerText",
    "KeptText",
    "LodgedVersion",
    "NameDecision",
    "Paragraph",
    "ParagraphVersion",
    "PriorityIssue",
    "ProposedRecommendation",
    "Section",
    "Signature",
    "SigningMandate",
    "Submission",
    "SubmissionRule",
]
