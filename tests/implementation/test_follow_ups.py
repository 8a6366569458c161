"""What is asked of the authorities: services, pages, drafts and the API."""

import io
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation
from docx import Document
from pypdf import PdfReader

from common.models import AuditEvent
from implementation.follow_up_letter import letter_of, render_pdf
from implementation.models import FollowUp
from implementation.services import follow_ups
from implementation.services.kept_rows import ChangedMeanwhile
from implementation.services.ratings import NotInReview
from reminders.models import Deadline
from tests.factories import AT, make_recommendation, make_review, make_state
from tests.implementation.planned import make_follow_up

DAY, LATER = date(2027, 4, 2), AT + timedelta(hours=1)
READ = ("follow_up_list", "follow_up_detail", "follow_up_word", "follow_up_pdf")
WRITE = ("follow_up_create", "follow_up_edit", "follow_up_answer", "follow_up_delete")
ONLY_POST = ("follow_up_answer",)
OF_WORKSPACE = ("follow_up_list", "follow_up_create")


def address(name, workspace, row=None):
    return reverse(f"implementation:{name}", args=[workspace.pk if name in OF_WORKSPACE else row.pk])


def words(**more):
    return {"kind": "request", "title": "Figures", "body": "Police", "holder": "", "key": uuid4()} | more


@pytest.fixture
def row(workspace, amina, review):
    return make_follow_up(workspace, amina, [make_recommendation(review, item=7)], at=AT, due_date=DAY)


@pytest.mark.parametrize(
    ("kind", "deadline"), [("letter", "letter"), ("request", "letter"), ("meeting", "meeting"), ("commitment", "other")]
)
def test_its_day_is_a_deadline_of_its_kind(workspace, amina, organisation, kind, deadline):
    made = make_follow_up(workspace, amina, kind=kind, due_date=DAY, organisation=organisation)

    found = Deadline.objects.get()
    assert (found.key, found.kind, found.date, found.status) == (f"follow_up:{made.pk}", deadline, DAY, "open")
    assert (found.organisation, found.path, found.is_by_hand) == (organisation, made.get_absolute_url(), False)


def test_the_deadline_is_done_with_the_answer_and_open_again_without_it(row, amina):
    said = {"answer_date": DAY, "answer_words": "A law is under way.", "by": amina, "at": LATER}

    follow_ups.answer_follow_up(follow_up=row, answer="evaded", **said)
    assert (FollowUp.objects.get().answer, Deadline.objects.get().status) == ("evaded", "done")
    again = follow_ups.answer_follow_up(follow_up=row, answer="", **said)
    assert (again.answer_date, again.answer_words, Deadline.objects.get().status) == (None, "", "open")


def test_a_day_that_moves_or_goes_takes_the_deadline_along(row, amina):
    change = {"follow_up": row, "recommendations": [], "by": amina}

    moved = follow_ups.change_follow_up(words={"due_date": date(2027, 5, 1)}, seen=row.version, at=LATER, **change)
    assert Deadline.objects.get().date == date(2027, 5, 1)
    follow_ups.change_follow_up(words={"due_date": None}, seen=moved.version, at=LATER, **change)
    assert Deadline.objects.get().status == "cancelled"


def test_nobody_writes_over_what_they_have_not_read(row, amina):
    seen = row.version
    follow_ups.answer_follow_up(follow_up=row, answer="refused", answer_date=DAY, answer_words="", by=amina, at=LATER)

    with pytest.raises(ChangedMeanwhile) as refused:
        follow_ups.change_follow_up(
            follow_up=row, words={"title": "X"}, recommendations=[], by=amina, at=LATER, seen=seen
        )

    assert (refused.value.current.answer, FollowUp.objects.get().title) == ("refused", "The bill on torture")


def test_the_same_form_twice_is_one_and_the_same_words_write_nothing(workspace, amina, row):
    sent = {"workspace": workspace, "words": {"kind": "letter", "title": "A", "body": "B"}, "recommendations": []}
    key = uuid4()
    first = follow_ups.create_follow_up(**sent, key=key, by=amina, at=AT)
    before = AuditEvent.objects.count()

    assert follow_ups.create_follow_up(**sent, key=key, by=amina, at=LATER) == first
    follow_ups.change_follow_up(
        follow_up=first, words={"title": "A"}, recommendations=[], by=amina, at=LATER, seen=first.version
    )
    assert (FollowUp.objects.count(), AuditEvent.objects.count()) == (2, before)


