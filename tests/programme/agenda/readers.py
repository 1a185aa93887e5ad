"""A draft with people who can be reached, and edits of it."""

from datetime import timedelta
from typing import Any

from intersessional import codes
from intersessional.accounts.models import User
from intersessional.outbox.models import Message, State
from programme.agenda.models import Contributor, Item, Publication, Session, Subscription
from programme.agenda.operations import publish_programme, subscribe
from registration.meetings.models import Meeting
from tests.people import ON_14_MAY

NOTE = {"en": "Thursday afternoon begins later.", "fr": "Le jeudi après-midi.", "es": ""}
# Who chairs which session, in the order of time.
CHAIRS = ["chair-1@chairs.example", "chair-2@chairs.example", "chair-3@chairs.example"]


def sessions(meeting: Meeting) -> list[Session]:
    """Return the four sittings of 2018."""
    return list(Session.objects.filter(meeting=meeting).order_by("begins_at"))


def move(meeting: Meeting, place: int, minutes: int) -> None:
    """Move a session of the draft."""
    session = sessions(meeting)[place]
    session.begins_at += timedelta(minutes=minutes)
    session.ends_at += timedelta(minutes=minutes)
    session.version += 1
    session.save()


def with_addresses(meeting: Meeting) -> None:
    """Give the first three sessions chairs of their own, and an address to all of the programme."""
    for place, email in enumerate(CHAIRS):
        chair = Contributor.objects.create(
            meeting=meeting, name=f"Chair {place + 1}", email=email, language="en"
        )
        Session.objects.filter(pk=sessions(meeting)[place].pk).update(chair=chair)
    for person in Contributor.objects.filter(meeting=meeting, email=""):
        person.email = f"person-{person.pk}@programme.example"
        person.save()


def delegate(email: str, meeting: Meeting, *numbers: int, language: str = "en") -> User:
    """Somebody who asked to be told of items, or without numbers of everything."""
    user = User.objects.create_user(email)
    uids = [Item.objects.get(meeting=meeting, number=number).uid for number in numbers]
    for uid in uids or [""]:
        subscribe(meeting, item_uid=uid, language=language, by=user, at=ON_14_MAY)
    return user


def many_subscribers(meeting: Meeting, number: int) -> None:
    """So many who asked to be told of everything."""
    users = User.objects.bulk_create(
        User(email=f"reader-{n}@delegates.example") for n in range(number)
    )
    Subscription.objects.bulk_create(
        Subscription(meeting=meeting, user=user, subscribed_at=ON_14_MAY) for user in users
    )


def sent() -> None:
    """Let all mails have left."""
    Message.objects.update(state=State.SENT, sent_at=ON_14_MAY)


def publish(meeting: Meeting, **given: Any) -> Publication:
    """Publish the draft."""
    return publish_programme(
        meeting,
        **({"note": NOTE, "by": None, "at": ON_14_MAY, "token": codes.address_token()} | given),
    )
