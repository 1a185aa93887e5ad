"""The confirmation of a delegation on paper: to whom in which style, whom it lists, how it breaks."""

import re

import pytest

from registration.delegations.models import Category
from registration.letters import delegation_letter
from registration.letters.facts import UnfitFacts
from tests import papers
from tests.registration.letters.delegations import LATE, facts, member, several

STATES = [Category.STATE_PARTY, Category.STATE_NOT_PARTY]
LANGUAGES = ["en", "fr", "es"]
NOTE = {"en": "NOTE VERBALE", "fr": "NOTE VERBALE", "es": "NOTA VERBAL"}
SALUTATION = {"en": "Dear Madam or Sir,", "fr": "Madame, Monsieur,", "es": "De nuestra"}
COMPLIMENTS = {"en": "its compliments", "fr": "ses compliments", "es": "saluda atentamente"}
MISSION = (
    "Permanent Mission to the United Nations Office and other international organizations in Geneva"
)
# As the invitation says it.
IN_FULL = {
    "en": MISSION,
    "fr": (
        "Mission permanente auprès de l’Office des Nations Unies et des autres organisations"
        " internationales à Genève"
    ),
    "es": (
        "Misión Permanente ante la Oficina de las Naciones Unidas y otras organizaciones"
        " internacionales en Ginebra"
    ),
}
CITY = {"en": "Geneva", "fr": "Genève", "es": "Ginebra"}
OBSERVERS = {
    "en": "Permanent Observer Mission to the United Nations Office",
    "fr": "Mission permanente d’observation auprès de l’Office",
    "es": "Misión Permanente de Observación ante la Oficina",
}


@pytest.fixture(scope="module")
def printed(open_pdf):
    """Return a function that renders the confirmation of a delegation and opens it."""
    return lambda **changes: open_pdf(delegation_letter.render(facts(**changes)))


@pytest.mark.parametrize("category", list(Category))
def test_only_a_mission_gets_a_note_verbale(printed, category):
    text = printed(category=category).text

    is_note = category in STATES
    assert ("NOTE VERBALE" in text) == is_note
    assert ("presents its compliments to the Permanent Mission" in text) == is_note
    assert ("highest consideration" in text) == is_note
    assert ("Dear Madam or Sir," in text) == (not is_note)
    assert ("Yours sincerely," in text) == (not is_note)
    assert ("This note" in text or "this note" in text) == is_note


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_style_in_each_language(printed, language):
    note, letter = (
        printed(language=language, category=category, replaces_code="AAAA", replaces_on=LATE)
        for category in ("state_party", "ngo")
    )

    assert str(note.pdf.trailer["/Root"]["/Lang"]) == language
    assert NOTE[language] in note.text
    assert COMPLIMENTS[language] in note.text
    assert SALUTATION[language] in letter.text
    assert NOTE[language] not in letter.text.upper()
    for opened in (note, letter):
        assert "Ecuador" in opened.pdf.metadata.title
        assert opened.text.count("AAAA") == 1
        assert "Paola Fernanda CHÁVEZ" in opened.text


def test_each_line_has_what_a_list_of_participants_has(printed):
    text = printed(members=(member(role="head"), member(family_name="Terán", role="deputy"))).text

    assert re.search(
        r"1 Ms\. Paola Fernanda CHÁVEZ Counsellor, Permanent Mission Head 7, 8 "
        r"2 Ms\. Paola Fernanda TERÁN Counsellor, Permanent Mission Deputy head 7, 8",
        text,
    )


def test_the_others_are_a_number(printed):
    assert "2 more people have registered and are not confirmed yet." in printed(unconfirmed=2).text
    assert "not confirmed" not in printed().text


def test_the_delegations_own_note_is_named(printed):
    text = printed(note_reference="4-7-112/2018", note_dated_on=LATE).text

    assert "with reference to the Mission’s note No. 4-7-112/2018 of 2 June 2018" in text


def test_after_the_closing_it_names_no_deadline_that_is_over(printed):
    text = printed(issued_on=LATE).text

    assert "31 May" not in text
    assert "as soon as possible" in text