def test_a_recommendation_of_another_review_is_refused(workspace, amina):
    other = make_recommendation(make_review(make_state("NPL"), session=49), item=1)

    with pytest.raises(NotInReview):
        make_follow_up(workspace, amina, [other])


@pytest.mark.parametrize(
    "wrong", [{"answer": "answered"}, {"answer_date": DAY}, {"answer_words": "Said"}, {"kind": "visit"}]
)
def test_the_database_refuses_what_makes_no_sense(workspace, amina, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_follow_up(workspace, amina, **wrong)


@pytest.mark.parametrize("name", [*READ, *WRITE])
def test_strangers_do_not_learn_of_it(client, workspace, row, chidi, name):
    client.force_login(chidi)

    assert client.get(address(name, workspace, row)).status_code == (405 if name in ONLY_POST else 404)
    assert client.post(address(name, workspace, row)).status_code == (405 if name in READ else 404)


@pytest.mark.parametrize("name", READ)
def test_members_read(client, workspace, row, bruno, name):
    client.force_login(bruno)

    assert client.get(address(name, workspace, row)).status_code == 200


@pytest.mark.parametrize("name", WRITE)
def test_readers_do_not_write(client, workspace, row, bruno, name):
    client.force_login(bruno)

    assert client.post(address(name, workspace, row), words(answer="evaded")).status_code == 403
    assert list(FollowUp.objects.values_list("title", "answer")) == [("The bill on torture", "")]


def test_it_is_kept_answered_changed_and_taken_away(client, workspace, review, amina):
    make_recommendation(review, item=7)
    client.force_login(amina)

    client.post(address("follow_up_create", workspace), words(numbers="140.7", due_date="2027-04-02"))
    made = FollowUp.objects.get()
    assert [one.number for one in made.recommendations.all()] == ["140.7"]
    client.post(address("follow_up_answer", workspace, made), {"answer": "partly", "answer_date": "2026-03-01"})
    made.refresh_from_db()
    assert (made.answer, made.answer_date) == ("partly", date(2026, 3, 1))
    client.post(address("follow_up_edit", workspace, made), words(title="All figures", seen=made.version))
    assert FollowUp.objects.get().title == "All figures"
    client.post(address("follow_up_delete", workspace, made))
    assert FollowUp.objects.count() == 0


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"answer": "evaded"}, "answer_date", "Say on which day the answer came."),
        (
            {"answer": "evaded", "answer_date": "x"},
            "answer_date",
            "This is no day of the calendar. Write it as 2027-04-02.",
        ),
        ({"answer_words": "No."}, "answer", "Say what came of it, or take their words away."),
    ],
)
def test_a_wrong_answer_is_said_at_its_field(client, workspace, row, amina, wrong, field, said):
    client.force_login(amina)

    answer = client.post(address("follow_up_answer", workspace, row), wrong)

    assert (answer.status_code, answer.context["form"].errors) == (422, {field: [said]})
    assert FollowUp.objects.get().answer == ""


def test_a_conflict_shows_both_and_the_second_press_saves(client, workspace, row, amina):
    client.force_login(amina)
    mine = words(title="Mine", seen=row.version)
    FollowUp.objects.update(title="Theirs", changed_at=timezone.now())

    answer = client.post(address("follow_up_edit", workspace, row), mine)
    page = answer.content.decode()
    assert (answer.status_code, "Theirs" in page, 'value="Mine"' in page) == (409, True, True)

    client.post(address("follow_up_edit", workspace, row), mine | {"seen": answer.context["form"]["seen"].value()})
    assert FollowUp.objects.get().title == "Mine"


