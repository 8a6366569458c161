"""Evidence of four kinds: kept, found, changed, used once more; and what is sensitive leaves nowhere."""

import io
import zipfile
from datetime import date
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from implementation.line_chart import line_chart
from implementation.midterm_content import midterm_report
from implementation.midterm_word import render_word
from implementation.models import Evidence
from implementation.services.evidence import add_evidence, attach_evidence
from implementation.services.ratings import NotInReview
from tests.factories import AT, make_rating, make_recommendation, make_review, make_state, make_token
from tests.implementation.drafted import make_draft
from tests.implementation.files import PDF, upload

READ = ("evidence_list", "evidence_detail")
WRITE = ("evidence_new", "evidence_edit", "evidence_attach")
OF_ROW = ("evidence_detail", "evidence_edit", "evidence_attach")


@pytest.fixture
def recommendation(workspace, review, amina):
    row = make_recommendation(review, item=7)
    make_rating(workspace, row, amina)
    return row


@pytest.fixture
def link(workspace, recommendation, amina):
    return add(workspace, recommendation, amina, title="The law", url="https://example.org/law")


def add(workspace, recommendation, by, kind="link", **words):
    return add_evidence(workspace=workspace, recommendation=recommendation, kind=kind, by=by, at=AT, **words)


def address(name, workspace, row=None):
    return reverse(f"implementation:{name}", args=[row.pk if name in OF_ROW else workspace.pk])


def typed(**words):
    return {
        "kind": "link",
        "numbers": "140.7",
        "title": "A page",
        "url": "https://example.org/a",
        "key": uuid4(),
    } | words


@pytest.mark.parametrize("name", [*READ, *WRITE])
def test_strangers_do_not_learn_of_it(client, workspace, link, chidi, name):
    client.force_login(chidi)

    assert client.get(address(name, workspace, link)).status_code == (405 if name == "evidence_attach" else 404)
    assert client.post(address(name, workspace, link)).status_code == (405 if name in READ else 404)


def test_readers_read_and_do_not_write(client, workspace, link, bruno):
    client.force_login(bruno)

    assert [client.get(address(name, workspace, link)).status_code for name in READ] == [200, 200]
    assert [client.post(address(name, workspace, link), typed()).status_code for name in WRITE] == [403, 403, 403]


def test_a_testimony_is_sensitive_unless_somebody_says_otherwise(workspace, recommendation, amina):
    said = add(workspace, recommendation, amina, kind="testimony", title="A woman from the camp", text="They came.")
    open_one = add(
        workspace, recommendation, amina, kind="testimony", title="On the record", text="Yes.", is_sensitive=False
    )

    assert (said.is_sensitive, open_one.is_sensitive) == (True, False)
    assert list(Evidence.objects.may_leave()) == [open_one]


def test_each_kind_asks_for_what_it_is(client, workspace, recommendation, amina):
    client.force_login(amina)
    errors = {}
    for kind in ("link", "file", "testimony", "series"):
        answer = client.post(address("evidence_new", workspace), typed(kind=kind, url=""))
        errors |= answer.context["form"].errors

    assert {name: list(words) for name, words in errors.items()} == {
        "url": ["Write the address."],
        "file": ["Choose the file."],
        "text": ["Write what was said."],
        "series": ["Write at least one figure."],
    }
    assert Evidence.objects.count() == 0


def test_figures_are_read_line_by_line_and_wrong_lines_are_named(client, workspace, recommendation, amina):
    client.force_login(amina)
    wrong = "2023; 12,5\nnonsense\n2024\tmany\n\n2025 14 000"

    refused = client.post(address("evidence_new", workspace), typed(kind="series", url="", series=wrong))
    client.post(
        address("evidence_new", workspace),
        typed(
            kind="series", url="", series="2023; 12,5\n2024\t13.5 %\n2025  1,400\n2026；16\n٢٠٢٧؛ ١٨٫٥٪", unit="cases"
        ),
    )

    assert refused.context["form"].errors["series"] == [
        "Line 2 is no time and figure: “nonsense”. Write it as 2024; 12.5",
        "Line 3 is no time and figure: “2024 many”. Write it as 2024; 12.5".replace("2024 many", "2024\tmany"),
    ]
    assert "nonsense" in refused.content.decode()
    row = Evidence.objects.get()
    assert row.series == [["2023", "12.5"], ["2024", "13.5"], ["2025", "1400"], ["2026", "16"], ["٢٠٢٧", "18.5"]]
    assert (row.points[:3], row.unit) == ([("2023", 12.5), ("2024", 13.5), ("2025", 1400.0)], "cases")


def test_a_copy_is_kept_beside_a_link_with_its_digest(client, workspace, recommendation, amina):
    client.force_login(amina)

    client.post(address("evidence_new", workspace), typed(file=upload("page.pdf", PDF)))

    row = Evidence.objects.get()
    assert (row.kind, row.file_name, len(row.digest), row.archived_at is not None) == ("link", "page.pdf", 64, True)
    html = client.get(address("evidence_detail", workspace, row)).content.decode()
    assert "Copy that we kept" in html
    assert row.digest[:19] in html


