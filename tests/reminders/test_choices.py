"""Who hears what: of a person, of a workspace; hours, zones, and the language of reminders."""

from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reminders.choice_lines import KINDS
from reminders.models import Deadline, PersonalHours, ReminderChoice
from reminders.services.choices import OnlyOnesOwn, choose, forget_choice
from reminders.zones import all_zones, clean_zone, likely_zones, zone_of, zones_by_country
from tests.factories import AT, make_member, make_organisation, make_state

pytestmark = pytest.mark.django_db
HOURS = {
    "language": "fr",
    "zone": "Africa/Nairobi",
    "hour": "07:30",
    "quiet_weekdays": ["5", "6"],
    "digest_weekday": "0",
    "quiet_until": "",
}


def url(name, *keys):
    return reverse(f"reminders:{name}", args=keys)


def lines(client, address, name="lines"):
    return {line.kind: line for line in client.get(address).context[name]}


def errors(answer):
    return {name: [str(one) for one in found] for name, found in answer.context["form"].errors.items()}


def test_every_kind_stands_in_the_table_with_the_standard(client, amina):
    client.force_login(amina)

    found = lines(client, url("personal_choices"))

    assert list(found) == ["all", *Deadline.Kind.values]
    draft, of_state = found["draft"], found["un_date"]
    assert (draft.channel, draft.origin, draft.is_chosen) == ("By e-mail and here", "standard", False)
    assert draft.leads == "90, 30, 14, 7, 3, 1 days before; 6, 2 hours before"
    assert (of_state.channel, of_state.leads) == ("Here only", "30, 7, 1 days before")


def test_a_choice_and_back_to_the_standard(client, amina):
    client.force_login(amina)
    address = url("personal_choice_edit", "draft")

    client.post(address, {"channel": "digest", "leads": ["24", "720"]})

    row = ReminderChoice.objects.get()
    assert (row.person, row.workspace, row.kind, row.channel, row.leads) == (amina, None, "draft", "digest", [720, 24])
    line = lines(client, url("personal_choices"))["draft"]
    assert (line.leads, line.origin, line.is_chosen) == ("30, 1 days before", "your choice everywhere", True)

    client.post(address, {"reset": "on"})
    assert ReminderChoice.objects.count() == 0


def test_not_at_all_needs_no_lead_times_and_keeps_none(client, amina):
    client.force_login(amina)

    client.post(url("personal_choice_edit", "all"), {"channel": "none", "leads": ["24"]})

    assert ReminderChoice.objects.get().leads == []
    line = lines(client, url("personal_choices"))["meeting"]
    assert (line.channel, line.leads, line.origin) == ("Not at all", "–", "your choice everywhere, for all kinds")


@pytest.mark.parametrize(
    ("words", "field", "said"),
    [
        ({"leads": ["24"]}, "channel", "Choose how."),
        ({"channel": "mail"}, "leads", "Choose at least one, or “Not at all” above."),
        ({"channel": "mail", "leads": ["25"]}, "leads", None),
        ({"channel": "pigeon", "leads": ["24"]}, "channel", None),
    ],
)
def test_half_a_choice_is_asked_about(client, amina, words, field, said):
    client.force_login(amina)

    found = errors(client.post(url("personal_choice_edit", "draft"), words))

    assert list(found) == [field]
    assert said is None or found[field] == [said]
    assert ReminderChoice.objects.count() == 0


def test_a_kind_that_there_is_not(client, amina):
    client.force_login(amina)

    assert client.get(url("personal_choice_edit", "nonsense")).status_code == 404


