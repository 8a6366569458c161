"""The English rules. The action category of an English text comes from the verbs learnt from UPR Info."""

import re

from submissions.smart.rules import Rules, any_of, words

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?"
)
_COUNT = (
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|"
    r"twenty(?:-four)?|thirty|"
    r"thirty-six|fifty|hundred)"
)
_ONE_OR_MORE = rf"(?:one|a|{_COUNT})"
_BY = (
    r"(?:by|before|until|till|prior to|ahead of|no later than|not later than|at the latest(?: by|"
    r" in)?|latest by)"
)
_PART = (
    r"(?:(?:the )?(?:end|beginning|start|middle|close|first half|second half|first quarter|last quarter|"
    r"second quarter|third quarter|fourth quarter)(?: of)? |early |late |mid[- ]?)?(?:the (?:year|"
    r"end of the year) )?"
)
_YEAR = r"20[0-9]{2}"
_OF_UPR = (
    r"(?:review|upr(?: review)?|cycle|mid[- ]?term(?: report| review| reporting)?|session of the [a-z ]+|"
    r"elections?|"
    r"legislature|parliamentary (?:term|session)|national report|universal periodic review)"
)

_ACTS = words(
    "abolish abrogate accede accept adopt allocate compensate complete fund give hire join launch regulate "
    "reserve write allow amend appoint apply approve authorise "
    "authorize ban build "
    "cancel carry close commute compensate conduct create criminalise criminalize decriminalise "
    "decriminalize define "
    "delete designate develop disclose disband draft drop elaborate eliminate enact end enforce enter "
    "equip establish "
    "exempt expand extend finalise finalize free fund grant harmonise harmonize hire implement incorporate "
    "institute introduce investigate invite issue launch legalise legalize license lift limit lower make "
    "open operationalise operationalize outlaw pass pay permit prohibit prosecute provide publish punish "
    "raise ratify "
    "recognise recognize recruit reduce reform register reinstate release remove repeal replace report resume "
    "return rescind revoke set sign stop submit suspend train transfer undertake withdraw"
)
_AIMS = words(
    "accelerate address advance combat encourage enhance ensure facilitate fight foster guarantee halt improve "
    "increase intensify promote protect raise respect safeguard secure speed step strengthen support "
    "sustain "
    "tackle uphold"
)
_VERBS = (
    dict.fromkeys(_ACTS, 5)
    | dict.fromkeys(_AIMS, 4)
    | {"take": 5}
    | dict.fromkeys(words("analyse consider envisage examine explore review study evaluate assess reflect"), 3)
    | dict.fromkeys(words("continue maintain pursue persevere persist keep"), 2)
    | dict.fromkeys(words("seek share call request ask"), 1)
)

