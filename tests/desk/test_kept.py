"""What a focal point typed when the session had ended is there again after signing in."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from registration.delegations.models import FocalPoint, Note
from registration.registrations.models import Registration, Sheet
from tests.desk.test_delegation import BACKEND, PAGE, browser_of
from tests.desk.test_several import form as several_form
from tests.desk.test_sheets import FOUR, HEADING, START, pasted, person
from tests.pages import Page
from tests.people import CLOSING, PAOLA_FORM, focal_point, receive, set_clock

pytestmark = pytest.mark.django_db

NOTICE = "before your session ended"
MEMBER = PAOLA_FORM | {"token": "A" * 22}
NOTE = {"reference": "4-7-112/2018", "dated_on": "2018-05-09", "names": "Ms. Paola CHÁVEZ"}


def number() -> str:
    return Registration.objects.get().receipt_number


# Where it is sent, what, and which of the answers tell that it came back.
FORMS: dict[str, tuple[str, dict[str, Any], list[str]]] = {
    "a member": ("add/", MEMBER, ["family_name", "email"]),
    "in place of a member": ("{n}/replace/", MEMBER, ["family_name", "email"]),
    "an answer": ("{n}/answer/", {"version": "1", "reason": "Unknown to us"}, ["reason"]),
    "several": ("several/", several_form(), ["person-0-family_name", "person-4-email"]),
    "a note": ("notes/add/", NOTE, ["reference", "dated_on", "names"]),
}


@pytest.mark.parametrize(("path", "typed", "telling"), FORMS.values(), ids=FORMS.keys())
def test_what_was_typed_is_there_again(
    path: str, typed: dict[str, Any], telling: list[str]
) -> None:
    felix = focal_point()
    browser = browser_of(felix)
    receive()
    address = PAGE + path.format(n=number())
    browser.logout()

    answer = browser.post(address, typed)
    browser.force_login(felix, backend=BACKEND)
    page = Page(browser.get(address))

    assert answer["Location"] == f"/accounts/login/?next={address}"
    answers = page.answers()
    assert {name: answers[name] for name in telling} == {name: typed[name] for name in telling}
    assert NOTICE in page.html
    assert Registration.objects.count() == 1
    assert not Note.objects.exists()


def test_it_is_kept_until_it_is_sent() -> None:
    felix = focal_point()
    browser = browser_of(felix)
    browser.logout()
    browser.post(f"{PAGE}several/", several_form())
    browser.force_login(felix, backend=BACKEND)

    browser.post(f"{PAGE}several/", Page(browser.get(f"{PAGE}several/")).answers())

    assert Registration.objects.count() == 5
    assert NOTICE not in Page(browser.get(f"{PAGE}several/")).html


def test_a_form_on_the_page_of_the_delegation_comes_back_there() -> None:
    felix = focal_point()
    browser = browser_of(felix)
    browser.logout()

    answer = browser.post(
        f"{PAGE}focal-points/", {"email": "new@mission.example", "language": "fr"}
    )
    browser.force_login(felix, backend=BACKEND)
    page = Page(browser.get(PAGE))

    assert answer["Location"] == f"/accounts/login/?next={PAGE}"
    assert "new@mission.example" in page.html
    assert NOTICE in page.html
    assert FocalPoint.objects.count() == 1


@pytest.mark.parametrize("path", ["order/", "IM18-0001/role/", "notes/1/remove/"])
def test_where_there_is_nothing_but_a_button_the_way_leads_to_the_delegation(path: str) -> None:
    answer = Client().post(PAGE + path, {"up": "IM18-0001"})

    assert answer["Location"] == f"/accounts/login/?next={PAGE}"


def test_somebody_else_does_not_get_it() -> None:
    felix, other = focal_point(), focal_point("ua", "oleh@mission.example")
    browser = browser_of(felix)
    browser.logout()
    browser.post(f"{PAGE}add/", MEMBER)

    browser.force_login(other, backend=BACKEND)

    assert browser.get(f"{PAGE}add/").status_code == 404


def sheet_of(browser: Client, people: int = 2) -> str:
    """Send a sheet and say what its columns hold; return the address of its columns."""
    rows = pasted([HEADING, *(person(n) for n in range(people))])
    address: str = browser.post(START, {"pasted": rows})["Location"]
    browser.post(address, FOUR)
    return address


def back_after_the_session(browser: Client, address: str, typed: dict[str, Any]) -> Page:
    """Send a form without a session, sign in, and return the page on which it stands again."""
    browser.logout()
    answer = browser.post(address, typed)
    assert answer["Location"] == f"/accounts/login/?next={address}"
    browser.force_login(focal_point(), backend=BACKEND)
    page = Page(browser.get(address))
    assert NOTICE in page.html
    return page


def test_five_hundred_pasted_rows_are_there_again() -> None:
    browser = browser_of(focal_point())
    rows = pasted([[*HEADING, "Ministry"], *([*person(n), "Министерство"] for n in range(500))])

    page = back_after_the_session(browser, START, {"pasted": rows})

    assert page.answers()["pasted"].split() == rows.split()
    assert not Sheet.objects.exists()


def test_the_columns_that_were_chosen_are_there_again() -> None:
    browser = browser_of(focal_point())
    address = sheet_of(browser)
    chosen = FOUR | {"column_2": "department", "column_3": "function"}

    page = back_after_the_session(browser, address, chosen)

    answers = page.answers()
    assert {name: answers[name] for name in chosen} == chosen | {"has_heading": ["on"]}
    assert Sheet.objects.get().columns == ["given_names", "family_name", "function", "email"]


def test_the_reason_for_late_rows_is_there_again(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, CLOSING)
    browser = browser_of(focal_point())
    address = f"{sheet_of(browser)}rows/"
    typed = Page(browser.get(address)).answers() | {"late_reason": "The note came late."}

    page = back_after_the_session(browser, address, typed | {"write": "all"})

    assert page.answers()["late_reason"] == "The note came late."
    assert not Registration.objects.exists()


def test_a_file_is_not_kept_and_the_page_does_not_say_so() -> None:
    browser = browser_of(focal_point())
    browser.logout()
    browser.post(START, {"file": SimpleUploadedFile("s.xlsx", b"PK"), "pasted": ""})

    browser.force_login(focal_point(), backend=BACKEND)
    page = Page(browser.get(START))

    assert NOTICE not in page.html
    assert "Please sign in, and fill in the form again." in page.html
