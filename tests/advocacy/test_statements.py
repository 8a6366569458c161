import io
from datetime import date, time
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from pypdf import PdfReader

from advocacy import statement_paper
from advocacy.models import PlenaryPlace, Statement, StatementText
from advocacy.services import statements as services
from advocacy.speaking import LANGUAGE_NAMES, count_spoken, length, limits, paces
from cycles.models import KeyDate
from tests.advocacy.spoken import SENT, make_speaker, make_statement, say, take
from tests.submissions.prepared import make_issue

LIST_QUERIES = 11


def address(name, *keys):
    return reverse(f"advocacy:{name}", args=keys)


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("Thank you, Mr President.", "en", 4),
        ("The law isn’t in force: 1,500 women wait (A/HRC/59/15).", "en", 9),
        ("L’État n’a rien fait.", "fr", 4),
        ("شكرا السيد الرئيس", "ar", 3),
        ("主席先生，谢谢。", "zh", 6),
        ("批准OPCAT。", "zh", 4),
        ("", "en", 0),
    ],
)
def test_words_are_counted_as_they_are_spoken(text, language, count):
    assert count_spoken(text, language) == count


def test_every_language_has_a_pace_and_every_kind_a_limit_with_its_source():
    assert list(paces()) == list(LANGUAGE_NAMES)
    assert sorted(limits()) == sorted(Statement.Kind.values)
    assert [one for one in (*paces().values(), *limits().values()) if not one.source] == []
    # What the pages say in the reader's language is what the data holds.
    assert [one.said for one in paces().values()] == [f"{one.source} ({one.basis})" for one in paces().values()]
    said = [f"{one.source} ({one.verification})" for one in limits().values()]
    assert [one.said for one in limits().values()] == said


@pytest.mark.parametrize(
    ("words", "pace", "kind", "status", "clock", "over"),
    [
        (220, None, "adoption", "special", "2:00", 0),
        (230, None, "adoption", "special", "2:06", 10),
        (230, 140, "adoption", "special", "1:39", 0),
        (200, None, "item6", "special", "1:50", 35),
        (1600, None, "written", "special", "14:33", 100),
        (1600, None, "written", "general", "14:33", 0),
        (770, None, "presession", "none", "7:00", 0),
    ],
)
def test_a_text_is_held_against_the_limit_of_its_occasion(words, pace, kind, status, clock, over):
    found = length("word " * words, "en", pace=pace, kind=kind, status=status)

    assert (found.clock, found.over) == (clock, over)


def test_cutting_what_is_too_much_keeps_to_the_limit():
    found = length("word " * 300, "en", pace=97, kind="adoption", status="special")

    kept = length("word " * (300 - found.over), "en", pace=97, kind="adoption", status="special")

    assert kept.over == 0
    assert kept.seconds <= 120
    assert length("word " * (301 - found.over), "en", pace=97, kind="adoption", status="special").over == 1


def test_passages_bear_the_moment_at_which_they_begin():
    found = statement_paper.beats("One two three. Four.\n\nFive six.", "en", 60)

    assert [(one.clock, one.count, one.sentences) for one in found] == [
        ("0:00", 4, ("One two three.", "Four.")),
        ("0:04", 2, ("Five six.",)),
    ]


def test_every_version_stays_and_the_latest_is_current(workspace, amina):
    row = make_statement(workspace, amina)
    say(row, amina, "First.")
    say(row, amina, "Second.", seen=1)

    assert list(StatementText.objects.order_by("number").values_list("number", "text", "is_current")) == [
        (1, "First.", False),
        (2, "Second.", True),
    ]
    assert say(row, amina, "Second.", seen=2).number == 2


def test_a_version_that_was_not_read_is_not_written_over(workspace, amina):
    row = make_statement(workspace, amina)
    say(row, amina, "First.")

    with pytest.raises(services.WrittenMeanwhile) as caught:
        say(row, amina, "Mine.", seen=0)

    assert caught.value.current.text == "First."


