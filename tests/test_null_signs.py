"""A NUL in an address is no error of the server, on any page. Read from the URLconf itself."""

from uuid import UUID

import pytest
from django.urls import URLResolver, get_resolver

from tests.advocacy.pushed import make_priority

NULS = "state=%00&q=%00&search=%00&theme=%00&page=%00&on=%00&language=%00&status=%00&stage=%00&to=%00&cursor=%00"
KNOWN = {"uuid": str(UUID(int=7)), "int": "7", "str": "XAR", "slug": "xar", "path": "xar", "date": "2026-11-30"}


def addresses(resolver=None, before="/"):
    """The address of every pattern, with something in the place of what it asks for."""
    for pattern in (resolver or get_resolver()).url_patterns:
        converters = getattr(pattern.pattern, "converters", None)
        route = getattr(pattern.pattern, "_route", None)
        if isinstance(pattern, URLResolver):
            if route is not None and not converters:
                yield from addresses(pattern, before + route)
        elif route is not None:
            for name, converter in converters.items():
                kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
                for words in (f"<{kind}:{name}>", f"<{name}>"):
                    route = route.replace(words, KNOWN.get(kind, "XAR"))
            if "<" not in route:
                yield before + route


def test_no_page_breaks_on_a_nul(client, odile):
    client.force_login(odile)
    pages = [address for address in addresses() if not address.startswith(("/api/", "/admin/"))]

    answers = {address: client.get(f"{address}?{NULS}").status_code for address in pages}

    assert len(pages) > 300
    assert {address: status for address, status in answers.items() if status >= 500} == {}


def test_a_page_that_looks_something_up_refuses_a_nul(client, odile, workspace):
    client.force_login(odile)

    assert client.get(f"/workspaces/{workspace.pk}/meetings/create/?state=%00").status_code == 400


def test_no_answer_of_the_api_breaks_on_a_nul(client, odile, workspace):
    client.force_login(odile)
    make_priority(workspace, odile)
    lists = ("ratings", "actions", "evidence", "strategies", "factsheets", "meetings", "events")
    found = [f"/api/v1/workspaces/{workspace.pk}/{name}/" for name in lists]
    found += [f"/api/v1/{name}/" for name in ("recommendations", "states", "reviews", "themes")]

    answers = {address: client.get(f"{address}?{NULS}").status_code for address in found}

    assert {address: status for address, status in answers.items() if status >= 500} == {}


@pytest.mark.parametrize("address", ["/states/%00/", "/api/v1/states/%00/", "/issues/%00"])
def test_nothing_stands_at_an_address_with_a_nul(client, db, address):
    assert client.get(address).status_code == 404


def test_a_plain_address_with_a_percent_sign_is_read(client, db):
    assert client.get("/states/?q=100%2500").status_code == 200