@pytest.mark.parametrize(("members", "pages"), [(1, 1), (12, 2), (60, 4)])
@pytest.mark.parametrize("category", ["state_party", "ngo"])
def test_the_table_breaks_with_its_heading_and_the_end_never_stands_without_text(
    printed, members, pages, category
):
    opened = printed(members=several(members), category=category)

    texts = [" ".join(page.extract_text().split()) for page in opened.pdf.pages]
    with_rows = [text for text in texts if re.search(r"NUMBER \d{3}X", text)]
    assert len(texts) <= pages
    assert all("Name Function Role June" in text for text in with_rows)
    assert len(re.findall(r"NUMBER \d{3}X", opened.text)) == members
    assert "Verification code" in texts[-1]
    assert not any("Verification code" in text for text in texts[:-1])
    last_words = "highest consideration" if category == "state_party" else "Yours sincerely,"
    assert "of any change" in texts[-1] or "is wrong" in texts[-1]
    assert last_words in texts[-1]
    if category == "state_party":
        assert f"Ecuador {MISSION} Geneva" in texts[0]


@pytest.mark.parametrize("lines", range(2, 14, 3))
def test_wherever_the_page_ends_the_courtesy_keeps_its_paragraph(printed, lines):
    opened = printed(members=several(lines))

    last = " ".join(opened.pdf.pages[-1].extract_text().split())
    assert "before the end of 31 May 2018" in last
    assert "highest consideration" in last


def test_tags_fonts_and_qr_code(printed):
    opened = printed(members=several(30))
    kinds = [str(tag.get("/S", "")) for tag in opened.tags()]

    assert opened.pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert kinds.count("/H1") == 1
    assert kinds.count("/TR") >= 31
    assert kinds.count("/Figure") == 1
    assert all("/FontFile2" in font for font in opened.fonts().values())
    assert facts().verify_url in papers.qr_codes(opened.content, page=-1)


def test_a_screen_reader_meets_it_in_order(printed):
    said = printed(replaces_code="AAAA", replaces_on=LATE).read_aloud

    order = [
        *("Implementation Support Unit", "Geneva, ", "AAAA", "NOTE VERBALE"),
        *("compliments", "Intersessional Meetings", "CHÁVEZ", "highest consideration"),
        *(f"Ecuador {MISSION} Geneva", "Verification code"),
    ]
    places = [said.index(words) for words in order]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("given", "family", "shown"),
    [
        ("ليلى", "الحسن", "ليلى الحسن"),
        ("አበበ", "ቢቂላ", "አበበ ቢቂላ"),
        ("Олена", "Ковальчук", "Олена КОВАЛЬЧУК"),
    ],
)
def test_names_in_other_scripts(printed, given, family, shown):
    opened = printed(members=(member(honorific="", given_names=given, family_name=family),))

    assert shown in opened.read_aloud
    assert not any(is_box for _glyph, is_box in opened.drawn())


def test_a_long_name_of_an_organisation_fits(printed):
    name = "International Federation of Societies Concerned with Survivors"
    opened = printed(entity_name=name, category="ngo", language="fr")

    assert len(name) >= 60
    assert len(opened.pdf.pages) == 1
    assert "".join(name.split()) in opened.bare_text


def test_what_cannot_be_printed_is_refused():
    with pytest.raises(UnfitFacts, match="given_names"):
        member(given_names="x" * 121)
    with pytest.raises(UnfitFacts, match="members"):
        facts(members=())


def whole(text: str) -> str:
    """Return the text without spaces and without the hyphens of its lines."""
    return re.sub(r"[\s-]", "", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_note_is_addressed_to_the_mission_in_geneva(printed, language):
    text = whole(printed(language=language).read_aloud)

    # In the compliments, in the courtesy, and in the block, which ends with the city.
    assert text.count(whole(f"{IN_FULL[language]} (Ecuador)")) == 2
    assert whole(f"Ecuador {IN_FULL[language]} {CITY[language]}") in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_observers_mission_is_called_so(printed, language):
    text = whole(printed(language=language, is_observer=True, entity_name="Holy See").read_aloud)

    assert text.count(whole(OBSERVERS[language])) == 3


@pytest.mark.parametrize("category", ["state_party", "ngo"])
def test_the_postal_address_stands_in_the_block_where_it_is_known(printed, category):
    address = ("Rue de Lausanne 80", "1202 Geneva")

    text = printed(category=category, postal_address=address).read_aloud

    above = MISSION if category == "state_party" else "Ecuador"
    assert f"{above} Rue de Lausanne 80 1202 Geneva" in text


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Initials and stamp"), ("fr", "Paraphe et timbre"), ("es", "Rúbrica y sello")],
)
def test_a_note_leaves_room_for_initials_and_stamp(printed, language, words):
    assert words in printed(language=language).text
    assert words not in printed(language=language, category="ngo").text
