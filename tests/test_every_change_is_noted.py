"""Who changes something of a workspace, an organisation or the record leaves one event in the audit trail, no more.

The addresses come from the URLconf: one that takes POST, PUT, PATCH or DELETE and stands in none of the two lists
below fails the test. So does a file that leaves a workspace without a line.
"""

from types import SimpleNamespace
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.core import signing
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import CoalitionNotice, JoinRequest, Membership, ThemeGroup, WorkspaceMember
from accounts.services.coalitions import ask_to_join, save_theme_group, show_coalition
from accounts.services.invitations import invite
from accounts.services.machines import create_machine
from accounts.services.shares import create_share
from accounts.services.steps import StepWords, adapt_step
from accounts.services.tokens import create_token
from common.models import AuditEvent
from cycles.cycle_steps import NAMES
from cycles.services.imports import apply_import
from implementation.models import Evidence, MidTermReport
from reminders.services.feeds import create_feed
from tests.access import matrix
from tests.advocacy import campaigned, noted_down, pushed
from tests.advocacy.contacted import CONTACTED
from tests.advocacy.decided import DECIDED
from tests.advocacy.held import EVENTS
from tests.advocacy.sheets import SHEETS
from tests.advocacy.spoken import SPOKEN
from tests.advocacy.strategic import STRATEGIES
from tests.advocacy.targeted import TARGETED
from tests.cycles.imported import bring, make_arcadia
from tests.factories import (
    make_member,
    make_organisation,
    make_rating,
    make_recommendation,
    make_review,
    make_state,
    make_theme,
    make_workspace,
)
from tests.implementation import (
    evidence_noted,
    indicators_noted,
    lessons_noted,
    midterm_noted,
    pledged,
    state_claims_noted,
)
from tests.implementation.files import PDF, upload
from tests.implementation.noted import FUNDING, MECHANISM, PLAN
from tests.implementation.planned import make_cluster, two_numbers
from tests.reminders.made import make_deadline
from tests.submissions import brought_noted, drafting_noted, lodging_noted
from tests.submissions.prepared import PREPARED
from tests.thematic_lists import Row, make_thematic_list

OUR_APPS = (
    "common",
    "cycles",
    "accounts",
    "guidance",
    "reminders",
    "implementation",
    "submissions",
    "advocacy",
    "impact",
    "upr_platform",
)
WRITING = {"POST", "PUT", "PATCH", "DELETE"}
# What leaves no event, each with its reason.
EXEMPT = {
    "set_language": "a cookie of the visitor's own, and in which language one is reminded",
    "admin:auth_user_password_change": "one, as tests/accounts/test_admin.py shows",
    "workspace-rating-detail": "the same service as workspace-rating-list",
    "accounts:machine_token": "a machine fetches a key that lasts minutes; what it then does is noted",
    "accounts:contact": "who wrote to the operator is written down nowhere",
    "accounts:account": "one's own name, shown beside one's work; a name is no right",
    "accounts:account_delete": "one for the account and one for each organisation it leaves (test_erasure.py)",
    "accounts:invitation_forget": "the visitor's own session forgets a link",
    "accounts:session_end": "signs a browser of one's own out; the list of devices shows it",
    "accounts:second_factor_lost": "one line for each organisation of the person (test_second_factors)",
    "accounts:way_back": "the same",
    "accounts:way_back_stop": "the same",
    "accounts:factor_request_detail": "the same",
    "accounts:provider_link": "hands over to the provider and changes nothing itself",
    "reminders:personal_hours": "one's own clock",
    "reminders:personal_choice_edit": "what one wants to hear oneself",
    "reminders:choice_in_workspace_edit": "the same, in one workspace",
    "reminders:mail_stop": "one, by the person of the address, as tests/reminders/test_mail_stops.py shows",
    "reminders:undelivered_again": "one, by the staff of the server, as tests/reminders/test_mail_stops.py shows",
    "reminders:inbox_put_aside": "what one has read oneself",
    "reminders:inbox_snooze": "when one wants to hear oneself",
    "cycles:saved_search_create": "a search that one keeps for oneself",
    "cycles:saved_search_rename": "the same",
    "cycles:saved_search_delete": "the same",
    "advocacy:contact_import": "reads a file and shows what it would bring; contact_import_apply writes",
    "advocacy:mission_import": "the same; mission_import_apply writes",
    "advocacy:campaign_import": "the same; campaign_import_apply writes",
    "implementation:rating_import": "reads a file and shows what it would change; rating_import_apply writes",
    "submissions:submission_import": "reads a file and shows what it would become; submission_import_apply writes",
    "cycles:import_create": "a reading only its owner sees; what is proposed, answered and written is noted",
    "cycles:calendar_import": "the same",
    "cycles:answers_create": "the same",
    "cycles:calendar_import_apply": "one, as tests/cycles/test_calendar_services.py shows",
    "cycles:calendar_import_undo": "the same",
    "cycles:calendar_import_discard": "one, as its sister cycles:import_discard: the same service",
    "cycles:council_session_edit": "one, as tests/cycles/test_council_sessions.py shows",
    "cycles:summary_note": "one, as tests/cycles/test_documents.py shows",
    "cycles:import_columns": "one for the answer, as tests/cycles/test_exports.py shows",
    "cycles:import_review": "one for the answer, as tests/cycles/test_import_views.py shows",
    "cycles:import_answer": "one for the answer, as tests/cycles/test_imports.py shows",
}


