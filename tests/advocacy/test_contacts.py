"""Contacts of a workspace: sealed, private, alike, and erased on their day."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import FieldError
from django.db import IntegrityError, connection
from django.urls import reverse
from django.utils import timezone

from advocacy.contact_lines import lines, pairs
from advocacy.models import Contact
from advocacy.services.erasing import erase_contacts
from common.models import AuditEvent
from common.sealing import NotReadable
from tests.advocacy.contacted import SENT, make_contact
from tests.advocacy.targeted import make_meeting
from tests.factories import make_state

ON = date(2026, 11, 1)


def test_the_database_holds_no_name_and_no_address(workspace, amina):
    row = make_contact(
        workspace,
        amina,
        position="Adviser",
        institution="OHCHR",
        email="leila@example.org",
        telephone="+41 22 917",
        notes="Speaks Arabic",
    )

    with connection.cursor() as cursor:
        cursor.execute("SELECT advocacy_contact::text FROM advocacy_contact")
        stored = cursor.fetchone()[0]

    words = ["Leila", "Adviser", "OHCHR", "leila@example.org", "917", "Arabic"]
    assert [word for word in words if word in stored] == []
    found = Contact.objects.get(pk=row.pk)
    assert (found.name, found.email, found.notes) == ("Leila Haddad", "leila@example.org", "Speaks Arabic")


def test_another_key_and_another_column_open_nothing(workspace, amina, settings):
    row = make_contact(workspace, amina)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE advocacy_contact SET notes = name")
    with pytest.raises(NotReadable):
        Contact.objects.get(pk=row.pk)

    settings.SECRET_KEY = "another key that is long enough to be taken for a real one, 0123456789"
    with pytest.raises(NotReadable):
        Contact.objects.only("name").get(pk=row.pk)


def test_what_is_sealed_cannot_be_searched_in_the_database(workspace, amina):
    make_contact(workspace, amina)

    with pytest.raises(FieldError):
        Contact.objects.filter(name="Leila Haddad").exists()
    with pytest.raises(FieldError):
        Contact.objects.filter(name__icontains="Leila").exists()
    assert Contact.objects.filter(notes="").count() == 1


@pytest.mark.parametrize(("name", "status"), [("amina", 200), ("bruno", 200), ("chidi", 404)])
@pytest.mark.parametrize("view", ["contact_list", "contact_detail"])
def test_the_workspace_alone_reads_them(client, request, workspace, amina, name, status, view):
    row = make_contact(workspace, amina)
    client.force_login(request.getfixturevalue(name))
    key = workspace.pk if view == "contact_list" else row.pk

    assert client.get(reverse(f"advocacy:{view}", args=[key])).status_code == status


def test_contact_shows_its_meetings_the_latest_first(client, workspace, amina):
    row = make_contact(workspace, amina)
    make_meeting(workspace, amina, title="In spring", date=date(2026, 4, 1), contacts=[row])
    make_meeting(workspace, amina, title="In summer", date=date(2026, 7, 1), contacts=[row])
    make_meeting(workspace, amina, title="With somebody else")
    client.force_login(amina)

    shown = client.get(row.get_absolute_url()).context["meetings"]

    assert [meeting.title for meeting in shown] == ["In summer", "In spring"]


@pytest.mark.parametrize(("name", "status"), [("amina", 200), ("bruno", 403), ("chidi", 404)])
@pytest.mark.parametrize("view", ["contact_create", "contact_edit", "contact_delete"])
def test_editors_write_them(client, request, workspace, amina, name, status, view):
    row = make_contact(workspace, amina)
    client.force_login(request.getfixturevalue(name))
    key = workspace.pk if view == "contact_create" else row.pk

    assert client.get(reverse(f"advocacy:{view}", args=[key])).status_code == status


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"name": ""}, "Write the name."),
        ({"kind": "mission"}, "Say for which State they speak."),
        ({"ground_date": "2099-01-01"}, "This day is still to come."),
        ({"erase_date": "2020-01-01"}, "Choose a day that is still to come"),
        ({"erase_date": "2099-01-01"}, "Nobody is kept longer than five years"),
        ({"email": "leila"}, "Enter a valid email address."),
    ],
)
def test_bad_input_is_answered_at_its_field(client, workspace, amina, sent, message):
    client.force_login(amina)
    address = reverse("advocacy:contact_create", args=[workspace.pk])

    answer = client.post(address, SENT | {"notes": "Speaks Arabic"} | sent).content.decode()

    assert message in answer
    assert "Speaks Arabic" in answer
    assert Contact.objects.count() == 0


def test_a_day_that_has_begun_east_of_the_server_is_not_still_to_come(client, workspace, amina):
    day = timezone.localdate() + timedelta(days=1)
    client.force_login(amina)

    said = SENT | {"ground_date": day.isoformat(), "key": uuid4()}
    client.post(reverse("advocacy:contact_create", args=[workspace.pk]), said)

    assert Contact.objects.get().ground_date == day


def test_who_changes_a_contact_that_changed_reads_it_first(client, workspace, amina):
    row = make_contact(workspace, amina)
    client.force_login(amina)
    address = reverse("advocacy:contact_edit", args=[row.pk])

    answer = client.post(address, SENT | {"name": "L. Haddad", "key": row.pk, "seen": "0"})

    assert answer.status_code == 409
    assert "L. Haddad" in answer.content.decode()
    row.refresh_from_db()
    assert row.name == "Leila Haddad"


def test_the_list_finds_by_every_word(workspace, amina):
    make_contact(workspace, amina, institution="OHCHR")
    make_contact(workspace, amina, name="Ana Peña", kind="mission", state=make_state("ESP", name="Spain"))
    rows = list(Contact.objects.with_state())

    assert [line.contact.name for line in lines(rows, on=ON)] == ["Ana Peña", "Leila Haddad"]
    assert [line.contact.name for line in lines(rows, on=ON, words="pena SPAIN")] == ["Ana Peña"]
    assert lines(rows, on=ON, words="pena france") == []


def test_two_that_may_be_one_person_are_named_with_the_reason(workspace, amina):
    spain = make_state("ESP")
    moment = datetime(2026, 3, 1, tzinfo=UTC)
    make_contact(workspace, amina, name="Ms Ana Peña", kind="mission", state=spain, at=moment)
    make_contact(workspace, amina, name="Pena, Ana", kind="embassy", state=spain)
    make_contact(workspace, amina, name="Ana Peña", kind="mission", state=make_state("FRA"))
    make_contact(workspace, amina, name="A. Smith", email="a@example.org")
    make_contact(workspace, amina, name="Adam Smith", email="A@example.org", institution="ILO")

    found = {(pair.first.name, pair.second.name): str(pair.reason) for pair in pairs(Contact.objects.all())}

    assert found == {
        ("Ms Ana Peña", "Pena, Ana"): "a similar name in the same office",
        ("A. Smith", "Adam Smith"): "the same e-mail address",
    }


def test_on_its_day_a_contact_is_erased_and_only_its_key_is_noted(workspace, amina):
    gone = make_contact(workspace, amina, erase_date=ON)
    kept = make_contact(workspace, amina, erase_date=date(2026, 11, 2))

    count = erase_contacts(at=datetime(2026, 11, 1, 0, 5, tzinfo=UTC))

    assert count == 1
    assert list(Contact.objects.values_list("pk", flat=True)) == [kept.pk]
    event = AuditEvent.objects.get(verb="erase_contact")
    assert (event.target_id, event.actor_id, event.workspace_id) == (str(gone.pk), None, workspace.pk)


def test_a_diplomat_speaks_for_a_state(workspace, amina):
    with pytest.raises(IntegrityError):
        make_contact(workspace, amina, kind="mission")


def test_list_costs_the_same_however_many(client, workspace, amina, django_assert_num_queries):
    client.force_login(amina)
    address = reverse("advocacy:contact_list", args=[workspace.pk])
    make_contact(workspace, amina)
    client.get(address)
    with django_assert_num_queries(COST):
        client.get(address)
    for number in range(3):
        make_contact(workspace, amina, name=f"Somebody {number}", at=timezone.now())
    with django_assert_num_queries(COST):
        client.get(address)


COST = 10
