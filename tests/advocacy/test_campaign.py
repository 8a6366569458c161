"""Messages of a campaign: who reads, writes and approves, what is due, and that nothing goes out unseen."""

from datetime import date, time, timedelta
from importlib import import_module
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.models import Membership, WorkspaceMember
from advocacy.models import CampaignMessage
from advocacy.services import campaign as services
from reminders.models import Deadline
from reminders.words import what_is_due
from submissions.services.preparing import PreparedMeanwhile
from tests.advocacy.campaigned import ADDRESS, TEXT, approve, make_message, post, said
from tests.advocacy.contacted import make_contact
from tests.advocacy.sheets import make_sheet, publish
from tests.factories import make_member, make_organisation, make_workspace

PAGES = ("campaign_list", "campaign_calendar", "campaign_day", "campaign_results")
OF_ONE = ("campaign_edit", "campaign_delete", "campaign_posted", "campaign_result")


@pytest.fixture
def nadia(organisation):
    """A second editor."""
    return make_member(organisation, role=Membership.Role.EDITOR, name="Nadia")


@pytest.fixture
def message(workspace, amina):
    return make_message(workspace, amina)


def address(row, name):
    return reverse(f"advocacy:{name}", args=[row.pk])


def deadline(message):
    return Deadline.objects.get(key=f"campaign:{message.pk}")


@pytest.mark.parametrize(("name", "status"), [("amina", 200), ("bruno", 200), ("chidi", 404)])
def test_members_read(client, request, message, name, status):
    client.force_login(request.getfixturevalue(name))
    places = [address(message.workspace, page) for page in PAGES]

    assert [client.get(place).status_code for place in (*places, message.get_absolute_url())] == [status] * 5


@pytest.mark.parametrize(("name", "status"), [("amina", 200), ("bruno", 403), ("chidi", 404)])
def test_editors_write(client, request, message, nadia, name, status):
    approve(message, nadia)
    client.force_login(request.getfixturevalue(name))
    places = [address(message.workspace, "campaign_create"), address(message.workspace, "campaign_import")]

    answers = [client.get(place) for place in (*places, *(address(message, page) for page in OF_ONE))]

    assert [answer.status_code for answer in answers] == [status] * 6


@pytest.mark.parametrize(
    ("name", "status", "then"),
    [
        ("nadia", 302, "approved"),
        ("odile", 302, "approved"),
        ("amina", 403, "written"),
        ("bruno", 403, "written"),
        ("chidi", 404, "written"),
    ],
)
def test_another_person_approves(client, request, message, nadia, name, status, then):
    client.force_login(request.getfixturevalue(name))

    answer = client.post(address(message, "campaign_approve"), {"seen": message.version})

    message.refresh_from_db()
    assert (answer.status_code, message.status) == (status, then)


def test_who_writes_alone_approves_after_a_second_look(client, message, amina):
    client.force_login(amina)

    page = client.get(message.get_absolute_url())
    client.post(address(message, "campaign_approve"), {"seen": message.version})

    message.refresh_from_db()
    assert "Nobody else can write in this workspace. Read it once more" in page.content.decode()
    assert (message.status, message.approved_by) == ("approved", amina)


def test_with_a_partner_nobody_writes_alone(client, message, workspace, amina):
    partner = make_organisation()
    WorkspaceMember.objects.create(workspace=workspace, organisation=partner, role=WorkspaceMember.Role.CONTRIBUTOR)
    make_member(partner)
    client.force_login(amina)

    assert client.post(address(message, "campaign_approve"), {"seen": message.version}).status_code == 403


def test_partner_of_the_coalition_approves(client, message, workspace):
    partner = make_organisation()
    WorkspaceMember.objects.create(workspace=workspace, organisation=partner, role=WorkspaceMember.Role.CONTRIBUTOR)
    client.force_login(make_member(partner))

    client.post(address(message, "campaign_approve"), {"seen": message.version})

    message.refresh_from_db()
    assert message.status == "approved"