def test_the_list_says_what_is_late_what_waits_and_what_came(client, workspace, amina):
    today = timezone.localdate()
    make_follow_up(workspace, amina, title="Late", due_date=today - timedelta(days=1))
    make_follow_up(workspace, amina, title="Waits", due_date=today, kind="meeting")
    came = make_follow_up(workspace, amina, title="Came", due_date=today - timedelta(days=9))
    follow_ups.answer_follow_up(
        follow_up=came, answer="answered", answer_date=today, answer_words="", by=amina, at=timezone.now()
    )
    client.force_login(amina)

    def shown(**asked):
        lists = client.get(address("follow_up_list", workspace), asked).context["lists"]
        return [[line.follow_up.title for line in part] for part in (lists.late, lists.waiting, lists.answered)]

    assert shown() == [["Late"], ["Waits"], ["Came"]]
    assert shown(kind="meeting") == [[], ["Waits"], []]
    assert shown(kind="nonsense") == shown()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_much_for_one_as_for_three(
    client, workspace, review, amina, number, django_assert_num_queries
):
    for item in range(number):
        make_follow_up(workspace, amina, [make_recommendation(review, item=item + 1)], person=amina)
    client.force_login(amina)
    client.get(address("follow_up_list", workspace))

    with django_assert_num_queries(12):
        client.get(address("follow_up_list", workspace))


@pytest.mark.parametrize(
    ("kind", "asks", "closes"),
    [
        ("letter", "We write to learn what has been done", "We would be grateful for your answer by 2 April 2027."),
        ("request", "We ask you for information", "which part, and on which ground of law"),
        ("meeting", "We ask you for a meeting", "We propose to meet on 2 April 2027"),
    ],
)
def test_the_draft_asks_for_what_its_kind_is(client, workspace, review, amina, kind, asks, closes):
    served = make_recommendation(review, item=7, text="Adopt the bill")
    made = make_follow_up(workspace, amina, [served], kind=kind, due_date=DAY, details="And when?")
    client.force_login(amina)

    answer = client.get(address("follow_up_word", workspace, made), {"language": "en"})

    file = Document(io.BytesIO(b"".join(answer)))
    said = "\n".join(one.text for one in file.paragraphs)
    assert all(one in said for one in (asks, closes, "And when?", "Ministry of Justice", "[name and signature]"))
    assert [cell.text for cell in file.tables[0].rows[1].cells] == ["140.7", "Adopt the bill", "Pending"]
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("kind", ["letter", "request", "meeting"])
def test_no_sentence_of_a_draft_stays_in_english(workspace, review, amina, kind):
    served = make_recommendation(review, item=7, text="Adopt the bill")
    made = make_follow_up(workspace, amina, [served], kind=kind, due_date=DAY)
    english = spoken(letter_of(made, language="en", on=DAY))

    assert len(settings.LANGUAGES) == 6
    for language, _name in settings.LANGUAGES[1:]:
        own = spoken(letter_of(made, language=language, on=DAY))
        assert [(language, one) for one in own if one in english] == []


def spoken(letter):
    """What a draft says of itself, in its own language."""
    with translation.override(letter.language):
        return [*letter.opening, *letter.closing, *letter.blanks.values(), letter.on_text, letter.rows[0].position]


@pytest.mark.parametrize(
    ("language", "direction"), [("fr", "ltr"), ("ar", "rtl"), ("es", "ltr"), ("ru", "ltr"), ("zh-hans", "ltr")]
)
def test_the_draft_as_pdf_is_in_the_language_that_was_chosen(row, language, direction):
    letter = letter_of(row, language=language, on=DAY)

    pdf = PdfReader(io.BytesIO(render_pdf(letter)))

    assert (letter.direction, pdf.trailer["/Root"]["/Lang"]) == (direction, language)
    assert "Ministry of Justice" in pdf.pages[0].extract_text()


def test_no_draft_of_a_promise_and_none_in_an_unknown_language(client, workspace, amina, row):
    promise = make_follow_up(workspace, amina, kind="commitment")
    client.force_login(amina)

    assert client.get(address("follow_up_word", workspace, promise)).status_code == 404
    assert client.get(address("follow_up_word", workspace, row), {"language": "xx"}).status_code == 422


def test_programs_read_what_their_workspace_asked(client, workspace, amina, row, chidi):
    make_follow_up(workspace, amina, kind="meeting", title="Other")
    place = f"/api/v1/workspaces/{workspace.pk}/follow-up/"
    client.force_login(amina)

    found = client.get(place, {"kind": "letter"}).json()["results"]
    assert [(one["id"], one["due_date"], one["answer"]) for one in found] == [(str(row.pk), "2027-04-02", "")]
    assert [one["title"] for one in client.get(place).json()["results"]] == ["The bill on torture", "Other"]
    client.force_login(chidi)
    assert client.get(place).status_code == 404
