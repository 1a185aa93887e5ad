"""The letter for a visa as it is printed: two pages, tagged, literal, whatever was typed."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from intersessional.text import capitals
from registration.letters import visa_letter
from registration.letters.facts import NAME_LENGTH, UnfitFacts
from registration.letters.rendering import render_pdf
from registration.letters.visa_letter import VisaFacts, Wording
from registration.registrations.travel import Terms, TravelParticulars, masked
from tests import papers
from tests.people import PASSPORT, TERMS
from tests.registration.letters.test_rendering_hostile import PAYLOADS

CODE = "Q9RT-4BKN-6XEJ-7YHC"
URL = f"https://portal.example/letters/verify/{CODE}/"
TEXTS = {
    "fr": Wording(
        city="Genève",
        country="Suisse",
        meeting_title="Réunions intersessions",
        venue_name="Organisation météorologique mondiale",
        venue_address=("Avenue de la Paix 7bis", "1211 Genève, Suisse"),
        entity_name="Équateur",
    ),
    "en": Wording(
        city="Geneva",
        country="Switzerland",
        meeting_title="Intersessional Meetings",
        venue_name="World Meteorological Organization",
        venue_address=("Avenue de la Paix 7bis", "1211 Geneva, Switzerland"),
        entity_name="Ecuador",
    ),
}
FACTS = VisaFacts(
    issued_on=date(2018, 5, 14),
    reference="IM18/VISA/0001",
    code=CODE,
    verify_url=URL,
    given_names="Paola Fernanda",
    family_name="Chávez",
    function="Counsellor",
    department="Permanent Mission",
    role="member",
    is_official=True,
    travel=PASSPORT,
    terms=TERMS,
    meeting_begins_on=date(2018, 6, 7),
    meeting_ends_on=date(2018, 6, 8),
    bilaterals_on=None,
    contact_email="isu@meeting.example",
    signed_by="Vera Visum",
    texts=TEXTS,
)


@pytest.fixture(scope="module")
def print_visa(open_pdf: Any) -> Any:
    """Return a function that renders the letter with other facts, and opens it."""

    def printed(passport: dict[str, Any] | None = None, **changes: Any) -> Any:
        travel = replace(PASSPORT, **(passport or {}))
        return open_pdf(visa_letter.render(replace(FACTS, travel=travel, **changes)))

    return printed


def page_texts(opened: Any) -> list[str]:
    return [
        " ".join(
            page.extract_text()
            .replace("\u200b", "")
            .replace("-\n", "")
            .replace("\xa0", " ")
            .split()
        )
        for page in opened.pdf.pages
    ]


@pytest.fixture(scope="module")
def plain(print_visa: Any) -> Any:
    """Paola's letter."""
    return print_visa()


def test_each_language_has_a_page_with_all_that_is_asked(plain: Any) -> None:
    french, english = page_texts(plain)

    for text in (french, english):
        for fact in (CODE, "IM18/VISA/0001", "CHÁVEZ", "Paola Fernanda", *typed(PASSPORT)):
            assert fact in text
    assert "Ambassade de Suisse Section des visas" in french
    assert "Embassy of Switzerland Visa Section" in english
    assert "14 mai 2018" in french
    assert "29 mars 1979" in french
    assert "29 March 1979" in english
    assert "n’assume aucune obligation financière" in french
    assert "accepts no financial liability" in english
    assert "Page 1 sur 2" in french
    assert "Page 2 of 2" in english


def typed(travel: TravelParticulars) -> list[str]:
    names = ("nationality", "birth_place", "passport_number", "post_city", "post_country", "payer")
    return [getattr(travel, name) for name in names]


def test_the_code_is_read_from_the_paper(plain: Any) -> None:
    assert papers.qr_codes(plain.content) == {URL}


def test_it_is_tagged_with_title_and_languages(plain: Any) -> None:
    root = plain.pdf.trailer["/Root"]
    languages = {str(tag["/Lang"]) for tag in plain.tags() if "/Lang" in tag}

    assert root["/Lang"] == "fr"
    assert root["/MarkInfo"]["/Marked"]
    assert "visa" in plain.pdf.metadata.title
    assert "en" in languages
    assert all("/FontFile2" in font for font in plain.fonts().values())


