"""Words by which names are told from other words with capitals, in English, French and Spanish."""

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).resolve().parent / "refdata"
LANGUAGES = ("en", "fr", "es")

# Whoever stands behind one of these is a person. With or without a dot, with or without a capital.
TITLES = (
    "mr mrs ms miss mx dr prof professor sir lady judge justice colonel col captain capt lieutenant lt sergeant sgt "
    "general gen major father sister brother sheikh imam bishop pastor chief president minister senator governor mayor "
    "journalist lawyer activist prosecutor inspector commissioner officer victim widow "
    "m mme mlle me maître docteur professeur juge colonel capitaine général père sœur frère cheikh évêque pasteur "
    "président présidente ministre sénateur gouverneur maire journaliste avocat avocate militant militante procureur "
    "inspecteur commissaire agent victime veuve "
    "sr sra srta don doña dra lic ing abg profesor profesora juez jueza coronel capitán teniente sargento padre "
    "hermano hermana obispo presidente presidenta ministro ministra senador gobernador alcalde alcaldesa periodista "
    "abogado abogada activista fiscal víctima viuda"
)
# A run of capitals with one of these names a body, a law or a paper, not a person.
INSTITUTIONS = (
    "ministry minister's department office court tribunal council committee commission assembly parliament senate "
    "government state states constitution act law code decree bill article articles convention covenant protocol "
    "treaty charter declaration resolution rule rules regulation section chapter annex paragraph para table figure "
    "police army force forces guard service agency authority institute institution university school hospital bank "
    "union association organisation organization network federation foundation coalition alliance forum centre center "
    "rapporteur group party programme program plan strategy policy fund project report review session cycle mechanism "
    "principles guidelines goals nations rights human universal periodic un ohchr upr ngo "
    "ministère département bureau cour conseil comité assemblée parlement sénat gouvernement état états loi décret "
    "projet code pacte protocole traité charte déclaration résolution règlement chapitre annexe paragraphe tableau "
    "armée garde agence autorité institut université école hôpital banque syndicat réseau fédération fondation "
    "alliance groupe parti programme stratégie politique fonds rapport examen cycle mécanisme principes droits nations "
    "unies onu epu hcdh "
    "ministerio departamento oficina corte tribunal consejo comité comisión asamblea congreso parlamento senado "
    "gobierno estado estados constitución ley código decreto artículo convención pacto protocolo tratado carta "
    "declaración resolución reglamento sección capítulo anexo párrafo tabla policía ejército fuerza fuerzas guardia "
    "servicio agencia autoridad instituto universidad escuela hospital banco sindicato red federación fundación "
    "coalición alianza foro centro relator relatora grupo partido programa plan estrategia política fondo proyecto "
    "informe examen ciclo mecanismo principios derechos naciones unidas"
)
# Written with a capital in English, and no name of a person or a place.
CAPITALISED = (
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday "
    "muslim muslims christian christians jewish catholic catholics islam islamic christianity english french spanish "
    "arabic russian chinese african asian european latin american western internet covid christmas ramadan "
    "i sdg sdgs lgbti lgbt"
)
# Before a name of a place.
BEFORE_PLACES = "in at near from towards to outside around à en vers près dans depuis en desde hacia cerca hasta"

# Small words inside a name.
_JOINING = "de la del da dos du des le los las van von of al bin bint ben ibn el ould"
JOINS = frozenset(_JOINING.split())


@cache
def titles() -> frozenset[str]:
    """Titles and trades, in lower case."""
    return frozenset(TITLES.split())


@cache
def institutions() -> frozenset[str]:
    """Words of bodies, laws and papers, in lower case."""
    return frozenset(INSTITUTIONS.split())


@cache
def plain_words() -> frozenset[str]:
    """Words that begin with a capital only where a sentence begins, in all three languages."""
    words = set(CAPITALISED.split())
    for language in LANGUAGES:
        words.update((_FOLDER / f"plain_words_{language}.txt").read_text("utf-8").split())
    return frozenset(words)


@cache
def before_places() -> frozenset[str]:
    """Words that stand before places."""
    return frozenset(BEFORE_PLACES.split())
