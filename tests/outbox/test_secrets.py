"""Messages whose words are secret: first in line, wiped once they have left, never sent again."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from intersessional.accounts.models import User
from intersessional.embedded.sink import Sink, free_port
from intersessional.outbox import operations
from intersessional.outbox.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kinds(settings: Any) -> None:
    """One secret kind and one that is not; both are composed alike."""
    kinds = ("plain", "secret", "failing")
    settings.OUTBOX_COMPOSERS = {
        k: (f"tests.outbox.composers.{'plain' if k == 'secret' else k}", "mail") for k in kinds
    }
    settings.OUTBOX_SECRETS = {"secret"}


def promise(kind: str, key: str = "", **fields: Any) -> Message:
    with transaction.atomic():
        operations.enqueue(kind, User(pk=1), key=key or kind, language="en", **fields)
    return Message.objects.get(key=key or kind)


def test_it_overtakes_five_hundred() -> None:
    for number in range(500):
        promise("plain", str(number))
    secret = promise("secret")

    assert operations.claim("mail") == secret


def test_nothing_of_it_is_kept(sink: Sink) -> None:
    message = promise("secret")

    operations.sweep("mail")

    message.refresh_from_db()
    assert message.state == "sent"
    assert (message.text, message.raw) == ("", None)
    [mail] = sink.messages()
    assert "Grüße" in mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]


def test_nothing_of_it_is_kept_when_it_fails(settings: Any) -> None:
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": free_port(), "timeout": 5},
        }
    }
    message = promise("secret")
    waiting = []
    for _ in range(5):
        Message.objects.update(next_try_at=timezone.now())
        operations.sweep("mail")
        message.refresh_from_db()
        waiting.append((message.state, message.raw is not None, message.text))

    assert waiting == [("queued", True, "")] * 4 + [("failed", False, "")]


def test_it_does_not_leave_too_late(sink: Sink) -> None:
    message = promise("secret", expires_at=timezone.now() + timedelta(minutes=15))
    Message.objects.update(raw=b"To: x\r\n\r\nold", expires_at=timezone.now())

    operations.sweep("mail")

    message.refresh_from_db()
    assert (message.state, message.raw, sink.messages()) == ("cancelled", None, [])


@pytest.mark.parametrize("state", ["sent", "failed", "cancelled"])
def test_nobody_sends_it_again(client: Client, staff: User, settings: Any, state: str) -> None:
    settings.STAFF_SECOND_FACTOR = False
    client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
    message = promise("secret")
    Message.objects.update(state=state, sent_at=timezone.now() if state == "sent" else None)

    answer = client.post(
        "/admin/outbox/message/",
        {"action": "send_again", "_selected_action": [str(message.pk)]},
        follow=True,
    )

    assert "is not sent again" in answer.content.decode()
    assert Message.objects.get().state == state


@pytest.mark.parametrize("kept", [{"raw": b"code"}, {"text": "code"}])
def test_the_database_refuses_to_keep_it(kept: dict[str, Any]) -> None:
    promise("secret")

    with pytest.raises(IntegrityError, match="message_secret_is_wiped"), transaction.atomic():
        Message.objects.update(state="cancelled", **kept)