@pytest.mark.parametrize(
    ("changes", "passport", "there", "absent"),
    [
        (
            {"is_official": True},
            {},
            "official delegation of a State",
            "on behalf of an organisation",
        ),
        ({"is_official": False}, {}, "not as a representative of a State", "official delegation"),
        ({"terms": Terms(payer_kind="state")}, {}, "insurance: Ecuador", "sponsorship programme"),
        ({"terms": Terms(payer_kind="person")}, {}, "insurance: the person", "Zumbador"),
        (
            {"terms": Terms(payer_kind="sponsorship")},
            {},
            "sponsorship programme of the Convention, administered by the Unit",
            "not a declaration of sponsorship",
        ),
        (
            {"terms": Terms()},
            {"payer_kind": "sponsorship", "payer": ""},
            "not borne by the Unit; to be shown by the person",
            "sponsorship programme",
        ),
        ({"terms": Terms()}, {}, "not a declaration of sponsorship", "as declared"),
        (
            {"given_names": "Олена", "family_name": "Ковальчук"},
            {"latin_family_name": "Kovalchuk", "latin_given_names": "Olena"},
            "Family name KOVALCHUK (КОВАЛЬЧУК) Given names Olena (Олена)",
            "Chávez",
        ),
        ({}, {"latin_family_name": "CHAVEZ"}, "CHAVEZ (CHÁVEZ)", "Fernanda ("),
        ({}, {"latin_family_name": "chávez"}, "Family name CHÁVEZ Given", "(CHÁVEZ"),
        ({"bilaterals_on": date(2018, 6, 6)}, {}, "Bilateral meetings 6 June 2018", "7 June 2018"),
        ({}, {"post": "consulate"}, "Consulate of Switzerland", "Bilateral"),
        ({"role": "head"}, {}, "(Head of delegation)", "Bilateral"),
        ({"role": "adviser", "function": "ADVISER"}, {}, "ADVISER, Permanent Mission", "(Adviser)"),
    ],
)
def test_what_is_said_depends_on_who_comes(
    print_visa: Any, changes: Any, passport: Any, there: str, absent: str
) -> None:
    english = page_texts(print_visa(passport, **changes))[1]

    assert there in english
    assert absent not in english


# Every field of the letter that somebody types: the person, the officer, or who keeps the meeting.
OF_THE_PERSON = [
    "given_names",
    "family_name",
    "function",
    "department",
    "signed_by",
    "reference",
    "contact_email",
]
OF_THE_PASSPORT = [
    "latin_family_name",
    "latin_given_names",
    "nationality",
    "birth_place",
    "passport_number",
    "post_city",
    "post_country",
]
OF_THE_MEETING = ["city", "country", "meeting_title", "venue_name", "entity_name"]
TYPED = [*OF_THE_PERSON, *OF_THE_PASSPORT, *OF_THE_MEETING, "venue_address", "payer"]
IN_CAPITALS = {"family_name", "latin_family_name"}


def in_handfuls(texts: list[str], longest: int) -> list[str]:
    """Return the texts, as many together as a name may be long."""
    found = [""]
    for text in texts:
        joined = f"{found[-1]} {text}".strip()
        found = [*found[:-1], joined] if len(joined) <= longest else [*found, text]
    return found


HANDFULS = in_handfuls(PAYLOADS, NAME_LENGTH - 1)


@pytest.mark.parametrize("turn", range(len(HANDFULS)))
def test_every_payload_is_printed_as_typed_in_every_field(
    open_pdf: Any, plain: Any, turn: int
) -> None:
    """Each turn has other payloads in each field; after all turns each field had all of them."""
    values = {name: HANDFULS[(turn + n) % len(HANDFULS)] for n, name in enumerate(TYPED)}
    wording = {name: values[name] for name in OF_THE_MEETING}
    wording |= {"venue_address": (values["venue_address"],)}

    facts = replace(
        FACTS,
        travel=replace(PASSPORT, **{name: values[name] for name in OF_THE_PASSPORT}),
        terms=Terms(payer_kind="organisation", payer=values["payer"]),
        texts={language: replace(text, **wording) for language, text in TEXTS.items()},
        **{name: values[name] for name in OF_THE_PERSON},
    )

    # In the size in which so much fits, so that no others are tried.
    opened = open_pdf(
        render_pdf(visa_letter.TEMPLATE, {"facts": facts}, language="fr", densities=["densest"])
    )

    printed = [bare(text) for text in page_texts(opened)]
    for text in printed:
        for name, value in values.items():
            assert bare(capitals(value) if name in IN_CAPITALS else value) in text, name
        assert bare(CODE) in text
    assert len(printed) == 2
    assert opened.pdf.attachments == {}
    assert opened.pdf.metadata.author == plain.pdf.metadata.author
    assert opened.pdf.pages[0].mediabox == plain.pdf.pages[0].mediabox
    assert not any(page["/Resources"].get("/XObject") for page in opened.pdf.pages)
    assert "/OpenAction" not in opened.pdf.trailer["/Root"]
    # One contact address of each page is hostile, and stays the address of a mail.
    others = [address for address in targets(opened) if not address.startswith("mailto:")]
    assert others == [address for address in targets(plain) if not address.startswith("mailto:")]


