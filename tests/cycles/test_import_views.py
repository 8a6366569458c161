from html import unescape

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override

from cycles.models import ImportRun, Recommendation
from cycles.services.imports import apply_import, propose_import
from tests import wrong_files
from tests.cycles.imported import bring, corrected_list, make_arcadia, take_in
from tests.factories import AT, make_user
from tests.thematic_lists import make_thematic_list

CREATE = "/imports/create/"
STEPS = ("apply", "propose", "discard")


@pytest.fixture
def arcadia(db):
    return make_arcadia()


def send(client, data, name="list.docx", **fields):
    return client.post(CREATE, {"file": SimpleUploadedFile(name, data)} | fields)


def words(response):
    return " ".join(unescape(response.content.decode()).split())


def address(run, step=""):
    return reverse(f"cycles:import_{step or 'detail'}", args=[run.pk])


def test_stranger_to_the_platform_is_asked_to_sign_in(client, db):
    response = client.get(CREATE)

    assert (response.status_code, response["Location"]) == (302, f"/accounts/login/?next={CREATE}")


def test_file_leads_to_its_reconciliation_and_writes_nothing(client, arcadia, amina):
    client.force_login(amina)

    response = send(client, make_thematic_list())

    run = ImportRun.objects.get()
    page = words(client.get(response["Location"]))
    assert response["Location"] == address(run)
    assert (run.status, run.created_by, run.review) == ("read", amina, arcadia)
    assert "Nothing has been written yet." in page
    assert "12 recommendations" in page
    assert "16 State mentions, 14 States" in page
    assert "4 themes" in page
    assert Recommendation.objects.count() == 0


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (wrong_files.renamed_pdf, "This file is damaged"),
        (wrong_files.empty_list, "The table has its headings but no recommendations."),
        (wrong_files.macro_document, "This Word file holds macros"),
        (wrong_files.zip_bomb, "This file unpacks to far more"),
        (wrong_files.cut_off, "This file is damaged"),
        (wrong_files.other_word_document, "This is a Word file, but not a thematic list"),
        (lambda: wrong_files.list_in_language("es"), "This list is in Spanish."),
        (lambda: make_thematic_list(header="UPR of Arcadia (2nd Cycle)"), "the record has no such review"),
        (lambda: b"", "This file is empty."),
    ],
)
def test_wrong_file_is_answered_at_the_field(client, arcadia, amina, make, reason):
    client.force_login(amina)

    response = send(client, make())

    assert list(response.context["form"].errors) == ["file"]
    assert reason in words(response)
    assert 'aria-invalid="true"' in response.content.decode()
    assert ImportRun.objects.count() == 0


def test_no_file_is_said_at_the_field(client, amina):
    client.force_login(amina)

    assert "Choose the file first, or paste its text." in words(client.post(CREATE))


@pytest.mark.parametrize("size", [26, 60])
def test_file_over_the_limit_is_refused_with_its_size(client, amina, size):
    client.force_login(amina)

    response = send(client, b"PK" + bytes(size * 1024 * 1024))

    assert f"This file has {size} MB; the limit is 25 MB." in words(response)
    assert settings.MAX_UPLOAD_BYTES == 25 * 1024 * 1024


def test_silent_file_asks_for_the_review(client, arcadia, amina):
    client.force_login(amina)
    silent = make_thematic_list(header="Thematic list of recommendations")

    asked = client.get(send(client, silent)["Location"])
    run = ImportRun.objects.get()
    again = send(client, silent)
    wrong = client.post(address(run, "review"), {"state": "XAR", "cycle": ""})
    client.post(address(run, "apply"))
    answered = client.post(address(run, "review"), {"state": "XAR", "cycle": "4"}, follow=True)

    assert list(asked.context["page"].review_form.fields) == ["state", "cycle"]
    assert "Import these" not in words(asked)
    assert again["Location"] == address(run)
    assert wrong.context["page"].review_form.errors == {"cycle": ["Choose the cycle."]}
    assert wrong.context["page"].review_form["state"].value() == "XAR"
    assert "Propose to the editors" in words(answered)
    assert ImportRun.objects.get().review == arcadia


