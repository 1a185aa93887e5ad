"""Composers for the tests: plain, changing, failing."""

from itertools import count

from intersessional.outbox.composing import Attachment, CannotBeComposed, Mail, NoLongerNeeded
from intersessional.outbox.models import Message

calls = count(1)


def plain(message: Message) -> Mail:
    """A mail that differs with each call, so that composing twice would show."""
    number = next(calls)
    return Mail(
        to="p.chavez@mission.example",
        subject=f"Übung {number}",
        text=f"Grüße, ليلى, {number}\n",
        html=f"<p>Grüße, ليلى, {number}</p>",
        reply_to="isu@apminebanconvention.org",
        attachments=(Attachment("a.bin", bytes(range(256)), "application/octet-stream"),),
    )


def injecting(message: Message) -> Mail:
    """A mail whose subject tries to add a header."""
    return Mail(
        to="a@example.org", subject="Hello\r\nBcc: b@example.org", text="t", html="<p>t</p>"
    )


def not_needed(message: Message) -> Mail:
    """A mail whose reason has gone."""
    raise NoLongerNeeded("The reason has gone.")


def not_possible(message: Message) -> Mail:
    """A mail that a person must look at."""
    raise CannotBeComposed("Please look at this.")


def failing(message: Message) -> Mail:
    """A mail that fails, with an address in the error's text."""
    raise ValueError("p.chavez@mission.example is broken")
