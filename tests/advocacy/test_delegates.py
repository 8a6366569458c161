"""Who comes to Geneva: nobody sees more than they need, names are sealed, and all is erased on its day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, WorkspaceMember
from advocacy.models import Delegate
from advocacy.services.erasing import erase_delegates
from advocacy.tasks import erase_contacts
from common.models import AuditEvent
from tests.advocacy.held import delegate_sent, make_delegate, make_event
from tests.factories import make_member, make_organisation, make_token


def address(name, row):
    return reverse(f"advocacy:{name}", args=[row.pk])


def partner(workspace, part):
    """An editor of another organisation that takes part in the workspace."""
    organisation = make_organisation()
    WorkspaceMember.objects.create(workspace=workspace, organisation=organisation, role=part)
    return make_member(organisation, role=Membership.Role.EDITOR), organisation


def names(client, person, workspace):
    client.force_login(person)
    answer = client.get(address("delegate_list", workspace))
    return [row.name for row in answer.context["rows"]] if answer.status_code == 200 else answer.status_code


@pytest.mark.parametrize(
    ("name", "statuses"),
    [("amina", [200] * 4), ("odile", [200] * 4), ("bruno", [403, 403, 404, 404]), ("chidi", [404] * 4)],
)
def test_readers_and_strangers_see_nobody(client, request, workspace, organisation, amina, name, statuses):
    row = make_delegate(workspace, amina, organisation=organisation)
    client.force_login(request.getfixturevalue(name))
    pages = [address("delegate_list", workspace), address("delegate_create", workspace)]
    pages += [address("delegate_edit", row), address("delegate_delete", row)]

    assert [client.get(page).status_code for page in pages] == statuses


def test_whoever_coordinates_sees_everybody_and_others_their_own(client, workspace, organisation, amina):
    friend, theirs = partner(workspace, "contributor")
    make_delegate(workspace, amina, organisation=organisation, name="Ours")
    make_delegate(workspace, amina, organisation=theirs, name="Theirs")
    make_delegate(workspace, amina, name="Nobody's")

    assert names(client, amina, workspace) == ["Nobody's", "Ours", "Theirs"]
    assert names(client, friend, workspace) == ["Theirs"]


@pytest.mark.parametrize("part", ["supporter", "observer"])
def test_supporters_and_observers_see_nobody_though_they_are_in_the_workspace(client, workspace, amina, part):
    friend, theirs = partner(workspace, part)
    row = make_delegate(workspace, amina, organisation=theirs)

    assert names(client, friend, workspace) == 403
    assert client.get(address("delegate_edit", row)).status_code == 404


def test_a_program_sees_nobody(workspace, organisation, amina):
    make_delegate(workspace, amina, organisation=organisation)
    token, _secret = make_token(amina, workspace, scopes=["read_workspace"])
    assert Delegate.objects.visible_to(amina).count() == 1

    amina.narrowed_to = frozenset({workspace.pk})

    assert Delegate.objects.visible_to(amina).count() == 0
    assert token.created_by == amina


def test_another_organisation_cannot_put_people_under_our_name(client, workspace, organisation):
    friend, theirs = partner(workspace, "contributor")
    client.force_login(friend)

    refused = client.post(address("delegate_create", workspace), delegate_sent(organisation))
    client.post(address("delegate_create", workspace), delegate_sent(theirs))

    assert refused.status_code == 200
    assert [row.organisation for row in Delegate.objects.all()] == [theirs]


@pytest.mark.parametrize(
    ("name", "status"), [("amina", 200), ("bruno", 403), ("chidi", 404), ("contributor", 403), ("supporter", 403)]
)
@pytest.mark.parametrize("view", ["delegate_day", "delegate_csv"])
def test_the_list_leaves_only_with_whoever_coordinates_and_that_is_noted(
    client, request, workspace, amina, name, status, view
):
    row = make_delegate(workspace, amina)
    is_of_another = name in ("contributor", "supporter")
    person = partner(workspace, name)[0] if is_of_another else request.getfixturevalue(name)
    client.force_login(person)

    answer = client.post(address(view, workspace), {"day": "2030-06-03"})

    said = b"".join(answer.streaming_content) if answer.streaming else answer.content
    verbs = {"delegate_day": "print_delegates", "delegate_csv": "export_delegates"}
    noted = AuditEvent.objects.filter(verb=verbs[view], workspace_id=workspace.pk)
    assert (answer.status_code, row.name in said.decode()) == (status, status == 200)
    assert [event.actor_id for event in noted] == ([person.pk] if status == 200 else [])
    assert client.get(address(view, workspace)).status_code == 405


def test_the_file_holds_what_the_badge_office_needs_and_no_notes(client, workspace, organisation, amina):
    event = make_event(workspace, amina)
    make_delegate(
        workspace,
        amina,
        organisation=organisation,
        events=[event],
        accredited_by="A friend with status",
        first_day=date(2030, 6, 2),
        last_day=date(2030, 6, 5),
        rooms=["working_group", "side_events"],
        notes="Travels under another name",
    )
    client.force_login(amina)

    answer = client.post(address("delegate_csv", workspace))

    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines == [
        "Name,Organisation,Accredited by,Badge,Visa,First day,Last day,Rooms,Events,Photos and names",
        'Salma Osman,Amina\'s organisation,A friend with status,"Needed, not asked for yet",Asked for,2030-06-02,'
        "2030-06-05,Working Group; Rooms of side events,Shelters and the police,Neither seen nor named",
    ]


def test_the_sheet_shows_who_is_there_on_the_day(client, workspace, amina):
    make_event(workspace, amina, title="On the day")
    make_event(workspace, amina, title="Another day", date=date(2030, 6, 4))
    for name, first, last in (
        ("Anna", None, None),
        ("Boris", date(2030, 6, 3), None),
        ("Carla", None, date(2030, 6, 2)),
    ):
        make_delegate(workspace, amina, name=name, first_day=first, last_day=last)
    client.force_login(amina)

    context = client.post(address("delegate_day", workspace), {"day": "2030-06-03"}).context

    assert [row.name for row in context["rows"]] == ["Anna", "Boris"]
    assert [event.title for event in context["events"]] == ["On the day"]


def test_the_database_holds_no_name_and_the_model_no_number_of_a_paper(workspace, amina):
    make_delegate(workspace, amina, affiliation="A hidden shelter", notes="Needs a ramp")

    with connection.cursor() as cursor:
        cursor.execute("SELECT d::text FROM advocacy_delegate d")
        stored = cursor.fetchone()[0]

    assert [word for word in ("Salma", "shelter", "ramp") if word in stored] == []
    columns = {field.name for field in Delegate._meta.get_fields()}
    assert [name for name in columns if "passport" in name or "document" in name or "number" in name] == []


def test_until_they_say_otherwise_nobody_is_seen_or_named(workspace, amina):
    assert make_delegate(workspace, amina).shown == "hidden"


def test_on_their_day_they_are_erased_with_the_contacts(workspace, amina):
    over = make_delegate(workspace, amina, erase_date=date(2026, 11, 20))
    stays = make_delegate(workspace, amina, erase_date=date(2026, 11, 21))

    count = erase_delegates(at=datetime(2026, 11, 20, 12, tzinfo=UTC))

    assert (count, list(Delegate.objects.all())) == (1, [stays])
    event = AuditEvent.objects.get(verb="erase_delegate")
    assert (event.target_id, event.workspace_id, event.actor_id) == (str(over.pk), workspace.pk, None)
    Delegate.objects.update(erase_date=timezone.now().date())
    erase_contacts()
    assert Delegate.objects.count() == 0


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "Choose a day that is still to come, or take them away now."),
        (400, "Nobody stands on this list longer than a year."),
    ],
)
def test_nobody_stands_on_the_list_longer_than_a_year(client, workspace, organisation, amina, days, said):
    client.force_login(amina)
    day = (timezone.localdate() + timedelta(days=days)).isoformat()

    page = client.post(
        address("delegate_create", workspace), delegate_sent(organisation, erase_date=day)
    ).content.decode()

    assert said in page
    assert 'value="Salma Osman"' in page
    assert Delegate.objects.count() == 0


def test_nobody_is_erased_before_they_have_travelled(client, workspace, organisation, amina):
    client.force_login(amina)
    erased = timezone.localdate() + timedelta(days=10)
    sent = {"erase_date": erased.isoformat(), "last_day": erased.isoformat()}

    page = client.post(address("delegate_create", workspace), delegate_sent(organisation, **sent)).content.decode()

    assert "They would be erased before they have travelled." in page
    assert Delegate.objects.count() == 0


def test_the_last_day_comes_after_the_first(client, workspace, organisation, amina):
    client.force_login(amina)
    sent = delegate_sent(organisation, first_day="2030-06-03", last_day="2030-06-01")

    page = client.post(address("delegate_create", workspace), sent).content.decode()

    assert "The last day comes before the first." in page
    with pytest.raises(IntegrityError):
        make_delegate(workspace, amina, first_day=date(2030, 6, 3), last_day=date(2030, 6, 1))


@pytest.mark.parametrize("wrong", [{"badge": "lost"}, {"visa": "lost"}, {"shown": "all"}, {"rooms": ["cellar"]}])
def test_the_database_keeps_the_promises(workspace, amina, wrong):
    with pytest.raises(IntegrityError):
        make_delegate(workspace, amina, **wrong)


def test_somebody_was_quicker(client, workspace, organisation, amina):
    row = make_delegate(workspace, amina, organisation=organisation)
    client.force_login(amina)

    answer = client.post(address("delegate_edit", row), delegate_sent(organisation, name="Typed meanwhile", seen="1"))

    assert (answer.status_code, 'value="Typed meanwhile"' in answer.content.decode()) == (409, True)
    assert Delegate.objects.get().name == "Salma Osman"


def test_the_events_page_leads_there_only_who_may_go(client, workspace, amina, bruno):
    link = address("delegate_list", workspace)
    found = {}
    for person in (amina, bruno):
        client.force_login(person)
        found[person.name] = f'href="{link}"' in client.get(address("event_list", workspace)).content.decode()

    assert found == {"Amina": True, "Bruno": False}


def test_the_list_asks_the_same_for_one_and_three(client, workspace, organisation, amina, django_assert_num_queries):
    event = make_event(workspace, amina)
    make_delegate(workspace, amina, organisation=organisation, events=[event])
    client.force_login(amina)
    client.get(address("delegate_list", workspace))
    with django_assert_num_queries(QUERIES):
        client.get(address("delegate_list", workspace))
    for _ in range(2):
        make_delegate(workspace, amina, organisation=organisation, events=[event])

    with django_assert_num_queries(QUERIES):
        client.get(address("delegate_list", workspace))


QUERIES = 13
