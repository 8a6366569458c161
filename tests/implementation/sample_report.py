"""An invented mid-term report of any size, in English, French or Arabic. Arcadia does not exist."""

from dataclasses import dataclass
from datetime import date, timedelta

from implementation.midterm import EvidenceLine, MidTermReport, RatingLine, ReportRow

AS_OF = date(2026, 11, 14)
SHARES = {
    "fully": 14,
    "partially": 37,
    "not_implemented": 29,
    "regressed": 5,
    "no_information": 6,
    "too_early": 4,
    "not_rated": 5,
}
POSITION_SHARES = {"supported": 72, "partially_supported": 6, "noted": 18, "pending": 4}


@dataclass(frozen=True)
class Words:
    """What the invented texts of one language are put together from."""

    state: str
    title: str
    cycle: str
    session: str
    workspace: str
    organisations: tuple[str, ...]
    method: str
    states: tuple[str, ...]
    themes: tuple[str, ...]
    verbs: tuple[str, ...]
    objects: tuple[str, ...]
    endings: tuple[str, ...]
    notes: tuple[str, ...]
    evidence: tuple[tuple[str, str, str], ...]


ENGLISH = Words(
    state="Arcadia",
    title="Arcadia at half-time",
    cycle="4th cycle",
    session="48th session of the Working Group",
    workspace="Coalition for the Review in Arcadia",
    organisations=("Arcadia Rights Coalition", "Women of the Delta", "Open Courts Network", "House of the Child"),
    method="Four working groups met in six towns and read the official gazette, budgets and court files.",
    states=[
        "Chile",
        "Spain",
        "Norway",
        "Luxembourg",
        "Slovenia",
        "Ireland",
        "Kenya",
        "Georgia",
        "Morocco",
        "Nepal",
        "Estonia",
        "Montenegro",
        "Gambia",
        "Mexico",
        "Japan",
        "Finland",
        "Timor-Leste",
        "New Zealand",
        "Netherlands (Kingdom of the)",
        "Bolivia (Plurinational State of)",
        "Costa Rica",
        "Viet Nam",
    ],
    themes=[
        "Ratification of international instruments",
        "Constitutional and legislative framework",
        "National institutions",
        "Equality and non-discrimination",
        "Death penalty",
        "Torture and ill-treatment",
        "Conditions of detention",
        "Administration of justice and fair trial",
        "Access to justice and remedy",
        "Freedom of expression",
        "Freedom of peaceful assembly",
        "Human rights defenders",
        "Right to health",
        "Right to education",
        "Right to an adequate standard of living",
        "Labour rights",
        "Domestic violence",
        "Advancement of women",
        "Children: definition, principles, protection",
        "Persons with disabilities",
        "Migrants",
        "Refugees and asylum seekers",
        "Indigenous peoples",
        "Human rights and climate change",
    ],
    verbs=(
        "Adopt and carry out",
        "Continue its efforts to strengthen",
        "Bring into line with international standards",
        "Take further measures to guarantee in law and in practice",
        "Consider adopting",
        "Allocate sufficient resources to",
    ),
    objects=(
        "the law on protection against domestic violence and the services that depend on it",
        "the independence of the national human rights institution",
        "the rules on pre-trial detention, with effective control by a judge",
        "inclusive education for children with disabilities in rural areas",
        "the protection of journalists and human rights defenders",
        "the national plan against discrimination in employment and housing",
        "access to sexual and reproductive health services",
        "the system of support for persons who seek asylum",
    ),
    endings=(
        "",
        ", in cooperation with civil society",
        ", by setting clear targets, a budget line and a public report every year until the next review",
        ", and ensure that the persons concerned take part in the decisions",
        ", including through training for judges, prosecutors, police officers and officials in all twelve regions",
    ),
    notes=(
        "The law came into force in March 2025. Two of the five decrees it needs have been published.",
        "No draft has reached parliament, and the ministry did not answer three letters.",
        "",
        "The number of cases has doubled since the review, and the office lost a third of its staff.",
        "",
    ),
    evidence=(
        ("Law 14/2025, articles 7 to 12", "Official Gazette", "1 March 2025"),
        ("Waiting times in 412 files of six courts", "Open Courts Network", "September 2026"),
        ("State budget 2026, chapter on social affairs", "Ministry of Finance", "December 2025"),
    ),
)

