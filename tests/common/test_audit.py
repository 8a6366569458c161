# ruff: noqa: S608 -- statements made of the constants of this file
"""The audit trail is only added to, and whatever was done to it behind our back is found."""

import hashlib
import re
import threading
from io import StringIO
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction

from accounts.models import Membership, WorkspaceMember
from common.actor import NOBODY, acting, acting_for
from common.audit import record_event
from common.audit_check import check_trail
from common.models import AuditEvent, AuditHead
from tests.factories import AT, make_member, make_organisation, make_user, make_workspace

committed = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


def note(by=None, verb="change", target=None, **fields):
    record_event(verb=verb, target=target or make_user(), by=by, at=AT, **fields)


def tamper(*statements):
    """What somebody with the owner's password could do."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SET LOCAL upr.audit_migration = 'on'")
        for statement in statements:
            cursor.execute(statement)


def trail():
    return list(AuditEvent.objects.order_by("chain", "number").values_list("chain", "number", "verb"))


def test_each_organisation_has_a_chain_and_the_server_another(organisation, amina):
    other = make_organisation()
    for verb, fields in [
        ("a", {"organisation_id": organisation.pk}),
        ("b", {}),
        ("c", {"organisation_id": other.pk}),
        ("d", {"organisation_id": organisation.pk}),
        ("e", {}),
    ]:
        note(amina, verb, organisation, **fields)

    ours = [(number, verb) for chain, number, verb in trail() if chain == str(organisation.pk)]
    servers = [(number, verb) for chain, number, verb in trail() if chain == "server"]
    assert (ours, servers) == ([(1, "a"), (2, "d")], [(1, "b"), (2, "e")])
    assert dict(AuditHead.objects.values_list("chain", "number")) == {
        str(organisation.pk): 2,
        str(other.pk): 1,
        "server": 2,
    }
    first, second = AuditEvent.objects.filter(organisation_id=organisation.pk).order_by("number")
    assert (bytes(first.previous_hash), bytes(second.previous_hash)) == (b"", bytes(first.hash))
    assert len(bytes(second.hash)) == 32


def test_what_is_put_into_the_chain_by_hand_does_not_count(amina):
    AuditEvent.objects.create(
        at=AT, actor_id=amina.pk, verb="v", target_type="t", target_id="1", chain="x", number=9, hash=b"1"
    )

    assert trail() == [("server", 1, "v")]
    assert check_trail().faults == []


def test_the_organisation_is_the_one_for_which_the_person_acts_in_the_workspace(amina, organisation, workspace):
    watching = make_organisation(name="Watching")
    WorkspaceMember.objects.create(workspace=workspace, organisation=watching, role=WorkspaceMember.Role.OBSERVER)
    Membership.objects.create(user=amina, organisation=watching, role=Membership.Role.OWNER)

    with acting_for(amina):
        note(amina, "rate", workspace, workspace_id=workspace.pk)
    note(None, "tidy", workspace, workspace_id=workspace.pk)
    note(make_user(), "look", workspace, workspace_id=workspace.pk)

    assert dict(AuditEvent.objects.values_list("verb", "organisation_id")) == {
        "rate": organisation.pk,
        "tidy": None,
        "look": None,
    }


def test_only_owners_read_what_was_done_for_their_organisation(organisation, amina, odile, bruno, chidi):
    note(amina, organisation_id=organisation.pk)
    note(amina)

    def seen(user):
        with acting_for(user):
            return list(AuditEvent.objects.values_list("organisation_id", flat=True))

    assert (seen(odile), seen(bruno), seen(chidi)) == ([organisation.pk], [], [])
    # Everybody reads what they did themselves, to take it along.
    assert len(seen(amina)) == 2
    with acting(NOBODY):
        assert AuditEvent.objects.count() == 0
    odile.narrowed_to = ()
    assert seen(odile) == []


def test_who_coordinates_reads_what_shaped_the_workspace_and_not_what_others_wrote(amina, workspace):
    partner = make_organisation()
    part = WorkspaceMember.objects.create(workspace=workspace, organisation=partner)
    guest = make_member(partner, role=Membership.Role.OWNER)
    elsewhere = make_workspace(organisation=partner, review=workspace.review)
    for target, place in [(part, workspace), (workspace.review, workspace), (elsewhere, elsewhere)]:
        note(guest, "leave", target, workspace_id=place.pk, organisation_id=partner.pk)

    with acting_for(amina):
        assert list(AuditEvent.objects.values_list("target_type", flat=True)) == ["accounts.WorkspaceMember"]
    with acting_for(guest):
        assert AuditEvent.objects.count() == 3


def test_nobody_writes_in_the_name_of_another(amina, bruno):
    with acting_for(amina), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        note(bruno, target=amina)
    with acting(NOBODY):
        note(bruno, "sign_in", bruno)

    assert trail() == [("server", 1, "sign_in")]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE common_auditevent SET verb = 'x'",
        "DELETE FROM common_auditevent",
        "UPDATE common_audithead SET number = 5",
        "INSERT INTO common_audithead VALUES ('x', 1, '')",
        "DELETE FROM common_audithead",
        "SET upr.audit_migration = 'on'; DELETE FROM common_auditevent",
        "ALTER TABLE common_auditevent DISABLE TRIGGER common_auditevent_keep",
        "SET session_replication_role = replica",
    ],
)
def test_the_application_cannot_take_anything_back(amina, statement):
    note(amina)

    with pytest.raises(DatabaseError, match=r"permission denied|must be owner"), transaction.atomic():
        connection.cursor().execute(statement)


@committed
@pytest.mark.parametrize("table", ["common_auditevent", "common_audithead"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET number = 7", "DELETE FROM {}"])
def test_not_even_the_owner_changes_anything_by_accident(amina, table, statement):
    note(amina)

    with pytest.raises(DatabaseError, match=f"The audit trail is only added to: [A-Z]+ of {table} is refused"):
        connections["owner"].cursor().execute(statement.format(table))
    assert check_trail().faults == []


def test_an_event_outlives_its_subject_and_its_actor(organisation, amina):
    target = make_user()
    note(amina, "change", target, organisation_id=organisation.pk)
    actor, subject = amina.pk, str(target.pk)

    target.delete()
    Membership.objects.filter(user=amina).delete()
    amina.delete()

    assert AuditEvent.objects.values_list("actor_id", "target_id").get() == (actor, subject)


CHAIN = "chain = 'server'"
RIGHT = "hash = upr_audit_hash(common_auditevent.*)"
HARM = {
    "a word": [f"UPDATE common_auditevent SET verb = 'x' WHERE {CHAIN} AND number = 3"],
    "a name of a field": [f"UPDATE common_auditevent SET fields = '[\"x\"]' WHERE {CHAIN} AND number = 3"],
    "who": [f"UPDATE common_auditevent SET actor_id = NULL WHERE {CHAIN} AND number = 3"],
    "when": [f"UPDATE common_auditevent SET at = at + interval '1 microsecond' WHERE {CHAIN} AND number = 3"],
    "whose": [f"UPDATE common_auditevent SET organisation_id = id WHERE {CHAIN} AND number = 3"],
    "one taken out": [f"DELETE FROM common_auditevent WHERE {CHAIN} AND number = 3"],
    "the first taken out": [f"DELETE FROM common_auditevent WHERE {CHAIN} AND number = 1"],
    "the last taken out": [f"DELETE FROM common_auditevent WHERE {CHAIN} AND number = 6"],
    "all taken out": [f"DELETE FROM common_auditevent WHERE {CHAIN}"],
    "the end forgotten": [f"DELETE FROM common_audithead WHERE {CHAIN}"],
    "the end set back": [f"UPDATE common_audithead SET number = 5 WHERE {CHAIN}"],
    "a word, hashed anew": [
        f"UPDATE common_auditevent SET verb = 'x' WHERE {CHAIN} AND number = 3",
        f"UPDATE common_auditevent SET {RIGHT} WHERE {CHAIN} AND number = 3",
    ],
    "one taken out, the others moved up": [
        f"DELETE FROM common_auditevent WHERE {CHAIN} AND number = 3",
        f"UPDATE common_auditevent SET number = number - 1 WHERE {CHAIN} AND number = 4",
        f"UPDATE common_auditevent SET number = number - 1 WHERE {CHAIN} AND number = 5",
        f"UPDATE common_auditevent SET number = number - 1 WHERE {CHAIN} AND number = 6",
    ],
    "two changed places": [
        f"UPDATE common_auditevent SET number = 9 WHERE {CHAIN} AND number = 3",
        f"UPDATE common_auditevent SET number = 3 WHERE {CHAIN} AND number = 4",
        f"UPDATE common_auditevent SET number = 4 WHERE {CHAIN} AND number = 9",
    ],
    "moved to another chain": [f"UPDATE common_auditevent SET chain = 'x', number = 1 WHERE {CHAIN} AND number = 6"],
    "one slipped in": [
        "ALTER TABLE common_auditevent DISABLE TRIGGER common_auditevent_2_chain",
        "INSERT INTO common_auditevent (id, at, verb, target_type, target_id, fields, chain, number, previous_hash,"
        " hash) SELECT gen_random_uuid(), at, verb, target_type, target_id, fields, chain, 7, hash, hash"
        f" FROM common_auditevent WHERE {CHAIN} AND number = 6",
        "ALTER TABLE common_auditevent ENABLE TRIGGER common_auditevent_2_chain",
    ],
}


@committed
@pytest.mark.parametrize("harm", HARM)
def test_every_kind_of_harm_is_found(amina, organisation, harm):
    for number in range(6):
        note(amina, f"v{number}", amina)
        note(amina, f"v{number}", amina, organisation_id=organisation.pk)
    sound = check_trail()

    tamper(*HARM[harm])

    assert (sound.events, sound.broken, sound.faults) == (12, 0, [])
    assert len(check_trail().faults) >= 1
    with pytest.raises(CommandError, match=r"chain (server|x), event \d"):
        call_command("verify_audit", stdout=StringIO())


@committed
def test_a_chain_made_anew_as_a_whole_is_found_with_the_hash_that_was_written_down(amina):
    for number in range(3):
        note(amina, f"v{number}", amina)
    said = StringIO()
    call_command("verify_audit", stdout=said)
    noted = re.search(r"^server 3 ([0-9a-f]{64})$", said.getvalue(), re.M)[1]
    note(amina, "later", amina)
    call_command("verify_audit", "--expect", "server", noted, stdout=StringIO())

    tamper("DELETE FROM common_auditevent", "DELETE FROM common_audithead")
    for number in range(4):
        note(amina, f"w{number}", amina)

    assert said.getvalue().splitlines()[-1] == "events 3, chains 1, broken 0"
    assert check_trail().faults == []
    with pytest.raises(CommandError, match=f"chain server: no event has the hash {noted}"):
        call_command("verify_audit", "--expect", "server", noted, stdout=StringIO())
    with pytest.raises(CommandError, match="64 hexadecimal digits"):
        call_command("verify_audit", "--expect", "server", "12", stdout=StringIO())


@committed
def test_many_who_write_at_once_make_one_chain(amina, organisation):
    def write(number):
        try:
            for _ in range(10):
                with acting_for(amina), transaction.atomic():
                    note(amina, f"v{number}", amina, organisation_id=organisation.pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [number for _chain, number, _verb in trail()] == list(range(1, 41))
    assert check_trail().faults == []


def test_an_event_that_was_rolled_back_leaves_no_gap(amina):
    note(amina, "a", amina)
    with transaction.atomic():
        note(amina, "b", amina)
        transaction.set_rollback(True)
    note(amina, "c", amina)

    assert trail() == [("server", 1, "a"), ("server", 2, "c")]
    assert check_trail().faults == []


def test_the_hash_is_that_of_the_words_one_can_read(amina):
    """Written out by hand, so that an old trail can still be held against its hashes without this programme."""
    event = AuditEvent(
        id=UUID(int=1),
        at=AT,
        actor_id=UUID(int=2),
        verb="change",
        target_type="a.B",
        target_id="it's",
        fields=["é", '"'],
    )
    event.save(force_insert=True)

    text = "\n".join(
        [
            "'server'",
            "1",
            "00000000-0000-0000-0000-000000000001",
            "1772357400000000",
            "00000000-0000-0000-0000-000000000002",
            "'change'",
            "'a.B'",
            "'it''s'",
            "-",
            "-",
            '["é", "\\""]',
        ]
    )
    event.refresh_from_db()
    assert bytes(event.hash).hex() == hashlib.sha256(text.encode()).hexdigest()


def test_one_event_costs_one_query(amina, organisation, django_assert_num_queries):
    with acting_for(amina):
        AuditEvent.objects.count()
        with django_assert_num_queries(1):
            note(amina, target=amina, workspace_id=uuid4())
