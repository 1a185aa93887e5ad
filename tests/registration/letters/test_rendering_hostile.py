"""What somebody types is printed, never obeyed; what a page asks for from outside ends it."""

from typing import Any

import pytest
from PIL import Image
from weasyprint import HTML

from intersessional.text import capitals
from registration.letters import delegation_letter, rendering
from tests.registration.letters.delegations import LATE, facts, member

PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=file:///etc/passwd>",
    "<img src=x onerror=alert(1)>",
    '<img src="https://evil.example/x.png">',
    "<link rel=attachment href=file:///etc/passwd>",
    '<link rel="stylesheet" href="https://evil.example/x.css">',
    "<a rel=attachment href=file:///etc/passwd>x</a>",
    "<a href=javascript:alert(1)>x</a>",
    "<style>@import 'file:///etc/passwd';</style>",
    "<style>body{display:none}</style>",
    "<style>@page{size:A6}</style>",
    "<style>*{background:url(file:///etc/passwd)}</style>",
    "</style><script>1</script>",
    "</title><h1>x</h1>",
    "</td></tr></table><h1>x</h1>",
    "</p></div></body></html>",
    "<base href=file:///etc/>",
    "<object data=file:///etc/passwd></object>",
    "<embed src=file:///etc/passwd>",
    "<iframe src=file:///etc/passwd></iframe>",
    "<svg><image href=file:///etc/passwd /></svg>",
    "<svg><use href='file:///etc/passwd#a'/></svg>",
    "<meta http-equiv=refresh content=0>",
    "<meta name=author content=me>",
    "<input value=x>",
    "<bdi dir=rtl>x</bdi>",
    "<!-- comment",
    "<![CDATA[ x ]]>",
    "<?xml version='1.0'?>",
    "<!DOCTYPE html>",
    "--><b>x</b>",
    "{{ settings.SECRET_KEY }}",
    "{% load i18n %}",
    "{% include 'base.html' %}",
    "{% endblocktranslate %}",
    "{# comment #}",
    "{{ facts.verify_url|safe }}",
    "${7*7} #{7*7} <%= 7*7 %>",
    "%(name)s %s %d %% %",
    "{name} {0} {} {{}}",
    "&lt;b&gt; &amp; &#60; &quot;",
    "&copy; &nbsp; &#x202e;",
    "url(file:///etc/passwd)",
    "@import url(https://evil.example)",
    "expression(alert(1))",
    "content: counter(page)",
    "\"double\" and 'single'",
    "“typographic” ‘quotes’ «fr»",
    "back\\slash \\A \\27",
    "`backtick`",
    "'; DROP TABLE letters; --",
    '" onload="alert(1)',
    "' style='position:fixed",
    "=cmd|' /C calc'!A0",
    "../../../../etc/passwd",
    "file:///etc/passwd",
    "data:text/html,<b>x</b>",
    "(parens) [brackets] <angles>",
    "endobj stream endstream",
    "%PDF-1.7 /JS (app.alert(1))",
    "a & b < c > d",
]
OUTSIDE = [
    '<img src="{}">',
    '<link rel="stylesheet" href="{}">',
    '<link rel="attachment" href="{}">',
    '<a rel="attachment" href="{}">x</a>',
    '<p style="background: url({})">x</p>',
    "<style>@import url({});</style>",
    '<object data="{}"></object>',
    '<embed src="{}">',
]


def groups(most: int) -> list[str]:
    """Return all payloads, several joined by spaces, none of these longer than `most`."""
    found = [""]
    for payload in PAYLOADS:
        joined = f"{found[-1]} {payload}".strip()
        if len(joined) <= most:
            found[-1] = joined
        else:
            found.append(payload)
    return found


def rotated(fields: list[str], most: int) -> list[dict[str, str]]:
    """Return fields filled so that each has every payload once, and none what another one has.

    As many dicts as groups of payloads: a letter for each is enough.
    """
    found = groups(most)
    assert len(fields) <= len(found)
    return [
        {field: found[(turn + place) % len(found)] for place, field in enumerate(fields)}
        for turn in range(len(found))
    ]


