"""The door in the tests: people who are confirmed, their badges printed, scans of a device."""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.test import Client

from intersessional.accounts.models import User
from registration.attendance.badges import operations as badges
from registration.attendance.models import Badge, BadgePrint
from registration.meetings.models import Meeting
from registration.registrations import operations
from registration.registrations.models import Registration
from tests import people
from tests.people import GENEVA, PAOLA

# The first morning of the meeting.
MORNING = datetime(2018, 6, 7, 9, 5, tzinfo=GENEVA)
TOKEN = "t" * 22


def confirmed(by: User, number: int = 0, **changes: Any) -> Registration:
    """Somebody who is confirmed, by default Paola; with a number, somebody else."""
    if number:
        changes = {"email": f"p{number}@mission.example", "family_name": name(number)} | changes
    registration = people.receive(replace(PAOLA, **changes))
    return operations.confirm(registration, by=by, at=people.ON_14_MAY)


def name(number: int) -> str:
    """A family name of letters alone, unlike the others."""
    letters = "BCDFGHJKLMNPQRSTVWXZ"
    return "".join(letters[number // 20**n % 20] + "aeiou"[number // 5**n % 5] for n in range(3))


def order(*registrations: Registration, by: User, token: str = TOKEN, **changes: Any) -> BadgePrint:
    """Order the badges of some people."""
    wanted = badges.Order(
        **({"scope": "all", "layout": "a6", "language": "en", "token": token} | changes)
    )
    meeting = Meeting.objects.get(slug="2018")
    pks = [one.pk for one in registrations]
    return badges.order(meeting, pks, wanted, by=by, at=people.ON_14_MAY)


def printed(*registrations: Registration, by: User, **changes: Any) -> bytes:
    """The file of their badges, as a worker makes it."""
    made = order(*registrations, by=by, **changes)
    badges.print_due(at=people.ON_14_MAY)
    made.refresh_from_db()
    return bytes(made.pdf or b"")


def badge(registration: Registration, by: User) -> Badge:
    """The valid badge of somebody, issued but not printed."""
    order(registration, by=by, token=str(uuid4())[:32].replace("-", "a"))
    return Badge.objects.valid().get(registration=registration)


def scan(code: str, **changes: Any) -> dict[str, Any]:
    """A scan as a device sends it."""
    return {"key": str(uuid4()), "code": code, "ago": 0} | changes


def send(client: Client, *scans: Any) -> list[dict[str, Any]]:
    """Send what a device has kept; return the answers."""
    response = client.post(
        "/desk/check-in/entries/", json.dumps({"scans": scans}), content_type="application/json"
    )
    assert response.status_code == 200, response.status_code
    answers: list[dict[str, Any]] = response.json()["answers"]
    return answers


def outcomes(client: Client, *scans: Any) -> list[str]:
    """Send scans; return what became of each."""
    return [answer["outcome"] for answer in send(client, *scans)]
