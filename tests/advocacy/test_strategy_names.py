"""Before others read a strategy: whom its texts may name is listed, and somebody says that it may be told."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import WorkspaceMember
from advocacy.models import Strategy
from advocacy.naming import Known, NamesUnconfirmed, named_in
from advocacy.services.strategies import change_strategy, share_strategy
from tests.advocacy.contacted import make_contact
from tests.advocacy.strategic import SAID, make_strategy, share
from tests.factories import make_organisation

TOLD = (
    "Ines Solvane of Arcadia Rights Coalition met Bruna Farolini, +41 22 555 01 99, bruna.f@mission.example, "
    "and Amina came along for Nine Lamps Coalition."
)
NOBODY = SAID | {"done": "One question was put to each embassy"}
ASKED = "Read the list, then tick this, or go back and change the text."


@pytest.fixture
def strategy(workspace, amina):
    make_contact(workspace, amina, name="Bruna Farolini", telephone="022 555 01 99", email="bruna.f@mission.example")
    WorkspaceMember.objects.create(workspace=workspace, organisation=make_organisation(name="Nine Lamps Coalition"))
    return make_strategy(workspace, amina, done=TOLD)


def at(name, row):
    return reverse(f"advocacy:{name}", args=[row.pk])


def sharing(row, organisation, **more):
    return {"sharing": "everybody", "organisation": organisation.pk, "is_read": "on", "seen": row.version} | more


def hints(answer):
    return {hint.words: hint.reason for hint in answer.context["form"].named.hints}


def test_who_may_be_named_is_listed_before_it_is_shared(client, odile, strategy):
    client.force_login(odile)

    found = hints(client.get(at("strategy_share", strategy)))

    secret = "It is kept among the contacts of the workspace, which nobody else sees."
    assert found["Bruna Farolini"] == secret
    assert {words for words in found if "555" in words} == {"41 22 555 01 99", "+41 22 555 01 99"}
    assert found["bruna.f@mission.example"] == secret
    assert found["Amina"] == "A member of the workspace is called so."
    assert found["Nine Lamps Coalition"] == "This organisation is a member of the workspace."
    assert found["Ines Solvane"] == "Two words or more with capitals stand together."


def test_nobody_reads_it_until_the_list_is_confirmed(client, odile, organisation, strategy):
    client.force_login(odile)
    address = at("strategy_share", strategy)

    answer = client.post(address, sharing(strategy, organisation))

    form = answer.context["form"]
    assert (answer.status_code, form.errors) == (200, {"may_be_named": [ASKED]})
    assert (form["sharing"].value(), form["is_read"].value()) == ("everybody", True)
    assert Strategy.objects.get().sharing == "workspace"

    words = sharing(strategy, organisation, names=form["names"].value(), may_be_named="on")
    assert client.post(address, words).status_code == 302
    assert Strategy.objects.get().sharing == "everybody"


def test_a_tick_without_the_list_that_was_read_confirms_nothing(client, odile, organisation, strategy):
    client.force_login(odile)

    answer = client.post(at("strategy_share", strategy), sharing(strategy, organisation, may_be_named="on"))

    assert answer.context["form"].errors == {"may_be_named": [ASKED]}
    assert answer.context["form"]["may_be_named"].value() is False
    assert Strategy.objects.get().sharing == "workspace"


def test_a_list_that_grew_is_read_again(client, odile, amina, organisation, workspace, strategy):
    client.force_login(odile)
    read = client.get(at("strategy_share", strategy)).context["form"]["names"].value()
    make_contact(workspace, amina, name="came along")

    answer = client.post(at("strategy_share", strategy), sharing(strategy, organisation, names=read, may_be_named="on"))

    assert hints(answer)["came along"].startswith("It is kept among the contacts")
    assert Strategy.objects.get().sharing == "workspace"


def test_without_names_nothing_more_is_asked(client, odile, amina, organisation, workspace):
    row = make_strategy(workspace, amina, **NOBODY)
    client.force_login(odile)

    assert client.get(at("strategy_share", row)).context["form"].named is None
    assert client.post(at("strategy_share", row), sharing(row, organisation)).status_code == 302


def test_for_the_workspace_alone_nothing_is_asked(client, odile, organisation, strategy):
    row = share(strategy, organisation, odile)
    client.force_login(odile)

    answer = client.post(at("strategy_share", row), {"sharing": "workspace", "seen": row.version})

    assert (answer.status_code, Strategy.objects.get().sharing) == (302, "workspace")


def test_a_text_that_changes_after_it_was_shared_is_checked_again(
    client, odile, amina, organisation, workspace, strategy
):
    row = share(make_strategy(workspace, amina, **NOBODY), organisation, odile)
    client.force_login(amina)
    address = at("strategy_edit", row)
    words = NOBODY | {"key": row.pk, "seen": row.version, "result": "Bruna Farolini pledged it"}

    answer = client.post(address, words)

    form = answer.context["form"]
    assert (answer.status_code, form.errors, form["result"].value()) == (
        200,
        {"may_be_named": [ASKED]},
        "Bruna Farolini pledged it",
    )
    assert "Bruna Farolini" in answer.content.decode().partition("<form")[2]
    assert Strategy.objects.get(pk=row.pk).result == ""

    words |= {"names": form["names"].value(), "may_be_named": "on"}
    assert client.post(address, words).status_code == 302
    assert Strategy.objects.get(pk=row.pk).result == "Bruna Farolini pledged it"

    other = words | {"seen": Strategy.objects.get(pk=row.pk).version, "risk": "Ines Solvane was followed"}
    assert client.post(address, other).context["form"].errors == {"may_be_named": [ASKED]}


def test_only_its_workspace_reads_it_and_its_text_changes_freely(client, amina, strategy):
    client.force_login(amina)
    words = SAID | {"done": f"{TOLD} Again.", "key": strategy.pk, "seen": strategy.version}

    assert client.post(at("strategy_edit", strategy), words).status_code == 302


def test_the_services_refuse_what_nobody_confirmed(odile, amina, organisation, workspace, strategy):
    now = timezone.now()
    with pytest.raises(NamesUnconfirmed):
        share_strategy(
            strategy=strategy,
            sharing="organisation",
            organisation=organisation,
            is_named=True,
            by=odile,
            at=now,
            seen=strategy.version,
            confirmed="",
        )
    row = share(make_strategy(workspace, amina, **NOBODY), organisation, odile)
    words = {name: getattr(row, name) for name in ("title", "done", "setting", "people", "cost", "risk", "result")}
    with pytest.raises(NamesUnconfirmed):
        change_strategy(
            row=row, words=words | {"cost": "Bruna"}, links={}, by=amina, at=now, seen=row.version, confirmed=""
        )


@pytest.mark.parametrize(
    ("text", "name", "by_parts", "found"),
    [
        ("التقينا ليلى حداد في جنيف", "ليلى حداد", True, ["ليلى حداد"]),
        ("我们在日内瓦见到了王小明。", "王小明", True, ["王小明"]),
        ("Мы встретили Ольгу", "Ольга", True, []),
        ("With haddad nobody spoke", "Leila Haddad", True, []),
        ("Haddad said so", "Leila Haddad", True, ["Haddad"]),
        ("رقم الهاتف ٠٢٢ ٥٥٥ ٠١ ٩٩", "022 555 01 99", False, ["٠٢٢ ٥٥٥ ٠١ ٩٩"]),
        ("the lamps  coalition of the north", "Lamps Coalition", False, ["Lamps Coalition"]),
    ],
)
def test_a_name_that_the_workspace_knows_is_found_in_any_writing(text, name, by_parts, found):
    named = named_in([text], language="en", states=frozenset(), known=[Known(name, "k", "it is known", by_parts)])

    assert [hint.words for hint in named.hints if hint.reason == "it is known"] == found
