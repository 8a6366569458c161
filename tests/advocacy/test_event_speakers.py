"""What a run sheet may say of whom, and amounts that two forms ask for."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from advocacy.models import Event, EventSpeaker
from advocacy.services.erasing import erase_speakers
from advocacy.services.events import add_speaker, change_event, change_speaker
from common.models import AuditEvent
from tests.advocacy.held import SPEAKER_SENT, make_event, make_speaker, make_task


def address(name, row):
    return reverse(f"advocacy:{name}", args=[row.pk])


def read(client, name, row):
    return client.get(address(name, row)).content.decode()


def test_partners_read_no_address_of_a_person(client, workspace, amina, partner):
    amina.name = ""
    amina.save(update_fields=["name"])
    row = make_event(workspace, amina)
    make_speaker(row, amina, name="", person=amina, may_be_named=True)
    make_task(row, amina, person=amina)
    client.force_login(partner)

    assert [name for name in ("event_detail", "event_sheet") if amina.email in read(client, name, row)] == []


def test_agreeing_to_be_named_is_one_persons_own(client, workspace, amina):
    row = make_event(workspace, amina)
    speaker = make_speaker(row, amina, name="Jonas Weber", may_be_named=True)
    client.force_login(amina)
    words = SPEAKER_SENT | {"name": "Salma Idris", "may_be_named": "on", "key": uuid4(), "seen": speaker.version}

    answer = client.post(address("event_speaker_edit", speaker), words)

    assert "Somebody else speaks now. Ask them, then tick it again." in answer.content.decode()
    assert EventSpeaker.objects.get().name == "Jonas Weber"

    words.pop("may_be_named")
    client.post(address("event_speaker_edit", speaker), words)
    changed = EventSpeaker.objects.get()
    assert (changed.name, changed.may_be_named) == ("Salma Idris", False)


def test_an_affiliation_is_sealed_on_paper_too(client, workspace, amina):
    row = make_event(workspace, amina)
    make_speaker(row, amina, name="", affiliation="Canary House", may_be_named=False)
    client.force_login(amina)

    assert "Canary House" not in read(client, "event_sheet", row)


@pytest.mark.parametrize(
    ("currency", "said"),
    [("", "A currency has three letters"), ("USD", "An amount of this event is in CHF already.")],
)
def test_an_amount_of_the_other_form_keeps_its_currency(client, workspace, amina, currency, said):
    row = make_event(workspace, amina, budget=500, currency="CHF")
    client.force_login(amina)

    answer = client.post(address("event_results", row), {"currency": currency, "seen": row.version})

    assert (answer.status_code, said in answer.content.decode()) == (200, True)
    assert (Event.objects.get().budget, Event.objects.get().currency) == (500, "CHF")


def test_a_name_from_outside_is_erased_on_its_day_and_the_turn_stays(client, workspace, amina, organisation):
    row = make_event(workspace, amina)
    due = make_speaker(row, amina, name="Salma", may_be_named=True, erase_date=date(2030, 7, 1))
    later = make_speaker(row, amina, affiliation="Shelter House", erase_date=date(2030, 7, 2))
    ours = make_speaker(row, amina, person=amina, organisation=organisation)
    at = datetime(2030, 7, 1, 0, 5, tzinfo=UTC)

    assert (erase_speakers(at=at), erase_speakers(at=at)) == (1, 0)

    found = {one.pk: (one.name, one.affiliation, one.may_be_named, one.theme) for one in EventSpeaker.objects.all()}
    assert found == {
        due.pk: ("", "", False, "Shelters"),
        later.pk: ("", "Shelter House", False, "Shelters"),
        ours.pk: ("", "", False, "Shelters"),
    }
    event = AuditEvent.objects.get(verb="erase_event_speaker")
    assert (event.actor_id, event.workspace_id, event.target_id) == (None, workspace.pk, str(due.pk))
    # Programs read the event anew; whoever has the name in a form still does not write it back unread.
    assert Event.objects.get().parts_changed_at == at
    client.force_login(amina)
    words = SPEAKER_SENT | {"name": "Salma", "key": uuid4(), "seen": due.version}
    assert client.post(address("event_speaker_edit", due), words).status_code == 409
    assert EventSpeaker.objects.get(pk=due.pk).name == ""


def test_nobody_says_a_day_and_there_is_one(client, workspace, amina):
    today = timezone.localdate()
    row, past = make_event(workspace, amina), make_event(workspace, amina, date=today - timedelta(days=40))
    said = [make_speaker(one, amina, name="Salma") for one in (row, past)]
    said += [make_speaker(row, amina, person=amina, erase_date=date(2030, 7, 1))]
    by = {"by": amina, "at": timezone.now()}
    said += [change_speaker(speaker=said[0], words={"name": ""}, links={}, seen=said[0].version, **by)]
    said += [change_speaker(speaker=said[1], words={"minutes": 3}, links={}, seen=said[1].version, **by)]

    usual = today + timedelta(days=180)
    assert [one.erase_date for one in said] == [date(2030, 6, 3) + timedelta(days=180), usual, None, None, usual]
    client.force_login(amina)
    assert "erased on" in read(client, "event_detail", past)
    with pytest.raises(IntegrityError):
        EventSpeaker.objects.filter(pk=said[1].pk).update(erase_date=None)


@pytest.mark.parametrize(("days", "status"), [(0, 200), (1, 302), (366, 302), (367, 200)])
def test_the_day_is_to_come_and_within_a_year_of_the_event(client, workspace, amina, days, status):
    today = timezone.localdate()
    row = make_event(workspace, amina, date=today)
    client.force_login(amina)
    day = (today + timedelta(days=days)).isoformat()

    answer = client.post(
        address("event_speaker_create", row), SPEAKER_SENT | {"name": "Salma", "erase_date": day, "key": uuid4()}
    )

    assert (answer.status_code, EventSpeaker.objects.count()) == (status, 1 if status == 302 else 0)


HALF_A_YEAR = timedelta(days=180)


@pytest.mark.parametrize(
    ("was", "said", "moved", "then"),
    [
        (date(2030, 6, 3), None, date(2030, 9, 2), date(2030, 9, 2) + HALF_A_YEAR),
        (None, None, date(2030, 9, 2), date(2030, 9, 2) + HALF_A_YEAR),
        (date(2030, 6, 3), None, None, timezone.now().date() + HALF_A_YEAR),
        # Chosen by a person: still after the event, no more after it, too long after it.
        (date(2030, 6, 3), date(2030, 7, 1), date(2030, 6, 30), date(2030, 7, 1)),
        (date(2030, 6, 3), date(2030, 7, 1), date(2030, 7, 1), date(2030, 7, 1) + HALF_A_YEAR),
        (date(2030, 6, 3), date(2031, 5, 1), date(2030, 1, 7), date(2030, 1, 7) + HALF_A_YEAR),
    ],
)
def test_with_the_event_moves_the_day_on_which_names_are_erased(workspace, amina, was, said, moved, then):
    row = make_event(workspace, amina, date=was)
    outside = make_speaker(row, amina, name="Salma", erase_date=said)
    ours = make_speaker(row, amina, person=amina)

    change_event(event=row, words={"date": moved}, links={}, by=amina, at=timezone.now(), seen=row.version)

    found = {one.pk: one.erase_date for one in EventSpeaker.objects.all()}
    assert found == {outside.pk: then, ours.pk: None}


@pytest.mark.parametrize(
    ("status", "day", "chosen", "said", "then"),
    [
        # Half a year after the event; after the day on which the name was typed where the event has none.
        ("planned", date(2030, 6, 3), None, "30 November 2030", date(2030, 11, 30)),
        ("held", date(2030, 6, 3), None, "30 November 2030", date(2030, 11, 30)),
        ("planned", date(2030, 1, 3), None, "9 July 2030", date(2030, 7, 9)),
        ("planned", None, None, "9 July 2030", date(2030, 7, 9)),
        ("cancelled", None, None, "9 July 2030", date(2030, 7, 9)),
        # On the day that a person chose, a year at most.
        ("planned", None, date(2030, 2, 1), "1 February 2030", date(2030, 2, 1)),
        ("planned", None, date(2031, 1, 11), "11 January 2031", date(2031, 1, 11)),
        ("planned", None, date(2031, 1, 12), "9 July 2030", date(2030, 7, 9)),
        # Never before the event, whoever chose the day while the event lay earlier.
        ("planned", date(2030, 6, 3), date(2030, 6, 3), "30 November 2030", date(2030, 11, 30)),
    ],
)
def test_a_name_is_erased_on_the_day_that_the_page_says(client, workspace, amina, status, day, chosen, said, then):
    event = make_event(workspace, amina, date=day, status=status)
    words = {"name": "Salma", "erase_date": chosen}
    by = {"by": amina, "at": datetime(2030, 1, 10, 9, tzinfo=UTC)}
    speaker = add_speaker(event=event, words=words, key=uuid4(), **by)
    # A later change of something else moves nothing.
    changed = {"by": amina, "at": datetime(2030, 1, 20, 9, tzinfo=UTC)}
    change_speaker(speaker=speaker, words={"minutes": 3}, links={}, seen=speaker.version, **changed)
    client.force_login(amina)

    assert f"erased on {said}" in read(client, "event_detail", event)
    midnight = datetime.combine(then, datetime.min.time(), UTC)
    assert [erase_speakers(at=midnight - timedelta(minutes=1)), erase_speakers(at=midnight)] == [0, 1]
    assert EventSpeaker.objects.get().name == ""


def test_no_day_before_the_event_is_chosen(client, workspace, amina):
    row = make_event(workspace, amina)
    client.force_login(amina)
    words = SPEAKER_SENT | {"name": "Salma", "erase_date": "2030-06-03", "key": uuid4()}

    answer = client.post(address("event_speaker_create", row), words)

    assert "The name would be erased before the event is over." in answer.content.decode()
    assert client.post(address("event_speaker_create", row), words | {"erase_date": "2030-06-04"}).status_code == 302


def test_no_other_change_keeps_a_name_beyond_its_day(client, workspace, amina):
    today = timezone.localdate()
    speaker = make_speaker(make_event(workspace, amina, date=None), amina, name="Salma")
    EventSpeaker.objects.update(erase_date=today)
    client.force_login(amina)
    words = {"name": "Salma", "minutes": "5", "erase_date": today.isoformat(), "key": uuid4(), "seen": speaker.version}

    answer = client.post(address("event_speaker_edit", speaker), SPEAKER_SENT | words)

    assert "Choose a day that is still to come, or take the name away now." in answer.content.decode()
    assert EventSpeaker.objects.get().erase_date == today


def test_the_form_says_until_when_a_name_is_kept(client, workspace, amina):
    client.force_login(amina)

    said = "half a year after the event; where that is past or has no day, half a year from today."
    assert said in read(client, "event_speaker_create", make_event(workspace, amina, date=None))
