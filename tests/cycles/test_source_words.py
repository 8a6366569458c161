from datetime import UTC, datetime

import pytest
from django.utils.translation import override

from cycles.calendar_feed import state_feed
from cycles.calendar_forms import SessionForm
from cycles.date_changes import log_of
from cycles.models import Review, State, WorkingGroupSession
from cycles.services.reference import load_reference_data
from cycles.source_words import FIFTH_CYCLE, FIFTH_CYCLE_DEADLINE, source_markup, source_words

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
COUNTED = "Calculé par cette plateforme : l’ordre du quatrième cycle, cinq ans plus tard"
DEADLINE = "Calculé par cette plateforme : le milieu des échéances pour de telles sessions au quatrième cycle"


@pytest.fixture
def loaded(db):
    load_reference_data(at=AT)


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        (FIFTH_CYCLE, COUNTED),
        ("Counted by this platform: the order of the fourth cycle, five years later", COUNTED),
        ("From memory, not checked", "De mémoire, non vérifié"),
        ("OHCHR release 15 Jan 2025", "OHCHR release 15 Jan 2025"),
        ("ILGA; day of the review: A/HRC/59/15", "ILGA\u202f; jour de l’examen : A/HRC/59/15"),
        (
            "in the order of cycle 3 (WG 39), not seen for 2026",
            "dans l’ordre du cycle 3 (session 39), non vu pour 2026",
        ),
        (
            "From memory, not checked; end date consistent with the last vote in X",
            "De mémoire, non vérifié\u202f; fin conforme au dernier vote dans X",
        ),
        ("100 % sure; adopted: 50 %", "100 % sure\u202f; adopté : 50 %"),
        ("", ""),
    ],
)
def test_our_own_words_are_said_in_the_language_of_the_reader(stored, said):
    with override("fr"):
        assert source_words(stored) == said


def test_english_reads_as_the_files_say():
    source = "OHCHR release 15 Jan 2025; adopted: A/HRC/DEC/59/112; day of the review: A/HRC/59/15"

    assert source_words(source) == source


def test_titles_are_set_apart_and_escaped_on_a_page():
    with override("ar"):
        assert source_markup("day of the review: <b>") == 'يوم الاستعراض: <bdi lang="en" dir="auto">&lt;b&gt;</bdi>'
        assert source_markup("From memory, not checked") == "من الذاكرة، دون تحقق"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/", "حسبته هذه المنصة: وسيط المواعيد النهائية"),
        ("/sources/", "من الذاكرة، دون تحقق"),
        ("/sessions/55/", "حسبته هذه المنصة: ترتيب الجولة الرابعة بعد خمس سنوات"),
        ("/states/SVN/", "حسبته هذه المنصة: ترتيب الجولة الرابعة بعد خمس سنوات"),
        ("/reviews/TGO/5/dates/", "حسبته هذه المنصة: ترتيب الجولة الرابعة بعد خمس سنوات"),
    ],
)
def test_no_page_says_in_english_how_a_day_was_counted(client, loaded, address, said):
    page = client.get(address, headers={"Accept-Language": "ar"}).content.decode()

    assert said in page
    assert "counted:" not in page
    assert "Counted by this platform" not in page
    assert "From memory, not checked" not in page


def test_feed_and_api_say_it_in_the_language_asked_for(client, loaded):
    with override("fr"):
        feed = state_feed(state=State.objects.get(pk="TGO"), user=None, on=AT.date(), site="https://upr.example")
    row = client.get("/api/v1/reviews/TGO-5/", headers={"Accept-Language": "fr"}).json()
    english = client.get("/api/v1/reviews/TGO-5/").json()

    assert DEADLINE in feed.content.decode().replace("\r\n ", "")
    assert row["source"] == COUNTED
    dates = {one["milestone"]: one for one in row["key_dates"]}
    assert (dates["stakeholder_submission"]["source"], dates["stakeholder_submission"]["how"]) == (DEADLINE, DEADLINE)
    assert english["source"] == "Counted by this platform: the order of the fourth cycle, five years later"


def test_an_editor_reads_words_and_leaves_the_code(loaded):
    session = WorkingGroupSession.objects.get(pk=55)
    with override("fr"):
        shown = {name: SessionForm(instance=session)[name].value() for name in SessionForm().fields}
        said = SessionForm({name: value for name, value in shown.items() if value is not None}, instance=session)

        assert (shown["source"], shown["submission_deadline_source"]) == (COUNTED, DEADLINE)
        assert (said.is_valid(), said.changed_data) == (True, [])
    assert said.cleaned_data["submission_deadline_source"] == FIFTH_CYCLE_DEADLINE


def test_the_log_keeps_what_was_said_in_words_before_there_were_codes(loaded, client):
    review = Review.objects.get(state_under_review="TGO", cycle=5)
    words = "Counted by this platform: the order of the fourth cycle, five years later"
    review.date_changes.create(what="session", before="54", after="55", source=words, changed_at=AT)

    page = client.get("/reviews/TGO/5/dates/", headers={"Accept-Language": "ar"}).content.decode()

    assert log_of(review)[0].change.source == words
    assert words not in page


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("commonly reported; Facebook publishes no figure", "رقم شائع التداول؛ لا تنشر فيسبوك أي رقم"),
        (
            "twitter-text, configuration v3; accounts that pay may write more",
            '<bdi lang="en" dir="auto">twitter-text, configuration v3</bdi>؛ يمكن للحسابات المدفوعة أن تكتب أكثر',
        ),
    ],
)
def test_what_files_say_of_channels_is_read_in_the_language_of_the_page(source, said):
    with override("ar"):
        assert source_markup(source) == said