def test_what_changed_meanwhile_is_not_approved(message, amina, nadia):
    seen = message.version
    words = {"text": "Other words"}
    services.change_message(message=message, words=words, by=amina, at=timezone.now(), seen=seen)

    with pytest.raises(PreparedMeanwhile):
        services.approve_message(message=message, seen=seen, by=nadia, at=timezone.now())


@pytest.mark.parametrize(
    "words", [{"status": "idea"}, {"text": "a" * 301}, {"text": "  "}, {"channel": "instagram", "hashtags": ["a"] * 31}]
)
def test_ideas_and_what_is_too_long_cannot_be_approved(workspace, amina, nadia, words):
    message = make_message(workspace, amina, **words)

    with pytest.raises(services.NotReady):
        approve(message, nadia)


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ({"text": "Other words"}, "written"),
        ({"channel": "mastodon"}, "written"),
        ({"link": "https://a.org"}, "written"),
        ({"hashtags": ["UPR48"]}, "written"),
        ({"picture": "wide", "picture_title": "T", "picture_alt": "A"}, "written"),
        # When and by whom is no word that goes out, as long as no picture names them.
        ({"organisation": None}, "approved"),
        ({"date": date(2030, 3, 1), "time": time(9)}, "approved"),
        ({"text": TEXT}, "approved"),
    ],
)
def test_other_words_are_approved_anew(message, amina, nadia, words, status):
    approved = approve(message, nadia)

    row = services.change_message(message=approved, words=words, by=amina, at=timezone.now(), seen=approved.version)

    assert (row.status, row.approved_by) == (status, nadia if status == "approved" else None)


def test_who_posts_it_stands_on_its_picture(workspace, amina, nadia, organisation):
    words = {"picture": "wide", "picture_title": "T", "picture_alt": "A", "organisation": organisation}
    approved = approve(make_message(workspace, amina, **words), nadia)

    kept = services.change_message(
        message=approved, words={"organisation": organisation}, by=amina, at=timezone.now(), seen=approved.version
    )
    row = services.change_message(
        message=kept, words={"organisation": None}, by=amina, at=timezone.now(), seen=kept.version
    )

    assert (kept.status, row.status, row.approved_by) == ("approved", "written", None)


def change(message, by, text):
    sent = {"message": message, "words": {"text": text}, "seen": message.version}
    return services.change_message(**sent, by=by, at=timezone.now())


def may_approve(client, message, *people):
    """Who of them gets in, in their order; nothing is approved by asking, since what they have read is past."""
    found = []
    for person in people:
        client.force_login(person)
        found.append(client.post(address(message, "campaign_approve"), {"seen": "past"}).status_code == 302)
    return found


def test_nobody_approves_words_that_they_had_a_part_in(client, message, amina, nadia, odile):
    people = (amina, nadia, odile)
    changed = change(message, nadia, f"{TEXT}, now")

    refused = may_approve(client, changed, *people)
    page = client.get(changed.get_absolute_url()).content.decode()
    approved = approve(changed, odile)
    anew = change(approved, nadia, f"{TEXT}, today")

    assert (refused, "<bdi>Amina</bdi>, <bdi>Nadia</bdi></dd>" in page) == ([False, False, True], True)
    # Every word but those of the last change was read by a second person when it was approved.
    assert (anew.writers, may_approve(client, anew, *people)) == ([nadia.pk], [True, False, True])
    back = services.move_message(message=approve(anew, amina), to="written", by=amina, at=timezone.now())
    # Taken back, the approval counts no more than it did before: its words are still those of Nadia.
    assert (back.writers, may_approve(client, back, *people)) == ([nadia.pk], [True, False, True])


def test_where_everybody_wrote_all_but_the_last_approve(client, message, amina, nadia):
    changed = change(message, nadia, "Other words")
    assert may_approve(client, changed, amina, nadia) == [True, False]

    again = change(changed, amina, "Others again")
    assert (again.writers, may_approve(client, again, amina, nadia)) == ([nadia.pk, amina.pk], [False, True])


