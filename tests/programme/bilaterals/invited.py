"""Bilaterals as tests need them for invitations: placed, offered, accepted; and what was told."""

from datetime import datetime
from html import unescape
from typing import Any

from icalendar import Calendar, Event

from intersessional.accounts.models import User
from intersessional.outbox.composing import Mail, check_still_needed, composer_for
from intersessional.outbox.models import Message
from programme.bilaterals.models import Bilateral, Candidate, Host, Notice
from programme.bilaterals.operations import offering, placing
from registration.delegations.models import Entity
from registration.registrations.models import Registration
from tests.people import ON_14_MAY, PAOLA, receive
from tests.programme.bilaterals.days import at, host_of, make_candidate, room_named

ROOMS = {
    "president": "Room A",
    "article-5": "Room B",
    "victim-assistance": "Room C",
    "cooperation": "Room D",
    "compliance": "Room E",
}


def place(
    code: str = "ec",
    *,
    host: str | Host = "article-5",
    begins_at: datetime | None = None,
    by: User,
    **fields: Any,
) -> Bilateral:
    """A proposed bilateral, by default of Ecuador with a Committee at 9:30."""
    hosts = host_of(host) if isinstance(host, str) else host
    candidate: Candidate = make_candidate(hosts, entity_code=code, **fields)
    return placing.place(
        candidate,
        begins_at=begins_at or at(9, 30),
        room=room_named(ROOMS[hosts.slug]).pk,
        by=by,
        at=ON_14_MAY,
    )


def offered(
    code: str = "ec", *, by: User, until: datetime | None = None, **given: Any
) -> Bilateral:
    """A bilateral to which the delegation was invited on 14 May; the mission has an address."""
    bilateral = place(code, by=by, **given)
    Entity.objects.filter(code=code, email="").update(email=f"{code}@mission.example")
    [found] = offering.offer([bilateral], expires_at=until, by=by, at=ON_14_MAY)
    return found


def again(bilateral: Bilateral) -> Bilateral:
    """The bilateral as it stands."""
    found: Bilateral = Bilateral.objects.with_names().get(pk=bilateral.pk)
    return found


def seen(bilateral: Bilateral) -> str:
    """What the page of invitations posts for one that was chosen as it stands."""
    return f"{bilateral.code}.{again(bilateral).version}"


def paola() -> Registration:
    """Paola, of Ecuador, registered."""
    return receive(PAOLA)


def told() -> list[tuple[str, str]]:
    """What was promised, and to whom, in order: kind and address."""
    return [
        (message.kind.removeprefix("bilateral_"), mail_of(message).to)
        for message in Message.objects.filter(kind__startswith="bilateral_").order_by("pk")
    ]


def last(kind: str) -> Mail:
    """The last mail of a kind, as a worker would compose it now."""
    return mail_of(Message.objects.filter(kind=f"bilateral_{kind}").latest("pk"), check=True)


def last_to(kind: str, address: str) -> Mail:
    """The last mail of a kind to one address, as a worker would compose it now."""
    found = Message.objects.filter(kind=f"bilateral_{kind}").order_by("-pk")
    return next(mail for mail in map(mail_of, found) if mail.to == address)


def mail_of(message: Message, *, check: bool = False) -> Mail:
    """A mail, composed."""
    if check:
        check_still_needed(message)
    return composer_for(message.kind)(message)


def words(text: str) -> str:
    """A text on one line."""
    return " ".join(unescape(text).replace("\xa0", " ").split())


def event_in(mail: Mail) -> tuple[str, Event]:
    """The method and the one event of the calendar file of a mail."""
    [attachment] = mail.attachments
    return event_of(attachment.content)


def event_of(content: bytes) -> tuple[str, Event]:
    """The method and the one event of a calendar file."""
    calendar = Calendar.from_ical(content)
    [event] = calendar.walk("VEVENT")
    return str(calendar["method"]), event


def forget() -> None:
    """Let what was told so far be sent and done with."""
    Message.objects.update(state="sent", sent_at=ON_14_MAY)


def notices() -> list[tuple[str, int]]:
    """What was told, and under which number."""
    return list(Notice.objects.order_by("pk").values_list("told", "sequence"))
