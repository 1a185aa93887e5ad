"""What composers hand to the outbox, and how the outbox finds them.

A composer is a function of one message row: it reads the subject and returns a `Mail`. It must not
write anything that a second call would do again. A check, where a kind has one, raises `NoLongerNeeded`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.module_loading import import_string

from .models import Message


@dataclass(frozen=True)
class Attachment:
    """A file that travels with the mail."""

    name: str
    content: bytes
    content_type: str


@dataclass(frozen=True)
class Mail:
    """A mail, composed: one recipient, text and HTML with the same words."""

    to: str
    subject: str
    text: str
    html: str
    reply_to: str = ""
    # The page where its reader ends what they asked for (RFC 2369); empty where nobody can.
    unsubscribe_url: str = ""
    attachments: tuple[Attachment, ...] = field(default=())


class NoLongerNeeded(Exception):
    """The reason for a message has gone, for instance its registration was withdrawn."""


class NotByMail(NoLongerNeeded):
    """What was promised is done, but not by mail; the text says how."""


class CannotBeComposed(Exception):
    """The message needs a person first; its text says what to do. No further try is made."""


Composer = Callable[[Message], Mail]


def check_still_needed(message: Message) -> None:
    """Ask, before each try, whether the reason for a message still holds.

    A retry sends the bytes that were kept, so what has happened meanwhile must be asked for here.

    :raises NoLongerNeeded: it does not
    """
    path = settings.OUTBOX_CHECKS.get(message.kind)
    if path:
        import_string(path)(message)


def composer_for(kind: str) -> Composer:
    """Return the function that composes messages of this kind."""
    path, _lane = settings.OUTBOX_COMPOSERS[kind]
    return import_string(path)


def lane_for(kind: str) -> str:
    """Return the lane (the Celery queue) in which messages of this kind leave."""
    return settings.OUTBOX_COMPOSERS[kind][1]


def is_secret(kind: str) -> bool:
    """Say whether messages of this kind leave first, and are wiped once they have left."""
    return kind in settings.OUTBOX_SECRETS


def is_bulk(kind: str) -> bool:
    """Say whether messages of this kind are sent to many at once, after all others of their lane."""
    return kind in settings.OUTBOX_BULK
