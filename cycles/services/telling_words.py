"""Words that tell one recommendation from another however long both are: numbers, negations, who is to be protected.

Of English, French, Spanish, Russian and Arabic; Chinese is written without blanks, so that two texts that differ in a
word have no word in common.
"""

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache, lru_cache
from unicodedata import normalize

Words = tuple[str, ...]

# What a word stands for, and its forms; "*" stands for any ending.
_FORMS = {
    "1": "one first premier première premiers premières primer primero primera один одна одно перв* أول أولى واحد",
    "2": "two second secondly deux deuxième seconde dos segundo segunda два две двух втор* ثان ثاني ثانية اثنان اثنين",
    "3": "three third trois troisième tres tercer tercero tercera три трех трёх трет* ثالث ثالثة ثلاث ثلاثة",
    "4": "four fourth quatre quatrième cuatro cuarto cuarta четыре четырех четырёх четверт* رابع رابعة أربع أربعة",
    "5": "five fifth cinq cinquième cinco quinto quinta пять пяти пятый пятая пятого пятой خامس خامسة خمس خمسة",
    "6": "six sixth sixième seis sexto sexta шесть шести шест* سادس سادسة ست ستة",
    "7": "seven seventh sept septième siete séptimo séptima семь седьм* سابع سابعة سبع سبعة",
    "8": "eight eighth huit huitième ocho octavo octava восемь восьм* ثامن ثامنة ثمان ثماني ثمانية",
    "9": "nine ninth neuf neuvième nueve noveno novena девять девят* تاسع تاسعة تسع تسعة",
    "10": "ten tenth dix dixième diez décimo décima десять десят* عاشر عاشرة عشر عشرة",
    "11": "eleven eleventh onze onzième undécimo одиннадцат*",
    "12": "twelve twelfth douze douzième doce duodécimo двенадцат*",
    "13": "thirteen thirteenth treize trece тринадцат*",
    "14": "fourteen fourteenth quatorze catorce четырнадцат*",
    "15": "fifteen fifteenth quinze quince пятнадцат*",
    "16": "sixteen sixteenth dieciséis шестнадцат*",
    "17": "seventeen seventeenth diecisiete семнадцат*",
    "18": "eighteen eighteenth dieciocho восемнадцат*",
    "20": "twenty twentieth vingt vingtième veinte двадцат* عشرون عشرين",
    "30": "thirty thirtieth trente treinta тридцат* ثلاثون ثلاثين",
    "not": "not no non nor never neither without cannot ne pas sans jamais ni sin nunca не ни без нет никогда"
    " لا لم لن ليس ليست غير دون بدون عدم",
    "women": "woman women female females femme femmes mujer mujeres женщин* امرأة مرأة نساء",
    "men": "man men male males homme hommes hombre hombres varones мужчин* رجل رجال",
    "girls": "girl girls fille filles niña niñas девоч* девуш* فتاة فتيات بنات",
    "boys": "boy boys garçon garçons niño niños мальчик* فتى فتيان",
    "children": "child children minor minors enfant enfants infancia дети детей детям детьми детях ребен* ребён*"
    " طفل أطفال",
    "young": "youth youths young adolescent adolescents adolescente adolescentes jeune jeunes joven jóvenes juventud"
    " молод* подрост* شباب مراهقين",
    "old": "elderly older aged âgées âgés mayores пожил* مسنين مسنون",
    "disability": "disability disabilities disabled handicap handicapés handicapées discapacidad discapacidades"
    " инвалид* إعاقة معوقين",
    "migrants": "migrant migrants migrante migrantes мигрант* مهاجر مهاجرين مهاجرون",
    "refugees": "refugee refugees réfugié réfugiés refugiado refugiados беженц* беженец لاجئ لاجئين لاجئون",
    "asylum": "asylum asile asilo убежищ* لجوء",
    "displaced": "displaced déplacés déplacées desplazados desplazadas перемещенн* перемещённ* نازحين مشردين",
    "stateless": "stateless apatride apatrides apátrida apátridas апатрид*",
    "minorities": "minority minorities minorité minorités minoría minorías меньшинств* أقلية أقليات",
    "indigenous": "indigenous autochtone autochtones indígena indígenas коренн* أصلية أصليين",
    "roma": "roma rom roms romani romaní цыган* рома روما",
    "workers": "worker workers travailleur travailleurs trabajador trabajadores трудящ* عامل عمال",
    "journalists": "journalist journalists journaliste journalistes periodista periodistas журналист* صحفي صحفيين",
    "defenders": "defender defenders défenseur défenseurs défenseurs defensor defensores правозащитник* مدافع مدافعين",
    "prisoners": "prisoner prisoners detainee detainees détenu détenus recluso reclusos detenidos заключенн* заключённ*"
    " سجين سجناء محتجزين",
    "lgbt": "lgbt lgbti lgbtiq lgbtq lgtbi lgbtqi лгбт",
    "lesbian": "lesbian lesbians lesbienne lesbiennes lesbiana lesbianas",
    "gay": "gay gays homosexual homosexuals homosexuel homosexuels",
    "bisexual": "bisexual bisexuals bisexuel bisexuels bisexuales",
    "transgender": "transgender trans transgenre transgenres transgénero",
    "intersex": "intersex intersexe intersexes intersexual intersexuales",
    "orphans": "orphan orphans orphelin orphelins huérfanos сирот* أيتام",
    "widows": "widow widows veuve veuves viuda viudas вдов* أرامل",
}
# The treaties, by the letters that they go by.
_LETTERS = "cat opcat crc cedaw cerd icerd iccpr icescr cmw icrmw crpd cped icpped ced ilo"
_TREATIES = frozenset(_LETTERS.split())
_ROMAN = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii"
# How much of a misspelt word is left.
_NEARLY = 0.8
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th|er|re|ère|e|ème|eme|o|a)?")
# "No. 169" and "169" are the same number.
_NUMBER_SIGNS = frozenset({"no", "nos", "n", "nº", "n°", "№", "núm", "num", "nr"})
# "l'enfant", "d'asile".
_ELISION = re.compile(r"(?:qu|[a-z])'")
# And, the, of the, in the, as they are written together with the word.
_ARABIC_ARTICLE = re.compile(r"^(?:[وفبك]?ال|و?لل|[ولب](?=[\u0600-\u06ff]{3}))")