def writing_addresses():
    """The names of our addresses that take a method that writes, and those of the API."""
    for place in matrix.addresses():
        view = place.pattern.callback
        if view.__module__.split(".")[0] in OUR_APPS and methods_of(view) & WRITING:
            yield place.name


def methods_of(view):
    if actions := getattr(view, "actions", None):
        return {name.upper() for name in actions}
    if cls := getattr(view, "cls", None):
        return {name.upper() for name in cls.http_method_names if hasattr(cls, name)}
    while view:
        for cell in view.__closure__ or ():
            if isinstance(cell.cell_contents, list | tuple) and set(cell.cell_contents) & {"GET", "POST"}:
                return set(cell.cell_contents)
        view = getattr(view, "__wrapped__", None)
    return WRITING


@pytest.fixture
def world(client, organisation, amina, bruno, odile, edda, settings):
    settings.CELERY_TASK_ALWAYS_EAGER = False
    settings.CELERY_BROKER_URL = "memory://"
    arcadia, review = make_arcadia(), make_review(make_state("FRA"))
    workspace = make_workspace(organisation=organisation, review=review)
    return SimpleNamespace(
        client=client,
        organisation=organisation,
        workspace=workspace,
        review=arcadia,
        amina=amina,
        bruno=bruno,
        odile=odile,
        edda=edda,
        recommendation=make_recommendation(review, item=7),
    )


def evidence(world, **fields):
    row = Evidence.objects.create(
        workspace=world.workspace,
        kind="file",
        title="Law",
        created_at=timezone.now(),
        created_by=world.amina,
        organisation=world.organisation,
        file_name="law.pdf",
        file=ContentFile(PDF, name="law.pdf"),
        **fields,
    )
    row.recommendations.add(world.recommendation)
    return row


def binned(world):
    return evidence(world, binned_at=timezone.now(), binned_by=world.amina, binned_from=[str(world.recommendation.pk)])


def waiting(world):
    return make_rating(world.workspace, world.recommendation, world.amina, state="sent", is_counted=False)


def at_one_go(world):
    batch = uuid4()
    make_rating(world.workspace, world.recommendation, world.amina, batch=batch)
    return batch


def looked_at(world):
    """What a person saw of a file of ratings and confirms."""
    words = {"level": "fully", "rated_date": "2026-03-01"}
    salt = f"implementation.rating_import.{world.workspace.pk}.{world.amina.pk}"
    return signing.dumps([(world.recommendation.pk, "cso", "", words, [])], salt=salt, compress=True)


