"""The invitation as its reader holds it: all facts of 16 April 2018, in three languages."""

import re
from datetime import date
from itertools import pairwise
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from django.utils.translation import override

from registration.delegations.models import Entity
from registration.letters import issuing
from registration.letters.audiences import Audience, audience_of
from registration.letters.invitations import page
from registration.letters.models import InvitationTemplate
from registration.meetings.models import Meeting
from tests.long.crowd import SCALE
from tests.people import ON_14_MAY
from tests.registration.letters.invitations import (
    ALL,
    AUDIENCES,
    LANGUAGES,
    facts_of,
    printed,
    wording_of,
)

# Whatever the audience: what the invitation of 16 April 2018 says (DOMAIN: the meeting).
STATED = {
    "en": [
        "The President of the Seventeenth Meeting of the States Parties",
        "c/o Implementation Support Unit",
        "Geneva, 16 April 2018",
        "Ref. IM18/INV/0163",
        "Intersessional Meetings 2018 Thursday 7 and Friday 8 June 2018",
        "World Meteorological Organization building",
        "Avenue de la Paix 7bis, 1211 Geneva",
        "With the four Committees of the Convention I have drawn up a programme for both days",
        "clearing mined areas, destroying stockpiles of anti-personnel mines or assisting survivors",
        "A panel will, besides, lead a thematic discussion on the implementation of Article 5",
        "since it last reported|since they last did so",
        "remains",
        "in time for the Fourth Review Conference in 2019",
        "on-line",
        "by 31 May 2018",
        "by 10 May 2018",
        "take the floor, please let the Implementation Support Unit know in advance, "
        "at isu@meeting.example, and name the agenda item",
        "On Wednesday 6 June, the eve of the meetings, the Committees and I will hold bilateral"
        " meetings with relevant States and organisations. They take place upon invitation",
        "Maputo Action Plan",
        "gender balance",
        "speaking roles|those who speak for it",
        "data disaggregated by age and sex",
        "H.E. Suraya Dalil President of the Seventeenth Meeting of the States Parties",
        "the Permanent Missions to the United Nations of the States Parties; the Permanent Missions to"
        " the United Nations of the States not party; interested non-governmental and international"
        " organisations",
    ],
    "fr": [
        "La Présidente de la dix-septième Assemblée des États parties",
        "c/o Unité d’appui à l’application",
        "Genève, le 16 avril 2018",
        "Réf. IM18/INV/0163",
        "Réunions intersessions de 2018 Jeudi 7 et vendredi 8 juin 2018",
        "Bâtiment de l’Organisation météorologique mondiale",
        "Avenue de la Paix 7bis, 1211 Genève",
        "Avec les quatre Comités de la Convention, j’ai établi un programme de deux jours",
        "nettoient des zones minées, détruisent des stocks de mines antipersonnel ou prêtent assistance",
        "table ronde thématique portera en outre sur l’application de l’article 5",
        "progrès accomplis depuis",
        "ce qui reste à faire",
        "à temps pour la quatrième Conférence d’examen, en 2019",
        "en ligne",
        "d’ici au 31 mai 2018",
        "au plus tard le 10 mai 2018",
        "prendre la parole, veuillez en informer à l’avance l’Unité d’appui à l’application, à l’adresse"
        " isu@meeting.example, en précisant le point de l’ordre du jour",
        "Le mercredi 6 juin, veille des réunions, les Comités et moi-même tiendrons des réunions"
        " bilatérales avec les États et les organisations concernés. Elles auront lieu uniquement sur"
        " invitation ;",
        "Plan d’action de Maputo",
        "l’équilibre entre les femmes et les hommes",
        "prises de parole|celles qui s’expriment en son nom",
        "données ventilées par âge et par sexe",
        "S. E. Mme Suraya Dalil Présidente de la dix-septième Assemblée des États parties",
        "missions permanentes des États parties auprès de l’Organisation des Nations Unies",
        "missions permanentes des États non parties",
        "organisations non gouvernementales et internationales intéressées",
    ],
    "es": [
        "La Presidenta de la Decimoséptima Reunión de los Estados Partes",
        "c/o Dependencia de Apoyo a la Aplicación",
        "Ginebra, 16 de abril de 2018",
        "Ref. IM18/INV/0163",
        "Reuniones entre períodos de sesiones de 2018 Jueves 7 y viernes 8 de junio de 2018",
        "Edificio de la Organización Meteorológica Mundial",
        "Avenue de la Paix 7bis, 1211 Ginebra",
        "Junto con los cuatro Comités de la Convención he preparado un programa para ambos días",
        "limpiando zonas minadas, destruyendo existencias de minas antipersonal o prestando asistencia",
        "una mesa redonda temática sobre la aplicación del artículo 5",
        "desde su último informe",
        "lo que queda por hacer",
        "a tiempo para la Cuarta Conferencia de Examen, en 2019",
        "en línea",
        "a más tardar el 31 de mayo de 2018",
        "a más tardar el 10 de mayo de 2018",
        "hacer uso de la palabra, sírvase comunicarlo de antemano a la Dependencia de Apoyo a la"
        " Aplicación, en isu@meeting.example, e indicar el tema del programa",
        "El miércoles 6 de junio, víspera de las reuniones, los Comités y yo celebraremos reuniones"
        " bilaterales con los Estados y las organizaciones pertinentes. Tendrán lugar únicamente por"
        " invitación;",
        "Plan de Acción de Maputo",
        "equilibrio de género",
        "uso de la palabra|quienes hablen en su nombre",
        "datos desglosados por edad y sexo",
        "Excma. Sra. Suraya Dalil Presidenta de la Decimoséptima Reunión de los Estados Partes",
        "misiones permanentes de los Estados Partes ante las Naciones Unidas",
        "misiones permanentes de los Estados no partes",
        "organizaciones no gubernamentales e internacionales interesadas",
    ],
}
# …and what is for one audience only.
OWN = {
    ("state_party", "en"): [
        "invite your Government to take part",
        "Permanent Mission to the United",
    ],
    ("state_party", "fr"): ["inviter votre Gouvernement à prendre part", "auprès de l’Office"],
    ("state_party", "es"): ["invitar a su Gobierno a participar", "ante la Oficina"],
    ("state_not_party", "en"): ["represented by observers", "towards accession"],
    ("state_not_party", "fr"): ["représenter par des observateurs", "en vue d’une adhésion"],
    ("state_not_party", "es"): ["representar por observadores", "con miras a la adhesión"],
    ("organisation", "en"): ["a letter on the paper of your organisation", "a note verbale is not"],
    ("organisation", "fr"): ["une lettre à en-tête de votre organisation", "n’est pas nécessaire"],
    ("organisation", "es"): ["una carta con membrete de su organización", "no se necesita nota"],
}


