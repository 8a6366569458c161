"""Pages of a person, of organisations and workspaces, of the record's editors, and of the server."""

import pytest
from django.urls import reverse

from accounts.models import Membership, Organisation, Workspace, WorkspaceMember
from cycles.models import Review
from tests.factories import make_member, make_organisation, make_review, make_state, make_user, make_workspace

OWN_PAGES = ["accounts:account", "accounts:organisation_create", "accounts:workspace_create"]


@pytest.mark.parametrize("name", OWN_PAGES)
def test_own_pages_need_a_sign_in(client, db, name):
    answer = client.get(reverse(name))

    assert answer.headers["Location"] == f"/accounts/login/?next={reverse(name)}"


@pytest.mark.parametrize("name", OWN_PAGES)
@pytest.mark.parametrize("person", ["amina", "bruno", "odile", "chidi"])
def test_own_pages_are_open_to_everybody_with_an_account(client, request, name, person):
    client.force_login(request.getfixturevalue(person))

    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize(("person", "status"), [("amina", 200), ("bruno", 200), ("odile", 200), ("chidi", 404)])
def test_workspace_members_are_seen_by_members_only(client, request, workspace, person, status):
    client.force_login(request.getfixturevalue(person))

    assert client.get(reverse("accounts:workspace_members", args=[workspace.pk])).status_code == status


def test_workspace_members_needs_a_sign_in(client, workspace):
    answer = client.get(reverse("accounts:workspace_members", args=[workspace.pk]))

    assert answer.status_code == 302


def test_workspace_members_shows_other_organisations_without_their_people(client, amina, workspace):
    other = make_organisation(name="Delta Network")
    make_member(other, name="Somebody elsewhere")
    WorkspaceMember.objects.create(workspace=workspace, organisation=other, role=WorkspaceMember.Role.CONTRIBUTOR)
    client.force_login(amina)

    page = client.get(reverse("accounts:workspace_members", args=[workspace.pk])).content.decode()

    assert "Delta Network" in page
    assert "Amina" in page
    assert "Somebody elsewhere" not in page


def test_workspace_members_shows_no_colleagues_of_my_other_organisation(client, amina, workspace):
    elsewhere = make_organisation()
    Membership.objects.create(user=amina, organisation=elsewhere)
    make_member(elsewhere, name="Colleague elsewhere")
    client.force_login(amina)

    page = client.get(reverse("accounts:workspace_members", args=[workspace.pk])).content.decode()

    assert "Colleague elsewhere" not in page


@pytest.mark.parametrize("number", [1, 3])
def test_workspace_members_query_count(client, amina, workspace, organisation, django_assert_num_queries, number):
    for _ in range(number):
        make_member(organisation)
        WorkspaceMember.objects.create(workspace=workspace, organisation=make_organisation(state=make_state()))
    client.force_login(amina)

    # The days of the review are kept from now on.
    client.get(reverse("accounts:workspace_members", args=[workspace.pk]))
    with django_assert_num_queries(16):
        client.get(reverse("accounts:workspace_members", args=[workspace.pk]))


def test_account_saves_the_name_and_nothing_else(client, amina):
    client.force_login(amina)

    answer = client.post(reverse("accounts:account"), {"name": "A.", "is_staff": "on", "email": "x@example.org"})

    before = amina.email
    amina.refresh_from_db()
    assert answer.status_code == 302
    assert (amina.name, amina.email, amina.is_staff) == ("A.", before, False)


@pytest.mark.parametrize("number", [1, 3])
def test_account_query_count(client, amina, organisation, review, django_assert_num_queries, number):
    for cycle in range(number):
        make_workspace(organisation=organisation, review=make_review(make_state(f"AA{'ABC'[cycle]}")))
        Membership.objects.create(user=amina, organisation=make_organisation(state=make_state()))
    client.force_login(amina)

    with django_assert_num_queries(5):
        client.get(reverse("accounts:account"))


def test_account_tells_staff_who_waits(client, amina):
    make_user(is_active=False)
    amina.is_staff = True
    amina.save()
    client.force_login(amina)

    assert client.get(reverse("accounts:account")).context["waiting"] == 1


def test_organisation_create_makes_its_founder_the_owner(client, amina):
    client.force_login(amina)

    client.post(reverse("accounts:organisation_create"), {"name": "Another", "kind": "nhri"})

    organisation = Organisation.objects.get(name="Another")
    assert organisation.memberships.get().user == amina
    assert organisation.memberships.get().role == Membership.Role.OWNER


def test_workspace_create_newcomer_reaches_the_recommendations_with_one_form(client, review):
    client.force_login(make_user())
    fields = {"organisation-name": "Harbour", "organisation-kind": "national", "organisation-state": ""}

    answer = client.post(reverse("accounts:workspace_create"), fields | {"state": "XAR", "cycle": "latest"})

    workspace = Workspace.objects.get()
    assert answer.headers["Location"] == f"/workspaces/{workspace.pk}/"
    assert (workspace.review, workspace.name) == (review, "Harbour")


def test_workspace_create_errors_stand_at_their_fields_and_words_stay(client, review):
    client.force_login(make_user())

    answer = client.post(reverse("accounts:workspace_create"), {"organisation-name": "", "name": "Ours", "state": ""})

    form = answer.context["form"]
    assert set(form.errors) == {"state", "cycle"}
    assert set(form.new_organisation.errors) == {"name", "kind"}
    assert 'value="Ours"' in answer.content.decode()
    assert Workspace.objects.count() == Organisation.objects.count() == 0


