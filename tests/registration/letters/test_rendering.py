"""The confirmation, opened and read."""

import json
import subprocess
import sys
from datetime import date

import pypdfium2
import pytest
import zxingcpp
from django.utils.translation import override

from registration.letters import confirmation, rendering
from registration.letters.facts import ConfirmationFacts, UnfitFacts

SIX_TO_EIGHT = (date(2018, 6, 6), date(2018, 6, 7), date(2018, 6, 8))


def test_letter_states_all_facts_in_reading_order(paolas):
    expected = [
        "Implementation Support Unit",
        "Convention on the Prohibition of the Use",
        "isu@meeting.example",
        "Geneva, 14 May 2018",
        "Ref. IM18/REG/0417",
        "Ms. Paola Fernanda CHÁVEZ Counsellor Ministry of Foreign Affairs Ecuador",
        "Dear Ms. CHÁVEZ,",
        "Your registration is confirmed",
        "Receipt number IM18-0417",
        "Meeting Intersessional Meetings, 7–8 June 2018",
        "Name Ms. Paola Fernanda CHÁVEZ",
        "Function Counsellor, Ministry of Foreign Affairs",
        "Delegation Ecuador (State Party)",
        "Role in the delegation Member",
        "Days present Thursday 7 and Friday 8 June 2018",
        "Place World Meteorological Organization, Avenue de la Paix 7bis, 1211 Geneva, Switzerland",
        "before the end of 31 May 2018 (Geneva time)",
        "Yours sincerely,",
        "Verification code: T2MC-6WFH-9KPZ-4XRA",
        "portal.example/letters/verify/T2MC-6WFH-9KPZ-4XRA",
    ]

    text, places, position = paolas.read_aloud, [], 0
    for fact in expected:
        position = text.find(fact, position)
        places.append((fact, position >= 0))

    assert places == [(fact, True) for fact in expected]


def test_letter_is_one_tagged_page_with_language_title_and_author(paolas):
    catalog = paolas.pdf.trailer["/Root"]

    assert len(paolas.pdf.pages) == 1
    assert [round(side) for side in paolas.pdf.pages[0].mediabox[2:]] == [595, 842]
    assert catalog["/MarkInfo"] == {"/Marked": True}
    assert catalog["/Lang"] == "en"
    assert paolas.pdf.metadata.title == (
        "Confirmation of registration: Ms. Paola Fernanda CHÁVEZ, Intersessional Meetings"
    )
    assert paolas.pdf.metadata.author == (
        "Implementation Support Unit, Anti-Personnel Mine Ban Convention"
    )
    assert b"pdfuaid:part" in catalog["/Metadata"].get_data()


def test_same_facts_give_the_same_bytes(paolas, letter):
    assert letter().content == paolas.content


def test_both_qr_codes_are_read_back_from_the_page(paolas):
    page = pypdfium2.PdfDocument(paolas.content)[0].render(scale=150 / 72).to_pil()

    assert {code.text for code in zxingcpp.read_barcodes(page)} == {
        "8K2M-Q4TZ-91WX-YH7C",
        "https://portal.example/letters/verify/T2MC-6WFH-9KPZ-4XRA",
    }


def test_longest_texts_stay_on_one_page_and_leave_the_qr_code_readable(letter):
    opened = letter(
        honorific="W" * 40,
        given_names="W" * 120,
        family_name="M" * 120,
        function=("Deputy Director of the Office " * 10)[:300],
        department="MW" * 100,
        entity_name="W " * 100,
    )
    page = pypdfium2.PdfDocument(opened.content)[0]

    assert len(opened.pdf.pages) == 1
    assert "W" * 160 + "M" * 120 in opened.bare_text
    assert len(zxingcpp.read_barcodes(page.render(scale=150 / 72).to_pil())) == 2
    assert _right_edge(page) <= page.get_width() - 20 / 25.4 * 72


