"""Signing for another organisation, the last day for signatures, and how many are wanted."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organisation
from submissions import rules
from submissions.models import Signature, SigningMandate
from submissions.services.mandates import end_mandate, give_mandate, set_signing_terms
from submissions.services.signing import MandateEnded, SigningClosed, seal_of, sign_submission
from tests.submissions.drafted import make_paragraph, make_submission


@pytest.fixture
def submission(workspace, amina):
    made = make_submission(workspace, amina)
    make_paragraph(made, amina)
    return made


@pytest.fixture
def theirs(partner):
    return Organisation.objects.get(memberships__user=partner)


def sent(submission, organisation):
    seal = seal_of(submission.paragraphs.standing().in_order())
    return {"organisation": str(organisation.pk), "decision": "signed", "seal": seal}


def page(name, pk):
    return reverse(f"submissions:{name}", args=[pk])


def test_an_organisation_lets_the_coordinator_sign_for_it_and_ends_it(
    client, submission, organisation, theirs, odile, partner
):
    client.force_login(partner)
    given = client.post(
        page("mandate_give", submission.pk),
        {"mandate-giver": str(theirs.pk), "mandate-holder": f"organisation:{organisation.pk}"},
    )
    mandate = SigningMandate.objects.get()
    client.force_login(odile)
    signed = client.post(page("submission_sign", submission.pk), sent(submission, theirs))

    assert (given.status_code, signed.status_code) == (302, 302)
    signature = Signature.objects.get()
    assert (signature.organisation, signature.by, signature.mandate) == (theirs, odile, mandate)
    shown = client.get(page("submission_sign", submission.pk)).content.decode()
    assert "signed on its behalf" in shown
    assert client.post(page("mandate_end", mandate.pk)).status_code == 403
    client.force_login(partner)
    assert client.post(page("mandate_end", mandate.pk)).status_code == 302
    mandate.refresh_from_db()
    assert (mandate.ended_by, Signature.objects.standing().count()) == (partner, 1)
    assert not rules.can_sign_submission(odile, submission, theirs)


def test_one_person_signs_and_nobody_else(client, submission, theirs, amina, odile, partner, chidi):
    how = {"submission": submission, "organisation": theirs, "to_organisation": None, "to_person": amina}
    mandate = give_mandate(**how, by=partner, at=timezone.now())

    may = {one.name: rules.can_sign_submission(one, submission, theirs) for one in (amina, odile, partner, chidi)}

    assert may == {"Amina": True, "Odile": False, "Pavel": True, "Chidi": False}
    end_mandate(mandate=mandate, by=partner, at=timezone.now())
    words = {"submission": submission, "organisation": theirs, "decision": "signed"}
    with pytest.raises(MandateEnded):
        sign_submission(**words, seal=sent(submission, theirs)["seal"], by=amina, at=timezone.now(), mandate=mandate)


def test_only_owners_let_others_sign_and_strangers_learn_nothing(client, submission, organisation, amina, chidi):
    answers = {}
    for person in (amina, chidi):
        client.force_login(person)
        answers[person.name] = client.post(page("mandate_give", submission.pk), {}).status_code

    assert answers == {"Amina": 403, "Chidi": 404}


def test_a_choice_that_is_wrong_is_answered_at_its_field(client, submission, theirs, partner):
    client.force_login(partner)

    answer = client.post(
        page("mandate_give", submission.pk),
        {"mandate-giver": str(theirs.pk), "mandate-holder": f"organisation:{theirs.pk}"},
    )

    assert answer.status_code == 422
    assert answer.context["mandate_form"].errors == {
        "holder": ["Its owners sign for it already. Choose somebody else."]
    }


def test_after_the_last_day_in_geneva_nobody_signs(submission, organisation, amina, odile):
    terms = {"until": date(2027, 4, 2), "quorum": "none", "number": None}
    set_signing_terms(submission=submission, **terms, by=amina, at=timezone.now())
    seal = sent(submission, organisation)["seal"]
    words = {"submission": submission, "organisation": organisation, "seal": seal, "by": odile}

    with pytest.raises(SigningClosed):
        # In Geneva it is half past midnight already.
        sign_submission(**words, decision="signed", at=datetime(2027, 4, 2, 22, 30, tzinfo=UTC))
    assert sign_submission(**words, decision="signed", at=datetime(2027, 4, 2, 21, 30, tzinfo=UTC)).is_for


def test_how_many_are_wanted_is_shown_and_keeps_nobody_from_signing(
    client, submission, organisation, amina, odile, partner
):
    client.force_login(amina)
    wrong = client.post(page("signing_terms", submission.pk), {"terms-quorum": "number"})
    client.post(page("signing_terms", submission.pk), {"terms-quorum": "number", "terms-number": "2"})
    client.force_login(odile)
    client.post(page("submission_sign", submission.pk), sent(submission, organisation))

    shown = client.get(page("submission_sign", submission.pk))

    assert (wrong.status_code, wrong.context["terms_form"].errors) == (422, {"number": ["Write how many."]})
    assert (shown.context["page"].wanted, shown.context["page"].missing) == (2, 1)
    assert "You want 2 to sign; 1 is missing. It keeps nobody from lodging." in shown.content.decode()
    client.force_login(partner)
    assert client.post(page("signing_terms", submission.pk), {"terms-quorum": "all"}).status_code == 403


def test_a_quorum_of_a_number_has_one(submission):
    submission.quorum = "number"
    with pytest.raises(IntegrityError), transaction.atomic():
        submission.save()
