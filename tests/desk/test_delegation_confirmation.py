"""The confirmation on the page of a delegation and in the admin site: asked for, seen, downloaded."""

from typing import Any

import pytest
from django.test import Client

from intersessional.accounts import roles
from intersessional.accounts.models import User
from registration.letters.models import DueLetter, Letter
from registration.letters.renewing import issue_due, notice_changes
from registration.registrations.models import Registration
from tests.access.actors import member, signed_in
from tests.desk.test_delegation import PAGE, browser_of, text_of
from tests.people import OLENA, ON_14_MAY, PAOLA, focal_point, isu_staff, receive
from tests.registration.letters.delegations import confirmed, delegation

pytestmark = pytest.mark.django_db

ASK = f"{PAGE}confirmation/"
WAITS = "The confirmation is being made."
NOBODY = "No member of the delegation is confirmed yet."
STALE = "The delegation has changed since"


@pytest.fixture
def felix() -> Client:
    """The browser of Ecuador's focal point."""
    return browser_of(focal_point())


@pytest.fixture
def ines() -> User:
    """Somebody of the ISU."""
    return isu_staff()


def made(client: Client) -> Letter:
    """Ask, and let a worker go round."""
    client.post(ASK)
    issue_due(at=ON_14_MAY)
    letter: Letter = Letter.objects.get(kind="delegation", state="valid")
    return letter


def file(letter: Letter) -> str:
    return f"{ASK}{letter.pk}/file/"


def test_a_focal_point_asks_and_downloads(felix: Client, ines: User) -> None:
    confirmed(ines)

    answer = felix.post(ASK)
    waiting = text_of(felix)
    issue_due(at=ON_14_MAY)
    page = text_of(felix)

    letter = Letter.objects.get(kind="delegation")
    download = felix.get(file(letter))
    assert answer["Location"] == f"{PAGE}#confirmation"
    assert WAITS in waiting
    assert "Issue the confirmation</button>" not in waiting
    assert file(letter) in page
    assert "Issue" not in page.partition('id="confirmation"')[2].partition("<button")[2][:60]
    assert b"".join(download.streaming_content) == bytes(letter.pdf)  # type: ignore[arg-type]
    assert download["Content-Disposition"] == f'attachment; filename="{letter.code}.pdf"'
    assert download["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert "no-store" in download["Cache-Control"]


def test_without_a_confirmed_member_nothing_is_offered_or_done(felix: Client) -> None:
    receive()

    page = text_of(felix)
    answer = felix.post(ASK, follow=True).content.decode()

    assert NOBODY in page
    assert ASK not in page
    assert NOBODY in answer
    assert not DueLetter.objects.exists()


def test_the_page_says_that_it_is_stale_and_what_follows(felix: Client, ines: User) -> None:
    confirmed(ines)
    letter = made(felix)
    assert STALE not in text_of(felix)

    Registration.objects.update(family_name="Chaves")
    notice_changes(at=ON_14_MAY)
    page = text_of(felix)
    felix.post(ASK)
    issue_due(at=ON_14_MAY)

    assert STALE in page
    assert "about five minutes after the last change" in page
    assert "Issue a new confirmation now" in page
    assert STALE not in text_of(felix)
    assert felix.get(file(letter)).status_code == 200
    assert Letter.objects.get(pk=letter.pk).state == "replaced"


def test_a_letter_that_cannot_be_made_says_why(felix: Client, ines: User) -> None:
    confirmed(ines, family_name="\U00010600")
    felix.post(ASK)
    issue_due(at=ON_14_MAY)

    assert "U+10600" in text_of(felix)


def test_strangers_find_nothing(felix: Client, ines: User) -> None:
    confirmed(ines)
    letter = made(felix)
    strangers = [
        browser_of(User.objects.create_user(PAOLA.email)),
        browser_of(focal_point("ua", "fiona@mission.example")),
        signed_in(member(roles.PRESIDENT_OFFICE, "paul@isu.example", is_staff=True)),
        signed_in(member(roles.COMMITTEE, "carla@isu.example", is_staff=True)),
    ]

    for client in strangers:
        assert client.get(file(letter)).status_code == 404
        assert client.post(ASK).status_code == 404
        # Nor under the address of a delegation of one's own.
        assert client.get(file(letter).replace("/ec/", "/ua/")).status_code == 404
    assert Client().get(file(letter)).status_code == 302
    assert felix.get(file(letter)).status_code == 200


def test_a_letter_of_another_kind_is_not_handed_out_here(felix: Client, ines: User) -> None:
    registration = confirmed(ines)
    other = Letter.objects.create(
        kind="confirmation",
        meeting=registration.meeting,
        registration=registration,
        version=2,
        language="en",
        issued_on=ON_14_MAY.date(),
        facts={},
        pdf=b"%PDF-",
    )

    assert felix.get(file(other)).status_code == 404


def test_a_letter_that_was_erased_is_absent(felix: Client, ines: User) -> None:
    confirmed(ines)
    letter = made(felix)
    Letter.objects.update(pdf=None)

    assert felix.get(file(letter)).status_code == 404


def test_one_who_was_removed_downloads_nothing(felix: Client, ines: User) -> None:
    confirmed(ines)
    letter = made(felix)
    delegation().focal_points.update(ended_at=ON_14_MAY)

    assert felix.get(file(letter)).status_code == 404


def test_staff_ask_and_download_from_the_admin_site(ines: User) -> None:
    confirmed(ines)
    staff, admin = signed_in(ines), f"/admin/delegations/delegation/{delegation().pk}/change/"
    before = staff.get(admin).content.decode()

    answer = staff.post(ASK)
    issue_due(at=ON_14_MAY)

    letter = Letter.objects.get(kind="delegation")
    assert f'formaction="{ASK}"' in before
    assert answer["Location"] == f"{PAGE}#confirmation"
    assert letter.code in staff.get(admin).content.decode()
    assert staff.get(file(letter)).status_code == 200


def test_staff_ask_for_many_at_once(ines: User) -> None:
    confirmed(ines)
    receive(OLENA)
    chosen = [delegation("ec").pk, delegation("ua").pk]
    act: dict[str, Any] = {"action": "issue_confirmations", "_selected_action": chosen}

    answer = signed_in(ines).post("/admin/delegations/delegation/", act, follow=True)

    page = answer.content.decode()
    assert "1 confirmation is being made." in page
    assert "1 left out" in page
    assert [due.delegation_id for due in DueLetter.objects.all()] == chosen[:1]
