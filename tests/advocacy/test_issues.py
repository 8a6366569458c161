import csv
import os
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from advocacy.matching import issues, lexicon
from advocacy.matching.hearing import Ear
from advocacy.matching.issue_learning import JUDGE, LEARN, Labelled, judge, learn, read_labelled
from advocacy.matching.issues import issues_in, learnt_evidence
from advocacy.matching.records import FOLDER, spellings_of_files

REALDATA = os.environ.get("UPR_REALDATA")
EAR = Ear([str(number) for number in range(1, 55)], spellings_of_files(), ["FRA"])
EXPORTS = ("6-9.csv", "14-17.csv", "17-20.csv")


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("VAW", "54"),
        ("gender eq in boards", "54"),
        ("violencia contra las mujeres", "54"),
        ("violences faites aux femmes", "54"),
        ("aborto", "54"),
        ("abortion decrim", "54"),
        ("equal pay", "54"),
        ("égalité salariale", "54"),
        ("feminicidios", "54"),
        ("early marriage", "46 54"),
        ("mariages précoces", "46 54"),
        ("matrimonio infantil", "46 54"),
        ("excision", "50 46 54"),
        ("FGM", "50 46 54"),
        ("birth registration", "46"),
        ("corporal punishment at home", "50 46"),
        ("châtiments corporels", "50 46"),
        ("castigo corporal", "50 46"),
        ("child labour in mines", "46 31"),
        ("droits de l'enfant", "46"),
        ("legalise same-sex marriage", "47"),
        ("matrimonio igualitario", "47"),
        ("mariage pour tous", "47"),
        ("trans legal recog", "47"),
        ("conv therapy ban", "47"),
        ("moratorium exec", "6"),
        ("abolir la peine capitale", "6"),
        ("abolir la pena de muerte", "6"),
        ("death row conditions", "6"),
        ("deaths in custody", "7 14"),
        ("prison overcrowding", "7"),
        ("hacinamiento en las cárceles", "7"),
        ("surpopulation carcérale", "7"),
        ("police brutality", "24"),
        ("violences policières", "24"),
        ("brutalidad policial", "24"),
        ("ill-treatment by police", "50"),
        ("mauvais traitements", "50"),
        ("malos tratos", "50"),
        ("EJKs", "14"),
        ("enforced disapp convention", "11 29"),
        ("desapariciones forzadas", "11"),
        ("ICC", "29 30"),
        ("Rome Statute", "29 30"),
        ("CPI, statut de Rome", "29 30"),
        ("memoria, verdad y justicia", "30"),
        ("judicial indep", "30"),
        ("procès équitables", "30"),
        ("juicio justo", "30"),
        ("legal aid", "30"),
        ("end impunity", "25"),
        ("counter-terror law", "4"),
        ("maras", "38"),
        ("gun violence", "38"),
        ("IHL training for army", "28"),
        ("defamation out of penal code", "17"),
        ("liberté d'expression", "17"),
        ("libertad de expresión", "17"),
        ("internet shutdowns", "17"),
        ("journalists jailed", "19 7"),
        ("SLAPPs", "19"),
        ("pluralisme des médias", "19"),
        ("periodistas amenazados", "19"),
        ("religious freedom", "18"),
        ("madrassa", "18"),
        ("Islamophobia", "18 39"),
        ("conscientious objection", "18"),
        ("laïcité, culte", "18"),
        ("liberté de réunion", "15"),
        ("protests", "15"),
        ("libertad de asociación", "15"),
        ("exit visas", "16"),
        ("election law", "10"),
        ("ley electoral", "10"),
        ("HRDs protection law", "22"),
        ("défenseurs des droits humains", "22"),
        ("defensoras", "22"),
        ("NGO law", "2"),
        ("loi sur les ONG", "2"),
        ("Roma settlements", "33"),
        ("albinism", "33"),
        ("gens du voyage", "33"),
        ("xenophobia", "39"),
        ("profilage racial", "39"),
        ("discurso de odio", "39"),
        ("quilombolas", "26 33"),
        ("consulta previa", "26"),
        ("Indigenous women missing", "26 54 11"),
        ("peuples autochtones", "26"),
        ("undocumented", "32"),
        ("ICRMW", "29 31 32"),
        ("étrangers en situation irrégulière", "32"),
        ("personas migrantes", "32"),
        ("refugees", "1"),
        ("droit d'asile", "1"),
        ("solicitantes de asilo", "1"),
        ("desplazados internos", "27"),
        ("IDPs", "27"),
        ("droits des personnes handicapées", "9"),
        ("deaf people", "9"),
        ("discapacidad", "9"),
        ("kafala", "31 32"),
        ("min wage", "31"),
        ("droit de grève", "31"),
        ("trabajo doméstico", "31"),
        ("SDGs", "8"),
        ("chômage", "8"),
        ("climate change", "12"),
        ("changements climatiques", "12"),
        ("cambio climático", "12"),
        ("deforestation", "12"),
        ("poverty allev", "37"),
        ("pobreza extrema", "37"),
        ("food security", "41"),
        ("malnutrition", "41"),
        ("water, sanitation", "45"),
        ("agua potable", "45"),
        ("homeless", "43"),
        ("sans-abri", "43"),
        ("desalojos", "43"),
        ("land demarcation", "44"),
        ("health insurance", "42"),
        ("santé mentale", "42"),
        ("vacunación", "42"),
        ("HIV", "21"),
        ("VIH", "21"),
        ("school dropout", "40"),
        ("décrochage scolaire", "40"),
        ("deserción escolar", "40"),
        ("OP-ICESCR", "29 13"),
        ("DESC", "13"),
        ("ICCPR", "29"),
        ("corruption", "3"),
        ("trafficking", "51"),
        ("traite", "51"),
        ("trata", "51"),
        ("OPCAT", "29 50 7"),
        ("ratifier la CEDEF", "29 54"),
        ("ratificar la CTMF", "29 31 32"),
        ("standing invitation", "48"),
        ("standing invite SPs", "48"),
        ("invitation permanente", "48"),
        ("relatores especiales", "48"),
        ("overdue reports", "52"),
        ("NHRI A status", "35"),
        ("Paris Principles", "35"),
        ("médiateur", "35"),
        ("Defensoría del Pueblo", "35 22"),
        ("UK NAP business human rights", "34"),
        ("plan d'action national", "34"),
        ("SIMORE", "53"),
        ("midterm report", "53"),
        ("rapport à mi-parcours", "53"),
        ("HR training for police", "23"),
        ("campagnes de sensibilisation", "23"),
        ("capacitación de jueces", "23 30"),
        ("technical assistance", "49"),
        ("assistance technique", "49"),
        ("thank you chair", ""),
        ("break, back at 3", ""),
        ("merci M. le président", ""),
        ("gracias presidente", ""),
    ],
)
def test_issues_of_lines_as_people_type_them(line, numbers):
    assert " ".join(EAR.hear(f"Narnia: {line}").issues) == numbers


