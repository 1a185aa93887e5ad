"""The staff's pages about one invitation, and about the texts of the next meeting."""

import pytest
from django.test import Client

from intersessional.accounts.models import User
from intersessional.embedded.sink import Sink
from registration.delegations.models import Entity, EntityName
from registration.letters.models import Invitation, InvitationTemplate, Letter
from registration.meetings.models import Meeting
from tests.access.actors import signed_in
from tests.pages import Page
from tests.registration.letters.test_batches import UNPRINTABLE, send
from tests.registration.letters.test_letters_of_invitations import (
    next_meeting as next_meeting,
)
from tests.registration.letters.test_letters_of_invitations import sent

pytestmark = pytest.mark.django_db

PAGE = "/desk/invitations/"


@pytest.fixture
def ines(staff: User) -> Client:
    """The browser of somebody of the ISU."""
    return signed_in(staff)


def address(invitation: Invitation) -> str:
    return f"{PAGE}letters/{invitation.pk}/"


def verdict(letter: Letter) -> str:
    return Client().get(f"/letters/verify/{letter.code}/").content.decode()


def test_a_letter_is_seen_issued_anew_and_verifies_as_replaced(
    ines: Client, staff: User, sink: Sink
) -> None:
    invitation = sent(staff)
    assert address(invitation) in Page(ines.get(f"{PAGE}{invitation.batch_id}/")).html

    preview = ines.get(f"{address(invitation)}anew/")
    assert Letter.objects.count() == 1
    after = ines.post(
        f"{address(invitation)}anew/", {"instead_of": invitation.letter_id}, follow=True
    )
    send()

    first, second = Letter.objects.order_by("pk")
    assert "img-src 'self' data:;" in preview["Content-Security-Policy"]
    assert preview.content.count(b"data:image/png") == 2
    assert "goes to ec@mission.example" in preview.content.decode()
    assert "Issued. The earlier letter verifies as replaced." in after.content.decode()
    assert first.code in after.content.decode()
    assert "A newer letter has taken the place of this one." in verdict(first)
    assert "and it stands" in verdict(second)
    assert len(sink.messages()) == 2


def test_a_page_that_is_old_issues_nothing(ines: Client, staff: User) -> None:
    invitation = sent(staff)

    old = ines.post(f"{address(invitation)}anew/", {"instead_of": 1_000_000}, follow=True)
    wrong = ines.post(f"{address(invitation)}anew/", {"instead_of": "x"})

    assert "issued anew meanwhile" in old.content.decode()
    assert wrong.status_code == 422
    assert Letter.objects.count() == 1


def test_why_it_cannot_be_printed_is_said(ines: Client, staff: User) -> None:
    invitation = sent(staff)
    EntityName.objects.filter(entity__code="ec").update(name=UNPRINTABLE)

    shown = ines.get(f"{address(invitation)}anew/")
    refused = ines.post(f"{address(invitation)}anew/", {"instead_of": invitation.letter_id})

    for page in (shown, refused):
        assert "U+103A0" in page.content.decode()
        assert "Issue and send it" not in page.content.decode()
    assert refused.status_code == 422
    assert Letter.objects.get().state == "valid"


def test_a_letter_is_withdrawn_with_a_reason_and_verifies_so(ines: Client, staff: User) -> None:
    invitation = sent(staff)
    letter = Letter.objects.get()

    without = ines.post(address(invitation), {"letter": letter.pk, "reason": " "})
    assert without.status_code == 422
    assert "Say why the letter is withdrawn." in without.content.decode()
    assert Letter.objects.get().state == "valid"
    after = ines.post(
        address(invitation), {"letter": letter.pk, "reason": "Wrong <b>mission"}, follow=True
    ).content.decode()

    assert "Withdrawn. Whoever verifies the letter is told so." in after
    assert "<bdi>Wrong &lt;b&gt;mission</bdi>" in after
    assert "Withdraw the letter" not in after
    assert "This office has withdrawn the letter with this code." in verdict(letter)
    assert "mission" not in verdict(letter)


def test_it_is_of_its_meeting_alone(ines: Client, staff: User, next_meeting: Meeting) -> None:
    invitation = sent(staff)

    for page in ("", "anew/"):
        assert ines.get(f"{address(invitation)}{page}").status_code == 200
        assert ines.get(f"/m/2019{address(invitation)}{page}").status_code == 404


def test_the_post_list_has_the_postal_address(ines: Client, staff: User, sink: Sink) -> None:
    invitation = sent(staff)
    Entity.objects.filter(code="ec").update(
        email="", postal_address="Rue de Lausanne 1\n1202 Geneva"
    )
    ines.post(f"{address(invitation)}anew/", {"instead_of": invitation.letter_id})
    send()

    html = Page(ines.get(f"{PAGE}{invitation.batch_id}/")).html

    assert "<bdi>Rue de Lausanne 1</bdi><br><bdi>1202 Geneva</bdi>" in html


def test_the_texts_of_the_next_meeting_are_copied_by_one_button(
    ines: Client, next_meeting: Meeting
) -> None:
    page = f"/m/2019{PAGE}"
    before = Page(ines.get(page)).html

    after = ines.post(f"{page}texts/", follow=True).content.decode()
    again = ines.post(f"{page}texts/", follow=True).content.decode()

    assert "0 of 9" in before
    assert "Copy the texts of Intersessional Meetings 2018" in before
    assert "9 texts were copied. Please read each: it speaks of the other meeting." in after
    assert "Copy the texts of" not in after
    assert "There is nothing to copy." in again
    assert InvitationTemplate.objects.filter(meeting=next_meeting).count() == 9


def test_the_staff_may_write_a_text_that_is_missing(ines: Client) -> None:
    assert ines.get("/admin/letters/invitationtemplate/add/").status_code == 200


@pytest.mark.parametrize("letters", [1, 3])
def test_the_page_takes_the_same_queries(
    ines: Client,
    staff: User,
    django_assert_num_queries,  # type: ignore[no-untyped-def]
    letters: int,
) -> None:
    invitation = sent(staff)
    for _ in range(letters - 1):
        invitation.refresh_from_db()
        ines.post(f"{address(invitation)}anew/", {"instead_of": invitation.letter_id})
    ines.get(address(invitation))

    with django_assert_num_queries(9):
        assert ines.get(address(invitation)).content.count(b"(PDF)") == letters