def test_the_speakers_name_is_sealed(workspace, amina):
    make_statement(workspace, amina, speaker="Leila Marrow")

    with connection.cursor() as cursor:
        cursor.execute("SELECT speaker FROM advocacy_statement")
        [(kept,)] = cursor.fetchall()

    assert "Leila" not in kept
    assert Statement.objects.get().speaker == "Leila Marrow"


@pytest.mark.parametrize("field", ["number", "organisation", "issue", "statement"])
def test_nothing_stands_on_the_desk_twice(workspace, amina, field):
    said = make_statement(workspace, amina)
    first = take(workspace, amina, make_speaker(workspace), statement=said)
    wanted = {"number": 2, "organisation": make_speaker(workspace), "issue": make_issue(1, "Asylum"), "statement": None}
    wanted[field] = getattr(first, field)

    with pytest.raises(services.TakenAlready) as caught:
        take(workspace, amina, **wanted)

    assert caught.value.field == field
    by = {"taken_at": timezone.now(), "taken_by": amina}
    with pytest.raises(IntegrityError), transaction.atomic():
        PlenaryPlace.objects.create(workspace=workspace, **wanted, **by)


def test_there_are_ten_places(workspace, amina):
    with pytest.raises(IntegrityError), transaction.atomic():
        take(workspace, amina, make_speaker(workspace), number=11)


def test_without_status_one_speaks_through_a_friend_only(workspace, amina):
    speaker = make_speaker(workspace, status="none")

    with pytest.raises(services.NeedsStatus):
        take(workspace, amina, speaker)

    assert take(workspace, amina, speaker, through="Friends of the Court").number == 1


def test_the_desk_adds_up_what_is_said_and_names_who_has_no_place(workspace, amina, organisation):
    said = make_statement(workspace, amina)
    say(said, amina, "word " * 110)
    take(workspace, amina, make_speaker(workspace), number=3, statement=said)
    rows = PlenaryPlace.objects.select_related("statement__organisation", "organisation", "issue")

    shown = statement_paper.desk(workspace, rows, [organisation])

    assert (shown.clock, shown.limit_clock, shown.taken, shown.is_over) == ("1:00", "20:00", 1, False)
    assert shown.free == [1, 2, 4, 5, 6, 7, 8, 9, 10]
    assert shown.without == (organisation,)


def test_the_desk_says_in_genevas_time_when_the_list_opens_and_how_it_is_known(client, amina, workspace):
    client.force_login(amina)
    page = address("plenary_desk", workspace.pk)
    assert "The hour is not published yet." in client.get(page).content.decode()
    KeyDate.objects.create(
        review=workspace.review,
        milestone="hrc_oral_statement_registration",
        date=date(2027, 6, 10),
        time=time(14),
        confidence="confirmed",
        source="OHCHR, list of speakers",
    )

    shown = client.get(page).content.decode()

    assert "10 June 2027, 14:00 in Geneva" in shown
    assert "OHCHR, list of speakers" in shown
    assert "The hour is not published yet." not in shown


@pytest.mark.parametrize(("name", "reads", "writes"), [("amina", 200, 200), ("bruno", 200, 403), ("chidi", 404, 404)])
def test_pages_are_the_workspaces(client, request, workspace, amina, name, reads, writes):
    row = make_statement(workspace, amina)
    text = say(row, amina)
    client.force_login(request.getfixturevalue(name))

    for page in ("statement_list", "plenary_desk", "plenary_pdf"):
        assert client.get(address(page, workspace.pk)).status_code == reads
    assert client.get(row.get_absolute_url()).status_code == reads
    for page in ("statement_version", "statement_pdf"):
        assert client.get(address(page, text.pk)).status_code == reads
    assert client.get(address("statement_create", workspace.pk)).status_code == writes
    for page in ("statement_edit", "statement_delete"):
        assert client.get(address(page, row.pk)).status_code == writes


@pytest.mark.parametrize(("name", "status"), [("bruno", 403), ("chidi", 404)])
def test_who_does_not_write_changes_nothing(client, request, workspace, amina, name, status):
    row = make_statement(workspace, amina)
    place = take(workspace, amina, make_speaker(workspace))
    client.force_login(request.getfixturevalue(name))

    assert client.post(row.get_absolute_url(), {"text": "Mine", "seen": "0"}).status_code == status
    assert client.post(address("plenary_desk", workspace.pk), {"number": "2"}).status_code == status
    assert client.post(address("plenary_free", place.pk)).status_code == status
    assert (StatementText.objects.count(), PlenaryPlace.objects.count()) == (0, 1)


