"""What everybody who is signed in may find: organisations that chose to be listed."""

from accounts.models import Organisation, User
from accounts.querysets import OrganisationQuerySet


def listed_organisations(user: User) -> OrganisationQuerySet:
    """The organisations whose owners let others find them, with their State."""
    return Organisation.objects.found_by(user).select_related("state")
