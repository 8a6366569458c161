import pytest
from hypothesis import given
from hypothesis import strategies as st

from cycles.importers.records import ReadState
from tests.examples import examples
from tests.thematic_lists import reference_names, state_names

KNOWN = set(reference_names()[0].values()) | {"XAR"}
NAMES = sorted(reference_names()[0])


@pytest.fixture(scope="module")
def names():
    return state_names()


def codes(found):
    return [state.iso3 for state in found.states]


@pytest.mark.parametrize(
    ("text", "expected", "body"),
    [
        ("Sign it (Maldives) (Portugal);", ["MDV", "PRT"], "Sign it"),
        ("Sign it (Spain, Tunisia, Portugal);", ["ESP", "TUN", "PRT"], "Sign it"),
        ("Sign it (Chile); (Estonia); (Slovenia);", ["CHL", "EST", "SVN"], "Sign it"),
        ("Sign it (Iran (Islamic Republic of)); ", ["IRN"], "Sign it"),
        (
            "Sign it (Senegal, Venezuela (Bolivarian Republic of),Peru, Uruguay);",
            ["SEN", "VEN", "PER", "URY"],
            "Sign it",
        ),
        ("Sign it (Bosnia and Herzegovina);", ["BIH"], "Sign it"),
        ("Sign it (Antigua and Barbuda and Peru);", ["ATG", "PER"], "Sign it"),
        ("Sign it (Ireland, Chile, and Peru).", ["IRL", "CHL", "PER"], "Sign it"),
        ("Sign it (Korea, Republic of; Chile)", ["KOR", "CHL"], "Sign it"),
        ("Sign it (Kenya) and (Chad)", ["KEN", "TCD"], "Sign it"),
        ("Sign it (Guinea\u2011Bissau)\u00a0(Côte d’Ivoire).", ["GNB", "CIV"], "Sign it"),
        ("Sign it Iran (Islamic Republic of );", ["IRN"], "Sign it"),
        ("Sign it (Iran) (Islamic Republic of );", ["IRN"], "Sign it"),
        ("Sign the treaties, etc. (France)", ["FRA"], "Sign the treaties, etc."),
        ("Sign it. (France).", ["FRA"], "Sign it"),
        ("(France)", ["FRA"], "(France)"),
        ("Sign C102 (Social Security) (France);", ["FRA"], "Sign C102 (Social Security)"),
        ("Sign the Convention (ICRMW) (Peru);", ["PER"], "Sign the Convention (ICRMW)"),
        ("Sign it (Peru), as it said (2014);", ["PER"], "Sign it (Peru), as it said (2014)"),
        ("a) sign; b) ratify (Peru).", ["PER"], "a) sign; b) ratify"),
    ],
)
def test_states_are_found_in_brackets(names, text, expected, body):
    found = names.find_states(text)

    assert codes(found) == expected
    assert found.body == body
    assert found.problems == ()


def test_clauses_keep_their_states_and_the_whole_text(names):
    found = names.find_states(
        "Keep the office (Egypt); continue to keep it (Peru);take it further (Azerbaijan, Peru); "
    )

    assert found.states == (
        ReadState("EGY", "Egypt", 1),
        ReadState("PER", "Peru", 2),
        ReadState("AZE", "Azerbaijan", 3),
    )
    assert found.body == "Keep the office (Egypt); continue to keep it (Peru);take it further (Azerbaijan, Peru)"


@pytest.mark.parametrize(
    "inside",
    [
        "ICRMW",
        "2009–2014",
        "No. 29",
        "No. 189",
        "ICPPED",
        "OP-CAT",
        "arts. 21 and 22",
        "Law 107 of 2013",
        "2000",
        "1",
        "",
        "Istanbul Convention",
        "Social Security",
        "including women",
        "Target 5",
        "Phase 2",
        "C 29",
    ],
)
@pytest.mark.parametrize("text", ["Sign it ({});", "Sign ({}) this year.", "Sign ({}) (No. 7);"])
def test_other_brackets_are_no_states(names, inside, text):
    found = names.find_states(text.format(inside))

    assert found.states == ()
    assert found.problems == ()


@pytest.mark.parametrize(
    ("text", "expected", "snippet"),
    [
        ("Protect women Ghana);", ["GHA"], "Protect women Ghana)"),
        ("Protect women (Kenya); protect men Peru, Ghana);", ["KEN", "PER", "GHA"], "protect men Peru, Ghana)"),
        ("Protect women (Iran (Islamic Republic of);", ["IRN"], "(Iran (Islamic Republic of)"),
        ("Protect women ((Iran (Islamic Republic of));", ["IRN"], "((Iran (Islamic Republic of))"),
        ("Protect women (Paraguay (Argentina);", ["PRY", "ARG"], "(Paraguay (Argentina)"),
        ("Protect women (Paraguay; protect men (Chile);", ["PRY", "CHL"], "(Paraguay"),
        ("Protect women (CEDAW and girls (Peru);", ["PER"], "(CEDAW and girls (Peru)"),
    ],
)
def test_unbalanced_brackets_are_read_and_reported(names, text, expected, snippet):
    found = names.find_states(text)

    assert codes(found) == expected
    assert found.problems == (("unbalanced_bracket", snippet),)


