"""To whom the confirmation of a delegation goes, and what the staff are told of it."""

import pytest
from django.test import Client

from intersessional.accounts.models import User
from intersessional.embedded.sink import Sink
from intersessional.outbox import operations as outbox
from intersessional.outbox.models import Message
from registration.delegations.models import Entity, FocalPoint
from registration.letters.deliveries import deliveries_of
from registration.letters.models import Letter
from registration.letters.renewing import MAIL_TO_OFFICE, ask_for_letter, issue_due, notice_changes
from registration.registrations.models import Registration
from tests import papers
from tests.access.actors import signed_in
from tests.people import ON_14_MAY, focal_point
from tests.registration.letters.delegations import confirmed, delegation

pytestmark = pytest.mark.django_db

OFFICE = "mission@ecuador.example"


@pytest.fixture
def ines(staff: User) -> Client:
    """The browser of somebody of the ISU."""
    return signed_in(staff)


def with_address(email: str = OFFICE, **changes: str) -> None:
    """Give Ecuador's mission an address."""
    Entity.objects.filter(code="ec").update(email=email, **changes)


def issued(by: User) -> Letter:
    """Have a letter made, and let only its own mails leave."""
    Message.objects.all().delete()
    ask_for_letter(delegation(), by=by, at=ON_14_MAY)
    issue_due(at=ON_14_MAY)
    letter: Letter = Letter.objects.filter(kind="delegation").order_by("-version")[0]
    return letter


def page(client: Client) -> str:
    html = client.get(f"/admin/delegations/delegation/{delegation().pk}/change/").content.decode()
    return " ".join(html.split())


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_without_a_focal_point_it_goes_to_the_office(
    sink: Sink, staff: User, language: str
) -> None:
    confirmed(staff)
    with_address(correspondence_language=language)

    letter = issued(staff)
    outbox.sweep("letters")

    [mail] = sink.messages()
    assert mail["To"] == OFFICE
    assert mail["Content-Language"] == language
    assert papers.attachment(mail, "application/pdf") == bytes(letter.pdf)
    # Nobody could open that page.
    assert "/delegation/" not in papers.text_of(mail) + papers.html_of(mail)


def test_with_a_focal_point_the_office_is_left_alone(sink: Sink, staff: User) -> None:
    confirmed(staff)
    with_address()
    focal_point()

    issued(staff)
    outbox.sweep("letters")

    assert [mail["To"] for mail in sink.messages()] == ["felix@mission.example"]


def test_a_focal_point_who_was_removed_does_not_count(sink: Sink, staff: User) -> None:
    confirmed(staff)
    with_address()
    focal_point()
    FocalPoint.objects.update(ended_at=ON_14_MAY)

    issued(staff)
    outbox.sweep("letters")

    assert [mail["To"] for mail in sink.messages()] == [OFFICE]


def test_a_letter_that_was_replaced_before_it_left_stays(sink: Sink, staff: User) -> None:
    confirmed(staff)
    with_address()
    issued(staff)
    Registration.objects.update(family_name="Chaves")
    ask_for_letter(delegation(), by=staff, at=ON_14_MAY)
    issue_due(at=ON_14_MAY)

    outbox.sweep("letters")

    mails = Message.objects.filter(kind=MAIL_TO_OFFICE).order_by("pk")
    assert list(mails.values_list("state", flat=True)) == ["cancelled", "sent"]
    assert len(sink.messages()) == 1


def test_the_page_says_to_whom_each_letter_went(sink: Sink, staff: User, ines: Client) -> None:
    confirmed(staff)
    with_address()
    issued(staff)
    assert f"On its way to {OFFICE}." in page(ines)

    outbox.sweep("letters")

    html = page(ines)
    assert f"Sent to {OFFICE} on " in html
    assert "For the post" not in html


def test_the_page_says_what_is_for_the_post(sink: Sink, staff: User, ines: Client) -> None:
    confirmed(staff)
    with_address("", postal_address="Rue de Lausanne 1\n1202 Geneva")
    issued(staff)
    outbox.sweep("letters")

    html = page(ines)

    assert sink.messages() == []
    assert "For the post" in html
    assert "There is no e-mail address: the letter is for the post." in html
    assert "<bdi>1202 Geneva</bdi>" in html


def test_a_letter_of_which_nobody_was_told_is_for_the_post(staff: User, ines: Client) -> None:
    """As were those that were issued when only focal points were written to."""
    confirmed(staff)
    issued(staff)
    Message.objects.all().delete()

    [one] = deliveries_of(delegation())

    assert one.is_for_the_post
    assert "No postal address is known." in page(ines)


@pytest.mark.parametrize("letters", [1, 3])
def test_the_same_queries_for_one_letter_and_for_three(
    staff: User,
    django_assert_num_queries,  # type: ignore[no-untyped-def]
    letters: int,
) -> None:
    confirmed(staff)
    focal_point()
    for number in range(letters):
        Registration.objects.update(family_name=f"Chaves {number}")
        issued(staff)
    found = delegation()

    # Letters, focal points, messages.
    with django_assert_num_queries(3):
        assert len(deliveries_of(found)) == letters


def test_the_action_promises_no_mail_that_nobody_gets(staff: User, ines: Client) -> None:
    confirmed(staff)
    fields = {"action": "issue_confirmations", "_selected_action": [delegation().pk]}

    html = ines.post("/admin/delegations/delegation/", fields, follow=True).content.decode()

    assert "1 confirmation is being made. It goes to the focal points; where there is none" in html
    assert "sent" not in html.partition("1 confirmation")[2].partition("</li>")[0]


def test_an_observers_letter_is_renewed_once_it_is_said_to_be_one(staff: User) -> None:
    confirmed(staff)
    issued(staff)
    notice_changes(at=ON_14_MAY)
    Entity.objects.filter(code="ec").update(is_observer=True)

    ask_for_letter(delegation(), by=staff, at=ON_14_MAY)
    issue_due(at=ON_14_MAY)

    assert Letter.objects.filter(kind="delegation").count() == 2
