"""A delegate registers; the staff confirm or decline; the letter says so, and can be verified."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests import papers
from tests.journeys.conftest import Opener, photograph, sign_in, width_of
from tests.journeys.people import (
    called,
    fill_in,
    find_delegation,
    receipt_number,
    submit,
    words,
)
from tests.portal import Portal

pytestmark = pytest.mark.browser

GENEVA = ZoneInfo("Europe/Zurich")
SITTINGS = [
    (datetime(2018, 6, day, begins, tzinfo=GENEVA), datetime(2018, 6, day, ends, tzinfo=GENEVA))
    for day in (7, 8)
    for begins, ends in ((10, 13), (15, 18))
]
LOCALES = {"fr": "fr-CH", "es": "es-EC"}
NATIVE = {"fr": "Français", "es": "Español"}


def find(page: Page, typed: str) -> Page:
    """Search the list of registrations in the admin site."""
    page.get_by_label("Search registrations").fill(typed)
    page.get_by_role("button", name="Search").click()
    return page


def apply_action(page: Page, action: str) -> None:
    """Tick the one person found, and choose an action."""
    page.locator("input.action-select").check()
    page.get_by_role("combobox", name="Action").select_option(label=action)
    page.get_by_role("button", name=re.compile("^(Go|Run)")).click()


def test_a_delegate_registers_and_holds_the_confirmation(visit: Opener, portal: Portal) -> None:
    # A name like nobody else's here: likely doubles are not confirmed with many others.
    paola = called("paola@journey.example", given_names="Wilhelmina", family_name="Ñáñez")
    page = visit("/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("7–8 June 2018")
    page.locator(".deadline").get_by_role("link", name="Register").click()

    fill_in(page, paola)
    photograph(page, "register-filled-en-1280")
    submit(page)

    number = receipt_number(page)
    receipt = page.url
    expect(page.get_by_role("heading", level=1)).to_have_text("We have your registration")
    expect(page.locator("main")).to_contain_text("Wilhelmina Ñáñez")
    [acknowledgement] = portal.wait_for_mail(paola.email)
    assert number in acknowledgement["Subject"]
    assert receipt in papers.text_of(acknowledgement)
    assert receipt in papers.html_of(acknowledgement)
    assert acknowledgement["Auto-Submitted"] == "auto-generated"

    staff = visit("/admin/")
    sign_in(staff, portal)
    staff.locator("tr.model-registration").get_by_role("link", name="Registrations").click()
    for typed in ("paola@journey.example", "nanez", number):
        expect(find(staff, typed).locator("#result_list tbody tr")).to_have_count(1)
    apply_action(staff, "Confirm selected registrations")
    expect(staff.locator(".messagelist")).to_contain_text("1 registration confirmed")

    [confirmation] = portal.wait_for_mail(paola.email, papers.carries_letter)
    pdf = papers.attachment(confirmation, "application/pdf")
    letter = papers.letter(confirmation)
    [[badge_code]] = portal.rows(
        "SELECT badge_code FROM registrations_registration WHERE receipt_number = %s", number
    )
    [verification] = papers.qr_codes(pdf) - {badge_code}
    assert number in confirmation["Subject"]
    assert len(letter.pages) == 1
    assert "Ms. Wilhelmina ÑÁÑEZ" in letter.pages[0].extract_text()
    assert papers.qr_codes(pdf) == {badge_code, verification}
    assert papers.sittings(papers.attachment(confirmation, "text/calendar")) == SITTINGS

    page.goto(verification)
    expect(page.locator("main")).to_contain_text("Valid")
    expect(page.locator("main")).not_to_contain_text("Ñáñez")
    page.goto(receipt)
    expect(page.get_by_role("heading", level=1)).to_have_text("The registration is confirmed")
    assert len(portal.mails(paola.email)) == 2


@pytest.mark.parametrize("language", ["fr", "es"])
def test_the_same_in_another_language_on_a_telephone(
    visit: Opener, portal: Portal, language: str
) -> None:
    say = words(language)
    person = called(f"paola-{language}@journey.example", honorific="", search="eq")
    page = visit("/", width=320, locale=LOCALES[language])
    page.locator(".hint").get_by_role("link", name=NATIVE[language]).click()
    expect(page.locator("html")).to_have_attribute("lang", language)
    page.locator(".deadline").get_by_role("link").click()

    find_delegation_by_hand(page, "ec", language)
    fill_in(page, called(person.email, search="ecuador"), language)
    submit(page, language)

    number = receipt_number(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(say("We have your registration"))
    assert width_of(page) == 320
    [acknowledgement] = portal.wait_for_mail(person.email)
    assert acknowledgement["Content-Language"] == language
    assert say("We have your registration") in acknowledgement["Subject"]
    assert f"/{language}/register/" in papers.text_of(acknowledgement)
    portal.staff().confirm(number)
    [confirmation] = portal.wait_for_mail(person.email, papers.carries_letter)
    assert confirmation["Content-Language"] == language
    assert say("Your registration is confirmed") in confirmation["Subject"]
    letter = papers.letter(confirmation)
    assert str(letter.trailer["/Root"]["/Lang"]) == language
    assert say("Your registration is confirmed") in letter.pages[0].extract_text()


def find_delegation_by_hand(page: Page, code: str, language: str) -> None:
    """Choose from the plain list, as the telephone's own picker does."""
    page.get_by_label(words(language)("Delegation"), exact=True).select_option(code)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("undp", "United Nations Development Programme"),
        ("cote d ivoire", "Côte d’Ivoire"),
        ("Allemagne", "Germany"),
        ("deminage humanitaire", "Geneva International Centre for Humanitarian Demining"),
    ],
)
def test_a_delegation_is_found_by_acronym_and_by_its_names(
    visit: Opener, typed: str, name: str
) -> None:
    page = visit("/register/")

    find_delegation(page, typed, words("en"))

    expect(page.locator(".search-says")).to_have_text(f"Chosen: {name}.")
    expect(page.get_by_label("Delegation", exact=True).locator("option:checked")).to_have_text(name)
    expect(page.get_by_label("Delegation", exact=True)).to_be_focused()


