"""Who signed under an alias, or is not to stand on a sheet: no paper, picture or page tells its own name."""

from dataclasses import asdict

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import WorkspaceMember
from advocacy import event_page, statement_paper
from advocacy.campaign_picture import placard_of
from advocacy.factsheet import factsheet_paper, frozen
from advocacy.models import Factsheet, PlenaryPlace
from implementation.embassies import embassy_paper
from implementation.follow_up_letter import letter_of
from implementation.midterm_content import midterm_report
from implementation.midterm_drafts import draft_report
from implementation.plan_files import PlanDocument, render_html
from implementation.plan_lines import plan_page
from implementation.printed_names import aliases_in, names_of
from implementation.services.midterm_drafts import sign_draft
from submissions.models import Submission
from tests.advocacy.campaigned import make_message
from tests.advocacy.held import make_event, make_speaker
from tests.advocacy.sheets import make_sheet, said
from tests.advocacy.spoken import make_statement, say, take
from tests.factories import make_member, make_organisation, make_rating, make_recommendation, make_state
from tests.implementation.drafted import make_draft
from tests.implementation.planned import make_action, make_follow_up
from tests.implementation.test_midterm_drafts import picture
from tests.submissions.drafted import make_signature, make_submission

OWN = "Hidden Lantern Union"
TODAY = timezone.localdate


@pytest.fixture
def hidden(workspace):
    made = make_organisation(name=OWN, ecosoc_status="special")
    WorkspaceMember.objects.create(workspace=workspace, organisation=made)
    return made


@pytest.fixture
def signed(workspace, amina, hidden):
    """A joint submission that one organisation signed as R-7."""
    submission = make_submission(workspace, amina)
    make_signature(submission, hidden, make_member(hidden, role="owner"), alias="R-7")
    return submission


def paper(sheet, user):
    return factsheet_paper(sheet, user=user, on=TODAY())


def test_an_alias_stands_on_papers_in_the_place_of_the_name(workspace, organisation, signed):
    assert names_of(workspace) == (organisation.name, "R-7")


def test_declining_and_withdrawing_do_not_tell_who_it_was(workspace, hidden, signed, amina):
    signature = signed.signatures.get()
    signature.ended_at, signature.ended_by = timezone.now(), amina
    signature.save()
    make_signature(signed, hidden, signature.by, decision="declined")

    assert aliases_in(workspace.pk) == {hidden.pk: "R-7"}


def test_whoever_signs_again_under_its_own_name_is_named(workspace, organisation, hidden, signed):
    make_signature(signed, hidden, signed.signatures.get().by)

    assert names_of(workspace) == (organisation.name, OWN)


def test_another_submission_under_its_own_name_leaves_the_alias(workspace, amina, hidden, signed):
    make_signature(make_submission(workspace, amina, kind="individual"), hidden, signed.signatures.get().by)

    assert Submission.objects.count() == 2
    assert aliases_in(workspace.pk) == {hidden.pk: "R-7"}


def test_a_sheet_leaves_out_who_signed_under_an_alias(workspace, organisation, amina, signed):
    sheet = make_sheet(workspace, amina)

    shown = paper(sheet, amina)

    assert shown.organisations == (organisation.name,)
    assert OWN not in str(frozen(shown))


def test_a_sheet_names_those_who_are_ticked_and_an_alias_as_such(
    client, workspace, organisation, amina, hidden, signed
):
    sheet = make_sheet(workspace, amina)
    client.force_login(amina)
    field = client.get(reverse("advocacy:factsheet_edit", args=[sheet.pk])).context["form"]["named"]
    assert field.value() == [str(organisation.pk)]
    assert dict(field.field.choices)[str(hidden.pk)] == f"R-7 (an alias of {OWN})"

    client.post(reverse("advocacy:factsheet_edit", args=[sheet.pk]), said(sheet, named=[str(hidden.pk)]))

    sheet = Factsheet.objects.get()
    assert (sheet.named, paper(sheet, amina).organisations) == ([str(hidden.pk)], ("R-7",))
    look = client.get(reverse("advocacy:factsheet_detail", args=[sheet.pk])).content.decode()
    assert ("R-7" in look, OWN in look) == (True, False)


def test_none_may_stand_on_a_sheet_and_as_usual_is_no_choice(client, workspace, organisation, amina, hidden):
    sheet = make_sheet(workspace, amina)
    client.force_login(amina)
    address = reverse("advocacy:factsheet_edit", args=[sheet.pk])

    client.post(address, said(sheet))
    sheet = Factsheet.objects.get()
    assert (sheet.named, paper(sheet, amina).organisations) == ([], ())

    client.post(address, said(sheet, named=[str(organisation.pk), str(hidden.pk)]))
    sheet = Factsheet.objects.get()
    assert (sheet.named, paper(sheet, amina).organisations) == (None, (organisation.name, OWN))


def test_papers_for_embassies_and_ministries_and_mid_term_reports_keep_the_alias(
    workspace, review, amina, hidden, signed
):
    row = make_recommendation(review, item=1)
    make_rating(workspace, row, amina, level="fully")
    draft = make_draft(workspace, amina, organisations=[hidden])
    owner = signed.signatures.get().by
    how = {"organisation": hidden, "decision": "signed", "seen": {}, "by": owner, "at": timezone.now()}
    sign_draft(draft=draft, logo=picture(), **how)
    letter = letter_of(make_follow_up(workspace, amina, [row]), language="en", on=TODAY())

    report = midterm_report(workspace, language="en", on=TODAY())
    drafted = draft_report(draft, language="en", on=TODAY())
    embassy = embassy_paper(workspace, make_state("FRA"), language="en", on=TODAY())

    assert [report.organisations[1], embassy.organisations[1], letter.organisations.split(", ")[1]] == ["R-7"] * 3
    assert [(one.name, one.logo) for one in drafted.signatories] == [("R-7", "")]
    for said_there in (report, drafted, embassy):
        assert OWN not in str(asdict(said_there))


def test_a_plan_on_paper_keeps_the_alias(workspace, amina, hidden, signed):
    make_action(workspace, amina, organisation=hidden)
    page = plan_page(workspace=workspace, user=amina, on=TODAY())

    html = render_html(PlanDocument(workspace, page))

    assert page.everything[0].who == OWN
    assert ("R-7" in html, OWN in html) == (True, False)


def test_statements_the_desk_and_run_sheets_keep_the_alias(client, workspace, amina, hidden, signed):
    statement = make_statement(workspace, amina, organisation=hidden, cosigners=[hidden])
    text = say(statement, amina)
    take(workspace, amina, hidden, statement=statement)
    event = make_event(workspace, amina)
    make_speaker(event, amina, organisation=hidden)
    client.force_login(amina)

    shown = statement_paper.paper_of(text, on=TODAY())
    desk = statement_paper.desk(workspace, PlenaryPlace.objects.select_related("organisation", "statement"), [])
    sheet = client.get(reverse("advocacy:event_sheet", args=[event.pk])).content.decode()

    assert (shown.sender, shown.cosigners, desk.places[0].printed) == ("R-7", ("R-7",), "R-7")
    assert ("R-7" in sheet, OWN in sheet) == (True, False)
    assert event_page.programme(event).turns[0].printed == "R-7"


def test_a_picture_of_the_campaign_keeps_the_alias(workspace, amina, hidden, signed):
    words = {"picture": "wide", "picture_title": "Markets", "picture_alt": "Markets"}
    message = make_message(workspace, amina, organisation=hidden, **words)

    assert placard_of(message).sender == "R-7"
