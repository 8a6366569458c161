"""British and American spellings of one word: whoever types one finds both."""

import re

_IS = "(e|es|ed|er|ers|ing|ation|ations|ational)"
_LL = "(travel|counsel|model|label|cancel|channel|signal|total)"
_OUR = "(labo|behavio|favo|hono|colo|neighbo|harbo|endeavo|humo|rumo)"
# How a word is written and the other way of it. A word that nobody writes so (raize) is in no text and does no harm.
_WAYS = [
    (re.compile(pattern), other)
    for pattern, other in (
        (rf"((?!practis)\w{{4,}})is{_IS}", r"\1iz\2"),
        (rf"(\w{{4,}})iz{_IS}", r"\1is\2"),
        (r"(\w{3,}ly)s(e|es|ed|er|ers|ing)", r"\1z\2"),
        (r"(\w{3,}ly)z(e|es|ed|er|ers|ing)", r"\1s\2"),
        (rf"{_OUR}ur(\w*)", r"\1r\2"),
        (rf"{_OUR}r(\w*)", r"\1ur\2"),
        (r"(program)me(s?)", r"\1\2"),
        (r"(program)(s?)", r"\1me\2"),
        (r"(cent|theat)re(s?)", r"\1er\2"),
        (r"(cent|theat)er(s?)", r"\1re\2"),
        (r"(defen|offen|licen|preten)ce(s?)", r"\1se\2"),
        (r"(defen|offen|licen|preten)se(s?)", r"\1ce\2"),
        (r"(practi)c(e|es|ed|ing)", r"\1s\2"),
        (r"(practi)s(e|es|ed|ing)", r"\1c\2"),
        (rf"{_LL}l(ing|ed|er|ers|or|ors)", r"\1\2"),
        (rf"{_LL}(ing|ed|er|ers|or|ors)", r"\1l\2"),
        (r"(fulfil|enrol)l(|s|ment|ments)", r"\1\2"),
        (r"(fulfil|enrol)(|s|ment|ments)", r"\1l\2"),
        (r"(judg|acknowledg)e(ments?)|(ag)e(ing)", r"\1\3\2\4"),
        (r"(judg|acknowledg)(ments?)|(ag)(ing)", r"\1\3e\2\4"),
        (r"paed(iatr\w+|ophil\w+)", r"ped\1"),
        (r"ped(iatr\w+|ophil\w+)", r"paed\1"),
        (r"gynaec(olog\w+)", r"gynec\1"),
        (r"gynec(olog\w+)", r"gynaec\1"),
        (r"(dial|catal)ogue(s?)", r"\1og\2"),
        (r"(dial|catal)og(s?)", r"\1ogue\2"),
    )
]
_WAYS_TO_BEGIN = [*_WAYS, (re.compile(r"(\w{4,})is"), r"\1iz"), (re.compile(r"(\w{4,})iz"), r"\1is")]


def spellings(word: str, *, is_beginning: bool = False) -> list[str]:
    """The folded word as it was typed, and then as it is written on the other side of the Atlantic."""
    ways = _WAYS_TO_BEGIN if is_beginning else _WAYS
    others = [match.expand(other) for pattern, other in ways if (match := pattern.fullmatch(word))]
    return list(dict.fromkeys([word, *others]))