def apart(world):
    make_rating(world.workspace, world.recommendation, world.amina)
    return world.workspace


def invitation(world):
    made, secret = invite(into=world.organisation, role="reader", by=world.odile, at=timezone.now(), accept_url="/S/")
    return made, secret


def accepts(world):
    _made, secret = invitation(world)
    stranger = make_member(make_organisation())
    world.client.force_login(stranger)
    world.client.get(reverse("accounts:invitation_open", args=[secret]))
    return stranger


def report(world):
    return MidTermReport.objects.create(
        workspace=world.workspace,
        language="en",
        file_format="docx",
        created_at=timezone.now(),
        created_by=world.amina,
        status="done",
        finished_at=timezone.now(),
        file=ContentFile(b"x", name="r.docx"),
    )


def member(person):
    return Membership.objects.get(user=person)


def token(world):
    return create_token(
        purpose="p", scopes=["read_workspace"], workspaces=[world.workspace], by=world.amina, at=timezone.now()
    )[0]


def share(world):
    return create_share(
        workspace=world.workspace, kind="overview", object_id=None, by=world.odile, at=timezone.now(), days=7
    )[0]


def following(world):
    """A workspace whose State has a review in the next cycle."""
    review = world.workspace.review
    make_review(state=review.state_under_review, cycle=review.cycle_id + 1, session=60)
    return world.workspace


def feed(world):
    return create_feed(workspace=world.workspace, language="en", by=world.bruno, at=timezone.now())[0]


def machine(world):
    return create_machine(workspace=world.workspace, by=world.odile, at=timezone.now(), **MACHINE)[0]


def partner(world):
    other = make_organisation()
    make_member(other, role=Membership.Role.OWNER)
    return WorkspaceMember.objects.create(workspace=world.workspace, organisation=other, role="contributor")


def notice(world):
    words = {"title": "A coalition", "text": "Words"}
    world.workspace.notice = show_coalition(workspace=world.workspace, **words, by=world.odile, at=timezone.now())
    return world.workspace


def asks(world):
    stranger = make_member(make_organisation(), role=Membership.Role.OWNER)
    return stranger, [notice(world).notice.pk], {"organisation": stranger.organisations.get().pk, "message": "Us too."}


def asked(world):
    stranger = make_member(make_organisation(), role=Membership.Role.OWNER)
    found = CoalitionNotice.objects.get(workspace=notice(world))
    words = {"organisation": stranger.organisations.get(), "message": ""}
    return ask_to_join(notice=found, **words, by=stranger, at=timezone.now())


def group(world):
    row = ThemeGroup(workspace=world.workspace)
    nobody = {"issues": [], "organisations": [], "lead": None, "due_date": None}
    return save_theme_group(group=row, name="Health", **nobody, by=world.amina, at=timezone.now())


def adapted(world):
    words = StepWords(name="Our plan")
    return adapt_step(workspace=world.workspace, step="plan", words=words, by=world.amina, at=timezone.now())


def closed(world):
    world.organisation.closed_at, world.organisation.closed_by = timezone.now(), world.odile
    world.organisation.save()
    return world.organisation