def test_chosen_review_that_the_document_contradicts_is_refused(client, arcadia, edda):
    make_arcadia(cycle=3, session=34)
    run = bring(make_thematic_list(header="UPR of Arcadia"), edda)
    ImportRun.objects.update(review=None)
    client.force_login(edda)

    form = client.get(address(run)).context["page"].review_form
    other = client.post(address(run, "review"), {"state": "FRA", "cycle": "4"})
    client.post(address(run, "apply"))

    assert form.initial == {"state": "XAR"}
    assert list(other.context["page"].review_form.errors) == ["cycle"]
    assert Recommendation.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "field", "reason"),
    [
        ({"state": "FRA", "cycle": "4"}, "cycle", "The record has no review of this State in this cycle."),
        ({"state": "XAR", "cycle": ""}, "cycle", "Choose both, State and cycle, or neither."),
        ({"state": "", "cycle": "4"}, "state", "Choose both, State and cycle, or neither."),
        ({"state": "\x00", "cycle": "99999999999999999999"}, "state", "Select a valid choice."),
    ],
)
def test_choice_of_a_review_that_is_none_is_said_at_the_field(client, arcadia, amina, fields, field, reason):
    client.force_login(amina)

    response = send(client, make_thematic_list(), **fields)

    assert reason in words(response)
    assert field in response.context["form"].errors
    assert ImportRun.objects.count() == 0


def test_choice_against_the_file_is_refused(client, arcadia, amina):
    make_arcadia(cycle=3, session=34)
    client.force_login(amina)

    response = send(client, make_thematic_list(), state="XAR", cycle="3")

    assert "The file says that it is about XAR-4, but XAR-3 was chosen." in words(response)


def test_review_of_the_address_is_chosen_beforehand(client, arcadia, amina):
    client.force_login(amina)

    form = client.get(f"{CREATE}?review=XAR-4").context["form"]

    assert form.initial == {"state": "XAR", "cycle": 4}


@pytest.mark.parametrize(("who", "status"), [("edda", 200), ("amina", 200), ("bruno", 404), ("chidi", 404)])
def test_reading_is_seen_by_its_owner_and_by_editors(client, arcadia, request, amina, who, status):
    run = bring(make_thematic_list(), amina)
    client.force_login(request.getfixturevalue(who))

    assert client.get(address(run)).status_code == status


@pytest.mark.parametrize(
    ("who", "statuses"),
    [
        ("edda", {"apply": 302, "propose": 403, "discard": 302}),
        ("amina", {"apply": 403, "propose": 302, "discard": 302}),
        ("chidi", {"apply": 404, "propose": 404, "discard": 404}),
    ],
)
def test_decisions_are_asked_of_the_rules(client, arcadia, request, amina, who, statuses):
    client.force_login(request.getfixturevalue(who))

    answers = {step: client.post(address(bring(make_thematic_list(), amina), step)).status_code for step in STEPS}

    assert answers == statuses


@pytest.mark.parametrize("step", STEPS)
def test_decisions_are_posted(client, arcadia, edda, step):
    run = bring(make_thematic_list(), edda)
    client.force_login(edda)

    assert client.get(address(run, step)).status_code == 405


def test_editor_writes_the_list_and_lands_on_the_review(client, arcadia, edda):
    run = bring(make_thematic_list(), edda)
    client.force_login(edda)

    assert "Import these 12 recommendations" in words(client.get(address(run)))
    response = client.post(address(run, "apply"), follow=True)

    assert response.redirect_chain[-1][0] == "/reviews/XAR/4/"
    assert "12 recommendations were written into the record." in words(response)
    assert Recommendation.objects.count() == 12


def test_second_click_says_that_it_is_written(client, arcadia, edda):
    run = bring(make_thematic_list(), edda)
    client.force_login(edda)
    client.post(address(run, "apply"))

    response = client.post(address(run, "apply"), follow=True)

    assert "nothing was written a second time" in words(response)
    assert "This file is in the record" in words(response)
    assert Recommendation.objects.count() == 12


def test_list_that_others_wrote_meanwhile_is_said_to_be_there(client, arcadia, amina, edda):
    run = bring(make_thematic_list(), edda)
    take_in(make_thematic_list(), amina)
    client.force_login(edda)

    response = client.post(address(run, "apply"), follow=True)

    assert "Everything in this file was in the record already. Nothing changed." in words(response)
    assert ImportRun.objects.get(pk=run.pk).status == "applied"


def test_proposal_waits_for_an_editor_on_the_same_page(client, arcadia, amina, edda):
    run = bring(make_thematic_list(), amina)
    client.force_login(amina)
    assert "Propose to the editors" in words(client.get(address(run)))
    client.post(address(run, "propose"))

    client.force_login(edda)
    assert "1 document waits for an editor" in words(client.get(CREATE))
    listed = words(client.get("/imports/"))
    page = words(client.get(address(run)))

    assert "brought by Amina" in listed
    assert "Proposed by Amina." in page
    assert "Import these 12 recommendations" in page
    client.post(address(run, "apply"))
    assert Recommendation.objects.count() == 12
    assert "brought by Amina" not in words(client.get("/imports/"))


