"""Who gets in: every address of this floor, for everybody of the cast."""

import pytest
from django.core.files.base import ContentFile
from django.urls import get_resolver, reverse

from implementation.models import Evidence, MidTermReport, Rating
from implementation.services.evidence import add_evidence
from tests.factories import AT, make_rating, make_recommendation
from tests.implementation.files import PDF, upload

REVIEWING = ("rating_rules", "rating_return", "voice_create", "rating_bulk", "rating_history", "rating_settle")
REVIEWING += ("rating_import",)
EMBASSIES = ("embassy_list", "embassy_csv", "embassy_detail", "embassy_pdf", "embassy_letter")
READ = {
    "rating_list": "workspace",
    "rating_review_list": "workspace",
    "rating_differences": "workspace",
    "coverage": "workspace",
    "rating_xlsx": "workspace",
    "overview": "workspace",
    "overview_csv": "workspace",
    "midterm_report_list": "workspace",
    "midterm_report_preview": "workspace",
    "midterm_report_detail": "report",
    "midterm_report_file": "report",
    "evidence_file": "evidence",
}
# What each answers to somebody who may: a redirect, or the page with the words typed beside it.
WRITE = {
    "rating_create": ("workspace", 302),
    "rating_approve": ("workspace", 302),
    "rating_bulk_undo": ("workspace", 302),
    "rating_import_apply": ("workspace", 302),
    "evidence_create": ("workspace", 200),
    "evidence_delete": ("evidence", 200),
    "midterm_report_create": ("workspace", 302),
    "matrix_create": ("workspace", 422),
}
# Their own tests say who gets in: test_bin.py, test_words.py, test_embassies.py, test_reviewing_views.py,
# test_plan_views.py, test_follow_ups.py, test_clusters.py.
PLAN = (
    *("action_list", "action_create", "action_start", "action_detail", "action_edit", "action_move", "action_delete"),
    *("plan_edit", "plan_pdf", "plan_word", "plan_xlsx"),
)
FOLLOW_UP = (
    *("follow_up_list", "follow_up_create", "follow_up_detail", "follow_up_edit", "follow_up_answer"),
    *("follow_up_delete", "follow_up_word", "follow_up_pdf"),
)
CLUSTERS = (
    *("cluster_list", "cluster_create", "cluster_refuse", "cluster_detail", "cluster_edit"),
    *("cluster_take_out", "cluster_dissolve"),
)
# test_funding_views.py and test_mechanism_views.py.
FUNDING = (
    *("funding_list", "funding_csv", "funding_xlsx", "need_create", "need_edit", "need_delete"),
    *(
        "funding_call_create",
        "funding_call_edit",
        "funding_call_detail",
        "funding_call_delete",
        "grant_create",
        "grant_detail",
        "grant_edit",
    ),
    *("grant_delete", "grant_share_create", "grant_share_edit", "grant_share_delete", "spending_create"),
    *("spending_edit", "spending_delete"),
)
MECHANISM = (
    *("mechanism_detail", "mechanism_edit", "occasion_create", "occasion_detail", "occasion_edit", "occasion_delete"),
)
LIBRARY = ("evidence_list", "evidence_new", "evidence_detail", "evidence_edit", "evidence_attach")
INDICATORS = (
    *("indicator_list", "indicator_csv", "indicator_create", "indicator_detail", "indicator_edit"),
    *("indicator_delete", "measurement_csv", "measurement_delete"),
)
STATE_CLAIMS = ("state_claim_list", "state_claim_create", "state_claim_edit", "state_claim_delete")
LESSONS = ("lesson_list", "lesson_create", "lesson_edit", "lesson_delete")
PLEDGES = ("pledge_list", "pledge_rate", "pledge_voice", "pledge_rating_approve", "pledge_rating_return")
MIDTERM = (
    *("midterm_draft_create", "midterm_draft_detail", "midterm_draft_edit", "midterm_draft_preview"),
    *("midterm_draft_file", "midterm_text", "midterm_sign", "midterm_publish", "midterm_withdraw"),
    *("midterm_edition", "midterm_edition_file", "midterm_draft_delete", "midterm_logo"),
)
ELSEWHERE = (
    *("bin_list", "bin_restore", "bin_erase", "words_copy"),
    *(*EMBASSIES, *REVIEWING, *PLAN, *FOLLOW_UP, *CLUSTERS, *MIDTERM, *LIBRARY, *FUNDING, *MECHANISM),
    *(*STATE_CLAIMS, *PLEDGES, *INDICATORS, *LESSONS),
)
PUBLISH = ("ratings_publish", "ratings_withdraw")
WORDS = {
    "level": "fully",
    "rated_date": "2026-03-01",
    "evidence-url": "https://example.org/a",
    "language": "en",
    "file_format": "pdf",
}


