"""What stands in a name, or in the text of the staff, is printed and never obeyed."""

from typing import Any

import pytest

from registration.letters.invitations import PARTS
from tests.registration.letters.invitations import printed, wording_of
from tests.registration.letters.test_rendering_hostile import in_lines, rotated

# Typography turns these in our own sentences, and a name begins a line with a capital.
QUOTES = str.maketrans("", "", "\"'“”‘’«»\u200b")


def bare(text: str) -> str:
    return "".join(text.translate(QUOTES).split()).casefold()


@pytest.fixture(scope="module")
def plain(open_pdf: Any) -> Any:
    """The letter that nobody tampered with."""
    return open_pdf(printed())


def links(opened: Any) -> set[str]:
    annotations = [
        link.get_object() for page in opened.pdf.pages for link in page.get("/Annots", [])
    ]
    return {link["/A"]["/URI"] for link in annotations if "/A" in link}


def check(opened: Any, plain: Any, values: dict[str, str]) -> None:
    found = bare(opened.text)
    assert [(name, text) for name, text in values.items() if bare(text) not in found] == []
    assert links(opened) == links(plain)
    assert opened.pdf.attachments == {}
    assert opened.pdf.metadata.author == plain.pdf.metadata.author
    assert "Verification code: T2MC-6WFH-9KPZ-4XRA" in opened.text


OF_THE_FACTS = rotated(
    [
        *("entity_name", "president_name", "presidency", "meeting_title", "venue_name", "city"),
        *("reference", "venue_address", "postal_address"),
    ],
    180,
)


@pytest.mark.parametrize("values", OF_THE_FACTS, ids=lambda values: values["entity_name"][:20])
def test_every_payload_is_printed_as_it_is_in_every_value(
    open_pdf: Any, plain: Any, values: dict[str, str]
) -> None:
    opened = open_pdf(printed(**in_lines(values)))

    check(opened, plain, values)


@pytest.mark.parametrize(
    "values", rotated(list(PARTS), 110), ids=lambda values: values["sender"][:20]
)
def test_every_payload_is_no_language_in_every_part_of_the_text(
    open_pdf: Any, plain: Any, values: dict[str, str]
) -> None:
    # Long enough for a second page, which bears the head of later pages.
    body = f"{wording_of().body}\n\n{values['body']}"

    opened = open_pdf(printed(text=values | {"body": body}))

    assert len(opened.pdf.pages) == 2
    check(opened, plain, values)
