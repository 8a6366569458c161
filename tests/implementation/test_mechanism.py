"""The follow-up mechanism of the State, its meetings, what is asked of it, parliament and media."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from implementation.models import FollowUp, FollowUpMechanism, Occasion
from implementation.services import follow_ups, mechanism
from implementation.services.kept_rows import ChangedMeanwhile
from implementation.services.ratings import NotInReview
from reminders.models import Deadline
from tests.factories import AT, make_recommendation, make_review, make_state
from tests.implementation.planned import make_follow_up, make_occasion

READ = ("mechanism_detail", "occasion_detail")
WRITE = ("mechanism_edit", "occasion_create", "occasion_edit", "occasion_delete")
OF_ROW = ("occasion_detail", "occasion_edit", "occasion_delete")
AHEAD = AT.date() + timedelta(days=30)


def address(name, workspace, row=None):
    return reverse(f"implementation:{name}", args=[row.pk if name in OF_ROW else workspace.pk])


def words(**more):
    usual = {"kind": "hearing", "title": "Budget", "date": "2026-03-01", "holder": "", "key": uuid4()}
    return usual | {"name": "Committee"} | more


@pytest.fixture
def row(workspace, amina, review):
    return make_occasion(workspace, amina, [make_recommendation(review, item=7)])


@pytest.mark.parametrize(("kind", "deadline"), [("meeting", "meeting"), ("hearing", "meeting"), ("press", "other")])
def test_a_day_ahead_is_a_deadline_until_it_is_written_down_how_it_went(workspace, amina, organisation, kind, deadline):
    made = make_occasion(workspace, amina, kind=kind, date=AHEAD, organisation=organisation, at=AT)
    found = Deadline.objects.get()
    assert (found.key, found.kind, found.date, found.status) == (f"occasion:{made.pk}", deadline, AHEAD, "open")
    assert (found.organisation, found.path) == (organisation, made.get_absolute_url())

    change = {"occasion": made, "recommendations": [], "by": amina, "at": AT + timedelta(hours=1)}
    mechanism.change_occasion(words={"outcome": "A date is set."}, seen=made.version, **change)
    assert Deadline.objects.get().status == "done"


def test_what_is_over_makes_no_deadline(workspace, amina):
    make_occasion(workspace, amina, date=AT.date() - timedelta(days=1), at=AT)

    assert Deadline.objects.count() == 0


def test_nobody_writes_over_what_they_have_not_read(workspace, amina, row):
    change = {"workspace": workspace, "by": amina, "at": AT}
    first = mechanism.save_mechanism(words={"name": "Committee", "kind": "standing"}, seen="", **change)

    with pytest.raises(ChangedMeanwhile):
        mechanism.save_mechanism(words={"name": "Mine", "kind": "none"}, seen="", **change)
    with pytest.raises(ChangedMeanwhile):
        mechanism.change_occasion(occasion=row, words={"title": "Mine"}, recommendations=[], by=amina, at=AT, seen="1")
    assert (FollowUpMechanism.objects.get().name, Occasion.objects.get().title) == (first.name, row.title)


def test_a_recommendation_of_another_review_is_refused(workspace, amina):
    other = make_recommendation(make_review(make_state("NPL"), session=49), item=1)

    with pytest.raises(NotInReview):
        make_occasion(workspace, amina, [other])


def test_the_database_refuses_unknown_kinds(workspace, amina, row):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_occasion(workspace, amina, kind="party")
    with pytest.raises(IntegrityError), transaction.atomic():
        FollowUpMechanism.objects.create(
            workspace=workspace, name="A", kind="club", created_at=AT, created_by=amina, changed_at=AT, changed_by=amina
        )


def test_a_promise_is_waited_for_until_it_is_kept(workspace, amina):
    today = timezone.localdate()
    made = make_follow_up(workspace, amina, kind="ask", due_date=today + timedelta(days=3), is_of_mechanism=True)
    said = {"follow_up": made, "answer_date": today, "answer_words": "By May.", "by": amina, "at": timezone.now()}

    promised = follow_ups.answer_follow_up(answer="promised", **said)
    assert Deadline.objects.get().status == "open"
    assert (promised.is_late(today), promised.is_late(today + timedelta(days=4))) == (False, True)
    assert list(FollowUp.objects.late(on=today + timedelta(days=4))) == [made]
    follow_ups.answer_follow_up(answer="answered", **said)
    assert (Deadline.objects.get().status, FollowUp.objects.waiting().count()) == ("done", 0)


@pytest.mark.parametrize("name", [*READ, *WRITE])
def test_strangers_do_not_learn_of_it(client, workspace, row, chidi, name):
    client.force_login(chidi)

    assert client.get(address(name, workspace, row)).status_code == 404
    assert client.post(address(name, workspace, row)).status_code == (405 if name in READ else 404)


@pytest.mark.parametrize("name", READ)
def test_members_read(client, workspace, row, bruno, name):
    client.force_login(bruno)

    assert client.get(address(name, workspace, row)).status_code == 200


@pytest.mark.parametrize("name", WRITE)
def test_readers_do_not_write(client, workspace, row, bruno, name):
    client.force_login(bruno)

    assert client.post(address(name, workspace, row), words()).status_code == 403
    assert (FollowUpMechanism.objects.count(), list(Occasion.objects.all())) == (0, [row])


def test_it_is_kept_changed_and_taken_away(client, workspace, review, amina):
    make_recommendation(review, item=7)
    client.force_login(amina)

    client.post(address("mechanism_edit", workspace), {"name": "Committee", "kind": "ad_hoc", "host": "Justice"})
    assert FollowUpMechanism.objects.values_list("name", "kind", "host").get() == ("Committee", "ad_hoc", "Justice")
    client.post(address("occasion_create", workspace), words(numbers="140.7"))
    made = Occasion.objects.get()
    assert [one.number for one in made.recommendations.all()] == ["140.7"]
    client.post(address("occasion_edit", workspace, made), words(said="Much.", seen=made.version))
    assert Occasion.objects.get().said == "Much."
    client.post(address("occasion_delete", workspace, made))
    assert Occasion.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "wrong", "field", "said"),
    [
        ("occasion_create", {"title": ""}, "title", "Write what it is about."),
        ("occasion_create", {"date": ""}, "date", "Choose a day."),
        ("occasion_create", {"url": "javascript:x"}, "url", "This is no address of the web. It begins with https://."),
        ("occasion_create", {"numbers": "9.9"}, "numbers", "No recommendation of this review has this number: 9.9"),
        ("mechanism_edit", {"name": "", "kind": "none"}, "name", "Write what it is called."),
    ],
)
def test_bad_input_is_answered_at_its_field(client, workspace, amina, name, wrong, field, said):
    client.force_login(amina)

    answer = client.post(address(name, workspace), words() | wrong)

    assert answer.context["form"].errors == {field: [said]}
    assert (Occasion.objects.count(), FollowUpMechanism.objects.count()) == (0, 0)


@pytest.mark.parametrize("name", ["mechanism_edit", "occasion_edit"])
def test_a_conflict_shows_both_and_the_second_press_saves(client, workspace, amina, row, name):
    mechanism.save_mechanism(
        workspace=workspace, words={"name": "A", "kind": "none"}, by=amina, at=timezone.now(), seen=""
    )
    client.force_login(amina)
    kind = "none" if name == "mechanism_edit" else "hearing"
    mine = words(title="Mine", name="Mine", kind=kind, seen="1")
    FollowUpMechanism.objects.update(name="Theirs")
    Occasion.objects.update(title="Theirs")

    answer = client.post(address(name, workspace, row), mine)
    page = answer.content.decode()
    assert (answer.status_code, "Theirs" in page, 'value="Mine"' in page) == (409, True, True)

    client.post(address(name, workspace, row), mine | {"seen": answer.context["form"]["seen"].value()})
    saved = FollowUpMechanism.objects.get().name if name == "mechanism_edit" else Occasion.objects.get().title
    assert saved == "Mine"


def test_the_page_says_what_is_ahead_what_was_got_and_what_happened_where(client, workspace, amina):
    today = timezone.localdate()
    for kind, day in (("meeting", -9), ("hearing", -2), ("article", -3), ("question", 5), ("meeting", 2)):
        make_occasion(workspace, amina, kind=kind, title=f"{kind} {day}", date=today + timedelta(days=day))
    got, waits = (make_follow_up(workspace, amina, kind="ask", title=one, is_of_mechanism=True) for one in "AB")
    make_follow_up(workspace, amina, title="Of a ministry")
    follow_ups.answer_follow_up(
        follow_up=got, answer="partly", answer_date=today, answer_words="", by=amina, at=timezone.now()
    )
    client.force_login(amina)

    page = client.get(address("mechanism_detail", workspace)).context["page"]

    def titles(lines):
        return [line.occasion.title for line in lines]

    assert titles(page.ahead) == ["meeting 2", "question 5"]
    assert [titles(part) for part in (page.meetings, page.parliament, page.media)] == [
        ["meeting -9"],
        ["hearing -2"],
        ["article -3"],
    ]
    assert ({line.follow_up for line in page.asks}, page.got) == ({got, waits}, 1)


def test_what_one_asks_from_here_begins_as_an_ask_of_the_mechanism(client, workspace, amina):
    mechanism.save_mechanism(
        workspace=workspace, words={"name": "Committee", "kind": "standing"}, by=amina, at=timezone.now(), seen=""
    )
    client.force_login(amina)

    form = client.get(reverse("implementation:follow_up_create", args=[workspace.pk]), {"mechanism": 1}).context["form"]

    assert [form[name].value() for name in ("kind", "body", "is_of_mechanism")] == ["ask", "Committee", True]


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_as_much_for_one_as_for_three(
    client, workspace, review, amina, number, django_assert_num_queries
):
    for item in range(number):
        about = [make_recommendation(review, item=item + 1)]
        make_occasion(workspace, amina, about, person=amina, date=date(2026, 3, 1))
        make_follow_up(workspace, amina, about, is_of_mechanism=True)
    client.force_login(amina)
    client.get(address("mechanism_detail", workspace))

    with django_assert_num_queries(15):
        client.get(address("mechanism_detail", workspace))