def test_a_copy_stays_with_all_who_wrote_its_words(client, message, amina, nadia, odile):
    changed = change(message, nadia, "Other words")
    copied = {"channel": "x", "language": "en", "key": uuid4()}
    made = services.add_variant(message=changed, **copied, by=odile, at=timezone.now())

    assert may_approve(client, made, amina, nadia, odile) == [False, False, True]


def test_its_day_stands_among_the_deadlines_until_it_is_posted(client, workspace, amina, nadia):
    client.force_login(amina)
    sent = said(date="2030-03-01", time="09:30", zone="Nairobi", hashtags=[], new_hashtags="#UPR48")
    client.post(address(workspace, "campaign_create"), sent)
    message = CampaignMessage.objects.get()
    first = deadline(message)

    assert (what_is_due(first), first.date, first.time, first.zone, first.status) == (
        "Post on Bluesky (English)",
        date(2030, 3, 1),
        time(9, 30),
        "Africa/Nairobi",
        "open",
    )
    assert first.path == message.get_absolute_url()
    with override("ar"):
        assert what_is_due(first) == "النشر على Bluesky (English)"
    post(message, nadia)
    assert deadline(message).status == "done"
    services.mark_unposted(message=message, by=amina, at=timezone.now())
    assert deadline(message).status == "open"


def test_called_off_it_is_due_no_more_and_can_be_taken_up_again(workspace, amina, nadia):
    message = approve(make_message(workspace, amina, date=date(2030, 3, 1)), nadia)
    now = timezone.now()

    off = services.move_message(message=message, to="cancelled", by=amina, at=now)
    states = [(off.status, off.approved_by, deadline(message).status)]
    again = services.move_message(message=message, to="written", by=amina, at=now)
    states.append((again.status, again.approved_by, deadline(message).status))

    assert states == [("cancelled", None, "cancelled"), ("written", None, "open")]


def test_only_what_is_approved_is_posted(client, message, amina):
    client.force_login(amina)

    sent = {"day": "2026-03-01", "hour": "10:00", "address": ADDRESS}
    asked = client.get(address(message, "campaign_posted"), follow=True)
    answer = client.post(address(message, "campaign_posted"), sent)

    message.refresh_from_db()
    assert (message.status, answer.status_code) == ("written", 409)
    assert asked.redirect_chain == [(message.get_absolute_url(), 302)]
    assert "Nobody has approved it yet." in answer.content.decode()
    assert f'value="{ADDRESS}"' in answer.content.decode()
    said = {"posted_at": timezone.now(), "address": "", "seen": message.version}
    with pytest.raises(services.NotApproved):
        services.mark_posted(message=message, **said, by=amina, at=timezone.now())


def test_posted_on_the_clock_of_the_message(client, workspace, amina, nadia):
    message = approve(make_message(workspace, amina, zone="Africa/Nairobi"), nadia)
    client.force_login(amina)
    sent = {"day": "2026-03-01", "hour": "10:00", "address": ADDRESS, "seen": message.version}

    ahead = client.post(address(message, "campaign_posted"), sent | {"day": "2100-01-01"})
    client.post(address(message, "campaign_posted"), sent)

    message.refresh_from_db()
    assert "This is still to come." in ahead.content.decode()
    assert (message.status, message.posted_at.isoformat(), message.post_address) == (
        "posted",
        "2026-03-01T07:00:00+00:00",
        ADDRESS,
    )