FRENCH = Words(
    state="Arcadie",
    title="L’Arcadie à mi-parcours",
    cycle="quatrième cycle",
    session="48e session du Groupe de travail",
    workspace="Coalition pour l’Examen en Arcadie",
    organisations=("Coalition des droits d’Arcadie", "Femmes du Delta", "Réseau Tribunaux ouverts"),
    method="Quatre groupes ont lu le journal officiel, les budgets et les dossiers des tribunaux.",
    states=[
        "Chili",
        "Espagne",
        "Norvège",
        "Luxembourg",
        "Slovénie",
        "Irlande",
        "Kenya",
        "Géorgie",
        "Maroc",
        "Népal",
        "Estonie",
        "Gambie",
        "Pays-Bas (Royaume des)",
        "Bolivie (État plurinational de)",
    ],
    themes=[
        "Ratification d’instruments internationaux",
        "Cadre constitutionnel et législatif",
        "Égalité et non-discrimination",
        "Torture et mauvais traitements",
        "Conditions de détention",
        "Administration de la justice et procès équitable",
        "Liberté d’expression",
        "Défenseurs des droits de l’homme",
        "Droit à la santé",
        "Droit à l’éducation",
        "Violence domestique",
        "Droits de l’enfant",
        "Personnes handicapées",
        "Migrants",
    ],
    verbs=(
        "Adopter et appliquer",
        "Continuer de renforcer",
        "Prendre des mesures pour garantir",
        "Envisager d’adopter",
    ),
    objects=(
        "la loi sur la protection contre la violence domestique",
        "l’indépendance de l’institution nationale des droits de l’homme",
        "les règles relatives à la détention provisoire, sous le contrôle effectif d’un juge",
        "l’éducation inclusive des enfants handicapés en zone rurale",
    ),
    endings=("", ", en coopération avec la société civile", ", en y affectant des moyens suffisants"),
    notes=("La loi est entrée en vigueur en mars 2025, deux décrets sur cinq sont parus.", ""),
    evidence=(
        ("Loi 14/2025, articles 7 à 12", "Journal officiel", "1er mars 2025"),
        ("Délais dans 412 dossiers", "Réseau Tribunaux ouverts", "septembre 2026"),
    ),
)

ARABIC = Words(
    state="أركاديا",
    title="أركاديا في منتصف المدة",
    cycle="الجولة الرابعة",
    session="الدورة الثامنة والأربعون للفريق العامل",
    workspace="التحالف من أجل الاستعراض في أركاديا",
    organisations=("تحالف حقوق أركاديا", "نساء الدلتا", "شبكة المحاكم المفتوحة"),
    method="اجتمعت أربع مجموعات عمل في ست مدن وقرأت الجريدة الرسمية والميزانيات وملفات المحاكم.",
    states=[
        "شيلي",
        "إسبانيا",
        "النرويج",
        "لكسمبرغ",
        "سلوفينيا",
        "آيرلندا",
        "كينيا",
        "جورجيا",
        "المغرب",
        "نيبال",
        "إستونيا",
        "غامبيا",
        "المكسيك",
        "اليابان",
        "فنلندا",
        "تيمور - ليشتي",
        "نيوزيلندا",
        "مملكة هولندا",
    ],
    themes=[
        "التصديق على الصكوك الدولية",
        "الإطار الدستوري والتشريعي",
        "المساواة وعدم التمييز",
        "عقوبة الإعدام",
        "التعذيب وسوء المعاملة",
        "ظروف الاحتجاز",
        "إقامة العدل والمحاكمة العادلة",
        "حرية التعبير",
        "حرية التجمع السلمي",
        "المدافعون عن حقوق الإنسان",
        "الحق في الصحة",
        "الحق في التعليم",
        "حقوق العمل",
        "العنف المنزلي",
        "النهوض بالمرأة",
        "حقوق الطفل",
        "الأشخاص ذوو الإعاقة",
        "المهاجرون",
        "اللاجئون وطالبو اللجوء",
        "حقوق الإنسان وتغير المناخ",
    ],
    verbs=("اعتماد وتنفيذ", "مواصلة الجهود الرامية إلى تعزيز", "اتخاذ مزيد من التدابير لضمان", "النظر في اعتماد"),
    objects=(
        "قانون الحماية من العنف المنزلي والخدمات المرتبطة به",
        "استقلال المؤسسة الوطنية لحقوق الإنسان",
        "القواعد المتعلقة بالحبس الاحتياطي تحت رقابة قضائية فعالة",
        "التعليم الجامع للأطفال ذوي الإعاقة في المناطق الريفية",
        "حماية الصحفيين والمدافعين عن حقوق الإنسان",
    ),
    endings=(
        "",
        "، بالتعاون مع المجتمع المدني",
        "، بوضع أهداف واضحة وبند في الميزانية وتقرير سنوي علني حتى الاستعراض المقبل",
        "، بما في ذلك تدريب القضاة والمدعين العامين وموظفي الشرطة في الأقاليم الاثني عشر",
    ),
    notes=("دخل القانون حيز النفاذ في آذار/مارس 2025، وصدر مرسومان من أصل خمسة.", "لم يصل أي مشروع إلى البرلمان.", ""),
    evidence=(
        ("القانون 14/2025، المواد من 7 إلى 12", "الجريدة الرسمية", "1 آذار/مارس 2025"),
        ("مدد الانتظار في 412 ملفاً من ست محاكم", "شبكة المحاكم المفتوحة", "أيلول/سبتمبر 2026"),
    ),
)
LANGUAGES = {"en": ENGLISH, "fr": FRENCH, "ar": ARABIC}


