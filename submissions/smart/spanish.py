"""The Spanish rules."""

import re

from submissions.smart.conjugating import spanish
from submissions.smart.rules import Rules, any_of, words

_MONTH = r"(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre)"
_COUNT = (
    r"(?:\d+|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|quince|dieciocho|veinte|"
    r"veinticuatro|treinta|"
    r"cincuenta|cien)"
)
_YEAR = r"20[0-9]{2}"
_BY = (
    r"(?:antes de|antes del|a más tardar(?: en| el| a| para)?|hasta|para(?= fin| el (?:año|final)| 20|"
    r" [a-z]+ de 20)|de aquí a)"
)
_PART = (
    r"(?:(?:el )?fin(?:es|al)? (?:de|del) |comienzos de |principios de |mediados de |"
    r"el (?:año )?)?(?:el año |año )?"
)
_REVIEW = r"(?:examen|epu|ciclo|informe|elecciones|legislatura|sesión|mandato)"

_ACTS = words(
    "abolir acceder aceptar acoger adherir adherirse admitir adoptar ampliar anular aprobar asignar "
    "autorizar capacitar "
    "cerrar codificar condonar conmutar constituir construir contratar crear cursar derogar "
    "despenalizar destinar designar "
    "dictar dotar elaborar eliminar elevar eximir establecer excarcelar expedir extender fijar finalizar "
    "financiar firmar formar "
    "formular incorporar indemnizar instalar instaurar instituir introducir investigar invitar lanzar levantar "
    "liberar limitar modificar nombrar otorgar penalizar poner presentar prohibir promulgar publicar ratificar "
    "reconocer reemplazar reformar regular reparar restituir retirar revocar sancionar someter "
    "suprimir suspender "
    "tipificar trasladar ejecutar aplicar implementar abrir"
)
_AIMS = words(
    "abordar acelerar cumplir impedir reducir afrontar apoyar asegurar aumentar combatir defender "
    "desarrollar fomentar facilitar "
    "fortalecer garantizar incrementar intensificar luchar mejorar prevenir proteger promover propiciar "
    "reforzar respetar "
    "sensibilizar tomar velar atender"
)
_IRREGULAR = {
    5: "apruebe aprueben cierre establezca establezcan ponga prohíba reconozca introduzca haga "
    "hacer erradicar erradique",
    4: "fortalezca proteja prevenga refuerce tome garantice asegure promueva atienda",
    3: "considere estudie examine contemple revise",
    2: "continúe siga seguir mantener mantenga prosiga proseguir",
    1: "solicitar solicite compartir comparta pedir pida recabar intercambiar buscar",
}
_VERBS = (
    {form: 5 for verb in _ACTS for form in spanish(verb)}
    | {form: 4 for verb in _AIMS for form in spanish(verb)}
    | {
        form: 3
        for verb in words("analizar considerar contemplar estudiar evaluar examinar explorar revisar")
        for form in spanish(verb)
    }
    | {form: 2 for verb in words("continuar perseverar persistir") for form in spanish(verb)}
    | {form: category for category, forms in _IRREGULAR.items() for form in words(forms)}
)

