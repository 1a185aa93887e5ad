"""How people fill in the form, in each of the three languages."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.utils.translation import gettext, override
from playwright.sync_api import Page, expect


@dataclass(frozen=True)
class Person:
    """What somebody types and ticks. `search` is typed to find the delegation."""

    email: str
    search: str = "equateur"
    honorific: str = "Ms."
    given_names: str = "Paola Fernanda"
    family_name: str = "Chávez"
    function: str = "Counsellor"
    department: str = "Permanent Mission"
    phone: str = "+41 22 000 00 00"
    accessibility: str = "Step-free access"
    diet: str = "Vegetarian"


RECEIPT = re.compile(r"/register/[\w-]{20,}/$")
PAOLA = Person("paola@journey.example")
Words = Callable[[str], str]


def words(language: str) -> Words:
    """Return a function that gives our English texts in a language."""

    def say(text: str) -> str:
        with override(language):
            said = gettext(text)
        assert language == "en" or said != text, f"not translated: {text}"
        return said

    return say


def called(email: str, **changes: str) -> Person:
    """Return Paola with another address, and what else is different."""
    return replace(PAOLA, email=email, **changes)


def find_delegation(page: Page, typed: str, say: Words) -> None:
    """Type until one delegation is left, and take it."""
    box = page.get_by_label(say("Type to search"), exact=True)
    box.press_sequentially(typed)
    box.press("Enter")
    expect(page.get_by_label(say("Delegation"), exact=True)).not_to_have_value("")


def fill_in(page: Page, person: Person, language: str = "en") -> None:
    """Fill in every field of the form, by its label."""
    say = words(language)

    def write(label: str, value: str) -> None:
        page.get_by_label(say(label), exact=True).fill(value)

    find_delegation(page, person.search, say)
    write("Honorific", person.honorific)
    write("Given name(s)", person.given_names)
    write("Family name", person.family_name)
    write("Function", person.function)
    write("Ministry or department", person.department)
    write("E-mail address", person.email)
    write("Telephone", person.phone)
    write("Accessibility needs", person.accessibility)
    write("Dietary needs", person.diet)
    page.get_by_label(say("Role in the delegation"), exact=True).select_option("head")
    tick(page, say("Languages"), 0, 1)
    tick(page, say("Days present"), 1, 2)
    page.get_by_role("radiogroup", name=say("Gender")).get_by_role("radio").first.check()
    page.get_by_label(say("I need a letter for a visa"), exact=True).check()


def tick(page: Page, group: str, *positions: int) -> None:
    """Tick some boxes of a group, and no other."""
    boxes = page.get_by_role("group", name=group).get_by_role("checkbox").all()
    for position, box in enumerate(boxes):
        box.set_checked(position in positions)


def submit(page: Page, language: str = "en") -> None:
    """Press the button at the end of the form."""
    page.get_by_role("button", name=words(language)("Submit registration"), exact=True).click()


def receipt_number(page: Page) -> str:
    """Return the number on the receipt on which the person has landed."""
    expect(page).to_have_url(RECEIPT)
    return page.locator(".page-head .lead b").inner_text()
