"""What was learnt in a cycle: by stage, in whose name, changed and taken away."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from implementation.models import Lesson
from implementation.services.lessons import change_lesson
from tests.factories import AT
from tests.implementation.lessons_noted import WORDS, make_lesson


def address(name, row):
    return reverse(f"implementation:{name}", args=[row.pk])


def test_a_lesson_is_kept_once_in_the_name_of_the_organisation(client, workspace, organisation, amina):
    client.force_login(amina)
    sent = WORDS | {"key": uuid4()}
    for _time in range(2):
        answer = client.post(address("lesson_create", workspace), sent)
        assert (answer.status_code, answer.url) == (302, address("lesson_list", workspace))

    row = Lesson.objects.get()
    assert (row.stage, row.text, row.organisation, row.review) == (
        1,
        "Begin with the embassies.",
        organisation,
        workspace.review,
    )
    assert row.created_by == amina


@pytest.mark.parametrize(
    ("more", "field", "says"),
    [
        ({"stage": ""}, "stage", "Choose the stage at which one should know it."),
        ({"text": " "}, "text", "Write what you learnt."),
    ],
)
def test_bad_input_is_answered_at_its_field(client, workspace, amina, more, field, says):
    client.force_login(amina)
    form = client.post(address("lesson_create", workspace), WORDS | {"key": uuid4()} | more).context["form"]

    assert form.errors[field] == [says]
    assert Lesson.objects.count() == 0


def test_the_list_goes_by_stage(client, workspace, amina):
    late, early = make_lesson(workspace, amina, stage=3, text="Late"), make_lesson(workspace, amina, text="Early")
    client.force_login(amina)

    stages = client.get(address("lesson_list", workspace)).context["stages"]

    assert [(str(name), rows) for name, rows in stages] == [
        ("Prepare and submit", [early]),
        ("Implement and report", [late]),
    ]


def test_nobody_writes_over_what_they_have_not_read(client, workspace, amina):
    row = make_lesson(workspace, amina)
    read = row.version
    change_lesson(lesson=row, words={"text": "Theirs"}, seen=read, by=amina, at=AT.replace(year=2027))
    client.force_login(amina)
    answer = client.post(address("lesson_edit", row), WORDS | {"text": "Mine", "key": row.pk, "seen": read})

    assert (answer.status_code, answer.context["newer"].text) == (409, "Theirs")
    assert answer.context["form"]["text"].value() == "Mine"
    assert Lesson.objects.get().text == "Theirs"


@pytest.mark.parametrize("name", ["lesson_edit", "lesson_delete"])
@pytest.mark.parametrize(("person", "status"), [("amina", 200), ("bruno", 403), ("chidi", 404)])
def test_writers_change_it(client, request, workspace, amina, name, person, status):
    row = make_lesson(workspace, amina)
    client.force_login(request.getfixturevalue(person))

    assert client.get(address(name, row)).status_code == status


@pytest.mark.parametrize(("person", "status"), [("amina", 200), ("bruno", 200), ("chidi", 404)])
def test_members_read_the_list(client, request, workspace, person, status):
    client.force_login(request.getfixturevalue(person))

    assert client.get(address("lesson_list", workspace)).status_code == status


def test_it_is_taken_away_for_good(client, workspace, amina):
    row = make_lesson(workspace, amina)
    client.force_login(amina)
    client.post(address("lesson_delete", row))

    assert Lesson.objects.count() == 0


def test_a_lesson_has_a_stage_of_the_cycle(workspace, amina):
    with pytest.raises(IntegrityError, match="implementation_lesson_stage"), transaction.atomic():
        make_lesson(workspace, amina, stage=4)