def test_the_search_says_what_is_left_and_keeps_the_way_out(visit: Opener) -> None:
    page = visit("/register/")
    box, says = page.get_by_label("Type to search"), page.locator(".search-says")
    options = page.get_by_label("Delegation", exact=True).locator("option")
    everything = options.count()

    box.fill("xyzzy")
    expect(says).to_contain_text("No match.")
    expect(options.filter(has_text="My organisation is not listed")).to_have_count(1)
    box.fill("niger")
    expect(says).to_contain_text("2 matches.")
    box.press("Escape")

    assert everything == 197 + 54 + 2
    expect(options).to_have_count(everything)


def test_an_organisation_that_is_not_listed_asks_to_attend(visit: Opener, portal: Portal) -> None:
    person = called("amina@journey.example", given_names="Amina", family_name="Diallo")
    page = visit("/register/")
    name = page.get_by_label("Name of your organisation")
    expect(name).to_be_hidden()

    fill_in(page, person)
    page.get_by_label("Delegation", exact=True).select_option("unlisted")
    submit(page)
    expect(page.locator("#problems")).to_contain_text("Enter the name of your organisation.")
    name.fill("Association des démineurs bénévoles")
    submit(page)

    receipt_number(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("We have your request")
    expect(page.locator("main")).to_contain_text("Association des démineurs bénévoles")
    [acknowledgement] = portal.wait_for_mail(person.email)
    assert acknowledgement["Subject"].startswith("We have your request")


def test_staff_decline_with_a_reason_which_the_mail_quotes(
    portal: Portal, staff_page: Page, visit: Opener
) -> None:
    receipt = portal.register(email="declined@journey.example", family_name="Okafor")
    staff_page.goto("/admin/registrations/registration/")

    apply_action(find(staff_page, receipt.number), "Decline selected registrations")
    staff_page.get_by_label("Reason").fill("The delegation asked us to.")
    staff_page.get_by_role("button", name="Decline registrations").click()

    expect(staff_page.locator(".messagelist")).to_contain_text("1 registration declined")
    [declined] = portal.wait_for_mail(
        "declined@journey.example",
        lambda mail: mail["Subject"].startswith("We cannot confirm your registration"),
    )
    assert "The delegation asked us to." in papers.text_of(declined)
    assert "The delegation asked us to." in papers.html_of(declined)
    page = visit(receipt.url)
    expect(page.get_by_role("heading", level=1)).to_have_text("The registration was declined")