def test_one_piece_stands_for_many_and_is_changed_in_one_place(client, workspace, review, recommendation, link, amina):
    other = make_recommendation(review, item=8)
    client.force_login(amina)

    found = client.get(f"{address('evidence_list', workspace)}?for=140.8").content.decode()
    answer = client.post(f"{address('evidence_attach', workspace, link)}?for=140.8")
    client.post(
        address("evidence_edit", workspace, link),
        typed(numbers="140.8", title="The new law", reliability="confirmed", place="Selene", language="Arcadian"),
    )

    link.refresh_from_db()
    assert "Use it for 140.8" in found
    assert answer.headers["Location"].endswith("/ratings/?at=140.8")
    assert list(link.recommendations.all()) == [other]
    assert (link.title, link.reliability, link.place, link.language) == (
        "The new law",
        "confirmed",
        "Selene",
        "Arcadian",
    )


def test_evidence_of_one_review_stands_for_no_recommendation_of_another(workspace, link, amina):
    elsewhere = make_recommendation(make_review(make_state("FRA")), item=7)

    with pytest.raises(NotInReview):
        attach_evidence(evidence=link, recommendation=elsewhere, by=amina, at=AT)


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["The law", "Voices"]),
        ("?q=LAW", ["The law"]),
        ("?kind=testimony", ["Voices"]),
        ("?sensitive=1", ["Voices"]),
        ("?sensitive=0", ["The law"]),
        ("?q=camp", ["Voices"]),
        ("?q=nothing", []),
    ],
)
def test_the_library_is_searched(client, workspace, recommendation, link, amina, query, titles):
    add(workspace, recommendation, amina, kind="testimony", title="Voices", text="From the camp.")
    client.force_login(amina)

    page = client.get(address("evidence_list", workspace) + query).context["page"]

    assert sorted(row.title for row in page) == titles


def test_the_library_asks_as_often_for_fifty_as_for_one(
    client, workspace, recommendation, link, amina, django_assert_num_queries
):
    client.force_login(amina)
    client.get(address("evidence_list", workspace))
    with django_assert_num_queries(12):
        client.get(address("evidence_list", workspace))
    for place in range(60):
        add(workspace, recommendation, amina, title=f"Page {place}", url=f"https://example.org/{place}")

    with django_assert_num_queries(12):
        answer = client.get(address("evidence_list", workspace))

    assert len(answer.content) < 100_000


def test_what_is_sensitive_leaves_nowhere(client, workspace, review, recommendation, amina, odile):
    """Every way out of the workspace, with a word planted in each field of a sensitive piece of evidence."""
    row = add(
        workspace,
        recommendation,
        amina,
        kind="testimony",
        **{name: f"canary-{name}" for name in ("title", "source", "place", "text", "language")},
    )
    row.file.save("x.txt", ContentFile(b"canary-file"), save=True)
    add(workspace, recommendation, amina, title="An open page", url="https://example.org/open")
    draft = make_draft(workspace, amina)
    client.force_login(odile)
    ways = [
        reverse("implementation:midterm_report_preview", args=[workspace.pk]),
        reverse("implementation:midterm_draft_preview", args=[draft.pk]),
        reverse("implementation:overview", args=[workspace.pk]),
        reverse("implementation:overview_csv", args=[workspace.pk]),
        reverse("implementation:rating_xlsx", args=[workspace.pk]),
        reverse("implementation:embassy_letter", args=[workspace.pk, "FRA"]),
        reverse("implementation:embassy_detail", args=[workspace.pk, "FRA"]),
    ]
    said = [everything(client.get(way)) for way in ways]
    _token, secret = make_token(amina, workspace, scopes=["read_workspace"])
    client.logout()
    for name in ("evidence", "ratings"):
        answer = client.get(f"/api/v1/workspaces/{workspace.pk}/{name}/", headers={"authorization": f"Bearer {secret}"})
        assert answer.status_code == 200
        said.append(everything(answer))
    report = midterm_report(workspace, language="en", on=date(2026, 11, 28))
    said.append(unpacked(render_word(report)))

    assert [
        way for way, text in zip([*ways, "evidence", "ratings", "word"], said, strict=True) if b"canary" in text
    ] == []
    assert b"An open page" in said[0]
    assert b"An open page" in said[-3]


def everything(answer):
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return unpacked(body)


def unpacked(body):
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return b"".join(archive.read(name) for name in archive.namelist())
    return body


def test_a_line_begins_at_zero_and_knows_its_target():
    chart = line_chart([10, 30], target=20)

    assert chart.path == "M8 128.67 L592 14"
    assert chart.target == 71.33
    assert line_chart([5]).dots[0].x == 300
    assert [dot.x for dot in line_chart([1, 2, 3], places=[0, 90, 100]).dots] == [8, 533.6, 592]