def test_the_nearest_choice_holds(client, amina, workspace):
    def said(place, person, kind, lead):
        choose(workspace=place, person=person, kind=kind, channel="app", leads=[lead], by=amina, at=AT)

    client.force_login(amina)
    place = url("workspace_choices", workspace.pk)
    expected = [
        (workspace, None, "", 90 * 24, "the workspace’s choice, for all kinds"),
        (workspace, None, "draft", 30 * 24, "the workspace’s choice"),
        (None, amina, "", 14 * 24, "your choice everywhere, for all kinds"),
        (None, amina, "draft", 7 * 24, "your choice everywhere"),
        (workspace, amina, "", 3 * 24, "your choice here, for all kinds"),
        (workspace, amina, "draft", 24, "your choice here"),
    ]
    for where, person, kind, lead, origin in expected:
        said(where, person, kind, lead)
        line = lines(client, place, "own")["draft"]
        assert (line.origin, line.leads.split()[0]) == (origin, str(lead // 24))
    shared = lines(client, place, "shared")["draft"]
    assert (shared.origin, shared.leads) == ("the workspace’s choice", "30 days before")


@pytest.mark.parametrize(
    ("person", "seen", "status"), [("amina", 200, 302), ("bruno", 200, 403), ("partner", 200, 403), ("chidi", 404, 404)]
)
def test_coordinators_choose_for_everybody(client, request, workspace, person, seen, status):
    client.force_login(request.getfixturevalue(person))
    address = url("workspace_choice_edit", workspace.pk, "draft")

    assert client.get(url("workspace_choices", workspace.pk)).status_code == seen
    assert client.post(address, {"channel": "app", "leads": ["24"]}).status_code == status
    assert ReminderChoice.objects.filter(workspace=workspace, person=None).count() == (status == 302)


def test_a_choice_for_one_workspace_is_everybodys_own(client, workspace, bruno, chidi):
    client.force_login(bruno)
    address = url("choice_in_workspace_edit", workspace.pk, "all")
    assert client.post(address, {"channel": "none"}).status_code == 302

    client.force_login(chidi)
    assert client.post(address, {"channel": "none"}).status_code == 404
    assert [row.person for row in ReminderChoice.objects.all()] == [bruno]


def test_nobody_chooses_for_somebody_else(amina, bruno):
    place = {"workspace": None, "person": bruno, "kind": "", "by": amina, "at": AT}

    with pytest.raises(OnlyOnesOwn):
        choose(**place, channel="none", leads=[])
    with pytest.raises(OnlyOnesOwn):
        forget_choice(**place)


@pytest.mark.parametrize("number", [0, 6])
def test_query_counts(client, amina, workspace, django_assert_num_queries, number):
    for kind in list(KINDS)[1 : number + 1]:
        choose(workspace=workspace, person=amina, kind=kind, channel="app", leads=[24], by=amina, at=AT)
    client.force_login(amina)

    with django_assert_num_queries(5):
        client.get(url("personal_choices"))
    # The days of the review are kept from now on.
    client.get(url("workspace_choices", workspace.pk))
    with django_assert_num_queries(11):
        client.get(url("workspace_choices", workspace.pk))


def test_hours_are_kept(client, amina):
    client.force_login(amina)

    client.post(url("personal_hours"), HOURS)

    row = PersonalHours.objects.get()
    assert (row.language, row.zone, row.hour, row.quiet_weekdays, row.digest_weekday, row.quiet_until) == (
        "fr",
        "Africa/Nairobi",
        time(7, 30),
        [5, 6],
        0,
        None,
    )
    form = client.get(url("personal_hours")).context["form"]
    assert (form["zone"].value(), form["quiet_weekdays"].value()) == ("Africa/Nairobi", [5, 6])


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"zone": "Mars/Olympus"}, "zone", None),
        ({"zone": ""}, "zone", "Write a time zone."),
        ({"hour": "8 o'clock"}, "hour", "This is no hour. Write it as 08:30."),
        (
            {"quiet_weekdays": list("0123456")},
            "quiet_weekdays",
            "Leave at least one day. To hear nothing at all, choose so for all kinds.",
        ),
        ({"quiet_until": "2020-01-01"}, "quiet_until", "This day is over. Choose a day to come, or leave it empty."),
        (
            {"quiet_until": f"{timezone.now().year + 3}-01-01"},
            "quiet_until",
            "This is more than a year ahead. Choose an earlier day.",
        ),
        ({"quiet_until": "soon"}, "quiet_until", "This is no day of the calendar. Write it as 2027-04-02."),
        ({"language": "tlh"}, "language", None),
    ],
)
def test_wrong_hours_are_said_at_their_field(client, amina, changes, field, words):
    client.force_login(amina)

    answer = client.post(url("personal_hours"), HOURS | changes)

    assert list(errors(answer)) == [field]
    assert words is None or errors(answer)[field] == [words]
    assert answer.context["form"][field].value() == changes[field]
    assert PersonalHours.objects.count() == 0


def test_a_pause_that_has_ended_does_not_stand_in_the_way(client, amina):
    ended = timezone.now().date() - timedelta(days=3)
    PersonalHours.objects.create(person=amina, quiet_until=ended)
    client.force_login(amina)

    assert client.post(url("personal_hours"), HOURS | {"quiet_until": str(ended)}).status_code == 302


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Africa/Nairobi", "Africa/Nairobi"),
        (" africa/nairobi ", "Africa/Nairobi"),
        ("Port-au-Prince", "America/Port-au-Prince"),
        ("new york", "America/New_York"),
        ("Asia/Calcutta", "Asia/Calcutta"),
        ("Geneva", "Europe/Zurich"),
    ],
)
def test_what_people_type_for_a_zone(typed, zone):
    assert clean_zone(typed) == zone


def test_the_table_of_zones_knows_every_state():
    assert zones_by_country()["KE"] == ("Africa/Nairobi",)
    assert zones_by_country()["ZA"][0] == "Africa/Johannesburg"
    assert len(all_zones()) > 400
    assert set(all_zones()) == {clean_zone(zone) for zone in all_zones()}


def test_the_clock_is_that_of_the_state_until_somebody_chooses(organisation, amina):
    organisation.state = make_state("KEN", iso2="KE")
    organisation.save()
    elsewhere = make_member(make_organisation(state=make_state("FJI", iso2="FJ")))
    nowhere = make_member(make_organisation())

    assert likely_zones([amina.pk, elsewhere.pk, nowhere.pk]) == {
        amina.pk: "Africa/Nairobi",
        elsewhere.pk: "Pacific/Fiji",
    }
    assert (zone_of(amina), zone_of(nowhere)) == ("Africa/Nairobi", "Europe/Zurich")
    PersonalHours.objects.create(person=amina, language="en")
    assert zone_of(amina) == "Africa/Nairobi"
    PersonalHours.objects.filter(person=amina).update(zone="Asia/Tokyo")
    assert zone_of(amina) == "Asia/Tokyo"


def test_changing_the_language_of_the_pages_changes_that_of_reminders(client, amina):
    client.post(reverse("set_language"), {"language": "fr", "next": "/"})
    assert PersonalHours.objects.count() == 0
    client.force_login(amina)

    client.post(reverse("set_language"), {"language": "ar", "next": "/"})
    client.post(reverse("set_language"), {"language": "nonsense", "next": "/"})

    row = PersonalHours.objects.get()
    assert (row.person, row.language, row.zone) == (amina, "ar", "")


def test_whoever_signs_up_is_reminded_in_the_language_of_the_page(client, db):
    words = {"name": "Nour", "email": "nour@example.org", "password1": "three-brown-kettles-sing"}

    client.post("/accounts/signup/", words, headers={"accept-language": "ar"})

    row = PersonalHours.objects.get()
    assert (row.person.email, row.language) == ("nour@example.org", "ar")