def make_report(size: int = 254, language: str = "en", **fields: object) -> MidTermReport:
    """A report with ``size`` recommendations, always the same for the same size and language."""
    words = LANGUAGES[language]
    values: dict = {
        "title": words.title,
        "state_name": words.state,
        "state_is_invented": True,
        "cycle_label": words.cycle,
        "session_label": words.session,
        "review_date": date(2024, 5, 6),
        "workspace_name": words.workspace,
        "organisations": words.organisations,
        "method": (words.method,),
        "sources": ("A/HRC/59/15", "A/HRC/59/15/Add.1"),
        "address": "https://upr.example.org/reviews/XAR/4/",
        "as_of": AS_OF,
        "language": language,
        "rows": tuple(make_row(place, size, words) for place in range(size)),
    }
    return MidTermReport(**{**values, **fields})


def make_row(place: int, size: int, words: Words) -> ReportRow:
    theme = place * len(words.themes) // size
    others = tuple(words.themes[(theme + step * 5) % len(words.themes)] for step in range(1, (1, 2, 1, 3)[place % 4]))
    level = share_at(SHARES, place * 37 + 11)
    return ReportRow(
        number=f"140.{place + 1}",
        text=sentence(words, place),
        recommending_states=tuple(
            pick(words.states, place * 3 + step) for step in range(1, 8 if place % 11 == 0 else 3)
        ),
        position=share_at(POSITION_SHARES, place * 23),
        themes=(words.themes[theme], *others),
        rating=None
        if level == "not_rated"
        else RatingLine(level, AS_OF - timedelta(days=place % 60), pick(words.notes, place)),
        evidence=tuple(make_evidence(words, place + step) for step in range((0, 1, 0, 2, 1)[place % 5])),
    )


def make_evidence(words: Words, place: int) -> EvidenceLine:
    title, source, day = pick(words.evidence, place)
    return EvidenceLine(
        title, source, day, f"https://gazette.example.org/2025/{place}/text-of-the-law" if place % 2 else ""
    )


def sentence(words: Words, place: int) -> str:
    return f"{pick(words.verbs, place)} {pick(words.objects, place // 2)}{pick(words.endings, place * 3)}"


def pick(values: tuple, place: int):
    return values[place % len(values)]


def share_at(shares: dict[str, int], place: int) -> str:
    """The kind on which ``place`` falls when the shares, in per cent, are laid end to end."""
    rest = place % 100
    for kind, share in shares.items():
        if rest < share:
            return kind
        rest -= share
    raise AssertionError("the shares do not make a hundred")
