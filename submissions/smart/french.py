"""The French rules."""

import re

from submissions.smart.conjugating import french
from submissions.smart.rules import Rules, any_of, words

_MONTH = r"(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)"
_COUNT = (
    r"(?:\d+|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|dix-huit|vingt|"
    r"vingt-quatre|trente|"
    r"cinquante|cent)"
)
_YEAR = r"20[0-9]{2}"
_BY = (
    r"(?:d['’]ici(?: à| au| à la| l['’])?|avant|au plus tard(?: en| le| à| fin| au)?|jusqu['’](?:à|en)|"
    r"pour(?= fin| 20))"
)
_PART = r"(?:(?:la )?fin(?: de)? |le début(?: de)? |la mi-|mi-|l['’]année |l['’]an |le )?(?:l['’]année )?"
_REVIEW = r"(?:examen|epu|cycle|rapport|bilan|élections?|législature|session|mandat)"

_ACTS = words(
    "abolir abroger accéder accepter achever cesser réglementer réguler soigner accorder adhérer adopter "
    "adresser affecter allouer amender "
    "annuler approuver "
    "autoriser commuer construire constituer créer criminaliser dépénaliser décriminaliser désigner "
    "diffuser doter "
    "élaborer éliminer enquêter ériger établir étendre exécuter fermer finaliser fixer former incorporer "
    "incriminer "
    "indemniser instaurer instituer intégrer interdire introduire inviter lancer lever libérer "
    "limiter modifier "
    "nommer octroyer ouvrir porter présenter procéder prohiber promulguer publier ratifier recruter "
    "réformer "
    "rendre relever remplacer restituer retirer sanctionner signer soumettre supprimer suspendre traduire "
    "transférer "
    "transposer voter"
)
_AIMS = words(
    "accélérer aborder réduire améliorer appuyer assurer combattre concrétiser défendre développer "
    "encourager faciliter "
    "favoriser garantir intensifier lutter prévenir promouvoir protéger redoubler remédier renforcer respecter "
    "soutenir veiller accroître augmenter sensibiliser"
)
_IRREGULAR = {
    5: "élimine prenne dote mette mettre ouvre traduise rende soumette interdise introduise construise inscrire",
    4: "prendre prenne prennent combatte promeuve soutienne protège assure veille",
    2: "poursuive poursuivent maintienne maintenir",
    1: "solliciter sollicite demander demande partager partage échanger rechercher",
}
_VERBS = (
    {form: 5 for verb in _ACTS for form in french(verb)}
    | {form: 4 for verb in _AIMS for form in french(verb)}
    | {
        form: 3
        for verb in words("envisager examiner étudier considérer réfléchir réviser analyser")
        for form in french(verb)
    }
    | {form: 2 for verb in words("continuer poursuivre persévérer préserver") for form in french(verb)}
    | {form: category for category, forms in _IRREGULAR.items() for form in words(forms)}
)