def test_who_copied_other_words_than_are_approved_now_is_asked(client, message, amina, nadia):
    copied = approve(message, nadia).version
    words = {"text": "Other words"}
    changed = services.change_message(message=message, words=words, by=amina, at=timezone.now(), seen=copied)
    approved = approve(changed, nadia)
    client.force_login(amina)
    sent = {"day": "2026-03-01", "hour": "10:00", "address": ADDRESS, "seen": copied}

    asked = client.get(address(message, "campaign_posted"), {"seen": copied})
    refused = client.post(address(message, "campaign_posted"), sent)
    approved.refresh_from_db()
    between = approved.status
    client.post(address(message, "campaign_posted"), sent | {"seen": refused.context["form"]["seen"].value()})

    approved.refresh_from_db()
    assert (asked.status_code, refused.status_code, between, approved.status) == (200, 409, "approved", "posted")
    for page in (asked.content.decode(), refused.content.decode()):
        assert "Somebody changed it while you read." in page
        assert 'lang="en">Other words</p>' in page
    assert f'value="{ADDRESS}"' in refused.content.decode()


def test_who_only_reads_posts_nothing(client, workspace, amina, organisation):
    reader = make_organisation()
    WorkspaceMember.objects.create(workspace=workspace, organisation=reader, role=WorkspaceMember.Role.OBSERVER)
    client.force_login(amina)

    form = client.get(address(workspace, "campaign_create")).context["form"]

    assert list(form.fields["organisation"].queryset) == [organisation]


def test_what_was_posted_stays_as_it_was(client, message, amina, nadia):
    post(message, nadia)
    message.refresh_from_db()
    client.force_login(amina)

    answer = client.post(address(message, "campaign_edit"), said(message, text="Never said"))
    client.post(address(message, "campaign_delete"))
    client.post(address(message, "campaign_move"), {"to": "cancelled"})

    kept = CampaignMessage.objects.get()
    assert (kept.text, kept.status, answer.status_code) == (TEXT, "posted", 409)
    assert "It is posted, so it stays as it was posted." in answer.content.decode()
    assert "Never said</textarea>" in answer.content.decode()


def test_the_database_keeps_unapproved_words_from_being_posted(message, amina):
    now = timezone.now()
    for words in (
        {"status": "posted", "posted_at": now},
        {"status": "approved"},
        {"approved_at": now, "approved_by": amina},
        {"picture": "wide"},
        {"channel": "pigeon"},
        {"language": "de"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            CampaignMessage.objects.filter(pk=message.pk).update(**words)


@pytest.mark.parametrize(
    ("channel", "language", "status", "text"),
    [("bluesky", "fr", "idea", "This is to be translated."), ("x", "en", "written", TEXT)],
)
def test_the_same_in_another_language_or_on_another_channel(client, workspace, amina, channel, language, status, text):
    message = make_message(
        workspace, amina, text=text, hashtags=["UPR48"], link="https://a.org/f", date=date(2030, 3, 1)
    )
    client.force_login(amina)
    sent = {"channel": channel, "language": language, "key": uuid4()}

    for _ in range(2):
        client.post(address(message, "campaign_variant"), sent)
    client.post(address(message, "campaign_variant"), sent | {"key": uuid4()})

    made = CampaignMessage.objects.get(variant_of=message)
    assert (made.channel, made.language, made.status, made.text) == (channel, language, status, text)
    assert (made.hashtags, made.link, made.date, made.written_by) == (
        ["UPR48"],
        "https://a.org/f",
        date(2030, 3, 1),
        amina,
    )


def test_a_copy_by_a_colleague_is_not_approved_by_who_wrote_the_words(client, message, nadia, amina):
    client.force_login(nadia)
    client.post(address(message, "campaign_variant"), {"channel": "x", "language": "en", "key": uuid4()})
    made = CampaignMessage.objects.get(variant_of=message)
    client.force_login(amina)

    answer = client.post(address(made, "campaign_approve"), {"seen": made.version})

    assert (answer.status_code, made.written_by, made.created_by) == (403, amina, nadia)


def test_a_copy_of_a_copy_belongs_to_the_first(workspace, amina):
    now = timezone.now()
    first = make_message(workspace, amina)
    second = services.add_variant(message=first, channel="x", language="fr", key=uuid4(), by=amina, at=now)
    third = services.add_variant(message=second, channel="x", language="ar", key=uuid4(), by=amina, at=now)

    assert third.variant_of == first
    assert {*CampaignMessage.objects.variants(first.pk)} == {first, second, third}


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"text": ""}, "Write the text, or keep it as an idea."),
        ({"new_hashtags": "#UPR-48"}, "No channel reads this as a hashtag: #UPR-48."),
        ({"new_hashtags": "#48"}, "No channel reads this as a hashtag: #48."),
        ({"link": "javascript:alert(1)"}, "This is no web address."),
        ({"time": "09:30"}, "Choose the day of this hour."),
        ({"date": "1800-01-01"}, "This day is too far away."),
        ({"date": "2027-03-28", "time": "02:30"}, "the clocks go forward and show 03:30 then."),
        ({"zone": "Nowhere"}, "No time zone is called “Nowhere”."),
        ({"channel": "pigeon"}, "Select a valid choice."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, workspace, amina, wrong, error):
    client.force_login(amina)

    page = client.post(
        address(workspace, "campaign_create"), said(**{"picture_words": "Typed."} | wrong)
    ).content.decode()

    assert error in page
    assert 'value="Typed."' in page
    assert CampaignMessage.objects.count() == 0


