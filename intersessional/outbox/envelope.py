"""From a composed mail to the bytes on the wire, and from the bytes to the server."""

from email.header import Header
from email.message import EmailMessage as StandardMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from .composing import Mail
from .models import Message


class WholeSubject(EmailPolicy):
    """Encodes a subject as a whole: Python 3.13 doubles a space where it mixes two encodings.

    And leaves an address in a header as it is: Python would encode a long one as words.
    """

    def fold_binary(self, name: str, value: str) -> bytes:
        """Return the header as lines of bytes."""
        if name == "List-Unsubscribe":
            return f"{name}: {value}{self.linesep}".encode("ascii")
        if name != "Subject" or value.isascii():
            return super().fold_binary(name, value)
        encoded = Header(str(value), "utf-8", header_name=name).encode(linesep=self.linesep)
        return f"{name}: {encoded}{self.linesep}".encode("ascii")


# Any relay on the way may be old.
SEVEN_BIT = WholeSubject(linesep="\r\n", cte_type="7bit")


def as_bytes(message: Message, mail: Mail) -> bytes:
    """Return the mail as RFC 5322 bytes, with the Message-ID of its row."""
    unsubscribe = {"List-Unsubscribe": f"<{mail.unsubscribe_url}>"} if mail.unsubscribe_url else {}
    built = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        to=[mail.to],
        reply_to=[mail.reply_to] if mail.reply_to else None,
        headers={
            "Message-ID": f"<{message.uuid}@{settings.MESSAGE_ID_DOMAIN}>",
            "Date": format_datetime(message.created_at),
            # RFC 3834: nobody's out-of-office note should answer.
            "Auto-Submitted": "auto-generated",
            "Content-Language": message.language,
            **unsubscribe,
        },
    )
    built.attach_alternative(mail.html, "text/html")
    for attachment in mail.attachments:
        built.attach(attachment.name, attachment.content, attachment.content_type)
    return bytes(built.message(policy=SEVEN_BIT).as_bytes())


def return_path(message: Message) -> str | None:
    """Return where servers send the mail back to: an address of its own for each message.

    None, the sender's own, where `settings.BOUNCE_ADDRESS` names none. The number cannot be guessed,
    so whoever has it has had the mail.
    """
    local, at, domain = settings.BOUNCE_ADDRESS.rpartition("@")
    return f"{local}+{message.uuid.hex}{at}{domain}" if at else None


class StoredMail(EmailMultiAlternatives):
    """A mail whose bytes were kept: Django's back end sends them as they are."""

    def __init__(self, message: Message) -> None:
        super().__init__(from_email=return_path(message), to=[message.recipient])
        self.raw = bytes(message.raw or b"")

    def message(self, **_: Any) -> Any:
        """Return what the back end asks for: something with `as_bytes`."""
        return _Raw(self.raw)


class _Raw(StandardMessage):
    def __init__(self, raw: bytes) -> None:
        super().__init__()
        self.raw = raw

    def as_bytes(self, *_: Any, **__: Any) -> bytes:
        """Return the kept bytes, whatever line ends the caller prefers: they are final."""
        return self.raw
