from advocacy.models.contacts import Contact
from advocacy.models.directory import DiplomaticPost, PostFact
from advocacy.models.uptake import UptakeMatch

__all__ = ["Contact", "DiplomaticPost", "PostFact", "UptakeMatch"]