LIST = make_thematic_list
EDITED = {"name": "Other", "kind": "national", "ecosoc_status": "none"}
POSITION = {"stage": "later", "kind": "noted", "stated_date": "2026-03-01", "source": "A/HRC/60/1"}
MOVE = {"status": "rescheduled", "session": "49", "confidence": "confirmed", "source": "OHCHR"}
SESSION = {
    "start_date": "2025-01-20",
    "end_date": "2025-02-01",
    "date_precision": "day",
    "confidence": "confirmed",
    "source": "OHCHR",
    "submission_deadline_confidence": "confirmed",
}
DEADLINE = {"title": "Draft", "kind": "draft", "date": "2027-04-02", "time": "17:30", "zone": "Nairobi", "holder": ""}
RATING = {"level": "partially", "note": "Half.", "rated_date": "2026-03-01"}
VOICE = RATING | {"voice": "government", "source": "National report, para. 4"}
MACHINE = {"purpose": "Dashboard", "scopes": ["read_workspace"], "days": 30, "key": uuid4()}
NEW_RATING = RATING | {"recommendation": "FRA-4-140.7", "replaces": None}
FEED = {"what": "all", "note": "A phone"}
# Whose, to which key, and what is sent: each leaves one event. The name of the address may have a note behind a space.
CASES = {
    "accounts:organisation_create": lambda w: (w.amina, [], {"name": "New", "kind": "national"}),
    "accounts:organisation_edit": lambda w: (w.odile, [w.organisation.pk], EDITED),
    "accounts:organisation_invite": lambda w: (w.odile, [w.organisation.pk], {"role": "reader", "days": 7}),
    "accounts:organisation_close": lambda w: (w.odile, [w.organisation.pk], {}),
    "accounts:organisation_reopen": lambda w: (w.odile, [closed(w).pk], {}),
    "accounts:organisation_hand_over": lambda w: (
        w.odile,
        [w.organisation.pk],
        {"to": member(w.amina).pk, "role": "reader"},
        2,
    ),
    "accounts:membership_edit": lambda w: (w.odile, [member(w.bruno).pk], {"role": "editor"}),
    "accounts:membership_remove": lambda w: (w.odile, [member(w.bruno).pk], {}),
    "accounts:membership_remove oneself": lambda w: (w.bruno, [member(w.bruno).pk], {}),
    "accounts:invitation_withdraw": lambda w: (w.odile, [invitation(w)[0].pk], {}),
    "accounts:invitation_accept": lambda w: (accepts(w), [], {}),
    "accounts:workspace_create": lambda w: (
        w.amina,
        [],
        {"organisation": w.organisation.pk, "name": "X", "state": "XAR", "cycle": "4"},
    ),
    "accounts:record_editor_list": lambda w: (w.edda, [], {"email": w.amina.email}),
    "accounts:token_create": lambda w: (
        w.amina,
        [],
        {"key": uuid4(), "purpose": "p", "scopes": ["read_workspace"], "workspaces": [w.workspace.pk], "days": 7},
    ),
    "accounts:token_revoke": lambda w: (w.amina, [token(w).pk], {}),
    "accounts:organisation_trail_csv": lambda w: (w.odile, [w.organisation.pk], None),
    "accounts:share_create": lambda w: (
        w.odile,
        [w.workspace.pk],
        {"key": uuid4(), "note": "The donor", "days": "7"},
        1,
        "?kind=overview",
    ),
    "accounts:share_revoke": lambda w: (w.odile, [share(w).pk], {}),
    "accounts:machine_create": lambda w: (w.odile, [w.workspace.pk], MACHINE),
    "accounts:machine_revoke": lambda w: (w.odile, [machine(w).pk], {}),
    "accounts:workspace_invite": lambda w: (w.odile, [w.workspace.pk], {"role": "supporter", "days": 5}),
    "accounts:workspace_hand_over": lambda w: (
        w.odile,
        [w.workspace.pk],
        {"to": partner(w).pk, "role": "contributor"},
        2,
    ),
    "accounts:coalition_notice": lambda w: (
        w.odile,
        [w.workspace.pk],
        {"title": "A coalition", "text": "Words", "show": "on"},
    ),
    "accounts:coalition_notice hidden": lambda w: (w.odile, [notice(w).pk], {"hide": "on"}),
    "accounts:theme_group_create": lambda w: (w.amina, [w.workspace.pk], {"name": "Health"}),
    "accounts:theme_group_edit": lambda w: (w.amina, [group(w).pk], {"name": "Other"}),
    "accounts:theme_group_delete": lambda w: (w.amina, [group(w).pk], {}),
    "accounts:part_edit": lambda w: (w.amina, [partner(w).pk], {"role": "observer"}),
    "accounts:part_remove": lambda w: (w.amina, [partner(w).pk], {}),
    "accounts:join_request_create": lambda w: asks(w),
    "accounts:join_request_answer": lambda w: (w.amina, [asked(w).pk], {"role": "contributor"}),
    "accounts:join_request_answer no": lambda w: (w.amina, [asked(w).pk], {"decline": "on"}),
    "accounts:join_request_withdraw": lambda w: (asked(w).asked_by, [JoinRequest.objects.get().pk], {}),
    "reminders:deadline_create": lambda w: (w.amina, [w.workspace.pk], DEADLINE | {"key": uuid4()}),
    "reminders:deadline_edit": lambda w: (
        w.amina,
        [(one := make_deadline(w.workspace, w.amina)).pk],
        DEADLINE | {"key": uuid4(), "seen": one.version},
    ),
    "reminders:deadline_assign": lambda w: (
        w.amina,
        [make_deadline(w.workspace, w.amina).pk],
        {"holder": f"person:{w.bruno.pk}"},
    ),
    "reminders:workspace_choice_edit": lambda w: (
        w.amina,
        [w.workspace.pk, "draft"],
        {"channel": "mail", "leads": ["24"]},
    ),
    "reminders:feed_list": lambda w: (w.bruno, [], FEED | {"key": uuid4()}),
    "reminders:workspace_feed_list": lambda w: (w.bruno, [w.workspace.pk], FEED | {"key": uuid4()}),
    "reminders:feed_revoke": lambda w: (w.bruno, [feed(w).pk], {}),
    "reminders:deadline_close": lambda w: (w.amina, [make_deadline(w.workspace, w.amina).pk], {"to": "done"}),
    # The new workspace is opened, and the old one notes what left it.
    "impact:next_cycle": lambda w: (w.odile, [following(w).pk], {}, 2),
    "impact:step_tick": lambda w: (w.amina, [w.workspace.pk, next(iter(NAMES))], {"done": "on"}),
    "impact:step_create": lambda w: (w.amina, [w.workspace.pk, 1], {"name": "Train observers"}),
    "impact:step_create with a day": lambda w: (
        w.amina,
        [w.workspace.pk, 1],
        {"name": "Train observers", "ends_on": "2027-03-01"},
        2,
    ),
    "impact:step_edit": lambda w: (w.amina, [w.workspace.pk, "plan"], {"name": "Our plan"}),
    "impact:step_leave_out": lambda w: (w.amina, [w.workspace.pk, "plan"], {}),
    "impact:step_reset": lambda w: (w.amina, [w.workspace.pk, adapted(w).step], {}),
    "impact:own_data_download": lambda w: (w.amina, [], {}),
    "implementation:rating_create": lambda w: (w.amina, [w.workspace.pk], RATING, 1, "?at=140.7"),
    "implementation:rating_rules": lambda w: (w.odile, [w.workspace.pk], {"needs_approval": "on"}),
    "implementation:rating_approve": lambda w: (w.odile, [w.workspace.pk], {"rating": waiting(w).pk}),
    "implementation:rating_return": lambda w: (w.odile, [waiting(w).pk], {"note": "Which law?"}),
    "implementation:rating_bulk": lambda w: (
        w.amina,
        [w.workspace.pk],
        RATING | {"row": f"{w.recommendation.pk}:"},
    ),
    "implementation:cluster_create": lambda w: (
        w.amina,
        [w.workspace.pk],
        {"name": "Torture", "numbers": two_numbers(w), "key": uuid4()},
    ),
    "implementation:cluster_refuse": lambda w: (w.amina, [w.workspace.pk], {"numbers": two_numbers(w)}),
    "implementation:cluster_detail": lambda w: (
        w.amina,
        [make_cluster(w).pk],
        RATING | {"row": f"{w.recommendation.pk}:"},
    ),
    "implementation:cluster_edit": lambda w: (
        w.amina,
        [make_cluster(w).pk],
        {"name": "Renamed", "numbers": two_numbers(w), "key": uuid4()},
    ),
    "implementation:cluster_take_out": lambda w: (
        w.amina,
        [make_cluster(w, size=3).pk],
        {"recommendation": w.recommendation.pk},
    ),
    "implementation:cluster_dissolve": lambda w: (w.amina, [make_cluster(w).pk], {}),
    "implementation:rating_xlsx": lambda w: (w.bruno, [w.workspace.pk], None),
    "implementation:rating_import_apply": lambda w: (w.amina, [w.workspace.pk], {"kept": looked_at(w)}),
    "implementation:rating_bulk_undo": lambda w: (w.amina, [w.workspace.pk], {"batch": at_one_go(w)}),
    "implementation:rating_settle": lambda w: (w.odile, [apart(w).pk], RATING, 1, "?at=140.7"),
    "implementation:voice_create": lambda w: (w.amina, [w.workspace.pk], VOICE, 1, "?at=140.7"),
    "implementation:evidence_create": lambda w: (
        w.amina,
        [w.workspace.pk],
        RATING | {"evidence-file": upload("law.pdf", PDF)},
        1,
        "?at=140.7",
    ),
    "implementation:evidence_delete": lambda w: (w.amina, [evidence(w).pk], {}, 1, "?at=140.7"),
    "implementation:evidence_file": lambda w: (w.amina, [evidence(w).pk], None),
    "implementation:bin_restore": lambda w: (w.amina, [binned(w).pk], {}),
    "implementation:bin_erase": lambda w: (w.amina, [binned(w).pk], {}),
    **FUNDING,
    **MECHANISM,
    **PLAN,
    **PREPARED,
    **DECIDED,
    **SPOKEN,
    **CONTACTED,
    **STRATEGIES,
    **TARGETED,
    **brought_noted.CASES,
    **noted_down.CASES,
    **pushed.CASES,
    **EVENTS,
    **campaigned.CASES,
    **SHEETS,
    **drafting_noted.CASES,
    **lodging_noted.CASES,
    **midterm_noted.CASES,
    **evidence_noted.CASES,
    **state_claims_noted.CASES,
    **lessons_noted.CASES,
    **pledged.CASES,
    **indicators_noted.CASES,
    "implementation:words_copy": lambda w: (w.odile, [w.workspace.pk], {"organisation": w.organisation.pk}, 2),
    "implementation:overview_csv": lambda w: (w.bruno, [w.workspace.pk], None),
    "implementation:embassy_pdf": lambda w: (w.bruno, [rated(w).pk, "FRA"], None),
    "implementation:embassy_csv": lambda w: (w.bruno, [rated(w).pk], None),
    "implementation:embassy_letter": lambda w: (w.bruno, [rated(w).pk, "FRA"], None),
    "implementation:ratings_publish": lambda w: (w.odile, [w.workspace.pk], {}),
    "implementation:ratings_withdraw": lambda w: (w.odile, [published(w).pk], {}),
    "implementation:midterm_report_create": lambda w: (
        w.amina,
        [w.workspace.pk],
        {"language": "en", "file_format": "docx"},
    ),
    "implementation:matrix_create": lambda w: (
        w.amina,
        [rated(w).pk],
        {"matrix-language": "en", "matrix-file": upload("list.docx", list_of(w))},
    ),
    "implementation:midterm_report_file": lambda w: (w.bruno, [report(w).pk], None),
    "workspace-rating-list": lambda w: (w.amina, [w.workspace.pk], NEW_RATING),
    "workspace-deadline-detail": lambda w: closed_by_program(w, {"status": "done"}),
    "workspace-deadline-detail called off": lambda w: closed_by_program(w, {"status": "cancelled"}),
    "workspace-deadline-detail as it is": lambda w: closed_by_program(w, {"status": "open"}, events=0),
    "cycles:import_apply": lambda w: (w.edda, [bring(LIST(), w.edda).pk], {}),
    "cycles:import_propose": lambda w: (w.amina, [bring(LIST(), w.amina).pk], {}),
    "cycles:import_discard": lambda w: (w.amina, [bring(LIST(), w.amina).pk], {}),
    "cycles:import_undo": lambda w: (w.edda, [taken_in(w).pk], {}),
    "cycles:recommendation_action": lambda w: (w.edda, ["FRA", 4, "140.7"], {"category": "3"}),
    "cycles:position_create": lambda w: (w.edda, ["FRA", 4, "140.7"], POSITION),
    "cycles:review_move": lambda w: (w.edda, [*later_session("FRA"), 4], MOVE),
    "cycles:session_edit": lambda w: (w.edda, [48], SESSION),
    "cycles:crosswalk_theme": lambda w: (w.edda, [], {"issue": "42", "status": "reviewed"}, 1, theme_query()),
    "cycles:key_date_edit": lambda w: (
        w.edda,
        ["XAR", 4, "presession"],
        {"day": "2026-11-24", "hour": "", "confidence": "confirmed", "source": "UPR Info"},
    ),
}


