"""Names in four scripts: right on the page, in the mail and in the letter, fonts included."""

import re
import unicodedata
from dataclasses import dataclass
from email.message import EmailMessage

import pytest

from tests import papers
from tests.portal import Portal
from tests.visitor import Receipt


@dataclass(frozen=True)
class Named:
    """Somebody whose name only the right fonts print: in the letter's text and in its table."""

    delegation: str
    given_names: str
    family_name: str
    fonts: frozenset[str]

    @property
    def email(self) -> str:
        """An address of their own."""
        return f"{self.delegation}@names.example"


ETHIOPIC = frozenset({"Noto-Sans-Ethiopic"})
ARABIC = frozenset({"Noto-Naskh-Arabic", "Noto-Sans-Arabic"})
EUROPEAN = frozenset({"Noto-Serif", "Noto-Sans"})
PEOPLE = [
    Named("et", "አበበ", "ቢቂላ", ETHIOPIC),
    Named("jo", "ليلى", "الحسن", ARABIC),
    Named("ua", "Олена", "Ковальчук", EUROPEAN),
    Named("vn", "Nguyễn Thị", "Đặng", EUROPEAN),
]


@pytest.fixture(scope="module")
def receipts(portal: Portal) -> dict[str, Receipt]:
    """One receipt for each person; all are confirmed."""
    staff = portal.staff()
    receipts = {
        person.delegation: portal.register(
            email=person.email,
            delegation=person.delegation,
            honorific="",
            given_names=person.given_names,
            family_name=person.family_name,
        )
        for person in PEOPLE
    }
    staff.act_on("@names.example", "confirm")
    return receipts


@pytest.fixture(params=PEOPLE, ids=lambda person: person.delegation)
def person(request: pytest.FixtureRequest) -> Named:
    """One of them."""
    found: Named = request.param
    return found


def both_mails(portal: Portal, person: Named, receipts: dict[str, Receipt]) -> list[EmailMessage]:
    """Return acknowledgement and confirmation."""
    mails = portal.wait_for_mail(person.email, count=2)
    assert [receipts[person.delegation].number in mail["Subject"] for mail in mails] == [True, True]
    return mails


def test_the_page_isolates_the_name(
    portal: Portal, person: Named, receipts: dict[str, Receipt]
) -> None:
    page = portal.visitor().get(receipts[person.delegation].url).text

    assert f"<bdi>{person.given_names} {person.family_name}</bdi>" in page


def test_the_mails_say_the_name_in_text_and_html(
    portal: Portal, person: Named, receipts: dict[str, Receipt]
) -> None:
    printed = f"{person.given_names} {person.family_name.upper()}"

    for mail in both_mails(portal, person, receipts):
        assert printed in papers.text_of(mail)
        assert printed in papers.html_of(mail)
        assert mail.get_content_charset() in {None, "utf-8"}


def test_the_letter_prints_the_name_with_our_fonts(
    portal: Portal, person: Named, receipts: dict[str, Receipt]
) -> None:
    [confirmation] = portal.wait_for_mail(person.email, papers.carries_letter)
    letter = papers.letter(confirmation)
    text = unicodedata.normalize("NFKC", letter.pages[0].extract_text())

    for name in (person.given_names, person.family_name.upper()):
        # Right-to-left words may come out of the page from their other end.
        assert name in text or name[::-1] in text
        assert papers.fonts_of(letter, name) == person.fonts


def test_no_header_carries_raw_letters_or_a_second_line(
    portal: Portal, person: Named, receipts: dict[str, Receipt]
) -> None:
    both_mails(portal, person, receipts)

    raw = [file.read_bytes() for file in portal.mail_files()]

    for head in (content.partition(b"\r\n\r\n")[0] for content in raw):
        assert head.isascii()
        assert not re.search(rb"\r(?!\n)|(?<!\r)\n", head)
