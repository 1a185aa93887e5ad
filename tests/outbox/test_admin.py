"""Messages in the admin site: failures are seen, and sent again; nothing can be edited."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from intersessional.accounts.models import User
from intersessional.outbox.models import Message

pytestmark = pytest.mark.django_db

LIST = "/admin/outbox/message/"


@pytest.fixture
def office(client: Client, staff: User, settings: Any) -> Client:
    """A browser in which somebody of the ISU is signed in."""
    settings.STAFF_SECOND_FACTOR = False
    client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
    return client


def message(key: str = "one", **fields: Any) -> Message:
    given = {
        "kind": "registration_received",
        "lane": "mail",
        "about_type": "x",
        "about_id": 1,
        "language": "en",
        "recipient": "p.chavez@mission.example",
    }
    return Message.objects.create(**(given | {"key": key} | fields))


def test_failures_can_be_listed_with_their_note(office: Client) -> None:
    message(state="failed", note="SMTPServerDisconnected")
    message("two")

    response = office.get(LIST, {"state__exact": "failed"})

    assert [m.note for m in response.context["cl"].result_list] == ["SMTPServerDisconnected"]
    assert "SMTPServerDisconnected" in response.content.decode()


def test_send_again_queues_the_chosen(office: Client) -> None:
    chosen, other = message(state="failed"), message("two", state="failed")

    office.post(LIST, {"action": "send_again", "_selected_action": [str(chosen.pk)]})

    chosen.refresh_from_db()
    other.refresh_from_db()
    assert (chosen.state, other.state) == ("queued", "failed")


def test_a_save_changes_nothing(office: Client) -> None:
    row = message(state="sent", sent_at=timezone.now())
    before = Message.objects.values().get()

    office.post(f"{LIST}{row.pk}/change/", {"state": "queued", "recipient": "x@example.org"})

    assert Message.objects.values().get() == before


def test_the_bytes_are_shown_to_nobody(office: Client) -> None:
    row = message(raw=b"Subject: secret-bytes")

    assert "secret-bytes" not in office.get(f"{LIST}{row.pk}/change/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries(
    office: Client,
    django_assert_num_queries,  # type: ignore[no-untyped-def]
    count: int,
) -> None:
    for number in range(count):
        message(str(number))

    with django_assert_num_queries(11):
        office.get(LIST)
