import pytest

from cycles.importers.lead_ins import read_standing, speaks_of_recommendations

SUPPORTED = [
    "The recommendations listed below enjoy the support of Arcadia:",
    "The recommendations formulated during the dialogue have been examined by Arcadia and enjoy its support:",
    "The following recommendations have been accepted by Arcadia:",
    "Arcadia supports the following recommendations:",
    "Les recommandations ci-après ont été examinées par l’Arcadie et recueillent son adhésion :",
    "Les recommandations ci-dessous ont l’appui de l’Arcadie :",
    "Las recomendaciones que figuran a continuación cuentan con el apoyo de Arcadia:",
    "Las recomendaciones formuladas han sido examinadas por Arcadia y gozan de su apoyo:",
]
IMPLEMENTED = [
    "The following recommendations enjoy the support of Arcadia, which considers that they are already implemented or "
    "in the process of implementation:",
    "Arcadia considers that the following recommendations have already been implemented:",
    "The recommendations below are in the process of being implemented:",
    "Les recommandations ci-après recueillent l’adhésion de l’Arcadie et ont déjà été appliquées :",
    "Las recomendaciones siguientes gozan del apoyo de Arcadia, que considera que ya han sido aplicadas:",
]
PENDING = [
    "The following recommendations will be examined by Arcadia, which will provide responses in due time, but no later "
    "than the fifty-ninth session of the Human Rights Council:",
    "Arcadia will consider the following recommendations:",
    "Les recommandations ci-après seront examinées par l’Arcadie, qui y répondra en temps voulu :",
    "Las recomendaciones siguientes serán examinadas por Arcadia, que les dará respuesta a su debido tiempo:",
]
NOTED = [
    "The recommendations below did not enjoy the support of Arcadia:",
    "The recommendations below do not enjoy the support of Arcadia and would thus be noted:",
    "The following recommendations have been examined by Arcadia and have been noted by it:",
    "The recommendations below cannot be accepted by Arcadia:",
    "The following recommendations were rejected:",
    "The recommendations noted:",
    "Arcadia takes note of the following recommendations:",
    "The following recommendations, which enjoy broad interest, could not be supported at this stage; they did not "
    "enjoy the support of Arcadia, as they were not examined:",
    "Les recommandations ci-après ne recueillent pas l’adhésion de l’Arcadie :",
    "Les recommandations ci-après n’ont pas recueilli l’adhésion de l’Arcadie, qui en a pris note :",
    "Las recomendaciones siguientes no gozan del apoyo de Arcadia:",
    "Las recomendaciones siguientes no contaron con el apoyo de Arcadia:",
    "Arcadia toma nota de las recomendaciones siguientes:",
]


@pytest.mark.parametrize(
    ("text", "position"),
    [
        (text, position)
        for position, texts in (("supported", SUPPORTED), ("pending", PENDING), ("noted", NOTED))
        for text in texts
    ],
)
def test_lead_in_gives_the_position(text, position):
    standing = read_standing(text)

    assert (standing.position, standing.is_already_implemented) == (position, False)
    assert speaks_of_recommendations(text)


@pytest.mark.parametrize("text", IMPLEMENTED)
def test_lead_in_of_what_is_implemented_is_support(text):
    standing = read_standing(text)

    assert (standing.position, standing.is_already_implemented) == ("supported", True)


def test_partial_support_is_told_from_support():
    standing = read_standing("The following recommendations enjoy the partial support of Arcadia:")

    assert standing.position == "partially_supported"


def test_paragraph_without_position_has_none():
    assert read_standing("In the discussion, the following recommendations were made to Arcadia:").position == ""
    assert not speaks_of_recommendations("Arcadia supports the camp.")