def _right_edge(page: pypdfium2.PdfPage) -> float:
    text = page.get_textpage()
    return max(text.get_charbox(n)[2] for n in range(text.count_chars()))


def test_text_that_never_fits_is_refused(settings, tmp_path):
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path], "APP_DIRS": False}]
    (tmp_path / "long.html").write_text('<html lang="en"><title>x</title>' + "<p>Line</p>" * 200)

    with pytest.raises(rendering.DoesNotFit):
        rendering.render_pdf("long.html", {}, language="en", one_page=True)


def test_machine_without_pango_says_so(monkeypatch, letter):
    monkeypatch.setitem(sys.modules, "weasyprint", None)

    with pytest.raises(rendering.PrintingUnavailable, match="Pango"):
        letter()


def test_pages_are_served_without_loading_the_printing_library():
    program = (
        "import django, sys; django.setup()\n"
        "import registration.letters.confirmation, registration.letters.templatetags.letters\n"
        "sys.exit('weasyprint' in sys.modules)\n"
    )

    assert subprocess.run([sys.executable, "-c", program]).returncode == 0


def test_dates_and_page_words_follow_the_language(letter):
    opened = letter(language="fr", city="Genève", days=SIX_TO_EIGHT)

    assert opened.pdf.trailer["/Root"]["/Lang"] == "fr"
    assert "14 mai 2018" in opened.text
    assert "Mercredi 6, jeudi 7" in opened.text
    assert "vendredi 8 juin 2018" in opened.text


def test_letter_after_the_closing_names_no_past_deadline(letter):
    text = letter(issued_on=date(2018, 6, 4)).text

    assert "as soon as you can" in text
    assert "31 May" not in text


def test_page_number_stands_at_the_foot(paolas):
    assert "Page 1 of 1" in paolas.text
    assert "Page 1 of 1" not in paolas.read_aloud


@pytest.mark.parametrize(
    ("language", "changes", "expected"),
    [
        ("en", {}, "Dear Ms. CHÁVEZ,"),
        ("en", {"honorific": ""}, "Dear Paola Fernanda CHÁVEZ,"),
        ("en", {"honorific": "H.E. Ms."}, "Excellency,"),
        ("en", {"honorific": "S. E. M."}, "Excellency,"),
        ("en", {"family_name": "W" * 120}, "Dear Madam or Sir,"),
        ("en", {"family_name": "ქართული"}, "Dear Ms. ქართული,"),
        ("en", {"family_name": "الحسن", "honorific": ""}, "Dear Paola Fernanda الحسن,"),
    ],
)
def test_salutation_guesses_nothing(confirmation_facts, language, changes, expected):
    with override(language):
        assert confirmation.salutation(confirmation_facts(language=language, **changes)) == expected


@pytest.mark.parametrize("language", ["fr", "es"])
def test_french_and_spanish_salutations_name_nobody(confirmation_facts, language):
    with override(language):
        said = confirmation.salutation(confirmation_facts(language=language, honorific="Mme"))

    assert "CHÁVEZ" not in said
    assert "Mme" not in said


def test_facts_survive_being_stored(confirmation_facts):
    facts = confirmation_facts()

    stored = json.loads(json.dumps(facts.to_json()))

    assert ConfirmationFacts.from_json(stored) == facts
    assert stored["days"] == ["2018-06-07", "2018-06-08"]


@pytest.mark.parametrize(
    "changes",
    [
        {"given_names": "a" * 121},
        {"function": "a" * 301},
        {"venue_address": ("a" * 301,)},
        {"venue_address": ("a",) * 11},
        {"verify_url": "javascript:alert(1)"},
        {"days": ()},
    ],
)
def test_unfit_facts_are_refused(confirmation_facts, changes):
    with pytest.raises(UnfitFacts):
        confirmation_facts(**changes)


def test_template_version_is_short_and_steady():
    version = rendering.template_version(confirmation.TEMPLATE)

    assert version == rendering.template_version(confirmation.TEMPLATE)
    assert len(version) == 16