def test_lists_name_known_issues_and_concepts():
    with (FOLDER / "upr_info_issues.csv").open(encoding="utf-8", newline="") as file:
        known = {row["number"] for row in csv.DictReader(file)}
    lines = issues._lines()
    learnt = learnt_evidence()

    assert [line[0] for line in lines if len(line) != 5 or not all(line)] == []
    assert len({line[0] for line in lines}) == len(lines)
    assert {number for numbers in issues._issues_said().values() for number in numbers} <= known
    assert set(learnt) <= set(lexicon.concepts())
    assert {number for found in learnt.values() for number in found} <= known
    assert [key for key, found in learnt.items() if not all(0.1 <= one <= 1 for one in found.values())] == []


def test_issue_is_credited_to_what_says_it_and_not_to_what_stands_beside_it():
    torture = [Labelled(6, "Abolish torture", frozenset({"50"}))] * 30
    law = [Labelled(6, "Abolish the law", frozenset({"30"}))] * 30

    assert learn([*torture, *law]) == {"law": {"30": 0.937}, "torture": {"50": 0.937}}


def test_what_is_told_is_judged_by_text_and_by_issue():
    rows = [
        Labelled(18, "one", frozenset({"6", "50"})),
        Labelled(18, "two", frozenset({"6"})),
        Labelled(18, "three", frozenset({"9"})),
    ]
    told = {"one": ["6", "50"], "two": ["50", "6"], "three": []}

    found = judge(rows, told.__getitem__)

    assert (found.texts, found.first_right, found.any_right, found.silent) == (3, 1, 2, 1)
    assert (found.recall, found.precision) == (0.75, 0.75)
    assert found.words == "first right 33.3%, any right 66.7%, silent 33.3%, recall 75.0%, precision 75.0%"


def export(tmp_path, *rows):
    path = tmp_path / "export.csv"
    heads = "To,To-Rgrp,To-Org,Text,From,From-Rgrp,From-Org,Response,Action,Issue,Session"
    lines = [
        f'Albania,EEG,"OIC",{text},Egypt,Africa,"AU",Accepted,4,"{labels}",{session}' for text, labels, session in rows
    ]
    path.write_text("\n".join([heads, *lines]) + "\n", encoding="utf-8")
    return path


def test_texts_are_read_once_with_all_their_issues_and_without_general_and_other(tmp_path):
    path = export(
        tmp_path,
        ("End torture", "Torture and other CID treatment", 18),
        ("End torture", "Detention,Other", 17),
        ("Be good", "General", 6),
    )

    assert read_labelled([path.read_bytes()]) == [Labelled(17, "End torture", frozenset({"50", "7"}))]


def test_command_says_what_is_missing_and_writes_nothing_unasked(tmp_path, capsys):
    before = issues.FILE.read_bytes()
    learnt = [(f"End torture {number}", "Torture and other CID treatment", 6) for number in range(10)]

    with pytest.raises(CommandError, match="no text to judge on: none of the sessions 18, 19, 20"):
        call_command("learn_issues", str(export(tmp_path, *learnt)))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("learn_issues", str(tmp_path / "none.csv"))
    call_command(
        "learn_issues", str(export(tmp_path, *learnt, ("Stop torture", "Torture and other CID treatment", 18)))
    )

    assert capsys.readouterr().out == (
        "learnt from 10 texts, judged on 1\n"
        "first right 100.0%, any right 100.0%, silent 0.0%, recall 100.0%, precision 100.0%\n"
    )
    assert issues.FILE.read_bytes() == before


@pytest.mark.slow
@pytest.mark.skipif(not REALDATA, reason="UPR_REALDATA is not set")
def test_issues_of_unseen_sessions_are_told_as_well_as_the_document_says():
    rows = read_labelled([(Path(REALDATA) / "upr_info" / name).read_bytes() for name in EXPORTS])
    taught = [row for row in rows if row.session in LEARN]
    asked = [row for row in rows if row.session in JUDGE]

    assert (len(taught), len(asked)) == (16335, 7180)
    assert learn(taught) == learnt_evidence()
    found = judge(asked, issues_in)
    assert found.words == "first right 92.3%, any right 95.1%, silent 2.9%, recall 84.5%, precision 86.7%"