@pytest.mark.parametrize(
    ("text", "expected", "detail"),
    [
        ("Do it (United Sates of America);", ["USA"], "United Sates of America → United States of America"),
        ("Do it (Lichtenstein) (Peru);", ["LIE", "PER"], "Lichtenstein → Liechtenstein"),
        (
            "Do it (Belarus, Cape Verde, Chile Egypt, Guatemala);",
            ["BLR", "CPV", "CHL", "EGY", "GTM"],
            "Chile Egypt → Chile, Egypt",
        ),
    ],
)
def test_misspelt_and_run_together_names_are_read_and_reported(names, text, expected, detail):
    found = names.find_states(text)

    assert codes(found) == expected
    assert found.problems == (("state_name_corrected", detail),)
    assert found.body == "Do it"


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("Do it (Ruritania).", [(None, "Ruritania")]),
        ("Do it (France) (Ruritania);", [("FRA", "France"), (None, "Ruritania")]),
        ("Do it (Ruritania) (France);", [(None, "Ruritania"), ("FRA", "France")]),
        ("Do it (France, Ruritania, Peru);", [("FRA", "France"), (None, "Ruritania"), ("PER", "Peru")]),
    ],
)
def test_unknown_state_keeps_its_name_and_the_text_its_brackets(names, text, states):
    found = names.find_states(text)

    assert [(state.iso3, state.raw) for state in found.states] == states
    assert found.problems == (("unknown_state", "Ruritania"),)
    assert found.body == text.rstrip(";.")


@pytest.mark.parametrize(
    ("text", "expected", "body", "read"),
    [
        ("Sign it (France 1).", ["FRA"], "Sign it", ["France 1 → France"]),
        ("Sign it (Hungary¹²) (Peru*);", ["HUN", "PER"], "Sign it", ["Hungary¹² → Hungary", "Peru* → Peru"]),
        ("Sign it (Kenya, Spain2 and Chad 3).", ["KEN", "ESP", "TCD"], "Sign it", ["Spain2 → Spain", "Chad 3 → Chad"]),
        (
            "Sign it (Iran (Islamic Republic of) 1)",
            ["IRN"],
            "Sign it",
            ["Iran (Islamic Republic of) 1 → Iran (Islamic Republic of)"],
        ),
        (
            "Report (Slovenia 1); report better (Ukraine 1); speed it up (Zimbabwe);",
            ["SVN", "UKR", "ZWE"],
            "Report (Slovenia); report better (Ukraine); speed it up (Zimbabwe)",
            ["Slovenia 1 → Slovenia", "Ukraine 1 → Ukraine"],
        ),
    ],
)
def test_mark_of_a_note_behind_a_name_is_left_out_and_reported(names, text, expected, body, read):
    found = names.find_states(text)

    assert codes(found) == expected
    assert found.body == body
    assert found.problems == tuple(("note_mark", one) for one in read)


@pytest.mark.parametrize("text", ["Do it (Ruritania 1).", "Do it (Peru); undo it (Ruritania 1);"])
def test_unknown_name_with_a_mark_is_an_unknown_state(names, text):
    found = names.find_states(text)

    assert found.problems == (("unknown_state", "Ruritania 1"),)
    assert found.states[-1].raw == "Ruritania 1"


def test_state_named_twice_is_listed_once(names):
    found = names.find_states("Sign it (Peru); ratify it (Peru, Chile);")

    assert found.states == (ReadState("PER", "Peru", 1), ReadState("CHL", "Chile", 2))


def test_text_of_brackets_alone_is_given_up(names):
    found = names.find_states("(" * 5000)

    assert found.states == ()
    assert found.problems == (("unbalanced_bracket", "(" * 60),)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Chile, Estonia, Slovenia", ["CHL", "EST", "SVN"]),
        ("Iran (Islamic, Republic of), Peru", ["IRN", "PER"]),
        ("United Kingdom of Great, Britain and Northern Ireland", ["GBR"]),
        ("Congo, Democratic Republic of the Congo", ["COG", "COD"]),
        ("", []),
    ],
)
def test_cell_of_states_is_a_list_of_names(names, cell, expected):
    found = names.list_states(cell)

    assert codes(found) == expected
    assert found.problems == ()


pieces = st.one_of(
    st.sampled_from(NAMES),
    st.sampled_from(["(", ")", ";", ",", ".", " and ", " ", "((", "))", "Sign it", "(No. 29)", "ICRMW", "Ruritania"]),
    st.text(max_size=8),
)


@examples(300)
@given(st.lists(pieces, max_size=30).map(" ".join))
def test_any_text_is_read_without_error_and_only_known_states_come_out(text):
    found = state_names().find_states(text)

    read = [state.iso3 for state in found.states if state.iso3]
    clauses = [state.clause for state in found.states]
    assert set(read) <= KNOWN
    assert len(read) == len(set(read))
    assert clauses == sorted(clauses)


@examples(150)
@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=6), st.sampled_from(["; ", " ", ""]))
def test_states_come_out_in_the_order_of_the_text(listed, between):
    names = state_names()
    text = "Sign it " + between.join(f"({name})" for name in listed)

    found = names.find_states(text)

    assert codes(found) == list(dict.fromkeys(names.resolve(name) for name in listed))
    assert found.body == "Sign it"
    assert found.problems == ()
