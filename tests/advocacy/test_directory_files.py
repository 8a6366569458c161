"""Missions and embassies from a spreadsheet: looked at row by row, kept as by hand."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from advocacy.brought_sheet import TooManyRows
from advocacy.directory_sheet import NoStates, read_posts
from advocacy.models import DiplomaticPost, PostFact
from tests.advocacy.contacted import make_post
from tests.factories import make_state

HEAD = "state;kind;host;presence;address;telephone;email;website;note;source;as_of_date"


@pytest.fixture(autouse=True)
def states(db):
    make_state("FRA", name="France", iso2="FR")
    make_state("ESP", name="Spain", iso2="ES")
    make_state("XAR", name="Arcadia")


def bring(client, *rows, head=HEAD, **said):
    file = SimpleUploadedFile("missions.csv", "\n".join([head, *rows]).encode(), content_type="text/csv")
    words = {"file": file, "source": "The Blue Book", "as_of_date": "2026-03-01"} | said
    return client.post(reverse("advocacy:mission_import"), words)


def apply(client, kept, *lines):
    return client.post(reverse("advocacy:mission_import_apply"), {"kept": kept, "line": lines}, follow=True)


def test_every_row_is_shown_with_what_is_wrong_and_nothing_is_kept(client, amina):
    make_post(amina, facts={"address": "Old street"})
    client.force_login(amina)

    page = bring(
        client,
        "FRA;;;;New street;;;;;;",
        "Spane;embassy;Arcadia;elsewhere;;+34 1;;;;A letter;2026-02-01",
        "Nowhere;;;;A;;;;;;",
        "FR;consulate;;;;;bad;;;;",
        "ESP;embassy;;;A;;;;;;2999-01-01",
        "ESP;;ESP;;A;;;;;;",
        "France;;;;Twice;;;;;;",
        "XAR;mission;;;;;;;;;",
    )

    found = page.context["found"]
    first, second = found.rows
    assert (first.line, first.state.pk, first.name, first.is_new, first.asked) == (
        *(2, "FRA", "Permanent mission in Geneva", False),
        "",
    )
    assert [(one.label, one.value, one.now) for one in first.changes] == [("Address", "New street", "Old street")]
    assert (second.name, second.is_new, second.asked) == ("Embassy in Arcadia", True, "Spane")
    assert [(one.label, one.value, one.now) for one in second.changes] == [
        ("Where it sits", "Accredited there, but sits in another country", ""),
        ("Telephone", "+34 1", ""),
    ]
    assert [(cell.line, cell.letter, cell.why) for cell in found.wrong] == [
        (4, "A", "No State has this name: Nowhere"),
        (5, "B", "“consulate” means nothing here."),
        (5, "G", "Enter a valid email address."),
        (6, "K", "This day is still to come."),
        (6, "C", "Say in which State the embassy works."),
        (7, "C", "Select a valid choice. ESP is not one of the available choices."),
        (8, "A", "Row 2 says something of the same post."),
    ]
    assert 'value="2" checked>' in page.content.decode()
    assert 'value="3">' in page.content.decode()
    assert DiplomaticPost.objects.count() == 1


def test_what_is_ticked_is_kept_unchecked_for_a_workspace_and_checked_for_an_editor(client, amina, edda):
    for person, is_checked in ((amina, False), (edda, True)):
        client.force_login(person)
        kept = bring(client, f"FRA;;;;Street of {person.name};;;;;;", "ESP;;;;A;;;;;;").context["kept"]

        apply(client, kept, "2")

        fact = PostFact.objects.get(value=f"Street of {person.name}")
        assert (fact.post.state_id, fact.post.kind, fact.is_checked) == ("FRA", "mission", is_checked)
        assert (fact.source, fact.as_of_date) == ("The Blue Book", date(2026, 3, 1))
    assert DiplomaticPost.objects.count() == 1


def test_what_stands_there_already_is_counted_and_not_asked_again(client, amina):
    make_post(amina, facts={"address": "Old street"})
    client.force_login(amina)

    page = bring(client, "FRA;;;;Old street;;;;;;")

    assert (page.context["found"].same, page.context["found"].rows) == (1, [])
    assert "1 row says what stands there already." in page.content.decode()


def test_what_only_moves_is_shown_as_what_it_was(client, amina):
    make_post(amina, "ESP", host="XAR", presence="elsewhere")
    client.force_login(amina)

    (row,) = bring(client, "ESP;embassy;XAR;resident;;;;;;;").context["found"].rows

    assert [(one.label, one.value, one.now) for one in row.changes] == [
        ("Where it sits", "It sits there", "Accredited there, but sits in another country"),
    ]


def test_the_template_is_read_as_it_is_and_names_what_is_missing(client, amina):
    make_post(amina, facts={"address": "Old street", "telephone": "+41 22 1"})
    make_post(amina, "ESP", host="XAR", presence="elsewhere")
    client.force_login(amina)

    file = b"".join(client.get(reverse("advocacy:mission_template")))
    lines = file.decode("utf-8-sig").splitlines()

    assert lines[0] == HEAD.replace(";", ",")
    assert lines[1:3] == [
        "ESP,embassy,XAR,elsewhere,,,,,,The Blue Book,2026-03-01",
        "FRA,mission,,resident,Old street,'+41 22 1,,,,The Blue Book,2026-03-01",
    ]
    assert "ESP,mission,,,,,,,,," in lines
    sheet = SimpleUploadedFile("missions.csv", file, content_type="text/csv")
    page = client.post(reverse("advocacy:mission_import"), {"file": sheet, "source": "", "as_of_date": "2026-03-01"})
    assert (page.context["found"].same, page.context["found"].rows, page.context["found"].wrong) == (2, [], [])


def test_a_row_without_any_source_is_refused(client, amina):
    client.force_login(amina)

    (cell,) = bring(client, "FRA;;;;Street;;;;;;", source="").context["found"].wrong

    assert (cell.line, cell.letter) == (2, "J")
    assert cell.why == "Say where this is published. Without a source nobody can check it."


def test_an_excel_file_with_headings_of_other_languages_is_read(amina):
    book, file = Workbook(), BytesIO()
    book.active.append(["Pays", "Adresse", "Courriel", "As of"])
    book.active.append(["France", "Rue de Genève", "m@example.org", date(2026, 3, 1)])
    book.active.append(["Espagne", None, None, None])
    book.save(file)

    assert [row.words for row in read_posts(file).rows] == [
        {"state": "France", "address": "Rue de Genève", "email": "m@example.org", "as_of_date": "2026-03-01"}
    ]


def test_a_file_without_states_or_with_too_many_rows_is_refused(client, amina):
    with pytest.raises(NoStates):
        read_posts(BytesIO(b"Colour,Size,Price\nred,3,4\n"))
    with pytest.raises(TooManyRows):
        read_posts(BytesIO(b"State,Address,Source\n" + b"FRA,A,B\n" * 1001))
    client.force_login(amina)

    answer = bring(client, "red;3", head="Colour;Size")

    assert answer.status_code == 422
    assert "No column of the file is called “State”" in answer.content.decode()


def test_what_was_shown_to_another_is_not_kept(client, amina, odile):
    client.force_login(amina)
    kept = bring(client, "FRA;;;;Street;;;;;;").context["kept"]
    client.force_login(odile)

    assert "too much time has passed" in apply(client, kept, "2").content.decode()
    assert DiplomaticPost.objects.count() == 0


@pytest.mark.parametrize(("name", "status"), [("amina", 200), ("edda", 200), ("bruno", 403)])
def test_whoever_writes_for_an_organisation_and_editors_bring_a_file(client, request, name, status):
    client.force_login(request.getfixturevalue(name))

    assert client.get(reverse("advocacy:mission_import")).status_code == status
    has_link = "missions/import/" in client.get(reverse("advocacy:mission_list")).content.decode()
    assert has_link == (status == 200)