# All that a confirmation prints and somebody typed. A name has 120 letters at most.
OF_A_PERSON = rotated(
    [
        *("honorific", "given_names", "family_name", "function", "department", "entity_name"),
        *("meeting_title", "venue_name", "venue_address", "reference", "city"),
    ],
    118,
)
IN_LINES = {"venue_address", "postal_address"}


def in_lines(values: dict[str, str]) -> dict[str, Any]:
    """Make lines of what facts have in lines."""
    return {name: (text,) if name in IN_LINES else text for name, text in values.items()}


@pytest.mark.parametrize("values", OF_A_PERSON, ids=lambda values: values["honorific"][:20])
def test_every_payload_is_printed_as_typed_in_every_field_of_a_person(letter, paolas, values):
    opened = letter(**in_lines(values))

    shown = values | {"family_name": capitals(values["family_name"])}
    missing = [(name, text) for name, text in shown.items() if bare(text) not in opened.bare_text]
    assert missing == []
    assert len(opened.pdf.pages) == 1
    assert link_targets(opened) == link_targets(paolas)
    assert opened.pdf.attachments == {}
    assert opened.pdf.metadata.author == paolas.pdf.metadata.author
    assert "Verification code: T2MC-6WFH-9KPZ-4XRA" in opened.text


def bare(text: str) -> str:
    return "".join(text.split())


# The fields of a member that hold typed text as typed; a family name is printed in capitals.
OF_A_MEMBER = ["honorific", "given_names", "function", "department"]


@pytest.fixture(scope="module")
def innocent_note(open_pdf):
    """A delegation without anything hostile."""
    return open_pdf(delegation_letter.render(facts()))


@pytest.mark.parametrize("category", ["state_party", "ngo"])
def test_every_payload_is_printed_as_typed_in_every_field_of_a_delegation(
    open_pdf, innocent_note, category
):
    """All in one letter: each member bears four of them, and each of them stands in each field once."""
    members = tuple(
        member(
            **{name: PAYLOADS[(n + k) % len(PAYLOADS)] for k, name in enumerate(OF_A_MEMBER)},
            family_name=PAYLOADS[n],
        )
        for n in range(len(PAYLOADS))
    )

    opened = open_pdf(delegation_letter.render(facts(category=category, members=members)))

    cells = opened.bare_text
    for text in PAYLOADS:
        typed = "".join(text.split())
        # Four times as typed, and once in capitals, which may look the same.
        assert cells.count(typed) >= 4, text
        assert "".join(capitals(text).split()) in cells, text
    assert_harmless(opened, innocent_note)


# All that stands round the table.
OF_A_DELEGATION = rotated(
    [
        *("entity_name", "postal_address", "note_reference", "meeting_title"),
        *("venue_name", "venue_address", "reference", "city"),
    ],
    200,
)


@pytest.mark.parametrize("category", ["state_party", "ngo"])
@pytest.mark.parametrize("values", OF_A_DELEGATION, ids=lambda values: values["entity_name"][:20])
def test_every_payload_is_printed_as_typed_in_every_field_round_a_delegation(
    open_pdf, innocent_note, values, category
):
    given = in_lines(values) | {"category": category, "note_dated_on": LATE}

    opened = open_pdf(delegation_letter.render(facts(**given)))

    # The running text has hyphens of its own.
    printed = opened.bare_text.replace("-", "")
    missing = [
        (n, text) for n, text in values.items() if bare(text).replace("-", "") not in printed
    ]
    assert missing == []
    # In the compliments, the caption, the courtesy and the addressee.
    times = 4 if category == "state_party" else 2
    assert opened.bare_text.count(bare(values["entity_name"])) >= times
    assert_harmless(opened, innocent_note)


# A letter to an organisation has it once more than a note.
MAILTO = {"mailto:isu@meeting.example"}


