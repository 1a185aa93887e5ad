"""Until when: each page and mail about a delegation says the time that holds for it."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from intersessional import codes
from intersessional.accounts.models import User
from intersessional.outbox import operations as outbox
from intersessional.outbox.models import Message
from registration.delegations.models import Delegation, FocalPoint
from registration.delegations.operations import add_focal_point
from registration.meetings.models import Meeting
from registration.registrations.models import CategoryDeadline, Extension
from tests.pages import Page
from tests.people import (
    CLOSING,
    GENEVA,
    LAST_SECOND,
    ON_14_MAY,
    PAOLA,
    PAOLA_FORM,
    focal_point,
    receive,
)

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"
# The first instants that are late: until 20 May, until 3 June.
EARLIER = datetime(2018, 5, 21, tzinfo=GENEVA)
LONGER = datetime(2018, 6, 4, tzinfo=GENEVA)


def signed_in(email: str) -> Client:
    client = Client()
    user = User.objects.filter(email=email).first() or User.objects.create_user(email)
    client.force_login(user, backend=BACKEND)
    return client


def deadline(meeting: Meeting) -> None:
    """Let States Parties register until 20 May."""
    CategoryDeadline.objects.create(meeting=meeting, category="state_party", closes_at=EARLIER)


def extend(meeting: Meeting, staff: User, **whose: Any) -> None:
    """Give somebody until 3 June."""
    Extension.objects.create(
        meeting=meeting,
        closes_at=LONGER,
        reason="A strike.",
        granted_at=ON_14_MAY,
        granted_by=staff,
        **whose,
    )


def text_of(client: Client, path: str) -> str:
    html = Page(client.get(path)).html
    return " ".join(html.replace("\xa0", " ").split())


def test_the_delegations_page_says_its_own_time(
    meeting: Meeting,
    staff: User,
    set_clock: Any,
) -> None:
    client = signed_in(focal_point().email)
    page = "/delegation/ec/"

    ordinary = text_of(client, page)
    deadline(meeting)
    earlier = text_of(client, page)
    set_clock(EARLIER)
    past = text_of(client, page)
    extend(meeting, staff, delegation=Delegation.objects.get(entity__code="ec"))
    longer = text_of(client, page)

    assert 'Registration closes on <time datetime="2018-05-31">' in ordinary
    assert 'Registration closes on <time datetime="2018-05-20">' in earlier
    assert 'Registration closed on <time datetime="2018-05-20">' in past
    assert 'Registration closes on <time datetime="2018-06-03">' in longer


def test_the_persons_pages_say_their_own_time(
    meeting: Meeting, staff: User, set_clock: Any
) -> None:
    registration = receive()
    client = signed_in(PAOLA.email)
    pages = ["/registrations/", f"/registrations/{registration.receipt_number}/amend/"]

    deadline(meeting)
    earlier = [text_of(client, page) for page in pages]
    extend(meeting, staff, email=PAOLA.email.upper())
    longer = [text_of(client, page) for page in pages]
    set_clock(LONGER)
    past = text_of(client, pages[0])

    words = "You can change or withdraw until the end of <time datetime="
    assert all(f'{words}"2018-05-20">' in text for text in earlier)
    assert all(f'{words}"2018-06-03">' in text for text in longer)
    assert 'Registration closed at the end of <time datetime="2018-06-03">' in past


def test_who_has_registered_nothing_is_told_the_meetings_time(
    meeting: Meeting, set_clock: Any
) -> None:
    deadline(meeting)
    client = signed_in("nobody@mission.example")

    before = text_of(client, "/registrations/")
    set_clock(CLOSING)
    after = text_of(client, "/registrations/")

    assert 'until the end of <time datetime="2018-05-31">' in before
    assert 'Registration closed at the end of <time datetime="2018-05-31">' in after


def test_the_public_form_says_the_meetings_time_until_a_delegation_is_chosen(
    meeting: Meeting, client: Client, set_clock: Any
) -> None:
    deadline(meeting)
    set_clock(EARLIER)

    public = text_of(client, "/register/")
    answer = client.post("/register/", {**PAOLA_FORM, "token": codes.address_token()})
    told = " ".join(answer.content.decode().replace("\xa0", " ").split())

    assert 'Registration closes at the end of <time datetime="2018-05-31">' in public
    assert answer.status_code == 422
    assert 'Registration closed at the end of <time datetime="2018-05-20">' in told


def welcome(staff: User, email: str) -> str:
    """Add a focal point, and return what the mail says."""
    delegation = Delegation.objects.get(entity__code="ec")
    add_focal_point(delegation, name="", email=email, language="en", by=staff, at=ON_14_MAY)
    outbox.sweep("mail")
    mail = Message.objects.filter(kind="focal_point_added").latest("pk")
    return " ".join(mail.text.replace("\xa0", " ").split())


def test_the_mail_to_a_focal_point_says_the_delegations_time(
    meeting: Meeting, staff: User, sink: Any, set_clock: Any
) -> None:
    focal_point()
    deadline(meeting)

    before = welcome(staff, "a@mission.example")
    set_clock(EARLIER)
    after = welcome(staff, "b@mission.example")

    assert "Registration is open until the end of 20 May 2018" in before
    assert "Registration closed at the end of 20 May 2018" in after
    assert FocalPoint.objects.acting().count() == 3


def test_the_visa_advice_in_the_form_says_when_its_day_has_passed(
    client: Client, set_clock: Any
) -> None:
    late = text_of(client, "/register/")
    set_clock(datetime(2018, 5, 10, 23, 59, tzinfo=GENEVA))
    in_time = text_of(client, "/register/")

    assert "We advised to ask before 10 May 2018, and that day has passed." in late
    assert "Please ask before 10 May 2018" not in late
    assert "Please ask before 10 May 2018: a visa can take 21 days." in in_time


def test_the_last_second_is_in_time(meeting: Meeting, set_clock: Any) -> None:
    client = signed_in(focal_point().email)
    set_clock(LAST_SECOND)

    assert 'Registration closes on <time datetime="2018-05-31">' in text_of(
        client, "/delegation/ec/"
    )
