import pytest
from hypothesis import given
from hypothesis import strategies as st

from cycles.search_query import MAX_LENGTH, MAX_WORDS, parse
from cycles.search_words import fold, text_words, words_of
from tests.examples import examples


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("État ÉGALITÉ", "etat egalite"),
        ("Niñez, Pingüino", "ninez, pinguino"),
        ("Mise en Œuvre, ex æquo", "mise en oeuvre, ex aequo"),
        ("Łódź Đurđević Ærø Straße Diyarbakır", "lodz durdevic aero strasse diyarbakir"),
        ("ПЫТОК ёлка чай", "пыток елка чай"),
        ("الأشخاص المرأة", "اشخاص مراة"),
        ("والتَّعذيب مـــن", "تعذيب من"),
        ("للإنسان الالتزام التزام الله", "انسان تزام تزام الله"),
        ("مستوى", "مستوي"),
        ("١٤٠", "140"),
        ("ＡＢＣ", "abc"),
    ],
)
def test_accents_vowel_signs_and_capitals_are_folded(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Pre-trial detention", "pre trial detention pretrial"),
        ("“Torture”, l’État", "torture l etat"),
        ("防止酷刑。条约", "防止 止酷 酷刑 刑 条约 约"),
        ("snake_case and/or 5%", "snake case and or 5"),
    ],
)
def test_text_is_kept_as_words(text, words):
    assert text_words(text) == words


@pytest.mark.parametrize(
    ("typed", "wanted", "unwanted"),
    [
        ("torture detention", "'torture' & 'detention'", ""),
        ("torture AND detention", "'torture' & 'detention'", ""),
        ("detention France OR Chile", "'detention' & ('france' | 'chile')", ""),
        ("detention France | Chile | Togo", "'detention' & ('france' | 'chile' | 'togo')", ""),
        ("prison -child", "'prison'", "'child'"),
        ("NOT child prison", "'prison'", "'child'"),
        ("prison AND NOT (child OR girl)", "'prison'", "('child' | 'girl')"),
        ("-a -b", "", "'a' | 'b'"),
        ("child OR -girl", "('child' | !'girl')", ""),
        ('"state of"', "(('state' | 'w0state') <-> ('of' | 'w0of'))", ""),
        ("“state of” «law»", "(('state' | 'w0state') <-> ('of' | 'w0of')) & ('law' | 'w0law')", ""),
        ('"domestic viol*"', "(('domestic' | 'w0domestic') <-> ('p0viol':* | 'w0viol':*))", ""),
        ("pre-trial", "((('pre' | 'w0pre') <-> ('trial' | 'w0trial')) | 'pretrial')", ""),
        ("women’s", "('women' <-> 's')", ""),
        ("organization", "('organization' | 'organisation')", ""),
        ('"labour code"', "(('labour' | 'labor') <-> ('code' | 'w0code'))", ""),
        ("criminalis*", "('p0criminalis':* | 'w0criminalis':* | 'p0criminaliz':* | 'w0criminaliz':*)", ""),
        ("discriminat*", "('p0discriminat':* | 'w0discriminat':*)", ""),
        ("a*", "'p0a':*", ""),
        ("140.7", "('n0140x7' | ('140' <-> '7'))", ""),
        ("svn-4-140.7", "('n0svnx4x140x7' | ('svn' <-> '4' <-> '140' <-> '7'))", ""),
        ("u17", "('n0u17' | 'u17')", ""),
        ("酷刑", "'酷刑'", ""),
        ("刑", "'刑':*", ""),
        ("防止酷", "(('防止' | 'w0防止') <-> ('止酷' | 'w0止酷'))", ""),
    ],
)
def test_what_is_typed_is_read(typed, wanted, unwanted):
    words = parse(typed)

    assert (words.wanted, words.unwanted) == (wanted, unwanted)


@pytest.mark.parametrize(
    "typed", ["", " ", "-", '"', '""', "(((", ")))", "AND", "OR OR", "NOT", "*", "&|!", "():*", "\0", "—"]
)
def test_signs_alone_ask_for_nothing(typed):
    assert not parse(typed)


def test_words_that_are_not_wanted_are_not_marked():
    words = parse('torture "in prison" -child (a OR -b) -(c d) 刑 -利 NOT (利 OR e)')

    assert words.marked == (("'torture'",), ("('in' | 'w0in')", "('prison' | 'w0prison')"), ("'a'",))
    assert words.signs == "刑"


@examples(400)
@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("ab ()|&!*-\"':<>\\ANDORNOT酷刑ال")), max_size=60))
def test_anything_typed_is_balanced_and_of_known_signs(typed):
    words = parse(typed)

    for query in (words.wanted, words.unwanted, *(leaf for row in words.marked for leaf in row)):
        assert query.count("(") == query.count(")")
        assert query.count("'") % 2 == 0
        assert not set(query) & set('\0\\"')


@examples(400)
@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text):
    assert words_of(" ".join(words_of(text))) == words_of(text) or any(sign >= "\u3400" for sign in text)


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        (" OR ".join(["word"] * MAX_WORDS), ""),
        ("(" * 20 + "word" + ")" * 20, ""),
        ("( | AND ) " * 79 + "word", ""),
        ('"' + "word " * MAX_WORDS + '"', ""),
        (
            "word " * 61,
            "Nothing was looked for: a search may have 60 words, and this one has 61. Shorten it, or ask in several"
            " searches.",
        ),
        (
            '"' + "word " * 61 + '"',
            "Nothing was looked for: a search may have 60 words, and this one has 61. Shorten it, or ask in several"
            " searches.",
        ),
        (
            "a" * (MAX_LENGTH + 1),
            "Nothing was looked for: a search may have 800 signs, and this one has 801. Shorten it, or ask in several"
            " searches.",
        ),
        (
            "(" * 21 + "word",
            "Nothing was looked for: brackets and NOT may stand 20 deep inside each other, and here they stand deeper.",
        ),
        (
            "NOT " * 21 + "word",
            "Nothing was looked for: brackets and NOT may stand 20 deep inside each other, and here they stand deeper.",
        ),
    ],
)
def test_what_is_too_long_is_refused_as_a_whole(typed, refusal):
    words = parse(typed)

    assert words.refusal == refusal
    assert bool(words.wanted) == (not refusal)