def test_list_shows_others_nothing(client, arcadia, amina, bruno):
    propose_import(run=bring(make_thematic_list(), amina, file_name="canary.docx"), by=amina, at=AT)

    client.force_login(bruno)

    assert "canary" not in words(client.get("/imports/"))


def test_obstacle_takes_the_button_away(client, arcadia, edda):
    run = bring(wrong_files.list_with_gap(), edda)
    client.force_login(edda)

    page = words(client.get(address(run)))
    response = client.post(address(run, "apply"), follow=True)

    assert "Numbers are missing: 120.4" in page
    assert "Import these" not in page
    assert "Throw this reading away" in page
    assert "The file cannot enter the record as it is. Nothing was written." in words(response)
    assert Recommendation.objects.count() == 0


def test_gap_is_said_to_be_in_the_document(client, arcadia, edda):
    run = bring(wrong_files.list_with_gap(), edda)
    client.force_login(edda)
    assert "The document leaves these numbers out" in words(client.get(address(run)))

    page = words(client.post(address(run, "answer"), {"row-gap 120.4": "left_out"}, follow=True))

    assert "The document itself leaves these numbers out: 120.4. A person looked and said so." in page
    assert "Import these 11 recommendations" in page


def test_changes_are_shown_before_and_after(client, arcadia, edda):
    take_in(make_thematic_list(), edda)
    run = bring(
        corrected_list("120.7", position="Noted", states=("Norway", "Chile"), text="Pay teachers in time"), edda
    )
    client.force_login(edda)

    response = client.get(address(run))

    rows = {change.label: change for change in response.context["page"].changes}
    assert list(rows) == ["text", "recommending States", "position"]
    assert (rows["position"].was, rows["position"].will_be) == ("supported", "noted")
    assert [one.text for one in rows["text"].before if one.is_changed] == ["the mountains in"]
    assert [(one.text, one.is_changed) for one in rows["recommending States"].after] == [
        ("Norway", False),
        ("Chile", True),
    ]
    assert "0 new, 1 changed, 11 as they are" in words(response)


def test_warnings_stand_with_their_row(client, arcadia, edda):
    run = bring(corrected_list("120.7", states=("Norway", "Ruritania")), edda)
    client.force_login(edda)

    page = client.get(address(run)).context["page"]

    assert [(remark.row, remark.number) for remark in page.warnings] == [(11, "120.7")]
    assert page.warning_count == 1


def test_file_that_is_stored_already_offers_nothing_to_import(client, arcadia, edda):
    take_in(make_thematic_list(), edda)
    run = bring(make_thematic_list(), edda)
    client.force_login(edda)

    page = words(client.get(address(run)))

    assert "Everything in this file is in the record already." in page
    assert "Import these" not in page


def test_reconciliation_is_made_anew_at_each_view(client, arcadia, amina, edda):
    run = bring(make_thematic_list(), amina)
    take_in(make_thematic_list(), edda)
    client.force_login(amina)

    assert "Everything in this file is in the record already." in words(client.get(address(run)))


def test_discarded_reading_is_said_to_be(client, arcadia, amina):
    run = bring(make_thematic_list(), amina)
    client.force_login(amina)

    response = client.post(address(run, "discard"), follow=True)

    assert "The reading was thrown away, and the file with it." in words(response)
    assert "This reading was thrown away" in words(client.get(address(run)))
    assert client.post(address(run, "discard")).status_code == 403


def test_lost_file_is_said_to_be_lost(client, arcadia, edda):
    run = bring(make_thematic_list(), edda)
    run.file.storage.delete(run.file.name)
    client.force_login(edda)

    page = words(client.get(address(run)))

    assert "The server no longer has this file." in page
    assert "Throw this reading away" in page


def test_import_in_the_record_shows_what_it_changed_then(client, arcadia, edda):
    run = bring(make_thematic_list(), edda)
    apply_import(run=run, by=edda, at=AT)
    client.force_login(edda)

    page = words(client.get(address(run)))

    assert "This file is in the record" in page
    assert "12 new, 0 changed, 0 as they are" in page
    assert "Import these" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_import_list_query_count(client, arcadia, edda, count, django_assert_num_queries):
    for _ in range(count):
        owner = make_user()
        propose_import(run=bring(make_thematic_list(), owner), by=owner, at=AT)
    bring(make_thematic_list(), edda)
    client.force_login(edda)

    with django_assert_num_queries(5):
        client.get("/imports/")


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_page_stands_in_every_language(client, arcadia, edda, language):
    run = bring(corrected_list("120.7", states=("Norway", "Ruritania")), edda)
    client.force_login(edda)

    with override("en"):
        response = client.get(address(run), headers={"Accept-Language": language})

    assert response.status_code == 200
    assert f'lang="{language}"' in response.content.decode()
