"""Where OHCHR's summary cites our submission: numbers read, the rest decided by people, nothing overwritten."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from submissions.citation_trace import trace_page
from submissions.models import CitationLink, Submission
from submissions.services.citing import choose_summary_code
from submissions.services.paragraphs import bin_paragraph
from tests.submissions.cited import make_summary
from tests.submissions.drafted import make_paragraph, make_submission


@pytest.fixture
def submission(workspace, amina):
    made = make_submission(workspace, amina)
    last = None
    for text in ("=One", "Two", "Three"):
        last = make_paragraph(made, amina, text, after=last)
    return made


@pytest.fixture
def summary(workspace):
    return make_summary(workspace.review)


@pytest.fixture
def cited(submission, summary, amina):
    choose_summary_code(submission=submission, code="JS1", by=amina, at=timezone.now())
    submission.refresh_from_db()
    return submission


@pytest.fixture
def address(submission):
    return reverse("submissions:submission_trace", args=[submission.pk])


def decide(client, submission, **said):
    return client.post(reverse("submissions:citation_decide", args=[submission.pk]), {"citation": "2-1"} | said)


def places(lines):
    return {line.number: [one.key for one in (*line.read, *line.linked)] for line in lines}


def test_numbers_are_read(cited, amina):
    page = trace_page(cited, amina)

    assert places(page.lines) == {"1": ["3-1"], "2": ["3-1", "4-2"], "3": []}
    assert {one.key: one.unknown for one in page.unclear} == {"2-1": ["p. 4"], "4-2": ["para. 9"]}
    assert (page.cited, len(page.mentions), page.main, page.all_citations, page.share) == (2, 3, 2, 5, 60)
    assert [(one.code, one.citations, one.main, one.paragraphs, one.of_paragraphs) for one in page.shares] == [
        ("JS1", 3, 2, 2, 67),
        ("AI", 2, 2, 2, 67),
    ]


def test_who_gets_in(client, cited, address, amina, bruno, observer, chidi):
    for person, read, write in ((amina, 200, 302), (bruno, 200, 403), (observer, 200, 403), (chidi, 404, 404)):
        client.force_login(person)
        answers = client.get(address), client.get(f"{address[:-1]}.csv"), client.post(address, {"code": "AI"})
        assert [answer.status_code for answer in answers] == [read, read, write]
        client.post(address, {"code": "JS1"})
        assert decide(client, cited, to="none").status_code == write


def test_a_code_that_the_summary_does_not_have(client, submission, summary, address, amina):
    client.force_login(amina)

    answer = client.post(address, {"code": "JS7"})

    assert "code" in answer.context["form"].errors
    assert Submission.objects.get().summary_code == ""


def test_a_person_decides_and_changes_their_mind(client, cited, amina):
    client.force_login(amina)

    decide(client, cited, to="link", number="3")
    linked = trace_page(cited, amina)
    decide(client, cited, to="none")
    none = trace_page(cited, amina)
    decide(client, cited, to="open")
    taken_back = trace_page(cited, amina)

    assert places(linked.lines)["3"] == ["2-1"]
    assert [line.read for line in linked.lines][2] == []
    assert (linked.open_count, none.open_count, taken_back.open_count) == (1, 1, 2)
    assert (linked.cited, none.cited) == (3, 2)
    kept = CitationLink.objects.order_by("at")
    assert [(str(one.paragraph), one.by == one.ended_by == amina) for one in kept] == [
        (str(linked.lines[2].paragraph), True),
        ("None", True),
    ]


def test_a_number_that_we_do_not_have_is_said_at_its_field(client, cited, amina):
    client.force_login(amina)

    wrong = decide(client, cited, to="link", number="77")
    settled = decide(client, cited, citation="3-1", to="none")

    assert (wrong.status_code, settled.status_code) == (400, 400)
    assert 'value="77"' in wrong.content.decode()
    assert "Write the number of one of our paragraphs." in wrong.content.decode()
    assert not CitationLink.objects.exists()


def test_a_linked_paragraph_in_the_bin_opens_the_question_again(client, cited, amina):
    client.force_login(amina)
    decide(client, cited, to="link", number="3")

    bin_paragraph(paragraph=CitationLink.objects.get().paragraph, by=amina, at=timezone.now())

    assert trace_page(cited, amina).open_count == 2


def test_another_code_ends_the_decisions(client, cited, amina):
    client.force_login(amina)
    decide(client, cited, to="none")

    choose_summary_code(submission=cited, code="AI", by=amina, at=timezone.now())

    assert not CitationLink.objects.standing().exists()


def test_one_decision_stands(client, cited, amina):
    client.force_login(amina)
    decide(client, cited, to="none")
    first = CitationLink.objects.get()
    first.pk = None
    first._state.adding = True

    with pytest.raises(IntegrityError), transaction.atomic():
        CitationLink.objects.bulk_create([first])


def test_table_runs_no_formula(client, cited, amina):
    client.force_login(amina)

    lines = b"".join(client.get(reverse("submissions:submission_trace_csv", args=[cited.pk])).streaming_content).decode(
        "utf-8-sig"
    )

    rows = lines.splitlines()
    assert rows[1] == "1,'=One,2,'=2 said.,cited,3,number"
    assert rows[4] == "3,Three,,,never cited,,"
    assert len(rows) == 7


def test_queries_do_not_grow(client, cited, address, amina, django_assert_max_num_queries):
    client.force_login(amina)
    client.get(address)
    for _ in range(5):
        make_paragraph(cited, amina)

    with django_assert_max_num_queries(20):
        client.get(address)


def test_without_a_summary(client, submission, address, amina):
    client.force_login(amina)

    answer = client.get(address)

    assert "does not have the stakeholder summary" in answer.content.decode()
    assert answer.context["page"].shares == []