def test_sent_twice_it_stands_once(client, workspace, amina):
    client.force_login(amina)
    sent = said()

    for _ in range(2):
        client.post(address(workspace, "campaign_create"), sent)

    assert CampaignMessage.objects.count() == 1


def test_somebody_was_quicker(client, message, amina):
    client.force_login(amina)

    answer = client.post(address(message, "campaign_edit"), said(message, text="Other words", seen="1"))

    message.refresh_from_db()
    assert (answer.status_code, message.text) == (409, TEXT)
    assert "Other words</textarea>" in answer.content.decode()


def test_hashtags_have_one_spelling_in_a_workspace(client, workspace, amina):
    make_message(workspace, amina, hashtags=["UPR48", "Arcadia"])
    make_message(workspace, amina, hashtags=["UPR48"])
    make_message(make_workspace(review=workspace.review), amina, hashtags=["Elsewhere"])
    client.force_login(amina)

    offered = client.get(address(workspace, "campaign_create")).context["form"]["hashtags"].field.choices
    client.post(address(workspace, "campaign_create"), said(hashtags=["Arcadia"], new_hashtags="upr48, #New"))

    assert offered == [("UPR48", "#UPR48"), ("Arcadia", "#Arcadia")]
    assert CampaignMessage.objects.order_by("-created_at").first().hashtags == ["Arcadia", "UPR48", "New"]


def test_the_next_begins_where_the_last_one_ended(client, workspace, amina):
    client.force_login(amina)

    answer = client.post(
        address(workspace, "campaign_create"),
        said(next="1", channel="telegram", language="ar", date="2030-03-01", new_hashtags="#UPR48"),
        follow=True,
    )

    form = answer.context["form"]
    assert [form[name].value() for name in ("channel", "language", "date", "hashtags", "text")] == [
        "telegram",
        "ar",
        date(2030, 3, 1),
        ["UPR48"],
        None,
    ]


def test_while_somebody_types_the_server_counts_and_keeps_nothing(client, workspace, amina):
    client.force_login(amina)
    sent = said(channel="x", text="Dr. Milena Torvik was beaten. " + "a" * 260, link="no address")

    piece = client.post(address(workspace, "campaign_create"), sent, headers={"X-Piece": "check"})
    by_button = client.post(address(workspace, "campaign_create"), sent | {"check": "1"})

    assert CampaignMessage.objects.count() == 0
    assert "<form" not in piece.content.decode()
    for page in (piece.content.decode(), by_button.content.decode()):
        assert "290 of 280 characters" in page
        assert "10 characters too many. It can be kept, but not approved." in page
        assert "Milena Torvik" in page


