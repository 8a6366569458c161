"""Steps that an organisation adapts, on the pages, and the deadlines that follow them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.models import AdaptedStep, WorkspaceMember
from cycles.models import Review
from reminders.models import Deadline
from reminders.words import what_is_due
from tests.factories import make_member, make_organisation

CAST = ["odile", "amina", "bruno", "chidi", "partner"]
STATUS = {"odile": 200, "amina": 200, "bruno": 403, "chidi": 404, "partner": 200}


@pytest.fixture
def partner(workspace):
    other = make_organisation(name="Partners")
    WorkspaceMember.objects.create(workspace=workspace, organisation=other)
    return make_member(other, name="Petra")


@pytest.fixture
def today():
    return timezone.localdate()


def address(workspace, name, *rest):
    return reverse(f"impact:{name}", args=[workspace.pk, *rest])


def stages(client, workspace):
    return client.get(address(workspace, "workspace_steps")).context["stages"]


def line(client, workspace, key):
    return next(line for stage in stages(client, workspace) for line in stage.lines if line.key == key)


@pytest.mark.parametrize("person", CAST)
def test_steps_are_adapted_by_those_who_write(client, request, workspace, partner, person):
    client.force_login(request.getfixturevalue(person))
    refused = STATUS[person] if STATUS[person] != 200 else 302

    assert client.get(address(workspace, "step_edit", "plan")).status_code == STATUS[person]
    assert client.get(address(workspace, "step_create", 2)).status_code == STATUS[person]
    assert client.post(address(workspace, "step_leave_out", "plan")).status_code == refused
    assert client.post(address(workspace, "step_reset", "plan")).status_code == refused


def test_a_step_with_a_day_of_its_own_is_a_deadline(client, amina, workspace, organisation, today):
    client.force_login(amina)
    day = today + timedelta(days=40)

    client.post(address(workspace, "step_edit", "plan"), {"name": "Our plan", "ends_on": day, "person": amina.pk})

    deadline = Deadline.objects.get()
    assert (deadline.key, deadline.kind, deadline.title, deadline.date) == ("step:plan", "step", "Our plan", day)
    assert (deadline.person, deadline.organisation, deadline.status) == (amina, organisation, "open")
    assert deadline.path == f"/workspaces/{workspace.pk}/steps/#step-plan"
    found = line(client, workspace, "plan")
    assert (found.name, found.ends, found.who, found.has_own_days) == ("Our plan", day, "Amina", True)


def test_a_step_that_nobody_renamed_is_due_in_the_language_of_the_reader(client, amina, workspace, today):
    client.force_login(amina)
    client.post(address(workspace, "step_edit", "plan"), {"ends_on": today + timedelta(days=40)})

    deadline, words = Deadline.objects.get(), {}
    for language in ("en", "fr"):
        with override(language):
            words[language] = what_is_due(deadline)

    assert words == {
        "en": "Action strategy plan and follow-up mechanism",
        "fr": "Plan stratégique d’action et mécanisme de suivi",
    }


def test_the_deadline_follows_the_step(client, amina, workspace, today):
    client.force_login(amina)
    days = {"name": "Our plan", "ends_on": today + timedelta(days=40)}

    def status():
        return Deadline.objects.get().status

    client.post(address(workspace, "step_edit", "plan"), days)
    client.post(address(workspace, "step_tick", "plan"))
    assert status() == "done"
    client.post(address(workspace, "step_tick", "plan"), {"undo": "on"})
    assert status() == "open"
    client.post(address(workspace, "step_leave_out", "plan"))
    assert status() == "cancelled"
    client.post(address(workspace, "step_edit", "plan"), days | {"ends_on": today + timedelta(days=50)})
    assert (status(), Deadline.objects.get().date) == ("open", today + timedelta(days=50))
    client.post(address(workspace, "step_edit", "plan"), {"name": "Our plan"})
    assert status() == "cancelled"
    client.post(address(workspace, "step_tick", "plan"))
    assert status() == "cancelled"


def test_a_step_without_a_day_of_its_own_is_no_deadline(client, amina, workspace):
    client.force_login(amina)

    client.post(address(workspace, "step_edit", "plan"), {"name": "Our plan"})
    client.post(address(workspace, "step_tick", "plan"))

    assert not Deadline.objects.exists()


def test_a_step_of_its_own_is_added_changed_and_taken_away(client, amina, workspace, today):
    client.force_login(amina)
    day = today + timedelta(days=9)

    answer = client.post(address(workspace, "step_create", 3), {"name": "Train observers", "ends_on": day})

    row = AdaptedStep.objects.get()
    assert answer.headers["Location"] == f"/workspaces/{workspace.pk}/steps/#step-{row.step}"
    own = line(client, workspace, row.step)
    assert (own.stage, own.number, own.name, own.ends, own.is_own) == (3, None, "Train observers", day, True)
    assert Deadline.objects.get().title == "Train observers"

    client.post(address(workspace, "step_edit", row.step), {"name": "Train twelve observers", "ends_on": day})
    assert Deadline.objects.get().title == "Train twelve observers"

    client.post(address(workspace, "step_reset", row.step))
    assert not AdaptedStep.objects.exists()
    assert Deadline.objects.get().status == "cancelled"


def test_wrong_words_lose_nothing_typed(client, amina, workspace, today):
    client.force_login(amina)

    answer = client.post(
        address(workspace, "step_create", 3), {"name": "", "starts_on": today, "ends_on": today - timedelta(days=1)}
    )

    form = answer.context["form"]
    assert form.errors == {
        "name": ["Write what is to be done."],
        "ends_on": ["The last day comes before the first. Change one of them."],
    }
    assert f'value="{today - timedelta(days=1):%Y-%m-%d}"' in answer.content.decode()


def test_a_person_of_another_organisation_is_refused_at_their_field(client, amina, workspace, partner):
    client.force_login(amina)

    answer = client.post(
        address(workspace, "step_edit", "plan"), {"person": amina.pk, "organisation": partner.organisations.get().pk}
    )

    assert list(answer.context["form"].errors) == ["person"]
    assert not AdaptedStep.objects.exists()


def test_people_of_other_organisations_stay_without_a_name(client, amina, workspace, partner):
    client.force_login(partner)
    client.post(address(workspace, "step_edit", "plan"), {"person": partner.pk})
    assert line(client, workspace, "plan").who == "Petra"

    client.force_login(amina)
    page = client.get(address(workspace, "step_edit", "plan")).content.decode()
    assert line(client, workspace, "plan").who == "Partners"
    assert ("Petra" in page, "Somebody of another organisation" in page) == (False, True)

    theirs = partner.organisations.get()
    client.post(
        address(workspace, "step_edit", "plan"), {"name": "Ours", "person": partner.pk, "organisation": theirs.pk}
    )
    assert (AdaptedStep.objects.get().person, AdaptedStep.objects.get().name) == (partner, "Ours")


def test_a_step_left_out_counts_nowhere(client, amina, workspace):
    client.force_login(amina)

    client.post(address(workspace, "step_leave_out", "plan"))

    [stage] = [one for one in stages(client, workspace) if one.number == 3]
    assert ([one.key for one in stage.left_out], len(stage.lines)) == (["plan"], 3)
    client.post(address(workspace, "step_edit", "plan"), {"name": ""})
    assert line(client, workspace, "plan").adapted is None


def test_an_own_day_that_is_over_is_late_whenever_the_workspace_began(client, amina, workspace, today):
    Review.objects.filter(pk=workspace.review_id).update(status=Review.Status.ADOPTED)
    client.force_login(amina)

    client.post(address(workspace, "step_edit", "plan"), {"ends_on": today - timedelta(days=1)})

    assert line(client, workspace, "plan").is_late


@pytest.mark.parametrize("step", ["dance", "own-123456789012"])
def test_an_unknown_step_is_not_found(client, amina, workspace, step):
    client.force_login(amina)

    for name in ("step_edit", "step_tick", "step_reset", "step_leave_out"):
        assert client.post(address(workspace, name, step)).status_code == 404
    assert client.get(address(workspace, "step_create", 4)).status_code == 404