def later_session(iso3):
    make_review(make_state("NPL"), session=49)
    return [iso3]


def theme_query():
    theme = make_theme("Health & well-being for all")
    make_theme("Issue 42", version="2014", scheme="upr_info", code="42")
    return "?" + urlencode({"version": theme.version, "code": "", "label": theme.label})


def published(world):
    make_rating(world.workspace, world.recommendation, world.amina)
    world.workspace.ratings_published_at, world.workspace.ratings_published_by = timezone.now(), world.odile
    world.workspace.save()
    return world.workspace


def rated(world):
    make_rating(world.workspace, world.recommendation, world.amina)
    return world.workspace


def list_of(world):
    rows = [Row("140.7", world.recommendation.text)]
    return make_thematic_list(header="UPR of France (4th Cycle - 48th Session)", rows=rows)


def closed_by_program(world, words, events=1):
    deadline = make_deadline(world.workspace, world.amina)
    keys = [world.workspace.pk, deadline.pk]
    return world.amina, keys, words, events, "", {"method": "patch", "headers": {"If-Match": f'"{deadline.version}"'}}


def taken_in(world):
    run = bring(LIST(), world.edda)
    apply_import(run=run, by=world.edda, at=timezone.now())
    return run


def test_every_address_that_writes_is_listed(db):
    names = set(writing_addresses())

    assert names - {name.split()[0] for name in CASES} - set(EXEMPT) == set()
    assert set(EXEMPT) - names == set()


def told(answer):
    """Why it was refused."""
    form = (answer.context or {}).get("form")
    return form.errors if form else answer.content


@pytest.mark.parametrize("name", CASES)
def test_one_event_is_written(world, name):
    by, keys, data, *rest = CASES[name](world)
    expected = rest[0] if rest else 1
    address = reverse(name.split()[0], args=keys) + (rest[1] if len(rest) > 1 else "")
    before = set(AuditEvent.objects.values_list("pk", flat=True))
    world.client.force_login(by) if name != "accounts:invitation_accept" else None

    kind = {"content_type": "application/json"} if name.startswith("workspace-") else {}
    kind |= rest[2] if len(rest) > 2 else {}
    send = getattr(world.client, kind.pop("method", "post"))
    answer = world.client.get(address) if data is None else send(address, data, **kind)

    if getattr(answer, "streaming", False):
        b"".join(answer.streaming_content)
    events = AuditEvent.objects.exclude(pk__in=before)
    assert answer.status_code < 400, told(answer)
    assert events.count() == expected, list(events.values_list("verb", "target_type"))
    assert {event.actor_id for event in events} == ({by.pk} if expected else set())