def test_a_language_without_rules_is_said_to_be_unread(client, workspace, amina):
    client.force_login(amina)
    message = make_message(workspace, amina, language="ar", text="تعرض الباعة للضرب")

    check = client.get(message.get_absolute_url()).context["check"]

    assert (check.hints, check.is_read) == ([], False)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_names_that_only_the_workspace_knows_are_hinted_at(client, workspace, amina, organisation, language):
    make_contact(workspace, amina, name="Milena Torvik")
    client.force_login(amina)
    text = f"torvik will help us, says {organisation.name}. Torvik!"
    message = make_message(workspace, amina, language=language, text=text, organisation=organisation)

    check = client.get(message.get_absolute_url()).context["check"]
    client.force_login(make_member(make_organisation(), role=Membership.Role.OWNER))
    hidden = client.get(message.get_absolute_url())

    kept = "It is kept among the contacts of the workspace, which nobody else sees."
    assert ("Torvik", kept) in [(hint.words, hint.reason) for hint in check.hints]
    assert organisation.name not in [hint.words for hint in check.hints]
    assert hidden.status_code == 404


def test_too_long_is_kept_and_says_so(client, workspace, amina, nadia):
    client.force_login(amina)
    client.post(address(workspace, "campaign_create"), said(text="a" * 305))
    message = CampaignMessage.objects.get()
    client.force_login(nadia)

    page = client.get(message.get_absolute_url()).content.decode()
    answer = client.post(address(message, "campaign_approve"), {"seen": message.version}, follow=True)

    assert "5 characters too many." in page
    assert "It is too long for its channel. Shorten it first." in page
    assert "It cannot be approved" in answer.content.decode()


def test_public_factsheets_are_offered_as_links_and_a_withdrawn_one_is_told(client, workspace, amina, odile):
    edition = publish(make_sheet(workspace, amina), odile)
    client.force_login(amina)
    link = f"http://testserver{edition.get_absolute_url()}"
    message = make_message(workspace, amina, link=link, date=timezone.localdate())
    approve(message, odile)
    offered = [one for one, _sheet in client.get(address(workspace, "campaign_create")).context["links"]]
    before = client.get(address(workspace, "campaign_day")).context["gone"]

    edition.withdrawn_at, edition.withdrawn_by = timezone.now(), odile
    edition.save()

    assert (offered, before) == ([link], set())
    assert client.get(address(workspace, "campaign_day")).context["gone"] == {message.pk}
    assert client.get(message.get_absolute_url()).context["is_link_gone"] is True


def test_a_deleted_message_is_gone_with_its_deadline(client, workspace, amina):
    message = make_message(workspace, amina, date=date(2030, 3, 1))
    client.force_login(amina)

    client.post(address(message, "campaign_delete"))

    assert CampaignMessage.objects.count() == 0
    assert Deadline.objects.get(key=f"campaign:{message.pk}").status == "cancelled"


def test_day_that_is_over_is_no_reason_to_refuse_a_message(workspace, amina):
    """Posts of the past are entered too, so that their figures count."""
    message = make_message(workspace, amina, date=timezone.localdate() - timedelta(days=3))

    assert deadline(message).status == "open"


@pytest.mark.parametrize(("status", "hands"), [("cancelled", 2), ("written", 2), ("approved", 1)])
def test_messages_from_before_keep_the_first_hand_until_they_are_approved(workspace, amina, nadia, status, hands):
    row = make_message(workspace, amina, written_by=nadia)
    row = approve(row, amina) if status == "approved" else row
    CampaignMessage.objects.filter(pk=row.pk).update(status=status, writers=[])

    with connection.cursor() as cursor:
        cursor.execute(import_module("advocacy.migrations.0005_writers")._FILL)

    row.refresh_from_db()
    assert row.hands == [amina.pk, nadia.pk][-hands:]
