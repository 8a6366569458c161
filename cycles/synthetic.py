"""Invented recommendations for benchmarks: the same seed gives the same rows. No word of them is anybody's."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random

# Shares of the record as it is: positions, States that speak together, themes and goals of one recommendation.
_POSITIONS = ("supported", "noted", "partially_supported", "pending"), (0.74, 0.22, 0.02, 0.02)
_STATES = (1, 2, 3, 4, 5), (0.93, 0.04, 0.015, 0.01, 0.005)
_ISSUES = (0, 1, 2, 3, 4), (0.05, 0.37, 0.38, 0.14, 0.06)
_GOALS = (0, 1, 2, 3), (0.2, 0.45, 0.25, 0.1)
_GROUPS = (0, 1, 2), (0.45, 0.4, 0.15)
_ACTIONS = (1, 2, 3, 4, 5), (0.02, 0.17, 0.1, 0.37, 0.34)
_LANGUAGES = ("en", "fr", "es"), (0.93, 0.04, 0.03)

_VERBS = {
    "en": "Ratify,Adopt,Strengthen,Continue,Consider ratifying,Take measures to end,Guarantee,Review,Repeal,"
    "Investigate,"
    "Prohibit,Prevent,Establish,Provide training on,Allocate resources to,Protect,Promote,Abolish,Ensure,Implement",
    "fr": "Ratifier,Adopter,Renforcer,Poursuivre,Envisager,Garantir,Abroger,Prévenir,Créer,Protéger,Interdire,"
    "Veiller à",
    "es": "Ratificar,Adoptar,Fortalecer,Continuar,Considerar,Garantizar,Derogar,Prevenir,Crear,Proteger,Prohibir,"
    "Velar por",
}
_OBJECTS = {
    "en": "the Optional Protocol to the Convention against Torture,pre-trial detention,conditions of detention,"
    "the death penalty,enforced disappearance,domestic violence,violence against women,child marriage,statelessness,"
    "freedom of expression,freedom of assembly,human rights defenders,journalists,the rights of migrants,"
    "asylum seekers,refugees,persons with disabilities,access to education,access to health care,the right to water,"
    "adequate housing,minority languages,indigenous peoples,racial discrimination,religious intolerance,"
    "trafficking in persons,child labour,birth registration,corporal punishment,prison overcrowding,"
    "the independence of judges,a national human rights institution,climate change,extreme poverty,gender equality,"
    "sexual orientation,hate speech,the rights of older persons,arbitrary arrest,impunity",
    "fr": "la Convention contre la torture,la détention provisoire,la peine de mort,les disparitions forcées,"
    "la violence à l’égard des femmes,l’apatridie,la liberté d’expression,les défenseurs des droits humains,"
    "l’éducation des filles,les personnes handicapées,la traite des personnes,l’indépendance des juges",
    "es": "la Convención contra la Tortura,la prisión preventiva,la pena de muerte,las desapariciones forzadas,"
    "la violencia contra la mujer,la apatridia,la libertad de expresión,los defensores de derechos humanos,"
    "la educación de las niñas,las personas con discapacidad,la trata de personas,la independencia judicial",
}
_WAYS = {
    "en": "in law and in practice,in line with international standards,without delay,in cooperation with civil society,"
    "by amending the Penal Code,through a national action plan,with special attention to rural areas,"
    "including for children,and report publicly on progress,by the end of the cycle,in consultation with the persons"
    " concerned,and bring those responsible to justice,with sufficient funds and staff,at all levels of government",
    "fr": "en droit et en pratique,sans délai,avec la société civile,par un plan d’action national,"
    "dans les zones rurales",
    "es": "en la ley y en la práctica,sin demora,con la sociedad civil,mediante un plan de acción,en las zonas rurales",
}
_SYLLABLES = (
    "ba",
    "de",
    "fi",
    "go",
    "ku",
    "la",
    "me",
    "ni",
    "po",
    "ru",
    "sa",
    "te",
    "vi",
    "zo",
    "bra",
    "dre",
    "gli",
    "sto",
)
_RARE_WORDS = 20_000


@dataclass(frozen=True)
class InventedRow:
    """One invented recommendation; ``review`` is the place of its review in the list that was handed in."""

    review: int
    item: int
    language: str
    text: str
    position: str
    action: int
    states: tuple[str, ...]
    issues: tuple[int, ...]
    goals: tuple[int, ...]
    groups: tuple[int, ...]


def invented_rows(
    count: int, *, reviews: Sequence[str], states: Sequence[str], issues: int, groups: int, seed: int = 1
) -> Iterator[InventedRow]:
    """``count`` rows, spread over ``reviews`` (each by its State under Review) as evenly as the record is."""
    random = Random(seed)  # noqa: S311
    # Some States speak often and some issues come up often: the n-th weighs 1/(n+10), 1/(n+3).
    state_weights = list(accumulate(1 / (place + 10) for place in range(len(states))))
    issue_weights = list(accumulate(1 / (place + 3) for place in range(issues)))
    spoken, met = _shuffled(random, states), _shuffled(random, range(1, issues + 1))
    for number in range(count):
        review = number * len(reviews) // count
        first = -(-review * count // len(reviews))
        language = _one(random, _LANGUAGES)
        drawn = random.choices(spoken, cum_weights=state_weights, k=_one(random, _STATES))
        yield InventedRow(
            review=review,
            item=number - first + 1,
            language=language,
            text=_text(random, language),
            position=_one(random, _POSITIONS),
            action=_one(random, _ACTIONS),
            states=tuple(dict.fromkeys(state for state in drawn if state != reviews[review])) or (spoken[-1],),
            issues=tuple(dict.fromkeys(random.choices(met, cum_weights=issue_weights, k=_one(random, _ISSUES)))),
            goals=tuple(sorted(random.sample(range(1, 18), _one(random, _GOALS)))),
            groups=tuple(random.sample(range(groups), min(groups, _one(random, _GROUPS)))),
        )


def _one(random: Random, shares: tuple[Sequence, Sequence[float]]):
    return random.choices(shares[0], shares[1])[0]


def _shuffled(random: Random, values: Sequence) -> list:
    return random.sample(list(values), len(values))


def _text(random: Random, language: str) -> str:
    """One to three clauses, with a rare word now and then: real texts have long tails."""
    clauses = []
    for place in range(random.choice((1, 1, 1, 2, 2, 3))):
        verb, thing, way = (random.choice(words[language].split(",")) for words in (_VERBS, _OBJECTS, _WAYS))
        clauses.append(f"{verb if not place else verb.lower()} {thing} {way}")
    if random.random() < 0.5:
        clauses.append(_rare_word(random))
    return ", ".join(clauses)


def _rare_word(random: Random) -> str:
    number = int(_RARE_WORDS * random.random() ** 3) + 1
    word = ""
    while number:
        number, place = divmod(number, len(_SYLLABLES))
        word += _SYLLABLES[place]
    return word