def test_a_statement_is_begun_counted_kept_and_printed(client, amina, workspace):
    client.force_login(amina)
    sent = SENT | {"other_cosigners": "Court Watch\n\nRights Now", "pace": "100", "key": uuid4()}
    row_url = client.post(address("statement_create", workspace.pk), sent).url
    row = Statement.objects.get()
    assert (row.other_cosigners, row.pace) == (["Court Watch", "Rights Now"], 100)

    counted = client.post(row_url, {"text": "word " * 250, "seen": "0", "check": "1"}).content.decode()
    assert "2:30 of 2:00 minutes" in counted
    assert "50 words too many." in counted
    assert StatementText.objects.count() == 0

    client.post(row_url, {"text": "Thank you.\n\nWe ask for two things.", "seen": "0"})
    file = client.get(address("statement_pdf", StatementText.objects.get().pk))
    said = PdfReader(io.BytesIO(b"".join(file.streaming_content))).pages[0].extract_text()
    assert "Court Watch" in said
    assert "We ask for two things." in said


def test_words_of_somebody_quicker_are_shown_and_kept_on_the_second_try(client, amina, workspace):
    row = make_statement(workspace, amina)
    say(row, amina, "Theirs.")
    client.force_login(amina)

    answer = client.post(row.get_absolute_url(), {"text": "Mine.", "seen": "0"})

    assert answer.status_code == 409
    assert "Mine.</textarea>" in answer.content.decode()
    seen = answer.context["form"]["seen"].value()
    assert client.post(row.get_absolute_url(), {"text": "Mine.", "seen": seen}).status_code == 302


def test_a_place_without_status_is_answered_at_the_field(client, amina, workspace):
    speaker = make_speaker(workspace, status="none")
    client.force_login(amina)
    sent = {"number": "1", "organisation": speaker.pk, "issue": make_issue().pk}

    answer = client.post(address("plenary_desk", workspace.pk), sent)

    assert "It has no ECOSOC status" in answer.context["form"].errors["through"][0]
    assert answer.context["form"]["organisation"].value() == str(speaker.pk)


def test_the_list_costs_the_same_for_one_and_for_three(client, amina, workspace, django_assert_num_queries):
    client.force_login(amina)
    say(make_statement(workspace, amina), amina)
    page = address("statement_list", workspace.pk)
    client.get(page)

    with django_assert_num_queries(LIST_QUERIES):
        client.get(page)
    for _ in range(2):
        say(make_statement(workspace, amina, organisation=make_speaker(workspace)), amina)
    with django_assert_num_queries(LIST_QUERIES):
        client.get(page)


@pytest.mark.parametrize("language", ["ar", "ru", "zh"])
def test_a_statement_is_printed_in_other_scripts(workspace, amina, language):
    words = {"ar": "شكرا السيد الرئيس", "ru": "Спасибо, господин Председатель", "zh": "主席先生，谢谢"}[language]
    text = say(make_statement(workspace, amina), amina, words, language=language)

    content = statement_paper.render_statement(statement_paper.paper_of(text, on=date(2026, 11, 16)))

    page = PdfReader(io.BytesIO(content)).pages[0]
    fonts = {font.get_object()["/BaseFont"] for font in page["/Resources"]["/Font"].values()}
    assert any("Chinese" in font for font in fonts) == (language == "zh")
    if language != "ar":
        assert words in page.extract_text()


def test_the_desk_says_its_day_in_the_language_of_the_page(workspace):
    with override("fr"):
        shown = statement_paper.desk(workspace, [], [])
        content = statement_paper.render_desk(workspace, shown, language="fr", on=date(2026, 11, 30))

    words = " ".join(PdfReader(io.BytesIO(content)).pages[0].extract_text().split())
    assert ("30 novembre 2026" in words, "2026-11-30" in words) == (True, False)