@pytest.fixture(scope="module")
def letters(open_pdf: Any) -> dict[tuple[str, str], Any]:
    """All nine."""
    return {pair: open_pdf(printed(*pair)) for pair in ALL}


def flowing(opened: Any) -> str:
    """Return the text without the hyphens of its lines."""
    return re.sub(r"(?<=\w)- (?=[a-záéíóúñàâçèêëîïôûü])", "", opened.text)


@pytest.mark.parametrize(("audience", "language"), ALL)
def test_all_that_the_invitation_says_is_there(
    letters: dict[tuple[str, str], Any], audience: str, language: str
) -> None:
    bare = "".join(flowing(letters[audience, language]).split())

    missing = [
        fact
        for fact in STATED[language] + OWN[audience, language]
        if not any("".join(form.split()) in bare for form in fact.split("|"))
    ]
    assert missing == []


@pytest.mark.parametrize(("audience", "language"), ALL)
def test_two_pages_hold_it(
    letters: dict[tuple[str, str], Any], audience: str, language: str
) -> None:
    opened = letters[audience, language]

    assert len(opened.pdf.pages) == 2
    assert opened.pdf.trailer["/Root"]["/Lang"] == language
    assert opened.pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert opened.pdf.metadata.title.endswith("Zambia")
    assert all("/FontFile2" in font or "/FontFile3" in font for font in opened.fonts().values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_audiences_are_told_different_things(
    letters: dict[tuple[str, str], Any], language: str
) -> None:
    texts = [letters[audience, language].text for audience in AUDIENCES]
    own = [OWN[audience, language][0] for audience in AUDIENCES]

    assert [[part in text for part in own] for text in texts] == [
        [True, False, False],
        [False, True, False],
        [False, False, True],
    ]


def test_later_pages_have_a_head_and_the_pages_are_counted(
    letters: dict[tuple[str, str], Any],
) -> None:
    first, second = (
        " ".join(page.extract_text().split()) for page in letters["state_party", "fr"].pdf.pages
    )

    assert "Page 1 sur 2" in first
    assert "Page 2 sur 2" in second
    assert "Présidente de la dix-septième Assemblée des États parties Réf. IM18/INV/0163" in second
    assert "T2MC-6WFH-9KPZ-4XRA" in first


def test_spaces_and_signs_are_those_of_the_language() -> None:
    with override("fr"):
        parts = page.parts(
            facts_of("state_party", "fr"),
            wording_of(
                "state_party", "fr", body='Le {city} : "vu" ; l\'article 5 *le {date}* ?\n\nX'
            ),
        )

    assert parts["body"][0].html == (
        "Le Genève\u00a0: «\u202fvu\u202f»\u202f; l’article\u00a05 "
        "\u200b<strong>le 16\u00a0avril\u00a02018</strong>\u202f?"
    )
    assert parts["signature"][0] == "S.\u00a0E.\u00a0M<sup>me</sup>\u00a0Suraya Dalil"


def test_the_first_of_a_month_is_an_ordinal_in_french() -> None:
    facts = facts_of("state_party", "fr", issued_on=date(2018, 5, 1))
    with override("fr"):
        parts = page.parts(facts, wording_of("state_party", "fr"))

    assert parts["place_and_date"] == "Genève, le 1er\u00a0mai\u00a02018"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_code_can_be_scanned(letters: dict[tuple[str, str], Any], language: str) -> None:
    with pypdfium2.PdfDocument(letters["organisation", language].content) as document:
        picture = document[1].render(scale=150 / 72).to_pil()

    [found] = zxingcpp.read_barcodes(picture)

    assert found.text == "https://portal.example/letters/verify/T2MC-6WFH-9KPZ-4XRA"


LONG_NAMES = [
    "Geneva International Centre for Humanitarian Demining – GICHD",
    "International Federation of Red Cross and Red Crescent Societies, Regional Delegation for the"
    " Countries of the Andes, Lima",
    "اللجنة الدولية للصليب الأحمر",
    "Міжнародний комітет Червоного Хреста",
    "የኢትዮጵያ ቀይ መስቀል ማኅበር",
]


@pytest.mark.parametrize("name", LONG_NAMES, ids=["60", "120", "arabic", "cyrillic", "ethiopic"])
def test_any_name_stands_in_the_window_of_the_envelope(open_pdf: Any, name: str) -> None:
    opened = open_pdf(printed("organisation", "en", entity_name=name))

    assert not any(is_box for _glyph, is_box in opened.drawn())
    assert name in opened.read_aloud
    with pypdfium2.PdfDocument(opened.content) as document:
        # 118–185 × 52–82 mm from the edges of the sheet; outside only paper, to its right and below.
        dots = document[0].render(scale=2).to_pil().convert("L")
    millimetre = dots.width / 210
    right = dots.crop([int(n * millimetre) for n in (186, 50, 210, 90)])
    below = dots.crop([int(n * millimetre) for n in (118, 83, 210, 88)])
    assert right.getextrema() == below.getextrema() == (255, 255)


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["ck", "nu"])
def test_not_every_state_outside_the_united_nations_is_an_observer(
    open_pdf: Any, meeting: Meeting, code: str
) -> None:
    entity = Entity.objects.get(code=code)

    opened = open_pdf(issuing.preview_invitation(entity, meeting=meeting, at=ON_14_MAY))

    assert f"{entity.name} Permanent Mission to the United Nations" in opened.text
    assert "Observer" not in opened.text


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["zm", "org-unmas"])
def test_the_postal_address_stands_in_the_block(open_pdf: Any, meeting: Meeting, code: str) -> None:
    entity = Entity.objects.get(code=code)
    entity.postal_address = "Rue de Lausanne 80\r\n1202 Geneva"

    opened = open_pdf(issuing.preview_invitation(entity, meeting=meeting, at=ON_14_MAY))

    salutation = "Excellency," if code == "zm" else "Dear"
    block = opened.read_aloud.partition("Ref. ")[2].partition(salutation)[0]
    assert block.strip().endswith("Rue de Lausanne 80 1202 Geneva")


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_paragraph_ends_in_one_lost_word(
    letters: dict[tuple[str, str], Any], audience: str, language: str
) -> None:
    with pypdfium2.PdfDocument(letters[audience, language].content) as document:
        lines = [
            line.strip()
            for page in document
            for line in page.get_textpage().get_text_range().splitlines()
        ]

    # Neither a short word and its full stop, nor the rest of one.
    assert [line for line in lines if re.fullmatch(r"[a-zà-ÿ]{1,13}\s?[.,;:]", line)] == []
    assert [a for a, b in pairwise(lines) if a.endswith("-") and re.fullmatch(r"\S+[.;:]", b)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_verification_tells_is_not_made_less(
    letters: dict[tuple[str, str], Any], language: str
) -> None:
    told = {
        "en": "replaced or withdrawn; it names nobody.",
        "fr": "remplacée ou retirée ; elle ne nomme personne.",
        "es": "ha sido sustituida o ha sido retirada; no nombra a nadie.",
    }

    assert told[language] in letters["state_party", language].text


@pytest.mark.django_db
def test_a_mission_of_an_observer_is_called_so(open_pdf: Any, meeting: Meeting) -> None:
    see = Entity.objects.get(code="va")

    opened = open_pdf(issuing.preview_invitation(see, meeting=meeting, at=ON_14_MAY))

    assert "Holy See Permanent Observer Mission" in opened.text


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_can_be_invited(open_pdf: Any, meeting: Meeting, language: str) -> None:
    day = meeting.begins_on
    everybody = Entity.objects.prefetch_related("names", "party_status").order_by("code")

    for entity in everybody[:: round(1 / min(SCALE, 1))]:
        letter = issuing.issue_invitation(
            entity, meeting=meeting, by=None, at=ON_14_MAY, language=language
        )
        opened = open_pdf(letter.content)
        assert len(opened.pdf.pages) == 2, entity
        assert "".join(entity.name_on(day, language)[1:].split()) in opened.bare_text
        assert letter.facts["audience"] == audience_of(issuing.invitations.category_on(entity, day))

    assert everybody.count() == 251


@pytest.mark.django_db
def test_each_audience_has_a_text_in_each_language(meeting: Meeting) -> None:
    held = InvitationTemplate.objects.filter(meeting=meeting).values_list("audience", "language")

    assert set(held) == set(ALL)
    assert {audience for audience, _ in ALL} == set(Audience.values)
