"""The page of a delegation as the secretariat has it: differences, acts, and the ways there."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from intersessional import codes
from intersessional.accounts.models import User
from intersessional.audit.models import AuditEntry
from registration.delegations.models import Delegation, FocalPoint, Note
from registration.registrations.models import Registration
from tests.access.actors import signed_in
from tests.desk.test_delegation import PAGE, browser_of, member
from tests.pages import Page
from tests.people import (
    CLOSING,
    ON_14_MAY,
    PAOLA,
    PAOLA_FORM,
    SMALL_PDF,
    TRAVELLER,
    focal_point,
    note,
    receive,
)

pytestmark = pytest.mark.django_db

ROSA = {"given_names": "Rosa", "family_name": "Luna", "email": "rosa@mission.example"}


@pytest.fixture
def ines(staff: User) -> Client:
    """The browser of somebody of the ISU, which keeps what it is told."""
    browser = Client()
    browser.cookies = signed_in(staff).cookies
    return browser


def admin_page() -> str:
    delegation = Delegation.objects.get(entity__code="ec")
    return f"/admin/delegations/delegation/{delegation.pk}/change/"


def page_of(client: Client, address: str = PAGE) -> Page:
    return Page(client.get(address))


def newcomer(version: str = "1") -> dict[str, object]:
    return {**PAOLA_FORM, **ROSA, "token": codes.address_token(), "version": version}


def test_the_differences_are_shown_after_the_staff_sent_a_note(ines: Client) -> None:
    receive()
    receive(replace(PAOLA, given_names="Gabriela", family_name="Villacís", email="g@m.example"))
    form = {
        "file": SimpleUploadedFile("note.pdf", SMALL_PDF),
        "reference": "4-7-112/2018",
        "dated_on": "2018-05-09",
        "names": "Ms. Paola Fernanda CHÁVEZ\r\nCol. Rodrigo TERÁN",
    }

    answer = ines.post(f"{PAGE}notes/add/", form, follow=True)
    page = Page(answer)

    assert answer.redirect_chain == [(f"{PAGE}#note", 302)]
    assert "Received. The differences are shown below." in page.html
    assert "<bdi>Col. Rodrigo TERÁN</bdi> is named, but not registered." in page.html
    assert "<bdi>Ms. Gabriela VILLACÍS</bdi> is registered, but not named." in page.html
    assert "Confirm those named" in page.html


def test_who_is_named_is_confirmed_where_the_differences_stand(ines: Client, staff: User) -> None:
    registration = receive()
    received = note(registration.delegation, staff)

    answer = ines.post(f"{PAGE}notes/{received.pk}/confirm/")

    assert answer["Location"] == f"{PAGE}#note"
    assert Registration.objects.get().state == "confirmed"


def test_the_pages_lead_to_one_another(ines: Client) -> None:
    registration = receive()
    person = f"/admin/registrations/registration/{registration.pk}/change/"

    here = page_of(ines).links().values()

    assert {admin_page(), "/desk/missing/", person} <= set(here)
    assert PAGE in page_of(ines, admin_page()).links().values()
    assert PAGE in page_of(ines, "/desk/missing/").links().values()


def test_a_delegation_without_members_is_reached_too(ines: Client) -> None:
    focal_point()

    listed = page_of(ines, "/desk/missing/").links()

    assert listed["Ecuador"] == PAGE
    assert "Nobody of this delegation is registered yet." in page_of(ines).html


def test_the_staff_replace_somebody_also_after_the_closing(ines: Client, set_clock) -> None:  # type: ignore[no-untyped-def]
    old = receive()
    set_clock(CLOSING + timedelta(days=1))
    address = f"{PAGE}{old.receipt_number}/replace/"

    offered = address in page_of(ines).links().values()
    shown = ines.get(address)
    answer = ines.post(address, newcomer())

    assert offered
    assert shown.status_code == 200
    assert answer["Location"] == PAGE
    assert list(Registration.objects.order_by("pk").values_list("state", "is_late")) == [
        ("replaced", False),
        ("received", False),
    ]
    assert AuditEntry.objects.get(verb="replace").by_id == User.objects.get(is_staff=True).pk


def test_the_focal_point_is_told_whom_to_ask_after_the_closing(set_clock) -> None:  # type: ignore[no-untyped-def]
    old, felix = receive(), browser_of(focal_point())
    before = page_of(felix).html
    set_clock(CLOSING)

    page = page_of(felix)
    answer = felix.post(f"{PAGE}{old.receipt_number}/replace/", newcomer())

    assert "By the secretariat" not in before
    assert "By the secretariat" in page.html
    assert "mailto:isu@apminebanconvention.org" in page.links().values()
    assert "To replace somebody, or to change or withdraw a registration" in page.html
    assert answer.status_code == 422
    assert [one.state for one in Registration.objects.all()] == ["received"]


def test_the_staff_add_order_and_name_the_head(ines: Client, set_clock) -> None:  # type: ignore[no-untyped-def]
    first, second = member(0), member(1)
    set_clock(CLOSING)

    ines.post(f"{PAGE}add/", newcomer())
    ines.post(f"{PAGE}order/", {"up": second.receipt_number})
    ines.post(f"{PAGE}{first.receipt_number}/role/", {"version": 1, "role": "head"})

    found = Registration.objects.order_by("position").values_list("family_name", "role", "is_late")
    assert list(found) == [
        (second.family_name, "member", False),
        (first.family_name, "head", False),
        ("Luna", "member", False),
    ]
    assert "Reason for the late request" not in ines.get(f"{PAGE}add/").content.decode()


def test_the_staff_remove_even_the_last_focal_point(ines: Client) -> None:
    focal_point()

    answer = ines.post(f"{PAGE}focal-points/", {"remove": "felix@mission.example"})

    assert answer["Location"] == f"{PAGE}#focal-points"
    assert not FocalPoint.objects.acting().exists()


def test_the_staff_do_not_answer_for_the_delegation(ines: Client) -> None:
    number = receive().receipt_number
    address = f"{PAGE}{number}/answer/"

    answer = ines.post(address, {"version": 1, "confirm": 1})

    assert address not in page_of(ines).html
    assert (ines.get(address).status_code, answer.status_code) == (404, 404)
    assert Registration.objects.get().endorsed_at is None


def with_permissions(*names: str) -> Client:
    user = User.objects.create_user("otto@isu.example", "a long enough password", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return signed_in(user)


def test_who_may_not_change_registrations_has_no_such_page(staff: User) -> None:
    registration = receive()
    client = with_permissions("change_delegation", "view_delegation")

    pages = ["", "add/", f"{registration.receipt_number}/replace/"]
    found = {client.get(PAGE + page).status_code for page in pages}
    sent = client.post(
        f"{PAGE}notes/add/",
        {
            "file": SimpleUploadedFile("note.pdf", SMALL_PDF),
            "reference": "4-7-112/2018",
            "dated_on": "2018-05-09",
        },
    )

    assert found == {404}
    assert sent["Location"] == admin_page()
    assert Note.objects.count() == 1


def test_needs_and_passports_stay_hidden(staff: User) -> None:
    registration = receive(replace(TRAVELLER, accessibility="A secret need", diet="A secret diet"))
    number = registration.receipt_number
    client = with_permissions("change_delegation", "change_registration")

    pages = [
        client.get(address).content.decode()
        for address in (
            PAGE,
            f"{PAGE}{number}/replace/",
            f"/registrations/{number}/amend/?next={PAGE}",
            f"/registrations/{number}/withdraw/?next={PAGE}",
        )
    ]

    assert all("A secret" not in page for page in pages)
    assert f"/registrations/{number}/visa/" not in pages[0]


@pytest.mark.parametrize("people", [3, 60])
def test_the_page_takes_the_same_queries(
    ines: Client,
    django_assert_num_queries,  # type: ignore[no-untyped-def]
    people: int,
) -> None:
    for number in range(people):
        member(number)
    ines.get(PAGE)

    with django_assert_num_queries(18):
        ines.get(PAGE)


def test_a_note_of_tomorrow_is_refused(ines: Client) -> None:
    focal_point()
    given = {"reference": "4-7-112/2018", "names": ""}

    answers = {
        day: ines.post(
            f"{PAGE}notes/add/",
            {**given, "dated_on": day, "file": SimpleUploadedFile("note.pdf", SMALL_PDF)},
        )
        for day in ("2030-05-09", "2018-05-15", "2018-05-14")
    }

    assert [answer.status_code for answer in answers.values()] == [422, 422, 302]
    text = answers["2030-05-09"].content.decode().replace("\xa0", " ")
    assert "9 May 2030 has not come yet. Enter the date that is written on it." in text
    assert [one.dated_on for one in Note.objects.all()] == [ON_14_MAY.date()]