RULES = Rules(
    lead_in=any_of(
        r"(?:we|the coalition|civil society|the undersigned|our organisations?|[a-z]+)? ?"
        r"(?:strongly |urgently |respectfully )?(?:recommends?|urges?|calls? (?:up)?on|requests?|"
        r"asks?|invites?)"
        r"(?: that| to)? (?:the |its )?(?:government|state|authorities|republic|"
        r"kingdom)(?: of [a-z -]+?| party)?"
        r"(?: to| should| must| shall)?(?= [a-z])",
        r"(?:that )?(?:the )?(?:government|state|authorities|parliament)(?: of [a-z -]+?)? (?:should|must|"
        r"shall|ought to|needs? to)"
        r"(?: urgently| immediately| promptly)?",
    ),
    verbs=_VERBS,
    phrases=(),
    infinitive=re.compile(r"."),
    events=frozenset(
        words(
            "fund give hire launch regulate reserve write complete compensate join "
            "abolish abrogate accede accept adopt allocate amend appoint ban commute create criminalise "
            "criminalize "
            "decriminalise decriminalize disband enact establish extend finalise finalize introduce "
            "investigate issue "
            "lift open outlaw pass prohibit prosecute publish raise ratify release remove repeal "
            "replace rescind "
            "revoke set sign submit suspend train withdraw lower recruit"
        )
    ),
    joining="and|or|and/or|, and|as well as",
    purpose=any_of(
        r"(?:to|in order to|so as to|aimed at|with a view to) (?:[a-z]+ly )?[a-z]+", r"by [a-z]+ing", "so that"
    ),
    sequel=any_of(
        r"(?:bring|hold|punish|prosecute|sanction|try) (?:to justice )?(?:[a-z]+ ){0,3}?"
        r"(?:responsible|perpetrators?|accountable|to justice|culprits?|offenders)"
    ),
    means=any_of(
        r"(?:by|through|including by) (?:[a-z]+ly )?(?:adopt|amend|repeal|ratify|set|establish|creat|train|"
        r"allocat|enact|"
        r"introduc|build|open|publish|increas|appoint|abolish|remov|revis|hir|recruit|fund|launch|"
        r"develop|conduct|"
        r"criminalis|criminaliz|decriminalis|extend|reduc|invest|provid|implement|prohibit|withdraw|"
        r"lift)[a-z]*ing",
        r"through the (?:adoption|creation|establishment|amendment|repeal|ratification|training|allocation) of",
    ),
    vague=any_of(
        r"(?:all |any )?(?:the )?(?:necessary|appropriate|adequate|effective|concrete|further|additional|"
        r"relevant|possible|"
        r"suitable|meaningful|proper|urgent|immediate|required|needed|comprehensive|robust) "
        r"(?:and [a-z]+ )?(?:legal |legislative |policy )?"
        r"(?:measures|steps|efforts|actions?|policies|support|manner|initiatives|ways|resources)",
        r"(?:take|adopt|implement|undertake) (?:[a-z]+ ){0,3}(?:measures|steps|action(?! plan)|"
        r"actions|policies)",
        r"as appropriate",
        r"where (?:necessary|appropriate)",
        r"efforts",
        r"in line with international standards",
        r"in accordance with international (?:standards|law|obligations)",
    ),
    unbounded=any_of(
        r"eradicat(?:e|ing) (?:[a-z]+ ){0,3}?(?:poverty|hunger|corruption|discrimination|violence|racism|"
        r"impunity|illiteracy|unemployment)",
        r"(?:eliminate|end|stop|abolish|put an end to) (?:all|every|any|completely|poverty|hunger|"
        r"corruption|racism|discrimination)"
        r"(?: forms?| acts?| kinds?)?(?: of)?",
        r"once and for all",
        r"ensure that (?:no ?one|nobody|no (?:child|woman|person))",
        r"for (?:everyone|every citizen|the entire population)",
        r"(?:completely|totally|definitively) (?:eliminate|end|eradicate|stop)",
        r"zero [a-z]+",
    ),
    checkable=any_of(
        r"laws?|acts?|bills?|code|legislation|decrees?|regulations?|ordinance|constitution|articles?|"
        r"section \d+|provisions?",
        r"convention|covenant|protocols?|statute|treaty|treaties|iccpr|icescr|cedaw|crpd|crc|cat|op-?cat|"
        r"icped|icpped|icrmw",
        r"reservations?|declaration|standing invitation|visits?|visit request|moratorium|death penalty|"
        r"corporal punishment",
        r"commission|institution|bod(?:y|ies)|authority|mechanism|ombuds\w+|council|committee|courts?|"
        r"tribunals?|unit|"
        r"shelters?|hotline",
        r"cent(?:re|er)s?|fund|funds|budget|registry|database|data|statistics|report|reports|training|"
        r"curricul\w+|schools?",
        r"(?:action|national|strategic) plan|plan of action|strategy|quota|minimum age|age of|requirements?|"
        r"fees?|free of charge",
        r"prosecutors?|judges|police officers|members of|detained|political prisoners|killings?|"
        r"birth registration|police stations?",
    ),
    deliverable=any_of(
        r"training|legal aid|shelters?|budget|birth registration|vaccin\w+|scholarships?|textbooks|"
        r"compensation|reparations?|"
        r"free of charge|family courts|schools|clinics|hotlines?"
    ),
    instrument=any_of(
        r"conventions?|covenants?|(?:optional )?protocols?|statute|treaty|kampala amendments",
        r"iccpr|icescr|icerd|cedaw|crpd|crc|cat|op-?[a-z]{3,6}|icped|icpped|cped|icrmw|cmw|ilo c?\d+",
    ),
    joins_treaties=any_of("ratify|accede to|sign|ratify and implement|sign and ratify|accede|become a party to|join"),
    no_deadline=any_of(
        r"(?:20\d\d) agenda(?: for [a-z ]+development)?|agenda 20\d\d|vision 20\d\d|(?:goals?|"
        r"sdgs?) for 20\d\d",
        r"20\d\d ?[-–/] ?(?:20)?\d\d",
        r"within (?:\w+|\d+) hours",
        r"within (?:\d+|\w+) days (?:of|after|from) (?:[a-z]+ ){0,2}(?:birth|arrest|arrival|detention|"
        r"request|application|apprehension)",
        r"(?:the )?20\d\d (?:act|law|constitution|convention|protocol|elections?|protests?|report|plan|"
        r"budget act|agreement)",
        r"(?:before|by|until) the age of \w+",
        r"(?:recommend\w+|report\w*|findings|visit) (?:made )?(?:by|in|of) [^,;.]{0,30}20\d\d",
    ),
    deadline=any_of(
        rf"{_BY} {_PART}(?:\d{{1,2}}(?:st|nd|rd|th)? )?(?:{_MONTH} )?(?:\d{{1,2}},? )?{_YEAR}",
        rf"{_BY} (?:the )?(?:end|close) of (?:the|this|its|next)(?: current| present| next)? (?:year|term|"
        rf"mandate|decade|[a-z]+ cycle|cycle|legislature)",
        rf"(?:{_BY}|in time for|at) (?:the |its |their )?(?:next|mid[- ]?term|fifth|fourth|end of the|"
        rf"following|forthcoming|"
        rf"upcoming|coming|current|subsequent)(?: [a-z]+){{0,3}}? ?{_OF_UPR}?(?<=\w)(?:review|upr|cycle|"
        rf"term|report|session|elections?|legislature|year)",
        rf"{_BY} (?:the |its |their )?(?:next|fifth|fourth|following|forthcoming|upcoming|coming|"
        rf"mid[- ]?term)(?: [a-z]+){{0,3}} {_OF_UPR}",
        rf"{_BY} (?:the |its )?(?:next|following) {_OF_UPR}",
        rf"{_BY} (?:the |its )?mid[- ]?term(?: report| review)?",
        rf"(?:within|in|(?:over|during) the (?:next|coming|following|first)) (?:the )?"
        rf"(?:next |coming |following |first )?{_ONE_OR_MORE} (?:calendar )?(?:days|weeks?|months?|years?)",
        r"within (?:the|this) (?:current |present |next )?(?:year|parliamentary session|legislature|"
        r"legislative term|cycle|upr cycle|reporting period)",
        r"(?:during|in) the (?:current|next|coming) (?:upr )?(?:cycle|year|legislature|parliamentary session)",
    ),
    in_year=any_of(
        rf"(?<!adopted )(?<!held )(?<!made )(?<!signed )(?<!issued )(?:in|during|for|from) (?:early |late |"
        rf"mid-?)?(?:{_MONTH} )?{_YEAR}"
    ),
    rhythm=any_of(
        r"(?:every|each) (?:year|month|quarter|six months|two years|three years)|annually|yearly|quarterly|"
        r"biannually|"
        r"(?:once|twice) (?:a|per) year|on an annual basis|annual (?:reports?|budget|data|statistics|"
        r"figures|review)"
    ),
    hurry=any_of(
        r"as soon as possible|without (?:further |undue |any )?delay|immediately|promptly|urgently|swiftly|"
        r"speedily|quickly|"
        r"at the earliest(?: opportunity| possible time)?|in due course|in the near future|"
        r"in a timely manner|expeditiously|"
        r"as a matter of (?:urgency|priority)|soon|gradually|progressively|accelerate|expedite"
    ),
    no_number=any_of(
        r"(?:19|20)\d\d(?: ?[-–/] ?(?:20)?\d\d)?",
        r"(?:articles?|arts?\.?|sections?|chapters?|resolutions?|rules?|laws?|acts?|decrees?|conventions?|"
        r"goals?|sdgs?|targets?|"
        r"paras?\.?|paragraphs?|recommendations?|ilo|c)\s?(?:no\.? ?|number ?)?[\d./()]+(?: (?:bis|"
        r"ter))?(?:(?:,| and) [\d.]+)*",
        r"(?:no|nos|number|nr)\.? ?\d+",
        r"(?:under|below|over|above|aged) (?:the age of )?\w+",
        r"(?:age of) (?!criminal|majority|marriage|consent)\w+",
        rf"{_COUNT} hours",
        r"\d+\.\d+(?! ?%| ?per)",
        r"(?:one|two|three|four|\d+) of (?:the|its)",
    ),
    number=any_of(r"\d[\d,. ]*(?:%|per ?cent)", rf"{_COUNT}(?![-/])"),
    subject=any_of(
        r"wom[ae]n|girls?|child(?:ren)?|youth|older persons|persons with disabilit\w+|disabilit\w+|"
        r"indigenous|minorit\w+|migrants?|"
        r"refugees?|asylum|stateless\w*|lgbt\w*|same-sex|roma|afro-?descend\w+|peasants|detainees?|prisons?|"
        r"prisoners?|journalists?|"
        r"defenders?|victims?|survivors?|protest\w+|workers?|albinism|widows",
        r"right to \w+|rights of \w+|freedoms? of [a-z]+|torture|ill-treatment|death penalty|executions?|"
        r"enforced disappearances?|"
        r"traffick\w+|discriminat\w+|violence|gender\w*|equality|racis\w+|rape|poverty|hunger|food|water|"
        r"health\w*|education|schools?|housing|"
        r"social security|labour|slavery|marriage|abortion|nationality|citizenship|birth registration|land|"
        r"environment|climate|"
        r"statelessness|fgm|genital|corporal punishment|defamation|assembl\w+|associations?|privacy|"
        r"religio\w+|hate speech|"
        r"access to information|justice|judiciary|judges?|judicial|impunity|police|family|families|courts?|"
        r"prosecutors?|lawyers|legal aid|due process|fair trial|"
        r"transitional justice|deaths in custody|killings?|criminal responsibility|juvenile|overcrowding|"
        r"corruption|elections?|"
        r"dictatorship|mandate holders|teachers|classrooms?|native communities|ombuds\w+|students|"
        r"universit\w+|whistle-?\w+|lobby\w*|"
        r"displaced|hiv\w*|aids|mortality|diseases?|cped|minors?|imprison\w*|conditions of work|"
        r"use of force|excessive force|deport\w*|truth|"
        r"reconciliation|rendition|websites|internet|occupied|civil society|civic space|inequality|"
        r"human trafficking",
        r"convention|covenant|optional protocol|statute|treaty|treaties|cedaw|iccpr|icescr|crpd|crc|cat|"
        r"op-?cat|icpped|icped|icrmw|"
        r"special procedures|special rapporteurs?|paris principles|national human rights institution|"
        r"human rights commission|"
        r"commission for human rights|human rights defenders|preventive mechanism|treaty bod\w+|"
        r"rome statute|penal code|"
        r"resolution 1325|business and human rights|commission of inquiry",
    ),
    broad=any_of(
        r"human rights|fundamental freedoms|international (?:standards|law|obligations|commitments)|"
        r"rule of law|democracy"
    ),
    elsewhere=any_of(
        r"the situation(?: in the country)?|things|the country|tourism|trade|investors?|sports?|football|"
        r"stadiums?|airports?|"
        r"roads?|highways?|economic growth|exports?|the sector|national unity|competitiveness|"
        r"the image of the country"
    ),
)