RULES = Rules(
    lead_in=any_of(
        r"(?:la coalición |las organizaciones |[a-zà-ÿ]+ )?(?:recom[ie]+nd(?:amos|a|an)|inst(?:amos|a|an|"
        r"ar)|exhort(?:amos|a|an|ar)|"
        r"pedimos|solicitamos|llamamos) (?:al |a la |a los |a las |a )(?:estado|gobierno|"
        r"autoridades)(?: de [a-zà-ÿ ]+?)?(?: a que| que| a)?(?= [a-zà-ÿ])",
        r"que (?:el estado|el gobierno|las autoridades)(?: de [a-zà-ÿ]+)?",
        r"(?:el estado|el gobierno|las autoridades)(?: de [a-zà-ÿ]+)? (?:deben?|deberían?|ha de|tiene que)",
    ),
    verbs=_VERBS,
    phrases=(
        (any_of(r"(?:considerar|estudiar|examinar|contemplar|valorar) (?:la posibilidad|[a-z]+r)"), 3),
        (
            any_of(
                r"(?:adoptar|tomar|aplicar|implementar|adopte|tome) (?:[a-zà-ÿ]+ ){0,4}(?:medidas|políticas|"
                r"disposiciones)"
            ),
            4,
        ),
        (any_of(r"(?:aplicar|implementar) (?:la |las )(?:resolución|recomendaciones)"), 4),
        (any_of(r"(?:pasar?|pase) a ser parte|hacerse parte|ser parte"), 5),
        (any_of(r"poner fin|poner en (?:marcha|práctica|vigor)|hacer efectiv[oa]"), 5),
        (any_of(r"seguir [a-z]+ndo|siga [a-z]+ndo"), 2),
    ),
    infinitive=re.compile(r"(?:ar|er|ir|arse|erse|irse)$"),
    events=frozenset(
        form
        for verb in words(
            "abolir aceptar adherir adherirse adoptar fijar regular aprobar asignar capacitar cerrar "
            "conmutar contratar "
            "crear cursar derogar "
            "despenalizar destinar elevar establecer excarcelar firmar formar finalizar instaurar "
            "introducir investigar "
            "levantar liberar modificar nombrar penalizar prohibir promulgar publicar ratificar reformar "
            "retirar revocar "
            "suprimir suspender tipificar abrir"
        )
        for form in spanish(verb)
    )
    | {"apruebe", "establezca", "prohíba", "cierre"},
    joining="y|e|o|u|, y|así como",
    purpose=any_of(
        r"(?:para|a fin de|con el fin de|con miras a|por|sin|de|a) [a-zà-ÿ]+(?:ar|er|ir)",
        r"(?:que supervise|para que|a fin de que|de modo que)",
    ),
    sequel=any_of(
        r"(?:llevar|enjuiciar|sancionar|juzgar|castigar|"
        r"procesar) (?:ante la justicia )?(?:[a-zà-ÿ]+ ){0,3}?(?:responsables|autores|culpables|"
        r"ante la justicia)"
    ),
    means=any_of(
        r"(?:mediante|a través de|por medio de) (?:el |la |los |las |un |una )?"
        r"(?:adopción|creación|aprobación|reforma|derogación|ratificación|capacitación|establecimiento|"
        r"apertura|construcción|"
        r"modificación|asignación|puesta en marcha|fortalecimiento de la ley)",
        r"(?<!seguir )(?<!siga )(?:adoptando|creando|aprobando|reformando|derogando|ratificando|capacitando|"
        r"estableciendo|abriendo|construyendo|"
        r"asignando|publicando|contratando)",
    ),
    vague=any_of(
        r"(?:todas? las? |las )?(?:medidas|políticas|esfuerzos|acciones|medios)(?: [a-zà-ÿ]+ y)? "
        r"(?:necesari[oa]s|apropiad[oa]s|adecuad[oa]s|concret[oa]s|eficaces|efectiv[oa]s|adicionales|"
        r"urgentes|pertinentes)",
        r"(?:adoptar|tomar|adopte|tome) (?:[a-zà-ÿ]+ ){0,4}(?:medidas|disposiciones)",
        r"de manera (?:adecuada|apropiada|efectiva|eficaz)|cuando proceda|según proceda|esfuerzos",
        r"de conformidad con las (?:normas|obligaciones) internacionales|"
        r"conforme a los estándares internacionales",
    ),
    unbounded=any_of(
        r"(?:erradicar|eliminar|poner fin a|acabar con) (?:definitivamente |completamente |totalmente )?"
        r"(?:todas?|todos|la pobreza|el hambre|la impunidad|la corrupción|el racismo|"
        r"la discriminación)(?: l[oa]s)?(?: formas?)?(?: de)?",
        r"de una vez por todas|definitivamente|para toda la población",
        r"(?:asegurar|garantizar|velar por) que (?:nadie|ningun[oa]? [a-zà-ÿ]+) ",
    ),
    checkable=any_of(
        r"ley|leyes|proyectos? de ley|código|decretos?|reglamentos?|constitución|artículos?|legislación|"
        r"convención|convenio|pacto|protocolos?|estatuto|tratados?|pidcp|pidesc|cedaw|reservas?|declaración|"
        r"invitación permanente|visitas?",
        r"moratoria|pena de muerte|castigo corporal|comisión|institución|mecanismo|órganos?|"
        r"defensor[ií]a|consejo|comité|"
        r"tribunal(?:es)?|juzgados?|fiscales|jueces|casas de acogida|centros?|albergues?|fondo|presupuesto|"
        r"pib|registro|datos|estadísticas|"
        r"informes?|capacitación|escuelas?|plan de acción|estrategia|cuota|edad mínima|tasas?|gratuit\w*|"
        r"periodistas detenidos|presos|"
        r"delito|desaparición forzada",
    ),
    deliverable=any_of(
        r"capacitación|asistencia jurídica|casas de acogida|albergues|presupuesto|registro de nacimientos|"
        r"becas|gratuit\w*|escuelas"
    ),
    instrument=any_of(
        r"convenci(?:ón|ones)|convenios?|pactos?|(?:segundo )?protocolos?(?: facultativos?)?|estatuto|"
        r"tratados?|pidcp|pidesc|cedaw|opcat"
    ),
    joins_treaties=any_of(r"ratificar|ratifique|adherirse al?|adherir|firmar|firmar y ratificar"),
    no_deadline=any_of(
        r"agenda 20\d\d|agenda 2030|visión 20\d\d|objetivos? de desarrollo sostenible para 20\d\d",
        r"20\d\d ?[-–/] ?(?:20)?\d\d",
        rf"(?:en un plazo (?:máximo )?de|en|dentro de las|en las) {_COUNT} horas",
        r"(?:ley|convención|protocolo|constitución|elecciones|código|acuerdo|"
        r"informe)(?: [a-zà-ÿ]+)? de (?:[a-zà-ÿ]+ de )?(?:19|20)\d\d",
        r"antes de los \w+ años|antes de cumplir",
    ),
    deadline=any_of(
        rf"{_BY} ?{_PART}(?:el )?(?:\d{{1,2}}(?:º|°)? de )?(?:{_MONTH} (?:de|del) )?(?:año )?{_YEAR}",
        rf"(?:antes del?|a más tardar (?:en|antes de)|para|hasta) (?:el |la |las )?(?:próxim[oa]s? |"
        rf"final del? |fin del? |quinto |cuarto |siguiente )"
        rf"(?:[a-zà-ÿ-]+ ){{0,3}}?{_REVIEW}",
        r"(?:antes del?|para) (?:el )?(?:informe (?:de mitad de período|intermedio|a medio plazo)|"
        r"mitad de período|examen de mitad de período)",
        rf"(?:en|dentro de|en el plazo de|en un plazo (?:máximo )?de|durante) (?:el |los |las |un |"
        rf"una )?(?:próxim[oa]s )?(?:un|una|{_COUNT}) (?:días|semanas?|meses|mes|años?)",
        r"(?:durante|en) (?:el|la) (?:presente|actual|próxim[oa]) (?:ciclo|legislatura|año)",
    ),
    in_year=any_of(rf"(?:en|durante) (?:{_MONTH} de )?{_YEAR}"),
    rhythm=any_of(
        r"cada (?:año|mes|trimestre|semestre|dos años)|todos los (?:años|meses)|anualmente|"
        r"una vez al año|al año|"
        r"informes? anual(?:es)?|trimestralmente"
    ),
    hurry=any_of(
        r"lo antes posible|cuanto antes|a la (?:mayor )?brevedad(?: posible)?|sin (?:más )?(?:demora|"
        r"dilación|tardar)|de inmediato|inmediatamente|"
        r"rápidamente|con urgencia|urgentemente|en breve|oportunamente|prontamente|progresivamente|acelerar|"
        r"a su debido tiempo|tan pronto como sea posible"
    ),
    no_number=any_of(
        r"(?:19|20)\d\d(?: ?[-–/] ?(?:20)?\d\d)?",
        r"(?:artículos?|arts?\.?|resoluci(?:ón|ones)|ley|decretos?|convenios?|objetivos?|ods|párrafos?|"
        r"recomendaci(?:ón|ones)|n[°ºo]\.?|núm\.?)\s?(?:n[°ºo]\.? ?|núm\. ?)?[\d./-]+(?: (?:bis|ter))?",
        r"(?:menores|mayores) de \w+ años",
        rf"{_COUNT} horas|\d+\.\d+",
    ),
    number=any_of(r"\d[\d,. ]*(?:%|por ciento)", rf"{_COUNT}(?!-)"),
    subject=any_of(
        r"mujer(?:es)?|niñ[oa]s?|niñez|infancia|adolescentes|jóvenes|personas mayores|discapacidad|"
        r"indígenas|minorías?|migrantes?|"
        r"refugiad[oa]s?|apátridas?|asilo|lgbt\w*|detenid[oa]s|detención|custodia|cárcel(?:es)?|prisi(?:ón|"
        r"ones)|hacinamiento|pres[oa]s|periodistas?|"
        r"defensor[ae]s|víctimas?|manifestantes|trabajador[ae]s|campesin[oa]s|afrodescendientes",
        r"derechos? (?:a |de l[oa]s? )[a-zà-ÿ]+|libertad(?:es)? de [a-zà-ÿ]+|tortura|malos tratos|"
        r"pena de muerte|ejecuciones|desapari\w+ forzadas?|"
        r"trata|discriminación|violencia|género|igualdad|racismo|pobreza|hambre|alimentación|agua|salud|"
        r"educación|escuelas?|vivienda|"
        r"trabajo|esclavitud|matrimonio|aborto|nacionalidad|nacimientos?|tierras?|ambiente|clima\w*|"
        r"violación|castigo corporal|"
        r"difamación|reunión|asociación|privacidad|religi\w+|acceso a la información|justicia|judicial|"
        r"fiscales|jueces|impunidad|policía|"
        r"asistencia jurídica|corrupción|elecciones|pena capital|estudiantes|universidad|casar\w*|"
        r"casamientos?|reglas de bangkok|denuncian?|relator\w*|desplazad[oa]s|vih|sida|mortalidad|"
        r"enfermedades?|"
        r"menores|encarcel\w*|expulsiones|verdad|reconciliación|internet|sociedad civil|expresión",
        r"convención|convenio|pacto|protocolo|estatuto de roma|tratados?|cedaw|pidcp|pidesc|"
        r"procedimientos especiales|relator\w* especial\w*|"
        r"principios de parís|institución nacional|mecanismo nacional de prevención|órganos de tratados|"
        r"código penal|resolución 1325|"
        r"alto comisionado",
    ),
    broad=any_of(
        r"derechos humanos|libertades fundamentales|normas internacionales|"
        r"estado de derecho|democracia"
    ),
    elsewhere=any_of(
        r"la situación(?: (?:del|en el) país)?|el país|del país|turismo|comercio|inversi\w+|deportes?|"
        r"fútbol|estadios?|aeropuertos?|carreteras?|"
        r"crecimiento|exportaciones|el sector|competitividad|imagen del país"
    ),
)
