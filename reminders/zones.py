"""Time zones by the names that clocks know: those of a country, and what somebody meant who typed one."""

from collections.abc import Collection, Iterable
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from uuid import UUID
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import Membership, User
from cycles.models import State
from reminders.models import PersonalHours
from reminders.moments import GENEVA


@cache
def zones_by_country() -> dict[str, tuple[str, ...]]:
    """The zones of each country by its two letters, the most populous first as far as the table orders them so."""
    found: dict[str, list[str]] = {}
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    for line in table.splitlines():
        if line and not line.startswith("#"):
            country, _coordinates, zone, *_rest = line.split("\t")
            found.setdefault(country, []).append(zone)
    return {country: tuple(zones) for country, zones in found.items()}


@cache
def all_zones() -> tuple[str, ...]:
    """One name for every place of the table, by the alphabet."""
    return tuple(sorted({zone for zones in zones_by_country().values() for zone in zones}))


@cache
def _known() -> dict[str, str]:
    """By what people type: the whole name, older names too, and the city alone."""
    found = {zone.casefold(): zone for zone in available_timezones() if "/" in zone or zone == "UTC"}
    cities = {zone.rpartition("/")[2].casefold(): zone for zone in all_zones()}
    return cities | found | {"geneva": GENEVA, "genève": GENEVA}


def clean_zone(text: str) -> str:
    """The zone that was meant. Raises ``ValidationError`` with what comes near."""
    wanted = text.strip().replace(" ", "_").casefold()
    if zone := _known().get(wanted):
        return zone
    near = get_close_matches(wanted, _known(), n=1, cutoff=0.7)
    words = {"zone": text.strip()[:60]}
    if near:
        raise ValidationError(
            _("No time zone is called “%(zone)s”. Did you mean %(near)s?") % (words | {"near": _known()[near[0]]})
        )
    raise ValidationError(
        _("No time zone is called “%(zone)s”. Write a continent and a city, such as Africa/Nairobi.") % words
    )


def zones_of_states(states: Iterable[State]) -> list[str]:
    """The zones of these States, each once."""
    return list(dict.fromkeys(zone for state in states for zone in zones_by_country().get(state.iso2, ())))


def likely_zones(people: Collection[UUID]) -> dict[UUID, str]:
    """By person the clock of the State in which their first organisation is based; only where one says so.

    Asked by the server, or by whoever shares these organisations.
    """
    rows = Membership.objects.filter(user__in=people).exclude(organisation__state=None)
    rows = rows.order_by("-organisation__created_at", "-organisation")
    found: dict[UUID, str] = {}
    for person, country in rows.values_list("user", "organisation__state__iso2"):
        if zones := zones_by_country().get(country):
            found[person] = zones[0]
    return found


def zone_of(user: User) -> str:
    """The clock by which ``user`` is told and shown things: their own choice, else their State's, else Geneva's."""
    hours = PersonalHours.objects.visible_to(user).first()
    return (hours and hours.zone) or likely_zones([user.pk]).get(user.pk, GENEVA)
