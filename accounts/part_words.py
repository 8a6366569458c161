"""What an organisation may do in a workspace, by its part, and its names in words."""

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from accounts.models import Membership, WorkspaceMember

_Part = WorkspaceMember.Role
SENTENCES: dict[str, Promise] = {
    _Part.COORDINATOR: gettext_lazy(
        "Leads the workspace: writes, says who takes part and in which groups, and decides what is published."
    ),
    _Part.CONTRIBUTOR: gettext_lazy("Writes with the others: rates, brings evidence, makes reports."),
    _Part.SUPPORTER: gettext_lazy("Reads, guides and comments; decides nothing. Fits an international NGO."),
    _Part.OBSERVER: gettext_lazy("Reads along and writes nothing. Fits a national human rights institution."),
}
# The part, and in one sentence what it may do.
PARTS = [(value, format_lazy("{}: {}", label, SENTENCES[value])) for value, label in _Part.choices]
# No word is both a role and a part.
NAMES = {**dict(Membership.Role.choices), **dict(_Part.choices)}
