"""From OHCHR's themes to our issues: our file, the machine's suggestions, the editors' decisions, and the pages."""

import csv
from collections import Counter
from urllib.parse import urlencode

import pytest
from django.utils import translation

from common.models import AuditEvent
from cycles.issue_names import ISSUE_NAMES, issue_name
from cycles.models import Recommendation, SearchFacets, State, Theme, ThemeIssue
from cycles.services import crosswalk
from cycles.services.crosswalk import decide_line, file_lines, load_crosswalk, suggest_issues
from cycles.services.reference import load_reference_data
from cycles.services.reference_files import FOLDER
from cycles.services.rendering import render_rows
from tests.factories import AT, make_recommendation, make_review, make_state, make_theme


def make_issue(number):
    label = next(row["label"] for row in issue_rows() if row["number"] == str(number))
    return make_theme(label, version="2014", scheme="upr_info", code=str(number))


def issue_rows():
    with (FOLDER / "upr_info_issues.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_english_names_are_those_of_the_file():
    assert {str(number): str(name) for number, name in ISSUE_NAMES.items()} == {
        row["number"]: row["label"] for row in issue_rows()
    }


@pytest.mark.parametrize(
    ("number", "name"), [("42", "Right to health"), (54, "Women's rights"), ("99", "x"), ("", "x"), ("B31", "x")]
)
def test_name_falls_back_to_the_label(number, name):
    assert issue_name(number, "x") == name


def test_every_known_theme_has_a_line_and_a_reason(db):
    with (FOLDER / "ohchr_themes.csv").open(encoding="utf-8", newline="") as file:
        known = {("ohchr", row["version"], row["code"], row["label"]) for row in csv.DictReader(file)}

    assert set(file_lines()) == known
    assert all(line.basis for line in file_lines().values())
    assert {number for line in file_lines().values() for number in line.issues} <= set(map(str, ISSUE_NAMES))


def test_same_label_has_the_same_issues_in_every_cycle():
    issues = {}
    for (_, _, _, label), line in file_lines().items():
        issues.setdefault(label, set()).add(line.issues)

    assert {label: found for label, found in issues.items() if len(found) > 1} == {}


def test_reference_data_brings_issues_and_lines(db):
    load_reference_data(at=AT)

    assert Counter(Theme.objects.values_list("scheme", "version")) == {
        ("ohchr", "2"): 53,
        ("ohchr", "3"): 64,
        ("ohchr", "4"): 82,
        ("upr_info", "2014"): 54,
    }
    lines = ThemeIssue.objects.filter(theme__label="Children: juvenile justice").order_by("issue__label")
    assert list(lines.values_list("issue__code", "status")) == [("30", "reviewed"), ("46", "reviewed")]


def test_loading_again_keeps_what_an_editor_refused(db, edda):
    theme, issue = make_theme("Right to health"), make_issue(42)
    load_crosswalk(at=AT)
    decide_line(theme=theme, issue=issue, status="refused", by=edda, at=AT)

    assert load_crosswalk(at=AT) == (0, 1)
    assert ThemeIssue.objects.get().status == "refused"


def test_loading_confirms_what_was_only_suggested(db):
    line = ThemeIssue.objects.create(theme=make_theme("Right to health"), issue=make_issue(42))

    load_crosswalk(at=AT)

    line.refresh_from_db()
    assert (line.status, line.basis) == ("reviewed", "The same subject")


def test_loading_renders_the_recommendations_concerned(db):
    recommendation = make_recommendation(themes=["Right to health"])
    make_issue(42)
    before = State.objects.get(pk="XAR").data_version

    load_crosswalk(at=AT)

    recommendation.refresh_from_db()
    assert '"issues":[{"code":"42"' in recommendation.row_json
    assert SearchFacets.objects.get().issues == [42]
    assert State.objects.get(pk="XAR").data_version == before + 1


@pytest.mark.parametrize(
    ("label", "number", "basis"),
    [
        ("Right to health – general", "42", "Like “Right to health - General”"),
        ("Conditions in detention", "7", "Like “Detention conditions”"),
        ("Prohibition of slavery & trafficking in persons", "51", "Like “Prohibition of slavery, trafficking”"),
    ],
)
def test_new_label_gets_the_issues_of_the_likest_one(db, label, number, basis):
    for one in ISSUE_NAMES:
        make_issue(one)
    theme = make_theme(label, version="5")

    assert len(suggest_issues([theme])) == 1

    line = ThemeIssue.objects.get()
    assert (line.issue.code, line.status, line.basis) == (number, "suggested", basis)


@pytest.mark.parametrize("label", ["Space travel", "Constitutional & legislative frameworks", "…", ""])
def test_label_like_none_or_like_one_without_issues_gets_no_suggestion(db, label):
    for one in ISSUE_NAMES:
        make_issue(one)

    assert suggest_issues([make_theme(label, version="5")]) == []


def test_known_decided_and_foreign_themes_get_no_suggestion(db, edda):
    issue, other = make_issue(42), make_issue(7)
    known, decided = make_theme("Right to health"), make_theme("Health", version="5")
    decide_line(theme=decided, issue=issue, status="refused", by=edda, at=AT)

    assert suggest_issues([known, decided, other]) == []


def test_suggestion_is_counted_nowhere_until_it_is_confirmed(db, edda):
    recommendation = make_recommendation(themes=["Health for all"])
    theme, issue = Theme.objects.get(label="Health for all"), make_issue(42)
    ThemeIssue.objects.create(theme=theme, issue=issue)
    render_rows(Recommendation.objects.all())
    assert SearchFacets.objects.get().issues == []

    decide_line(theme=theme, issue=issue, status="reviewed", by=edda, at=AT)

    recommendation.refresh_from_db()
    assert SearchFacets.objects.get().issues == [42]
    assert recommendation.version == 1
    line = ThemeIssue.objects.get()
    assert (line.reviewed_by, line.reviewed_at) == (edda, recommendation.updated_at)
    assert AuditEvent.objects.values_list("verb", "target_type").get() == ("decide", "cycles.ThemeIssue")


def test_refusing_a_suggestion_leaves_the_recommendations_alone(db, edda):
    recommendation = make_recommendation(themes=["Health for all"])
    theme, issue = Theme.objects.get(label="Health for all"), make_issue(42)
    ThemeIssue.objects.create(theme=theme, issue=issue)

    decide_line(theme=theme, issue=issue, status="refused", by=edda, at=AT)

    recommendation.refresh_from_db()
    assert recommendation.version == 0


def address(theme):
    return "/issues/crosswalk/theme/?" + urlencode({"version": theme.version, "code": "", "label": theme.label})


def test_editor_adds_a_line_on_the_page(client, db, edda):
    theme = make_theme("Health & well-being for all")
    make_issue(42)
    client.force_login(edda)

    answer = client.post(address(theme), {"issue": "42", "status": "reviewed"})

    assert answer.status_code == 302
    assert ThemeIssue.objects.values_list("issue__code", "status", "reviewed_by").get() == ("42", "reviewed", edda.pk)
    page = client.get(answer.url).content.decode()
    assert "Refuse" in page
    assert "Health &amp; well-being for all" in page


@pytest.mark.parametrize("data", [{"issue": "99", "status": "reviewed"}, {"issue": "42", "status": "suggested"}, {}])
def test_nonsense_on_the_page_writes_nothing(client, db, edda, data):
    theme = make_theme("Health")
    make_issue(42)
    client.force_login(edda)

    assert client.post(address(theme), data).status_code == 200
    assert not ThemeIssue.objects.exists()


def test_only_editors_reach_the_page_of_a_theme(client, db, amina):
    theme = make_theme("Health")

    assert client.get(address(theme)).status_code == 302
    client.force_login(amina)
    assert client.get(address(theme)).status_code == 403
    assert client.post(address(theme), {"issue": "42", "status": "reviewed"}).status_code == 403


def test_unknown_theme_is_not_found(client, edda):
    client.force_login(edda)

    assert client.get("/issues/crosswalk/theme/?version=4&label=%00").status_code == 404


def test_crosswalk_shows_every_line_and_reason_in_three_queries(client, db, django_assert_max_num_queries):
    load_reference_data(at=AT)

    with django_assert_max_num_queries(3):
        page = client.get("/issues/crosswalk/").content.decode()

    assert page.count('<th scope="row"') == 199
    assert "The form of the measure, not its subject" in page
    assert page.count("d-official") == ThemeIssue.objects.count() + 1


def test_issue_list_counts_real_recommendations(client, db, django_assert_num_queries):
    review = make_review(make_state("FJI"), session=20)
    issue = make_issue(42)
    ThemeIssue.objects.create(theme=make_theme("Right to health"), issue=issue, status="reviewed")
    for position in ("supported", "supported", "noted"):
        make_recommendation(review, position=position)
    make_recommendation(make_review(cycle=3, session=30), position="supported")
    render_rows(Recommendation.objects.all())

    with django_assert_num_queries(3):
        page = " ".join(client.get("/issues/").content.decode().split())

    row = page.split("Right to health", 1)[1].split("</tr>", 1)[0]
    assert row.split("</th>")[1] == (
        '<td class="r">3</td><td class="r wide-only">2</td><td class="r"><bdi>67 %</bdi></td>'
    )
    assert "3 recommendations are in the record" in page
    assert "sessions of the Working Group: 20." in page


def test_empty_issue_list_still_names_the_issues(client, db):
    page = client.get("/issues/").content.decode()

    assert page.count('<th scope="row"') == 54


def test_pages_speak_arabic(client, db):
    load_reference_data(at=AT)

    with translation.override("ar"):
        page = client.get("/issues/crosswalk/", headers={"accept-language": "ar"}).content.decode()

    assert 'dir="rtl"' in page


def test_file_is_beside_the_other_reference_data():
    assert crosswalk.FILE.parent == FOLDER
