import pytest
from django.contrib import admin
from django.urls import reverse

from cycles.models import Review, State
from tests.factories import make_review, make_state, make_user

REGISTERED = {
    "CouncilSession",
    "DeadlineRule",
    "Cycle",
    "Goal",
    "PersonGroup",
    "Review",
    "State",
    "Theme",
    "UnDocument",
    "WorkingGroupSession",
}


@pytest.fixture
def staff(db, client):
    user = make_user(is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


def test_admin_holds_reference_data_only():
    ours = {model.__name__ for model in admin.site._registry if model._meta.app_label == "cycles"}
    work = [
        model for model in admin.site._registry if model._meta.app_label in {"reminders", "implementation", "impact"}
    ]

    assert ours == REGISTERED
    assert work == []


@pytest.mark.parametrize("name", sorted(REGISTERED))
def test_admin_list_opens(client, staff, review, name):
    response = client.get(reverse(f"admin:cycles_{name.lower()}_changelist"), {"q": "arc"})

    assert response.status_code == 200


def test_saving_a_review_marks_it_as_corrected(client, staff):
    review = make_review(make_state("SVN"))
    form = {
        "original_session": 48,
        "current_session": 48,
        "status": Review.Status.POSTPONED,
        "confidence": "confirmed",
        "adoption_confidence": "unverified",
        "note": "Moved",
        "source": "Letter of the President of the Council",
    }

    response = client.post(reverse("admin:cycles_review_change", args=[review.pk]), form)

    review.refresh_from_db()
    assert response.status_code == 302
    assert (review.status, review.note) == (Review.Status.POSTPONED, "Moved")
    assert review.corrected_at is not None
    assert (review.state_under_review_id, review.cycle_id) == ("SVN", 4)
    assert State.objects.get(pk="SVN").data_version == 1


def test_review_takes_no_day_outside_of_the_record(client, staff):
    review = make_review(make_state("SVN"))
    form = {"current_session": 48, "status": "scheduled", "adoption_date": "9999-12-31"}
    form |= {"confidence": "confirmed", "adoption_confidence": "confirmed"}

    response = client.post(reverse("admin:cycles_review_change", args=[review.pk]), form)

    assert response.context["adminform"].form.errors == {
        "adoption_date": ["Give a day between 2006, the first year of the Human Rights Council, and 2100."]
    }


def test_state_cannot_be_deleted(client, staff, review):
    response = client.post(reverse("admin:cycles_state_delete", args=["XAR"]), {"post": "yes"})

    assert response.status_code == 403


def test_admin_is_closed_to_people_without_staff(client, amina):
    client.force_login(amina)

    response = client.get(reverse("admin:cycles_state_changelist"))

    assert response.status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_review_admin_query_count(client, staff, count, django_assert_num_queries):
    for cycle in range(1, count + 1):
        make_review(make_state("SVN"), cycle=cycle)

    with django_assert_num_queries(7):
        response = client.get(reverse("admin:cycles_review_changelist"))

    assert response.status_code == 200