@pytest.fixture
def things(workspace, review, amina):
    """A rated recommendation with a file, and a finished report: what a stranger must not see."""
    recommendation = make_recommendation(review, item=7)
    make_rating(workspace, recommendation, amina, note="canary-note", is_current=False)
    row = {"workspace": workspace, "recommendation": recommendation, "by": amina, "at": AT}
    evidence = add_evidence(**row, kind="file", title="canary-title", file=upload("a.pdf", PDF))
    report = MidTermReport(workspace=workspace, language="en", created_at=AT, created_by=amina, finished_at=AT)
    report.file.save("x.pdf", ContentFile(b"%PDF"), save=False)
    report.status = MidTermReport.Status.DONE
    report.save()
    return {"workspace": workspace.pk, "evidence": evidence.pk, "report": report.pk}


def address(name, things):
    kind = READ.get(name) or WRITE.get(name, ["workspace"])[0]
    return reverse(f"implementation:{name}", args=[things[kind]])


def status_of(client, user, name, things, post=False):
    if user:
        client.force_login(user)
    if post:
        answer = client.post(f"{address(name, things)}?at=140.7", WORDS, headers={"sec-fetch-site": "same-origin"})
    else:
        answer = client.get(address(name, things))
    b"".join(answer)
    return answer.status_code


def test_every_address_is_in_this_table():
    names = {pattern.name for pattern in get_resolver("implementation.urls").url_patterns}

    assert names == {*READ, *WRITE, *PUBLISH, *ELSEWHERE}


@pytest.mark.parametrize("name", READ)
def test_members_read(client, things, name, amina, bruno, odile):
    assert [status_of(client, user, name, things) for user in (amina, bruno, odile)] == [200, 200, 200]


@pytest.mark.parametrize("name", [*READ, *PUBLISH])
def test_strangers_do_not_learn_that_it_exists(client, things, name, chidi):
    assert status_of(client, chidi, name, things) == 404


@pytest.mark.parametrize("name", [*READ, *PUBLISH])
def test_without_a_sign_in_everything_asks_for_one(client, things, name):
    answer = client.get(address(name, things))

    assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, "/accounts/login/")


@pytest.mark.parametrize("name", WRITE)
def test_editors_write(client, things, name, amina):
    assert status_of(client, amina, name, things, post=True) == WRITE[name][1]


@pytest.mark.parametrize("name", WRITE)
def test_others_do_not_write(client, things, name, bruno, chidi):
    counts = [model.objects.count() for model in (Rating, Evidence, MidTermReport)]

    said = [status_of(client, user, name, things, post=True) for user in (None, bruno, chidi)]

    assert said == [401, 403, 404]
    assert [model.objects.count() for model in (Rating, Evidence, MidTermReport)] == counts


@pytest.mark.parametrize("name", PUBLISH)
@pytest.mark.parametrize("post", [False, True])
def test_only_an_owner_of_the_coordinator_decides_what_leaves(
    client, things, name, post, workspace, amina, bruno, chidi, odile
):
    said = [status_of(client, user, name, things, post) for user in (amina, bruno, chidi)]

    workspace.refresh_from_db()
    assert said == [403, 403, 404]
    assert workspace.ratings_published_at is None
    assert status_of(client, odile, name, things, post) == (302 if post else 200)


@pytest.mark.parametrize("name", [*WRITE, *PUBLISH])
def test_reading_an_address_writes_nothing(client, things, name, odile):
    expected = 200 if name in PUBLISH else 405

    assert status_of(client, odile, name, things) == expected
    assert Rating.objects.current().count() == 0
