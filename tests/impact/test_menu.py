"""The menu of a workspace: each page marked where one is, and only the stage that matters unfolded."""

import re

from impact.menu import _GUIDES, own_entries, parts_by_stage


def side_of(answer):
    return re.search(r'<nav class="side".*?</nav>', answer.content.decode(), re.DOTALL)[0]


def marks(answer):
    return re.findall(r'<a href="([^"]+)" aria-current="page"', side_of(answer))


def test_each_page_of_the_menu_is_marked_where_one_is(client, amina, workspace):
    client.force_login(amina)
    parts = parts_by_stage(workspace=workspace, here="", stage=None)
    entries = [*own_entries(workspace=workspace, here=""), *(entry for part in parts for entry in part.entries)]

    marked = {entry.url: marks(client.get(entry.url)) for entry in entries}

    assert marked == {entry.url: [entry.url] for entry in entries}


def test_each_guide_of_the_menu_is_there_and_belongs_to_a_page(client, amina, workspace):
    client.force_login(amina)
    parts = parts_by_stage(workspace=workspace, here="", stage=None)
    entries = [*own_entries(workspace=workspace, here=""), *(entry for part in parts for entry in part.entries)]

    guides = {
        link for entry in entries for link in re.findall(r'href="(/guide/[a-z_]+/)"', side_of(client.get(entry.url)))
    }

    assert guides == {f"/guide/{key}/" for key in _GUIDES.values()}
    assert {client.get(guide).status_code for guide in guides} == {200}


def test_the_stage_of_the_page_is_unfolded(client, amina, workspace):
    client.force_login(amina)

    side = side_of(client.get(f"{workspace.get_absolute_url()}ratings/"))

    assert re.findall(r"<details( open)?>\s*<summary><h2>([^<]+)", side) == [
        ("", "Prepare and submit"),
        ("", "Win recommendations"),
        (" open", "Implement and report"),
    ]


def test_the_first_page_unfolds_the_stage_at_which_the_cycle_stands(client, amina, workspace):
    client.force_login(amina)

    answer = client.get(workspace.get_absolute_url())

    stage = answer.context["place"].stage.number
    folds = re.findall(r"<details( open)?>", side_of(answer))
    assert [number for number, fold in enumerate(folds, start=1) if fold] == [stage]
