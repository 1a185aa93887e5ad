"""Meetings that are not the current one: their pages keep to them."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from intersessional import codes
from intersessional.outbox.models import Message
from registration.meetings.models import Meeting
from registration.registrations.emails import received
from registration.registrations.models import Registration
from tests.pages import Page, attributes
from tests.people import CLOSING, PAOLA_FORM, receive

pytestmark = pytest.mark.django_db

# Not of a meeting: sign-in, and what is kept of people, which is one page for all meetings.
COMMON = {"/admin/", "/accounts/login/", "/fr/accounts/login/", "/privacy/", "/fr/privacy/"}


@pytest.fixture
def next_meeting(meeting: Meeting) -> Meeting:
    """The meeting of a year later, open already."""
    a_year = timedelta(days=365)
    following = Meeting.objects.get(pk=meeting.pk)
    following.pk, following.slug, following.code = None, "2019", "IM19"
    following.begins_on += a_year
    following.ends_on += a_year
    following.registration_closes_at += a_year
    following.bilaterals_on = following.visa_advised_on = following.interventions_close_at = None
    following.save()
    return following


def inner_links(page: Page) -> set[str]:
    """Return the links of a page within the portal, without the switch of languages."""
    links = [attributes(e) for e in page.all("a") if "hreflang" not in attributes(e)]
    links += [{"href": attributes(e)["action"]} for e in page.all("form")]
    return {link["href"] for link in links if link["href"].startswith("/")} - COMMON


@pytest.mark.parametrize("path", ["/m/2019/", "/m/2019/register/"])
def test_links_keep_to_the_meeting(client: Client, next_meeting: Meeting, path: str) -> None:
    links = inner_links(Page(client.get(path)))

    assert len(links) >= 3
    assert {link for link in links if not link.startswith("/m/2019/")} == set()


@pytest.mark.parametrize("path", ["/fr/m/2019/", "/fr/m/2019/register/"])
def test_links_keep_to_the_meeting_and_the_language(
    client: Client, next_meeting: Meeting, path: str
) -> None:
    links = inner_links(Page(client.get(path))) - {"/fr/admin/", "/m/2019/meeting.ics"}

    assert {link for link in links if not link.startswith("/fr/m/2019/")} == set()


@pytest.mark.parametrize("path", ["/", "/register/", "/m/2018/", "/m/2018/register/"])
def test_the_current_meeting_has_addresses_without_its_name(
    client: Client, next_meeting: Meeting, path: str
) -> None:
    links = inner_links(Page(client.get(path)))

    # The form goes back to where it was opened.
    assert {link for link in links if link.startswith("/m/")} <= {"/m/2018/register/"}


def test_a_registration_belongs_to_the_meeting_of_its_address(
    client: Client, next_meeting: Meeting
) -> None:
    answers = PAOLA_FORM | {
        "token": codes.address_token(),
        "days": [next_meeting.begins_on.isoformat()],
    }

    response = client.post("/m/2019/register/", answers)

    registration = Registration.objects.get()
    assert registration.meeting == next_meeting
    assert registration.receipt_number == "IM19-0001"
    assert response["Location"] == f"/m/2019/register/{registration.receipt_token}/"
    assert client.get(response["Location"]).status_code == 200


def test_a_receipt_leads_to_its_own_meeting(client: Client, next_meeting: Meeting) -> None:
    client.post("/register/", PAOLA_FORM | {"token": codes.address_token()})
    token = Registration.objects.get().receipt_token

    answers = [client.get(f"{m}/register/{token}/") for m in ("", "/m/2018", "/m/2019")]

    assert [answer.status_code for answer in answers] == [200, 200, 302]
    assert answers[2]["Location"] == f"/m/2018/register/{token}/"


def test_a_receipt_is_still_found_when_another_meeting_is_current(
    client: Client, next_meeting: Meeting, set_clock
) -> None:  # type: ignore[no-untyped-def]
    client.post("/register/", PAOLA_FORM | {"token": codes.address_token()})
    token = Registration.objects.get().receipt_token
    set_clock(CLOSING + timedelta(days=30))

    response = client.get(f"/register/{token}/", follow=True)

    assert response.redirect_chain == [(f"/m/2018/register/{token}/", 302)]
    assert response.status_code == 200


def test_a_mail_about_another_meeting_leads_to_its_receipt(
    client: Client, next_meeting: Meeting
) -> None:
    registration = receive(meeting=next_meeting)

    text = received(Message.objects.get()).text

    path = re.search(r"http://testserver(/register/\S+)", text).group(1)  # type: ignore[union-attr]
    page = client.get(path, follow=True)
    assert page.redirect_chain == [(f"/m/2019/register/{registration.receipt_token}/", 302)]
    assert registration.receipt_number in page.content.decode()


def test_the_calendar_file_is_that_of_the_meeting(client: Client, next_meeting: Meeting) -> None:
    response = client.get("/m/2019/meeting.ics")

    assert b"DTSTART;TZID=Europe/Zurich:20190607T100000" in response.content
    assert response["Content-Disposition"] == 'attachment; filename="IM19.ics"'


@pytest.mark.parametrize("path", ["/m/1999/", "/m/1999/register/", "/fr/m/x/", "/m/2018x/"])
def test_a_meeting_that_is_none_is_absent(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404
