"""What staff may write in an invitation, what is refused, and where its pages break."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils.translation import override

from registration.letters.invitations import (
    LIMITS,
    PARTS,
    PLACEHOLDERS,
    ValueMissing,
    page,
    problems_of,
)
from registration.letters.models import InvitationTemplate
from registration.letters.rendering import DoesNotFit
from tests.long.crowd import SCALE
from tests.registration.letters.invitations import LANGUAGES, facts_of, printed, wording_of

VALUES = {
    "entity": "Zambia",
    "mission": "Permanent Mission",
    "postal_address": "Rue de Lausanne 80, 1202 Geneva",
    "date": "16 April 2018",
    "reference": "IM18/INV/0163",
    "meeting": "Intersessional Meetings 2018",
    "year": "2018",
    "dates": "Thursday 7 and Friday 8 June 2018",
    "venue": "World Meteorological Organization",
    "address": "Avenue de la Paix 7bis, 1211 Geneva, Switzerland",
    "city": "Geneva",
    "registration_last_day": "31 May 2018",
    "visa_advised_on": "10 May 2018",
    "bilaterals_on": "Wednesday 6 June",
    "requests_last_day": "6 June 2018",
    "president": "Suraya Dalil",
    "presidency": "Seventeenth Meeting of the States Parties",
    "contact": '<a href="mailto:isu@meeting.example">isu@meeting.example</a>',
    "portal": '<a href="https://portal.example">portal.example</a>',
}


ADDRESS = ("Rue de Lausanne 80", "1202 Geneva")


def body_of(text: str, language: str = "en", **changes: Any) -> list[page.Block]:
    """Return the body of a letter, as the page has it."""
    with override(language):
        wording = wording_of("state_party", language, body=f"{text}\n\nLast.", closing="x" * 200)
        return page.parts(facts_of("state_party", language, **changes), wording)["body"][:-1]


def test_the_table_is_known() -> None:
    assert VALUES.keys() == PLACEHOLDERS.keys()


@pytest.mark.parametrize("name", PLACEHOLDERS)
def test_each_placeholder_of_the_table_is_filled(name: str) -> None:
    [block] = body_of(f"({{{name}}})", postal_address=ADDRESS)

    html = block.html.replace("\u200b", "").replace("\u00a0", " ")
    assert html == f"({VALUES[name]})"


@pytest.mark.parametrize(
    ("given", "lines"),
    [
        (ADDRESS, ["Zambia", "Rue de Lausanne 80", "1202 Geneva"]),
        (("<b>*x* {city}</b>",), ["Zambia", "&lt;b&gt;*x* {city}&lt;/b&gt;"]),
        ((), ["Zambia"]),
    ],
)
def test_a_postal_address_has_a_line_for_each_of_its_own(
    given: tuple[str, ...], lines: list[str]
) -> None:
    wording = wording_of(addressee="{entity}\n{postal_address}")

    assert page.parts(facts_of(postal_address=given), wording)["addressee"] == lines


def test_a_value_is_printed_and_never_read() -> None:
    [block] = body_of("To {entity}", entity_name="*{city}* - <b>\n\n")

    assert block.html == "To *{city}* - &lt;b&gt;"


@pytest.mark.parametrize("name", ["visa_advised_on", "bilaterals_on", "president", "presidency"])
def test_a_value_that_the_meeting_lacks_is_named(name: str) -> None:
    lacking = {"president": "president_name"}.get(name, name)

    with pytest.raises(ValueMissing, match=rf"\{{{name}\}}"):
        body_of(f"{{{name}}}", **{lacking: None if name.endswith("_on") else ""})


def test_paragraphs_lists_and_bold_words() -> None:
    blocks = body_of("One\nline.\r\n \r\nThese:\n- first\n- *second*\n\n- third *\n\n2 * 3 * 4*5*6")

    assert [(block.html.replace("\u00a0", " "), block.leads, block.items) for block in blocks] == [
        ("One line.", False, ()),
        ("These:", True, ()),
        ("", False, ("first", "<strong>second</strong>")),
        ("", False, ("third\u00a0*",)),
        ("2 * 3 * 4*5*6", False, ()),
    ]


REFUSED = {
    "Dear {nobody},": r"no placeholder \{nobody\}. There are: \{entity\}, .*\{portal\}\.",
    "Dear {entity.name},": r"no placeholder \{entity\.name\}",
    "Dear {{entity}},": "A brace without its other half",
    "Dear {entity,": "A brace without its other half.*Dear {entity,",
    "Dear entity},": "A brace without its other half",
    "Dear { entity },": "with more than a name inside",
    "{% now %}": "A brace without its other half",
    "": None,
    "Dear 漢,": r"No font of ours prints 漢 \(U\+6F22\)",
    "Dear \u202ename,": "invisible control characters",
    "Dear \x07,": "invisible control characters",
    "x" * 101: "A word has more than 100 characters",
    "x\n" * 200: "At most 120 lines",
}


@pytest.mark.parametrize("text", REFUSED, ids=range(len(REFUSED)))
def test_what_cannot_be_printed_is_refused_with_its_reason(text: str) -> None:
    import re

    reason = REFUSED[text]
    found = problems_of(text, 500)

    assert found == [] if reason is None else re.search(reason, " ".join(found), re.DOTALL)


@pytest.mark.django_db
def test_the_refusal_names_the_part() -> None:
    template = InvitationTemplate.objects.first()
    template.closing = "{foo} {bar} {foo}"
    template.subject = "{"

    with pytest.raises(ValidationError) as caught:
        template.full_clean()

    assert set(caught.value.message_dict) == {"closing", "subject"}
    assert len(caught.value.message_dict["closing"]) == 2


@pytest.mark.parametrize("name", PARTS)
def test_no_part_is_longer_than_a_page_can_bear(name: str) -> None:
    assert problems_of("x " * (LIMITS[name] // 2), LIMITS[name]) == []
    assert len(problems_of("x " * (LIMITS[name] // 2) + "xx", LIMITS[name])) == 1


@pytest.mark.django_db
def test_loading_again_keeps_what_staff_have_written() -> None:
    first, second = InvitationTemplate.objects.order_by("pk")[:2]
    InvitationTemplate.objects.filter(pk=first.pk).update(subject="Ours", version=2)
    InvitationTemplate.objects.filter(pk=second.pk).update(subject="Of an older file")

    call_command("load_meeting", "2018", verbosity=0)

    assert InvitationTemplate.objects.count() == 9
    assert InvitationTemplate.objects.get(pk=first.pk).subject == "Ours"
    assert InvitationTemplate.objects.get(pk=second.pk).subject == second.subject


def pages_of(opened: Any) -> list[str]:
    return ["".join(page.extract_text().split()) for page in opened.pdf.pages]


SIGNED = {"en": "H.E.SurayaDalil", "fr": "S.E.MmeSurayaDalil", "es": "Excma.Sra.SurayaDalil"}
LEADS = {"en": "Ilookforward", "fr": "Jemeréjouis", "es": "Seráparamí"}


def check_signature(open_pdf: Any, language: str, lines: int) -> None:
    """The signature stands with its courtesy and the foot, on the last page, once."""
    body = "A line that is as wide as the page and then a few words more to fill it. " * lines

    pages = pages_of(open_pdf(printed("state_party", language, text={"body": body or "."})))

    [number] = [number for number, text in enumerate(pages) if SIGNED[language] in text]
    assert number == len(pages) - 1
    assert LEADS[language] in pages[number]
    assert (
        "T2MC-6WFH-9KPZ-4XRAsays" in pages[number]
        or "XRAindica" in pages[number]
        or ("XRAindique" in pages[number])
    )
    assert pages[number].index(LEADS[language]) < pages[number].index(SIGNED[language])


@pytest.mark.parametrize("lines", [0, 12, 16, 20, 24, 40])
def test_a_signature_never_stands_alone(open_pdf: Any, lines: int) -> None:
    check_signature(open_pdf, "en", lines)


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lines", range(0, 41, 1 if SCALE >= 1 else 8))
def test_a_signature_never_stands_alone_after_any_length(
    open_pdf: Any, language: str, lines: int
) -> None:
    check_signature(open_pdf, language, lines)


def test_a_bare_courtesy_takes_the_last_paragraph_along(open_pdf: Any) -> None:
    body = "A line of the body, which is long enough to fill the width of the page. " * 22
    text = {"body": f"{body}\n\nThe last sentence.", "closing": "Yours sincerely,"}

    *_others, last = pages_of(open_pdf(printed("organisation", "en", text=text)))

    assert last.index("Thelastsentence.") < last.index("Yourssincerely,") < last.index("H.E.Suraya")


def test_a_longer_text_is_set_smaller_before_it_takes_a_third_page(open_pdf: Any) -> None:
    line = "A line of the body, which is long enough to fill the width of the page. "

    sizes = [
        len(open_pdf(printed("state_party", "en", text={"body": line * count})).pdf.pages)
        for count in (20, 45, 90)
    ]

    assert sizes == [2, 2, 3]


def test_what_no_letter_holds_is_refused() -> None:
    with pytest.raises(DoesNotFit):
        printed("state_party", "en", text={"body": "A line.\n\n" * 250})