RULES = Rules(
    lead_in=any_of(
        r"(?:nous |la coalition |les organisations |[a-zà-ÿ]+ )?(?:recommand(?:ons|e|ent)|exhort(?:ons|e|"
        r"ent)|appel(?:ons|le|lent)|"
        r"demand(?:ons|e|ent)|invit(?:ons|e|ent)) (?:instamment )?(?:à |au |aux )?(?:l['’]état(?: partie)?|"
        r"gouvernement|le gouvernement|"
        r"autorités|les autorités)(?: d[ue'’] ?[a-zà-ÿ -]+?)? ?(?:de |d['’]|à )",
        r"que (?:l['’]état|le gouvernement|les autorités)(?: d[ue'’] ?[a-zà-ÿ-]+)?",
        r"(?:l['’]état|le gouvernement|"
        r"les autorités)(?: d[ue'’] ?[a-zà-ÿ-]+)? (?:partie )?(?:devrai(?:en)?t|doi(?:ven)?t|est appelé à|"
        r"est invité à)",
    ),
    verbs=_VERBS,
    phrases=(
        (any_of(r"(?:étudier|examiner|envisager|considérer) (?:la possibilité|l['’]opportunité|de|d['’])"), 3),
        (
            any_of(
                r"(?:adopter|mettre en œuvre|prendre|adopte|prenne) (?:[a-zà-ÿ]+ ){0,4}(?:mesures|"
                r"dispositions|politiques)"
            ),
            4,
        ),
        (
            any_of(
                r"mettre en (?:œuvre|oeuvre) (?:la |les |l['’])(?:résolution|recommandations|"
                r"dispositions)"
            ),
            4,
        ),
        (any_of(r"devenir partie"), 5),
        (any_of(r"mettre fin|mettre un terme"), 5),
        (any_of(r"mettre en (?:place|œuvre|oeuvre|conformité)"), 5),
    ),
    infinitive=re.compile(r"(?:er|ir|re)$"),
    events=frozenset(
        form
        for verb in words(
            "achever cesser doter inviter réglementer réguler abolir abroger adhérer adopter adresser "
            "allouer affecter amender approuver commuer créer "
            "criminaliser "
            "dépénaliser décriminaliser enquêter ériger établir fermer finaliser former incriminer "
            "instaurer instituer "
            "interdire introduire lever libérer modifier nommer ouvrir porter promulguer publier "
            "ratifier recruter "
            "retirer signer supprimer suspendre voter accepter transposer"
        )
        for form in french(verb)
    ),
    joining="et|ou|ainsi que|, et|et de|et d'",
    purpose=any_of(
        r"(?:pour|afin d[e'’]|afin de|en vue d[e'’]|visant à|à|de|d['’]|sans) ?[a-zà-ÿ]+(?:er|ir|re)",
        r"en [a-zà-ÿ]+ant",
        r"(?:qui|pour que|afin que|de sorte que)",
    ),
    sequel=any_of(
        r"(?:traduire|juger|poursuivre|punir|"
        r"sanctionner) (?:en justice )?(?:[a-zà-ÿ]+ ){0,3}?(?:responsables|auteurs|coupables|en justice)"
    ),
    means=any_of(
        r"(?:en|notamment en) (?:adopt|modifi|abroge|ratifi|cré|form|allou|instaur|institu|établiss|ouvr|"
        r"construis|publi|augment|"
        r"nomm|abol|supprim|révis|recrut|finan|interdis|mettant en place|dot|élabor|dépénalis|"
        r"réduis)[a-zà-ÿ ]*(?:ant|place)?",
        r"(?:par|grâce aux?|au moyen de|à travers|moyennant|notamment par) (?:l['’]|la |le |"
        r"d['’]une |d['’]un )?"
        r"(?:adoption|création|mise en place|modification|abrogation|ratification|formation|instauration|"
        r"révision|ouverture)",
    ),
    vague=any_of(
        r"(?:toutes? les? |des |les )?(?:mesures|dispositions|politiques|efforts|moyens|initiatives)"
        r"(?: (?:[a-zà-ÿ]+ et )?(?:nécessaires?|appropriées?|adéquates?|utiles|concrètes?|efficaces?|"
        r"supplémentaires|urgentes?|requises))",
        r"(?:prendre|adopter|prenne|adopte) (?:[a-zà-ÿ]+ ){0,4}(?:mesures|dispositions)",
        r"de manière (?:appropriée|adéquate|efficace)|s['’]il y a lieu|le cas échéant|efforts",
        r"conformément aux? (?:normes?|standards?|obligations?) internationa(?:les|ux|le)",
    ),
    unbounded=any_of(
        r"(?:éradiquer|éliminer|mettre fin à|mettre un terme à) (?:définitivement |complètement |totalement )?"
        r"(?:toutes?|tous|la pauvreté|la faim|l['’]impunité|la corruption|"
        r"le racisme)(?: les)?(?: formes?)?(?: de)?",
        r"mettre fin (?:définitivement|totalement|complètement)|une fois pour toutes|définitivement|"
        r"pour l['’]ensemble de la population",
        r"veiller à ce que (?:personne|nul|aucune? [a-zà-ÿ]+) ",
    ),
    checkable=any_of(
        r"lois?|projets? de loi|code|décrets?(?: d['’]application)?|règlements?|constitution|articles?|"
        r"législation|dispositions? légales?",
        r"convention|pacte|protocoles?|statut|traités?|pidcp|pidesc|cedaw|cedef|cat|réserves?|déclaration|"
        r"invitation permanente|visites?",
        r"moratoire|peine de mort|châtiments corporels|commission|institution|mécanisme|"
        r"autorité indépendante|organes?|médiateur|conseil|comité|"
        r"tribuna(?:l|ux)|centres?(?: d['’]accueil)?|fonds|budget|registre|données|statistiques|rapports?|"
        r"formation|écoles?|"
        r"plan d['’]action|stratégie|quota|âge minimum|frais|gratuit\w*|viol conjugal|magistrats|juges|"
        r"policiers|journalistes détenus|détenus|"
        r"prisonniers",
    ),
    deliverable=any_of(
        r"formation|aide juridi\w+|centres? d['’]accueil|budget|enregistrement des naissances|bourses|"
        r"gratuit\w*|écoles"
    ),
    instrument=any_of(
        r"conventions?|pactes?|protocoles?(?: facultatifs?)?|statut|traités?|pidcp|pidesc|cedaw|cedef|"
        r"cidpph|opcat"
    ),
    joins_treaties=any_of(r"ratifier|ratifie|adhérer à|adhérer aux?|signer|signer et ratifier"),
    no_deadline=any_of(
        r"agenda 20\d\d|programme (?:de développement durable )?(?:à l['’]horizon )?20\d\d|vision 20\d\d|"
        r"horizon 20\d\d",
        r"20\d\d ?[-–/] ?(?:20)?\d\d",
        rf"(?:dans les|sous|dans un délai de) {_COUNT} heures",
        r"(?:loi|convention|protocole|constitution|élections|code|accord|"
        r"rapport)(?: [a-zà-ÿ]+)? de (?:[a-zà-ÿ]+ )?(?:19|20)\d\d",
        r"avant l['’]âge de \w+|avant (?:\d+|dix-huit) ans",
    ),
    deadline=any_of(
        rf"{_BY} ?{_PART}(?:le )?(?:\d{{1,2}}(?:er)? )?(?:{_MONTH} )?(?:de )?(?:l['’]année )?{_YEAR}",
        rf"(?:avant|d['’]ici(?: à| au)?|au plus tard (?:à|au|lors du)|pour|lors du) (?:le |la |les |"
        rf"l['’])?(?:prochaine?s? |fin (?:de la |du )?|cinquième |quatrième )"
        rf"(?:[a-zà-ÿ-]+ ){{0,3}}?{_REVIEW}",
        r"(?:avant|d['’]ici(?: à| au)?) (?:le |la |l['’])?(?:rapport (?:à|de) mi-parcours|mi-parcours|"
        r"examen à mi-parcours|fin du (?:cycle|mandat))",
        rf"(?:dans (?:un délai de|les|le délai de)|sous|d['’]ici|en l['’]espace de) (?:[a-zà-ÿ]+ )?(?:un|"
        rf"une|{_COUNT}) (?:prochain(?:e)?s )?(?:jours|semaines?|mois|ans?|années?)",
        rf"dans (?:les )?{_COUNT} (?:prochaines? )?(?:jours|semaines|mois|ans|années)|dans l['’]année",
        r"(?:au cours|pendant|durant) (?:de la |du |le |la )(?:présente?|prochaine?) (?:cycle|"
        r"législature|année)",
    ),
    in_year=any_of(rf"(?:en|courant|pendant|pour) (?:{_MONTH} )?{_YEAR}"),
    rhythm=any_of(
        r"chaque (?:année|mois|trimestre|semestre)|tous les (?:ans|mois|six mois|deux ans)|annuellement|"
        r"une fois par an|par an|"
        r"rapports? annuels?|trimestriellement"
    ),
    hurry=any_of(
        r"dans les (?:meilleurs|plus brefs) délais|dès que possible|le plus (?:tôt|rapidement|"
        r"vite) possible|sans (?:plus )?(?:tarder|délai|attendre)|"
        r"immédiatement|rapidement|au plus vite|d['’]urgence|en temps utile|promptement|progressivement|"
        r"accélérer|sans retard"
    ),
    no_number=any_of(
        r"(?:19|20)\d\d(?: ?[-–/] ?(?:20)?\d\d)?",
        r"(?:articles?|arts?\.?|résolutions?|lois?|décrets?|conventions?|objectifs?|odd|paragraphes?|"
        r"recommandations?|n[°o])\s?(?:n[°o]\.? ?)?[\d./-]+(?: (?:bis|ter))?",
        r"(?:moins|plus) de \w+ ans|âgés? de \w+ ans",
        rf"{_COUNT} heures|\d+\.\d+",
    ),
    number=any_of(r"\d[\d,. ]*(?:%|pour cent)", rf"{_COUNT}(?!-)"),
    subject=any_of(
        r"femmes?|filles?|garçons|enfants?|jeunes|personnes âgées|personnes handicapées|handicap\w*|"
        r"autochtones|minorités?|migrants?|"
        r"réfugiés?|apatrid\w+|asile|lgbt\w*|détenus?|détentions?|gardées? à vue|prisons?|carcérale?s?|"
        r"prisonniers|journalistes?|défenseurs?|victimes?|"
        r"manifestants?|travailleurs|albinisme",
        r"droits? (?:à |des |de la |de l['’]enfant)[a-zà-ÿ'’]*|libertés? d[e'’] ?[a-zà-ÿ]+|tortur\w+|"
        r"mauvais traitements|peine de mort|exécutions?|"
        r"disparitions? forcées?|traite|discriminat\w+|violences?|genre|égalité|racisme|pauvreté|faim|"
        r"alimentation|eau|santé|éducation|écoles?|"
        r"logement|travail|esclavage|mariage|avortement|nationalité|naissances?|terres?|environnement|"
        r"climat\w*|viol|homosexu\w+|"
        r"châtiments corporels|diffamation|réunion|association|vie privée|religi\w+|"
        r"accès à l['’]information|justice|magistrats?|juges?|"
        r"impunité|police|aide juridi\w+|procès équitable|corruption|élections?|haine|musulmans?|juifs?|"
        r"refoulements?|médiateur|ong|rapporteurs|peine capitale|exécutions capitales|mineurs?|étudiant\w*|"
        r"déplacées?|vih|sida|"
        r"mortalité|maladies?|mineurs?|emprisonn\w*|expulsions?|vérité|réconciliation|internet|"
        r"société civile|traite des personnes|expression",
        r"convention|pacte|protocole|statut de rome|traités?|cedaw|cedef|pidcp|pidesc|procédures spéciales|"
        r"rapporteurs? spéci\w+|"
        r"principes de paris|institution nationale|mécanisme national de prévention|organes de traités|"
        r"code pénal|résolution 1325|"
        r"haut-commissariat",
    ),
    broad=any_of(
        r"droits (?:de l['’]homme|humains)|libertés fondamentales|normes internationales|"
        r"état de droit|démocratie"
    ),
    elsewhere=any_of(
        r"la situation(?: (?:du|dans le) pays)?|le pays|du pays|tourisme|commerce|investisse\w+|sports?|"
        r"football|stades?|aéroports?|routes?|"
        r"croissance|exportations|le secteur|compétitivité|image du pays"
    ),
)