def assert_harmless(opened, innocent):
    """Nothing of what was typed became more than text."""
    assert set(targets(opened)) - MAILTO == set(targets(innocent)) - MAILTO
    assert opened.pdf.attachments == {}
    assert opened.pdf.metadata.author == innocent.pdf.metadata.author
    assert opened.pdf.pages[0].mediabox == innocent.pdf.pages[0].mediabox
    assert not any(page["/Resources"].get("/XObject") for page in opened.pdf.pages)
    assert "/OpenAction" not in opened.pdf.trailer["/Root"]
    assert "/Names" not in opened.pdf.trailer["/Root"]
    assert "Verification code: T2MC-6WFH-9KPZ-4XRA" in opened.text


def targets(opened):
    return [
        link.get_object()["/A"]["/URI"]
        for page in opened.pdf.pages
        for link in page.get("/Annots", [])
    ]


def link_targets(opened):
    links = [link.get_object() for link in opened.pdf.pages[0]["/Annots"]]
    return sorted(link["/A"]["/URI"] for link in links)


@pytest.mark.parametrize("control", ["\u202e", "\u2066", "\u200f", "\u0007"])
def test_characters_that_steer_the_line_are_left_out(letter, control):
    opened = letter(given_names=f"Paola{control} Fernanda")

    assert "Ms. Paola Fernanda CHÁVEZ" in opened.text


DRAWING = '<svg viewBox="0 0 9 9"><image href="{}" width="9" height="9"/></svg>'


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "secret.png"
    Image.new("RGB", (9, 9), "red").save(path)
    return path.as_uri()


def pictures(opened):
    return list(opened.pdf.pages[0]["/Resources"].get("/XObject", {}))


@pytest.fixture
def print_raw(settings, tmp_path):
    """Return a function that prints a page as our own careless template would."""
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path], "APP_DIRS": False}]

    def print_page(body):
        page = f'<html lang="en"><title>x</title><body><p>x</p>{body}'
        (tmp_path / "raw.html").write_text(page, encoding="utf-8")
        return rendering.render_pdf("raw.html", {}, language="en")

    return print_page


@pytest.mark.parametrize("element", OUTSIDE)
@pytest.mark.parametrize(
    "address",
    ["file:///etc/hostname", "https://evil.example/x", "data:text/plain,x"],
    ids=lambda address: address.partition(":")[0],
)
def test_page_that_asks_for_something_is_refused(print_raw, element, address):
    with pytest.raises(rendering.ContentRefused):
        print_raw(element.format(address))


@pytest.fixture
def own_fonts():
    """Fonts of this test's own: a page's `@font-face` would leave its traces in the shared ones."""
    yield
    rendering._fonts.cache_clear()
    rendering._style.cache_clear()


@pytest.mark.usefixtures("own_fonts")
def test_font_from_outside_is_refused(print_raw):
    with pytest.raises(rendering.ContentRefused):
        print_raw("<style>@font-face { font-family: x; src: url(file:///x.ttf) }</style>")


def test_drawing_that_asks_for_a_picture_stays_empty(print_raw, open_pdf, picture):
    """WeasyPrint drops our refusal inside drawings; what counts is that nothing is fetched."""
    opened = open_pdf(print_raw(DRAWING.format(picture)))

    assert pictures(opened) == []


def test_the_stock_fetcher_would_draw_the_picture(open_pdf, picture):
    page = f'<html lang="en"><title>x</title><p>x</p>{DRAWING.format(picture)}'

    assert len(pictures(open_pdf(HTML(string=page).write_pdf()))) == 1


def test_page_that_asks_for_a_relative_file_gets_nothing(print_raw, open_pdf):
    pdf = open_pdf(
        print_raw('<img src="/etc/hostname"><link rel="attachment" href="/etc/hostname">')
    )

    assert pdf.pdf.attachments == {}


def test_the_stock_fetcher_would_embed_the_file(tmp_path, open_pdf):
    """The control: this is what our fetcher prevents."""
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    page = f'<html lang="en"><title>x</title><link rel=attachment href="{secret.as_uri()}">x'

    opened = open_pdf(HTML(string=page).write_pdf())

    assert list(opened.pdf.attachments) == ["secret.txt"]
