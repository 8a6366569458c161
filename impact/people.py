"""Who can have something in a workspace, and by which name the reader knows them."""

from uuid import UUID

from django.db.models import QuerySet

from accounts.models import Membership, Organisation, User, Workspace, WorkspaceMember


def organisations_in(workspace: Workspace, user: User) -> QuerySet[Organisation]:
    """The organisations of a workspace that ``user`` is in."""
    parts = WorkspaceMember.objects.visible_to(user).filter(workspace=workspace)
    return Organisation.objects.filter(pk__in=parts.values("organisation")).order_by("name", "pk")


def colleagues_in(workspace: Workspace, user: User) -> set[UUID]:
    """Keys of the people in ``user``'s own organisations in the workspace: those whom they know by name."""
    parts = WorkspaceMember.objects.visible_to(user).filter(workspace=workspace)
    places = Membership.objects.visible_to(user).filter(organisation__in=parts.values("organisation"))
    return set(places.values_list("user", flat=True))


def names_of(people: set[UUID | None], user: User) -> dict[UUID | None, str]:
    """Names of those of ``people`` whom ``user`` may know: members of an organisation of their own."""
    if not people - {None}:
        return {}
    places = Membership.objects.visible_to(user).filter(user__in=people - {None}).select_related("user")
    return {place.user_id: str(place.user) for place in places}
