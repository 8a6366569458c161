"""Contacts from a spreadsheet, and two that were one person."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from advocacy.brought_sheet import PATIENCE, TooManyRows, keep, row_key, take_up
from advocacy.contact_sheet import NoNames, kind_of, read_contacts
from advocacy.models import Contact
from advocacy.services.contacts import import_contacts
from common.models import AuditEvent
from common.sealing import NotReadable
from tests.advocacy.contacted import KEPT_UNTIL, make_contact
from tests.advocacy.targeted import make_meeting
from tests.factories import make_state
from tests.same_moment import in_the_same_moment

OF_ALL = {"kind": "mission", "ground": "given", "ground_date": "2026-03-01", "erase_date": KEPT_UNTIL.isoformat()}
HEAD = "Nom;Pays;E-mail;Kind;Shoe size"
ROWS = ["Ana Peña;Spain;ana@example.org;;38", "Leila Haddad;;leila@example.org;un;39", "Bad One;Nowhere;bad;un;40"]


@pytest.fixture
def spain(db):
    return make_state("ESP", name="Spain", iso2="ES")


def csv_file(*rows):
    return SimpleUploadedFile("people.csv", "\n".join([HEAD, *rows]).encode(), content_type="text/csv")


def bring(client, workspace, file):
    return client.post(reverse("advocacy:contact_import", args=[workspace.pk]), OF_ALL | {"file": file})


def apply(client, workspace, kept, *lines):
    address = reverse("advocacy:contact_import_apply", args=[workspace.pk])
    return client.post(address, {"kept": kept, "line": lines}, follow=True)


def test_every_row_is_shown_with_what_is_wrong_and_nothing_is_kept(client, workspace, amina, spain):
    client.force_login(amina)

    answer = bring(client, workspace, csv_file(*ROWS))

    found = answer.context["found"]
    assert [(row.line, row.contact.name, row.contact.state_id, row.contact.kind) for row in found.rows] == [
        (2, "Ana Peña", "ESP", "mission"),
        (3, "Leila Haddad", None, "un"),
    ]
    assert [(cell.line, cell.letter, cell.why) for cell in found.wrong] == [
        (4, "B", "No State has this name: Nowhere"),
        (4, "C", "Enter a valid email address."),
    ]
    assert answer.context["unknown"] == ["Shoe size"]
    assert "ana@example.org" not in answer.context["kept"]
    assert Contact.objects.count() == 0


def read(*lines):
    return [row.words for row in read_contacts(BytesIO("\n".join(lines).encode())).rows]


@pytest.mark.parametrize(
    ("head", "row", "name"),
    [
        ("First name;Last name", "Ana;Peña", "Ana Peña"),
        ("Surname;Given name", "Peña;Ana", "Ana Peña"),
        ("Nom;Prénom", "Peña;Ana", "Ana Peña"),
        ("Nombre;Apellidos", "Ana;Peña Ruiz", "Ana Peña Ruiz"),
        ("Имя;Фамилия", "Анна;Смирнова", "Анна Смирнова"),
        ("姓;名", "王;小明", "王小明"),
        ("First name;Last name", "Ali;Ali", "Ali Ali"),
        ("First name;Last name", ";Peña", "Peña"),
        ("Name;First name", "Ana Peña;Ana", "Ana Peña"),
        ("Name;First name;Last name", "Dr Ana Peña;Ana;Peña", "Dr Ana Peña"),
        ("Last name;E-mail", "Peña;a@example.org", "Peña"),
    ],
)
def test_a_name_in_two_columns_is_one(head, row, name):
    assert [one["name"] for one in read(head, row)] == [name]
    assert {"first_name", "last_name"}.isdisjoint(read(head, row)[0])


@pytest.mark.parametrize(
    ("word", "usual", "kind"),
    [
        ("Diplomat", "mission", "mission"),
        ("Diplomat", "embassy", "embassy"),
        ("ambassadeur", "media", "mission"),
        ("Embassy", "mission", "embassy"),
        ("Journalist", "mission", "media"),
        ("periodista", "mission", "media"),
        ("Ministère", "mission", "capital"),
        ("OHCHR", "mission", "un"),
        ("NGO", "mission", "other"),
        ("Ombudsman", "mission", "nhri"),
        ("Plumber", "mission", ""),
    ],
)
def test_kinds_are_known_by_what_people_call_them(word, usual, kind):
    assert kind_of(word, usual=usual) == kind


def test_an_unknown_kind_is_kept_as_the_chosen_one_and_said(client, workspace, amina, spain):
    client.force_login(amina)

    answer = bring(client, workspace, csv_file("Ana Peña;ES;;Plumber;38"))

    (row,) = answer.context["found"].rows
    assert (row.contact.kind, row.contact.state, row.is_sure) == ("mission", spain, True)
    assert row.told == (
        "“Plumber” is none of the kinds that are kept here. It is kept as: Diplomat at a permanent mission in Geneva"
    )
    assert row.told in answer.content.decode()


def test_a_misspelt_state_is_proposed_and_not_ticked(client, workspace, amina, spain):
    client.force_login(amina)

    answer = bring(client, workspace, csv_file("Ana Peña;Spane;;;38", "Leila Haddad;es;;;39"))

    first, second = answer.context["found"].rows
    assert [(row.contact.state, row.is_sure) for row in (first, second)] == [(spain, False), (spain, True)]
    assert first.asked == "“Spane” is read as Spain. Tick the row if that is right."
    assert first.asked in answer.content.decode()
    assert 'value="2">' in answer.content.decode()
    apply(client, workspace, answer.context["kept"], "2")
    assert [(one.name, one.state) for one in Contact.objects.all()] == [("Ana Peña", spain)]


def test_what_is_ticked_is_kept_with_one_event(client, workspace, amina, spain):
    client.force_login(amina)
    kept = bring(client, workspace, csv_file(*ROWS)).context["kept"]

    apply(client, workspace, kept, "2")

    row = Contact.objects.get()
    assert (row.name, row.state, row.email, row.ground, row.erase_date) == (
        "Ana Peña",
        spain,
        "ana@example.org",
        "given",
        KEPT_UNTIL,
    )
    assert AuditEvent.objects.filter(verb="import_contacts").count() == 1


def test_what_is_confirmed_twice_is_kept_once(client, workspace, amina, spain):
    client.force_login(amina)
    kept = bring(client, workspace, csv_file(*ROWS)).context["kept"]
    apply(client, workspace, kept, "2")

    again = apply(client, workspace, kept, "2").content.decode()
    more = apply(client, workspace, kept, "2", "3").content.decode()

    assert ("They were kept before. Nothing is new." in again, "1 contact is kept." in more) == (True, True)
    assert sorted(row.name for row in Contact.objects.all()) == ["Ana Peña", "Leila Haddad"]
    assert AuditEvent.objects.filter(verb="import_contacts").count() == 2


@pytest.mark.django_db(transaction=True)
def test_what_is_confirmed_in_the_same_moment_is_kept_once(workspace, amina):
    day = {"ground": "given", "ground_date": date(2026, 3, 1), "erase_date": KEPT_UNTIL}
    rows = {row_key("kept", line, within=workspace.pk): {"name": "Ana", "kind": "un"} | day for line in (2, 3)}

    def bring_in():
        return import_contacts(workspace=workspace, rows=rows, by=amina, at=timezone.now())

    new = in_the_same_moment(bring_in, bring_in)

    assert (new, Contact.objects.count(), AuditEvent.objects.filter(verb="import_contacts").count()) == (0, 2, 1)


def test_who_is_here_already_is_said_and_not_ticked(client, workspace, amina, spain):
    make_contact(workspace, amina, name="A. Peña", kind="mission", state=spain, email="ANA@example.org")
    client.force_login(amina)

    answer = bring(client, workspace, csv_file(*ROWS, "Haddad Leila;;;un;39"))

    rows = answer.context["found"].rows
    assert [row.twin and row.twin.name for row in rows] == ["A. Peña", None, "Leila Haddad"]
    assert 'value="2">' in answer.content.decode()
    assert 'value="3" checked>' in answer.content.decode()


def test_an_excel_file_is_read_too(amina):
    book, file = Workbook(), BytesIO()
    book.active.append(["Full name", "Phone", "Title"])
    book.active.append(["Leila Haddad", 41229170000, "Adviser"])
    book.save(file)

    sheet = read_contacts(file)

    assert [row.words for row in sheet.rows] == [
        {"name": "Leila Haddad", "telephone": "41229170000", "position": "Adviser"}
    ]


def test_a_file_without_names_or_with_too_many_rows_is_refused(client, workspace, amina):
    with pytest.raises(NoNames):
        read_contacts(BytesIO(b"Colour,Size\nred,3\n"))
    with pytest.raises(TooManyRows):
        read_contacts(BytesIO(b"Name,E-mail\n" + b"A,a@example.org\n" * 501))
    client.force_login(amina)

    answer = bring(client, workspace, SimpleUploadedFile("people.csv", b"Colour,Size\nred,3\n"))

    assert answer.status_code == 422
    assert "No column of the file is called" in answer.content.decode()


def test_what_was_shown_to_another_or_too_long_ago_is_not_kept(client, workspace, amina, odile, spain):
    client.force_login(amina)
    kept = bring(client, workspace, csv_file(*ROWS)).context["kept"]
    client.force_login(odile)

    assert "too much time has passed" in apply(client, workspace, kept, "2").content.decode()
    at = datetime(2026, 3, 1, tzinfo=UTC)
    old = keep([], purpose="p", at=at)
    assert take_up(old, purpose="p", at=at + PATIENCE) == []
    with pytest.raises(NotReadable):
        take_up(old, purpose="p", at=at + PATIENCE + PATIENCE)
    assert Contact.objects.count() == 0


@pytest.mark.parametrize(("name", "status"), [("amina", 200), ("bruno", 403), ("chidi", 404)])
@pytest.mark.parametrize("view", ["contact_import", "contact_merge"])
def test_editors_bring_and_merge(client, request, workspace, amina, name, status, view):
    first, second = make_contact(workspace, amina), make_contact(workspace, amina)
    client.force_login(request.getfixturevalue(name))
    key = workspace.pk if view == "contact_import" else first.pk

    assert client.get(reverse(f"advocacy:{view}", args=[key]), {"other": second.pk}).status_code == status


def test_two_become_one_with_what_a_person_chose(client, workspace, amina):
    first = make_contact(workspace, amina, email="leila@example.org", position="Adviser")
    second = make_contact(workspace, amina, name="L. Haddad", email="l@example.org", telephone="+41 22 917 00 00")
    meeting = make_meeting(workspace, amina, contacts=[second])
    client.force_login(amina)
    page = f"{reverse('advocacy:contact_merge', args=[first.pk])}?other={second.pk}"
    seen = {"first_seen": first.version, "second_seen": second.version}

    assert list(client.get(page).context["form"].fields) == ["first_seen", "second_seen", "name", "email"]
    client.post(page, {"name": "first", "email": "second"} | seen)

    row = Contact.objects.get()
    assert (row.pk, row.name, row.email, row.position, row.telephone) == (
        first.pk,
        "Leila Haddad",
        "l@example.org",
        "Adviser",
        "+41 22 917 00 00",
    )
    assert list(meeting.contacts.all()) == [row]


def test_what_changed_meanwhile_is_looked_at_once_more(client, workspace, amina):
    first, second = make_contact(workspace, amina), make_contact(workspace, amina)
    client.force_login(amina)
    page = f"{reverse('advocacy:contact_merge', args=[first.pk])}?other={second.pk}"

    answer = client.post(page, {"first_seen": first.version, "second_seen": "0"})

    assert answer.url == page
    assert Contact.objects.count() == 2


@pytest.mark.parametrize("other", ["", "nonsense", "itself"])
def test_nobody_is_merged_with_nobody(client, workspace, amina, other):
    row = make_contact(workspace, amina)
    client.force_login(amina)
    asked = {"other": row.pk if other == "itself" else other}

    assert client.get(reverse("advocacy:contact_merge", args=[row.pk]), asked).status_code == 404
