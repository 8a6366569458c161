"""Pages of coalitions: who gets in, what they show, what they change."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import (
    CoalitionNotice,
    Invitation,
    JoinRequest,
    Membership,
    Organisation,
    ThemeGroup,
    WorkspaceMember,
)
from accounts.services.coalitions import ask_to_join, show_coalition
from accounts.services.invitations import invite
from tests.factories import AT, make_member, make_organisation, make_review, make_state, make_theme, make_workspace

Part = WorkspaceMember.Role
CAST = ["odile", "amina", "bruno", "partner", "supporter", "observer", "chidi"]
READERS = {"bruno": 403, "partner": 403, "supporter": 403, "observer": 403, "chidi": 404}
COORDINATORS = {"odile": 200, "amina": 200} | READERS
OWNER_OF_COORDINATOR = COORDINATORS | {"amina": 403}
EVERYBODY_IN = dict.fromkeys(CAST, 200) | {"chidi": 404}


def at(name, row):
    return reverse(f"accounts:{name}", args=[row.pk])


def part_of(person):
    return WorkspaceMember.objects.get(organisation__memberships__user=person)


@pytest.fixture
def notice(workspace, odile):
    return show_coalition(workspace=workspace, title="Rights in Arcadia", text="Join us.", by=odile, at=AT)


@pytest.fixture
def asked(notice, chidi):
    return ask_to_join(notice=notice, organisation=chidi.organisations.get(), message="Take us.", by=chidi, at=AT)


@pytest.mark.parametrize("person", CAST)
@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("workspace_members", EVERYBODY_IN),
        ("workspace_invite", COORDINATORS),
        ("coalition_notice", COORDINATORS),
        ("theme_group_create", COORDINATORS),
        ("workspace_hand_over", OWNER_OF_COORDINATOR),
    ],
)
def test_pages_of_a_coalition(client, request, workspace, partners, person, name, allowed):
    client.force_login(request.getfixturevalue(person))

    assert client.get(at(name, workspace)).status_code == allowed[person]


@pytest.mark.parametrize("person", list(READERS))
@pytest.mark.parametrize("name", ["workspace_invite", "coalition_notice", "theme_group_create", "workspace_hand_over"])
def test_posts_of_a_coalition_are_refused_to_others(client, request, workspace, partners, person, name):
    client.force_login(request.getfixturevalue(person))
    data = {"role": "coordinator", "days": 3, "title": "Taken", "show": "on", "name": "Taken"}

    assert client.post(at(name, workspace), data).status_code == READERS[person]
    assert Invitation.objects.count() == CoalitionNotice.objects.count() == ThemeGroup.objects.count() == 0


@pytest.mark.parametrize("person", CAST)
def test_pages_of_a_part(client, request, supporter, partners, person):
    client.force_login(request.getfixturevalue(person))
    part = part_of(supporter)

    assert client.get(at("part_edit", part)).status_code == COORDINATORS[person]
    # The supporter's own owner takes it along.
    leaving = COORDINATORS | {"supporter": 200}
    assert client.get(at("part_remove", part)).status_code == leaving[person]


def test_who_may_not_changes_no_part(client, partner, observer):
    client.force_login(partner)

    assert client.post(at("part_edit", part_of(partner)), {"role": "coordinator"}).status_code == 403
    assert client.post(at("part_remove", part_of(observer))).status_code == 403
    assert (part_of(partner).role, part_of(observer).role) == (Part.CONTRIBUTOR, Part.OBSERVER)


def test_part_edit_changes_it_at_once(client, amina, partner, workspace):
    client.force_login(amina)

    answer = client.post(at("part_edit", part_of(partner)), {"role": "observer"})

    assert answer.headers["Location"] == at("workspace_members", workspace)
    assert part_of(partner).role == Part.OBSERVER


def test_the_last_coordinator_is_told_what_to_do(client, odile, partner, workspace):
    client.force_login(odile)

    stepped = client.post(at("part_edit", part_of(odile)), {"role": "observer"})
    left = client.post(at("part_remove", part_of(odile)))

    assert at("workspace_hand_over", workspace) in stepped.content.decode()
    assert at("workspace_hand_over", workspace) in left.content.decode()
    assert part_of(odile).role == Part.COORDINATOR


def test_an_organisation_alone_is_told_that_nobody_could_read(client, odile, workspace):
    client.force_login(odile)

    page = client.get(at("part_remove", part_of(odile))).content.decode()

    assert "Without yours nobody could read what is here." in page


def test_leaving_holds_from_the_next_request_on(client, partner, workspace):
    client.force_login(partner)

    answer = client.post(at("part_remove", part_of(partner)))

    assert answer.headers["Location"] == reverse("impact:start")
    assert client.get(workspace.get_absolute_url()).status_code == 404


def test_workspace_hand_over(client, odile, partner, workspace):
    client.force_login(odile)

    client.post(at("workspace_hand_over", workspace), {"to": part_of(partner).pk, "role": "contributor"})

    assert (part_of(odile).role, part_of(partner).role) == (Part.CONTRIBUTOR, Part.COORDINATOR)
    assert client.get(at("workspace_invite", workspace)).status_code == 403


def test_workspace_members_shows_doors_and_requests_to_coordinators_only(client, amina, partner, workspace, asked):
    invite(
        into=workspace, role="observer", by=amina, at=timezone.now(), accept_url="/SECRET/", email="nhri@example.org"
    )
    client.force_login(amina)
    ours = client.get(at("workspace_members", workspace)).content.decode()
    client.force_login(partner)
    theirs = client.get(at("workspace_members", workspace)).content.decode()

    assert "nhri@example.org" in ours
    assert "Take us." in ours
    assert "nhri@example.org" not in theirs
    assert "Take us." not in theirs


def test_workspace_invite_offers_every_part_with_its_sentence(client, amina, workspace):
    client.force_login(amina)

    answer = client.post(at("workspace_invite", workspace), {"role": "supporter", "days": 5})

    invitation = Invitation.objects.get()
    assert (invitation.workspace, invitation.role) == (workspace, Part.SUPPORTER)
    assert "/invitations/open/" in answer.context["link"]
    page = client.get(at("workspace_invite", workspace)).content.decode()
    assert "Fits an international NGO." in page
    assert "Fits a national human rights institution." in page


def test_coalition_notice_is_looked_at_before_it_is_shown(client, amina, workspace):
    client.force_login(amina)
    words = {"title": "Rights in Arcadia", "text": "Join us."}

    preview = client.post(at("coalition_notice", workspace), words)
    assert preview.context["preview"] == words
    assert CoalitionNotice.objects.count() == 0

    client.post(at("coalition_notice", workspace), words | {"show": "on"})
    assert CoalitionNotice.objects.values("title", "text").get() == words

    client.post(at("coalition_notice", workspace), {"hide": "on"})
    assert CoalitionNotice.objects.count() == 0


@pytest.mark.parametrize("person", CAST)
def test_coalition_list_shows_words_and_no_members(client, request, notice, partners, person):
    client.force_login(request.getfixturevalue(person))

    page = client.get(reverse("accounts:coalition_list")).content.decode()

    assert "Rights in Arcadia" in page
    assert "Join us." in page
    assert str(notice.workspace_id) not in page
    if person == "chidi":
        assert "Pavel" not in page
        assert at("join_request_create", notice) in page
    else:
        assert "your organisation takes part" in page


def test_coalition_list_needs_a_sign_in(client, notice):
    assert client.get(reverse("accounts:coalition_list")).status_code == 302


def test_coalition_list_by_state(client, chidi, notice):
    other = make_workspace(review=make_review(make_state("FRA", name="France")), name="Elsewhere")
    show_coalition(workspace=other, title="Rights in France", text="", by=chidi, at=AT)
    client.force_login(chidi)

    page = client.get(reverse("accounts:coalition_list"), {"state": "FRA"})

    assert [one.title for one in page.context["page"]] == ["Rights in France"]


@pytest.mark.parametrize("number", [1, 3])
def test_coalition_list_query_count(client, chidi, organisation, django_assert_num_queries, number):
    for letter in "ABC"[:number]:
        workspace = make_workspace(organisation=organisation, review=make_review(make_state(letter * 3)))
        notice = show_coalition(workspace=workspace, title=letter, text="", by=chidi, at=AT)
        ask_to_join(notice=notice, organisation=chidi.organisations.get(), message="", by=chidi, at=AT)
    client.force_login(chidi)

    with django_assert_num_queries(11):
        client.get(reverse("accounts:coalition_list"))


def test_ask_to_join_is_answered_by_a_coordinator(client, amina, chidi, notice, workspace):
    client.force_login(chidi)
    client.post(at("join_request_create", notice), {"organisation": chidi.organisations.get().pk, "message": "Us too."})
    asked = JoinRequest.objects.get()
    assert (asked.message, asked.answer) == ("Us too.", "waiting")
    assert client.post(at("join_request_answer", asked), {"role": "coordinator"}).status_code == 404

    client.force_login(amina)
    client.post(at("join_request_answer", asked), {"role": "contributor"})

    assert part_of(chidi).role == Part.CONTRIBUTOR


def test_ask_to_join_with_an_organisation_of_others_is_refused(client, chidi, notice, organisation):
    client.force_login(chidi)

    answer = client.post(at("join_request_create", notice), {"organisation": organisation.pk})

    assert set(answer.context["form"].errors) == {"organisation"}
    assert JoinRequest.objects.count() == 0


def test_ask_to_join_is_for_owners(client, notice):
    client.force_login(make_member(make_organisation(), role=Membership.Role.EDITOR))

    assert "you own none" in client.get(at("join_request_create", notice)).content.decode()
    assert client.post(at("join_request_create", notice), {}).status_code == 403


@pytest.mark.parametrize(("person", "status"), [("amina", 302), ("bruno", 403), ("partner", 403), ("observer", 403)])
def test_join_request_answer_is_for_coordinators(client, request, asked, partners, person, status):
    client.force_login(request.getfixturevalue(person))

    assert client.post(at("join_request_answer", asked), {"decline": "on"}).status_code == status
    asked.refresh_from_db()
    assert asked.answer == ("declined" if status == 302 else "waiting")


@pytest.mark.parametrize(("person", "status"), [("chidi", 302), ("amina", 403), ("odile", 403)])
def test_join_request_withdraw_is_for_who_asked(client, request, asked, person, status):
    client.force_login(request.getfixturevalue(person))

    assert client.post(at("join_request_withdraw", asked)).status_code == status
    assert JoinRequest.objects.exists() is (status != 302)


def test_a_request_outlives_the_notice_without_its_name(client, chidi, asked, notice):
    notice.delete()
    client.force_login(chidi)

    page = client.get(reverse("accounts:coalition_list")).content.decode()

    assert "A coalition that is no longer listed" in page
    assert "Rights in Arcadia" not in page


def test_organisation_list_shows_those_that_chose_it(client, chidi, organisation):
    make_organisation(name="Listed", is_public=True)
    make_organisation(name="Closed", is_public=True, closed_at=AT, closed_by=chidi)
    client.force_login(chidi)

    page = client.get(reverse("accounts:organisation_list"))

    assert [one.name for one in page.context["page"]] == ["Listed"]


@pytest.mark.parametrize("number", [1, 3])
def test_organisation_list_query_count(client, chidi, django_assert_num_queries, number):
    for letter in "ABC"[:number]:
        make_organisation(is_public=True, state=make_state(letter * 3))
    client.force_login(chidi)

    with django_assert_num_queries(7):
        client.get(reverse("accounts:organisation_list"))


def test_theme_group_pages(client, amina, partner, workspace):
    issue = make_theme("Right to health", "2014", scheme="upr_info", code="42")
    theirs = partner.organisations.get()
    client.force_login(amina)
    data = {"name": "Health", "issues": [issue.pk], "organisations": [theirs.pk], "lead": theirs.pk, "due_date": ""}

    client.post(at("theme_group_create", workspace), data)
    group = ThemeGroup.objects.get()
    twice = client.post(at("theme_group_create", workspace), data)
    client.post(at("theme_group_edit", group), data | {"name": "Health and care", "due_date": "2027-03-01"})

    group.refresh_from_db()
    assert set(twice.context["form"].errors) == {"name"}
    assert (group.name, str(group.due_date), group.lead) == ("Health and care", "2027-03-01", theirs)
    client.post(at("theme_group_delete", group))
    assert ThemeGroup.objects.count() == 0


def test_theme_group_takes_organisations_of_the_workspace_only(client, amina, workspace):
    foreign = Organisation.objects.create(name="Foreign", created_at=AT, is_public=True)
    client.force_login(amina)

    answer = client.post(at("theme_group_create", workspace), {"name": "Health", "organisations": [foreign.pk]})

    assert set(answer.context["form"].errors) == {"organisations"}


@pytest.mark.parametrize("person", list(READERS))
@pytest.mark.parametrize("name", ["theme_group_edit", "theme_group_delete"])
def test_theme_groups_are_changed_by_coordinators(client, request, workspace, amina, partners, person, name):
    group = ThemeGroup.objects.create(workspace=workspace, name="Health", created_at=AT, created_by=amina)
    client.force_login(request.getfixturevalue(person))

    assert client.post(at(name, group), {"name": "Taken"}).status_code == READERS[person]
    assert ThemeGroup.objects.get().name == "Health"