@pytest.mark.parametrize("text", in_handfuls(PAYLOADS, 290))
def test_the_function_of_who_signs_is_printed_as_typed(open_pdf: Any, text: str) -> None:
    texts = {language: replace(said, signer_function=text) for language, said in TEXTS.items()}

    opened = open_pdf(visa_letter.render(replace(FACTS, texts=texts)))

    assert [bare(text) in bare(page) for page in page_texts(opened)] == [True, True]


def test_a_signature_without_function_has_no_empty_line(print_visa: Any) -> None:
    texts = {
        language: replace(said, signer_function="Director") for language, said in TEXTS.items()
    }

    without, with_one = page_texts(print_visa())[1], page_texts(print_visa(texts=texts))[1]

    assert "Vera Visum Implementation Support Unit" in without
    assert "Vera Visum Director Implementation Support Unit" in with_one


def bare(text: str) -> str:
    return "".join(text.split()).replace("-", "")


def targets(opened: Any) -> list[str]:
    links = [link.get_object() for page in opened.pdf.pages for link in page["/Annots"]]
    return sorted(link["/A"]["/URI"] for link in links)


def test_arabic_names_and_places(print_visa: Any) -> None:
    opened = print_visa({"birth_place": "عمّان"}, given_names="ليلى", family_name="الحسن")

    assert "ar" in {str(tag["/Lang"]) for tag in opened.tags() if "/Lang" in tag}
    assert not any(is_box for _glyph, is_box in opened.drawn())


def test_the_longest_of_all_still_has_a_page_for_each_language(print_visa: Any) -> None:
    words = "palabra " * 25
    passport = {"birth_place": words, "payer": words, "nationality": "n" * 100}
    passport |= {"post_city": "c" * 100, "post_country": "p" * 100}
    passport |= {"latin_family_name": "L" * 60, "latin_given_names": "l" * 60}

    opened = print_visa(
        passport,
        given_names="G" * 120,
        family_name="ñ" * 120,
        function=words,
        department=words,
        is_official=False,
        terms=Terms(payer_kind="organisation", payer=words),
        bilaterals_on=date(2018, 6, 6),
    )

    assert len(opened.pdf.pages) == 2


def test_what_is_too_long_is_named_but_not_quoted() -> None:
    with pytest.raises(UnfitFacts) as refused:
        replace(FACTS, travel=replace(PASSPORT, birth_place="Q" * 301))

    assert "QQ" not in str(refused.value)


def test_no_text_for_people_shows_a_passport() -> None:
    assert PASSPORT.passport_number not in repr(PASSPORT) + repr(FACTS) + str(FACTS)
    assert [masked(number) for number in ("KNR7731905", "123456", "1")] == [
        "••••••905",
        "••••••",
        "••••••",
    ]


@pytest.mark.parametrize(
    ("arrives", "departs", "expected"),
    [
        (date(2018, 6, 5), date(2018, 6, 9), "du 5 au 9 juin 2018"),
        (date(2018, 6, 1), date(2018, 6, 9), "du 1er au 9 juin 2018"),
        (date(2018, 5, 31), date(2018, 6, 9), "du 31 mai 2018 au 9 juin 2018"),
    ],
)
def test_a_stay_has_its_prepositions_in_french(arrives: date, departs: date, expected: str) -> None:
    travel = replace(PASSPORT, arrives_on=arrives, departs_on=departs)

    stay = visa_letter.words(replace(FACTS, travel=travel), "fr")["stay"]

    assert " ".join(stay.split()) == expected


def test_the_visa_letter_says_what_its_verification_tells(plain: Any) -> None:
    french, english = page_texts(plain)

    assert "elle ne nomme personne." in french
    assert "it names nobody." in english
