"""Statements that tests hand in, and those who want to read them."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from intersessional import codes
from intersessional.accounts.models import User
from intersessional.uploads import examined
from programme.interventions import operations
from programme.interventions.models import Intervention, Statement
from programme.interventions.queries import ListedSegment
from programme.interventions.statements.details import NewStatement
from registration.registrations.models import Registration
from tests.access.actors import signed_in
from tests.people import OLENA, ON_14_MAY, PAOLA, SMALL_PDF, receive
from tests.programme.interventions.floors import IN_THE_ROOM, speakers

# Stand nowhere else, so that they can be searched for.
CANARY = b"Canarivilla-zeta-9417"
CANARY_NAME = "kanarienvogel-zeta-9417"
SECRET_PDF = SMALL_PDF.replace(b"<<>>", b"<</Canary (" + CANARY + b")>>", 1)


def pdf(mark: str = "") -> bytes:
    """A small PDF; another one for another mark."""
    return SMALL_PDF.replace(b"<<>>", f"<</Mark ({mark})>>".encode(), 1)


def chosen(content: bytes = SMALL_PDF, name: str = "Statement.pdf") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def new(content: bytes = SMALL_PDF, name: str = "Statement.pdf", **said: Any) -> NewStatement:
    """What an operation takes."""
    return NewStatement(examined(chosen(content, name)), **({"language": "en"} | said))


def hand_in(
    request: Intervention,
    content: bytes = SMALL_PDF,
    *,
    by: User,
    at: datetime = ON_14_MAY,
    name: str = "Statement.pdf",
    **said: Any,
) -> Statement:
    """Let somebody hand a statement in."""
    token = said.pop("token", "") or codes.address_token()
    return operations.add_statement(request, new(content, name, **said), token=token, by=by, at=at)[
        0
    ]


def deliver(segment: ListedSegment, request: Intervention, by: User) -> None:
    """Let the request be called, and spoken to the end."""
    for count, verb in enumerate(("call", "start", "deliver")):
        who: dict[str, Any] = {
            "version": speakers(segment).version,
            "by": by,
            "at": IN_THE_ROOM + timedelta(minutes=count),
        }
        if verb == "call":
            operations.call_next(segment, pk=request.pk, **who)
        else:
            operations.act(verb, segment, **who)


def take_back(segment: ListedSegment, request: Intervention, by: User) -> None:
    """Give the floor back to whoever has spoken last."""
    version = speakers(segment).version
    at = IN_THE_ROOM + timedelta(minutes=5)
    operations.take_back(request, segment=segment, version=version, by=by, at=at)


def participant(details: Any = OLENA, *, participation: str = "delegate") -> User:
    """Somebody with a confirmed registration, by default Olena of Ukraine, and their way in."""
    registration, user = receive(details), User.objects.create_user(details.email)
    Registration.objects.filter(pk=registration.pk).update(
        state="confirmed",
        confirmed_at=ON_14_MAY,
        confirmed_by=user,
        participation=participation,
    )
    return user


def interpreter() -> User:
    """Somebody who interprets at the meeting, of nobody's delegation but in a list."""
    return participant(
        replace(PAOLA, entity_code="org-icbl-cmc", email="ingo@booth.example", family_name="Booth"),
        participation="interpreter",
    )


def address(statement: Statement) -> str:
    return f"/statements/{statement.key}/"


def status(client: Client, statement: Statement) -> int:
    """What comes of fetching a statement."""
    return client.get(address(statement)).status_code


def browser(user: User | None) -> Client:
    """A browser in which somebody has signed in."""
    return signed_in(user)
