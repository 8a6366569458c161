"""Sign-off: who may, for which text, what is told when it changes, and that no decision is overwritten."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organisation
from submissions.models import Signature, Submission
from submissions.services import paragraphs, signing
from submissions.services.signing import seal_of
from submissions.signing_page import signing_page
from tests.submissions.drafted import make_paragraph, make_signature, make_submission


@pytest.fixture
def submission(workspace, amina):
    return make_submission(workspace, amina)


@pytest.fixture
def paragraph(submission, amina):
    return make_paragraph(submission, amina, "one two three")


@pytest.fixture
def address(submission):
    return reverse("submissions:submission_sign", args=[submission.pk])


def words(submission, organisation, **more):
    seal = seal_of(submission.paragraphs.standing().in_order())
    return {"organisation": str(organisation.pk), "decision": "signed", "seal": seal} | more


def rewrite(paragraph, by, text, seen=1):
    paragraphs.save_paragraph(paragraph=paragraph, text=text, seen=seen, by=by, at=timezone.now())


def test_who_gets_in(client, submission, paragraph, address, organisation, amina, bruno, odile, observer, chidi):
    said = words(submission, organisation)
    for person, read, write in (
        (amina, 200, 403),
        (bruno, 200, 403),
        (observer, 200, 403),
        (chidi, 404, 404),
        (odile, 200, 302),
    ):
        client.force_login(person)
        assert (client.get(address).status_code, client.post(address, said).status_code) == (read, write)
    assert Signature.objects.get().by == odile


def test_nobody_signs_for_others(client, submission, paragraph, address, organisation, partner):
    client.force_login(partner)

    answer = client.post(address, words(submission, organisation))

    assert answer.status_code == 200
    assert Signature.objects.count() == 0


def test_each_signs_in_its_own_way(client, submission, paragraph, address, organisation, odile, partner):
    theirs = Organisation.objects.get(memberships__user=partner)
    client.force_login(odile)
    client.post(address, words(submission, organisation, alias="R-7"))
    client.force_login(partner)
    client.post(address, words(submission, theirs, decision="reservation", reservation="On paragraph 1."))

    page = client.get(address).content.decode()

    assert "2 of 2 organisations stand behind the text." in page
    assert "shown to OHCHR as “<bdi>R-7</bdi>”" in page
    assert "On paragraph 1." in page


def test_a_reservation_needs_words_and_words_need_a_reservation(
    client, submission, paragraph, address, organisation, odile
):
    client.force_login(odile)

    for more in ({"decision": "reservation"}, {"decision": "signed", "reservation": "But."}):
        answer = client.post(address, words(submission, organisation, **more))
        assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["reservation"])


def test_a_text_that_moved_on_is_read_again_first(client, submission, paragraph, address, organisation, odile, amina):
    client.force_login(odile)
    said = words(submission, organisation)
    rewrite(paragraph, amina, "one two 3")

    answer = client.post(address, said)
    again = client.post(address, said | {"seal": answer.context["form"]["seal"].value()})

    assert (answer.status_code, "Read it again, then sign once more." in answer.content.decode()) == (409, True)
    assert (again.status_code, Signature.objects.count()) == (302, 1)


def test_what_changed_since_a_signature_is_told(client, submission, paragraph, address, organisation, odile, amina):
    gone = make_paragraph(submission, amina, "goes away")
    make_signature(submission, organisation, odile)
    rewrite(paragraph, amina, "one two 3")
    paragraphs.bin_paragraph(paragraph=gone, by=amina, at=timezone.now())
    make_paragraph(submission, amina, "is new")

    line = signing_page(submission, odile).lines[0]

    told = [("".join(p.text for p in one.before), "".join(p.text for p in one.now)) for one in line.changes]
    assert (line.is_current, told) == (
        False,
        [("one two three ", "one two 3 "), ("goes away ", ""), ("", "is new ")],
    )
    client.force_login(odile)
    assert "3 paragraphs changed since your signature" in client.get(address).content.decode()


def test_a_later_decision_ends_the_earlier_one(submission, paragraph, organisation, odile):
    first = make_signature(submission, organisation, odile)
    assert make_signature(submission, organisation, odile) == first

    second = make_signature(submission, organisation, odile, "declined")

    first.refresh_from_db()
    assert (first.ended_by, list(Signature.objects.standing()), list(Signature.objects.signed())) == (
        odile,
        [second],
        [],
    )


def test_withdrawn_until_it_is_lodged(client, submission, paragraph, organisation, odile, amina, partner):
    signature = make_signature(submission, organisation, odile)
    signing.set_signing_open(submission=submission, is_open=False, by=amina, at=timezone.now())
    withdraw = reverse("submissions:signature_withdraw", args=[signature.pk])
    Submission.objects.update(status="lodged")
    for person, status in ((amina, 403), (partner, 403), (odile, 302)):
        client.force_login(person)
        assert client.post(withdraw).status_code == status
    assert Signature.objects.standing().count() == 1

    Submission.objects.update(status="closed")
    client.post(withdraw)

    assert Signature.objects.standing().count() == 0


def test_a_closed_list_takes_nobody_more(client, submission, paragraph, address, organisation, odile, amina, bruno):
    close = reverse("submissions:signing_close", args=[submission.pk])
    client.force_login(bruno)
    assert client.post(close, {"to": "closed"}).status_code == 403
    client.force_login(amina)
    client.post(close, {"to": "closed"})
    client.force_login(odile)

    answer = client.post(address, words(submission, organisation))

    assert (answer.status_code, Signature.objects.count()) == (409, 0)
    client.force_login(amina)
    client.post(close, {"to": "open"})
    assert make_signature(submission, organisation, odile).decision == "signed"