def test_workspace_create_latest_is_the_last_review_that_took_place(client, amina, review):
    make_review(review.state_under_review, cycle=3, session=33)
    make_review(review.state_under_review, cycle=5, session=55, status=Review.Status.SCHEDULED)
    client.force_login(amina)

    client.post(reverse("accounts:workspace_create"), {"state": "XAR", "cycle": "latest"})

    assert Workspace.objects.get().review == review


def test_workspace_create_latest_of_a_state_never_reviewed_is_the_first_planned(client, amina, db):
    planned = make_review(make_state("AAA"), cycle=5, session=55, status=Review.Status.SCHEDULED)
    client.force_login(amina)

    client.post(reverse("accounts:workspace_create"), {"state": "AAA", "cycle": "latest"})

    assert Workspace.objects.get().review == planned


def test_workspace_create_unknown_review_says_so(client, amina, review):
    make_review(make_state("AAA"), cycle=3, session=33)
    client.force_login(amina)

    answer = client.post(reverse("accounts:workspace_create"), {"state": "XAR", "cycle": "3"})

    assert answer.context["form"].errors == {
        "cycle": ["We know of no such review of this State. Choose another cycle."]
    }


def test_workspace_create_twice_leads_to_the_first(client, amina, review):
    client.force_login(amina)
    client.post(reverse("accounts:workspace_create"), {"state": "XAR", "cycle": "4"})

    answer = client.post(reverse("accounts:workspace_create"), {"state": "XAR", "cycle": "4"})

    assert answer.headers["Location"] == f"/workspaces/{Workspace.objects.get().pk}/"


def test_workspace_create_for_a_foreign_organisation_is_refused(client, amina, review):
    Membership.objects.create(user=amina, organisation=make_organisation(name="Second"), role=Membership.Role.EDITOR)
    foreign = make_organisation(name="Foreign")
    client.force_login(amina)

    answer = client.post(
        reverse("accounts:workspace_create"), {"organisation": foreign.pk, "state": "XAR", "cycle": "latest"}
    )

    assert set(answer.context["form"].errors) == {"organisation"}


def test_workspace_create_reader_founds_an_own_organisation(client, bruno, organisation, review):
    client.force_login(bruno)

    form = client.get(reverse("accounts:workspace_create")).context["form"]

    assert form.organisations == []
    assert form.new_organisation is not None


def test_workspace_create_marks_the_review_that_was_asked_for(client, amina, review):
    client.force_login(amina)

    page = client.get(reverse("accounts:workspace_create"), {"review": "XAR-4"}).content.decode()

    assert '<option value="XAR" selected>Arcadia (invented State)</option>' in page
    assert '<option value="4" selected>' in page


def test_workspace_create_offers_states_in_the_language_of_the_page(client, amina, db):
    for iso3, french in (("EGY", "Égypte"), ("ECU", "Équateur"), ("ZWE", "Zimbabwe"), ("FRA", "France")):
        make_review(make_state(iso3, name_fr=french))
    client.force_login(amina)

    form = client.get(reverse("accounts:workspace_create"), headers={"accept-language": "fr"}).context["form"]

    assert [name for _, name in form.fields["state"].choices][1:] == ["Égypte", "Équateur", "France", "Zimbabwe"]


def test_workspace_create_query_count_does_not_grow_with_states(client, amina, db, django_assert_num_queries):
    for iso3 in ("AAA", "BBB", "CCC"):
        make_review(make_state(iso3))
    client.force_login(amina)

    with django_assert_num_queries(6):
        client.get(reverse("accounts:workspace_create"))


@pytest.mark.parametrize("person", ["amina", "bruno", "odile", "chidi"])
def test_record_editor_list_is_closed_to_others(client, request, person):
    client.force_login(request.getfixturevalue(person))

    assert client.get(reverse("accounts:record_editor_list")).status_code == 403
    assert client.post(reverse("accounts:record_editor_list"), {"email": "x@example.org"}).status_code == 403


def test_record_editor_list_names_another(client, edda, amina):
    client.force_login(edda)

    answer = client.post(reverse("accounts:record_editor_list"), {"email": amina.email.upper()})

    amina.refresh_from_db()
    assert answer.status_code == 302
    assert amina.is_record_editor is True


def test_record_editor_list_refuses_unknown_and_closed_accounts(client, edda):
    closed = make_user(is_active=False)
    client.force_login(edda)

    for address in ("nobody@example.org", closed.email):
        answer = client.post(reverse("accounts:record_editor_list"), {"email": address})

        assert answer.context["form"].errors == {
            "email": ["No open account has this address. They sign up first, then you can name them."]
        }


def test_server_names_the_operator(client, db, settings):
    settings.OPERATOR_NAME, settings.OPERATOR_CONTACT = "The Desk", "https://desk.example/"

    page = client.get(reverse("accounts:server")).content.decode()

    assert "This server is run by The Desk." in page
    assert 'href="https://desk.example/"' in page


def test_server_says_when_the_operator_has_not_said_who_they_are(client, db, settings):
    settings.OPERATOR_NAME = settings.OPERATOR_CONTACT = ""

    page = client.get(reverse("accounts:server")).content.decode()

    assert "The people who run this server have not said here who they are." in page
    assert "data-leave" in page