def are_told_apart(words: Words, others: Words) -> bool:
    """Whether two plain texts differ, among other things, in words that tell things apart.

    The letters of a treaty may be added to its name, "(ICRMW)"; other letters are another treaty's.
    """
    found, missing = Counter[str](), Counter[str]()
    for one, other in _differences(_without_signs(words), _without_signs(others)):
        found.update(map(_meaning, one))
        missing.update(map(_meaning, other))
    only, other_only = found - missing, missing - found
    for told in only, other_only:
        del told[""]
    return bool(only.keys() & _TREATIES and other_only.keys() & _TREATIES) or bool({*only, *other_only} - _TREATIES)


def _differences(words: Words, others: Words) -> Iterator[tuple[Words, Words]]:
    """The words in the place of each other, without those that are only cut or spelt in another way."""
    for name, start, end, at, to in SequenceMatcher(None, words, others, autojunk=False).get_opcodes():
        one, other = words[start:end], others[at:to]
        if name == "equal" or "".join(one) == "".join(other):
            continue
        if len(one) == len(other):
            pairs = [pair for pair in zip(one, other, strict=True) if not _is_misspelt(*pair)]
            one, other = tuple(word for word, _ in pairs), tuple(word for _, word in pairs)
        yield one, other


def _is_misspelt(word: str, other: str) -> bool:
    """Whether one of two words tells things apart and the other is nearly written like it, but is none that does."""
    if bool(_meaning(word)) == bool(_meaning(other)):
        return False
    return SequenceMatcher(None, word, other, autojunk=False).ratio() >= _NEARLY


def _without_signs(words: Words) -> Words:
    """The words without the "No." that stands before a number, where it denies nothing."""
    pairs = zip(words, (*words[1:], ""), strict=True)
    return tuple(word for word, following in pairs if not (word in _NUMBER_SIGNS and following[:1].isdigit()))


@lru_cache(maxsize=50_000)
def _meaning(word: str) -> str:
    """What the word stands for, if it tells things apart; other words are nothing."""
    word = normalize("NFKC", word).casefold()
    if any(character.isdigit() for character in word):
        number = _ORDINAL.fullmatch(word)
        return str(int(number[1])) if number else word
    if word.endswith("n't") or word.startswith("n'"):
        return "not"
    word = _ELISION.sub("", word, count=1) if _ELISION.match(word) else word
    word = word.removesuffix("'s").strip("'")
    whole, beginnings = _forms()
    if word in whole or (word := _ARABIC_ARTICLE.sub("", word)) in whole:
        return whole[word]
    return next((meaning for start, meaning in beginnings if word.startswith(start)), "")


@cache
def _forms() -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """What whole words stand for, and what words that begin so do."""
    pairs = [(form, meaning) for meaning, forms in _FORMS.items() for form in forms.split()]
    beginnings = tuple((form[:-1], meaning) for form, meaning in pairs if form.endswith("*"))
    whole = {form: meaning for form, meaning in pairs if not form.endswith("*")}
    whole |= {letters: letters for letters in _TREATIES}
    whole |= {roman: str(number) for number, roman in enumerate(_ROMAN.split(), start=1)}
    return whole, beginnings
