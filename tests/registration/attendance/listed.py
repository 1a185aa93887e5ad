"""People on a list of participants: of each category, in several scripts, and who is not on it."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.test import Client

from intersessional.accounts.models import User
from registration.attendance.models import ListVersion
from registration.attendance.participants.queries import content_of
from registration.meetings.models import Meeting
from registration.registrations import operations
from registration.registrations.models import Registration
from tests.people import ABEBE, LAYLA, OLENA, ON_14_MAY, PAOLA, receive

DESK = "/desk/participants/"
LATER = ON_14_MAY + timedelta(days=16, hours=9)


def confirmed(by: User, details: Any = PAOLA, **changes: Any) -> Registration:
    """Somebody whose registration is confirmed, by default Paola."""
    found = receive(replace(details, **changes))
    return operations.confirm(found, by=by, at=ON_14_MAY)


def meeting() -> Meeting:
    """The meeting of June 2018."""
    return Meeting.objects.get(slug="2018")


def everybody(by: User) -> dict[str, Registration]:
    """Confirm people of each category; one is not confirmed, one interprets."""
    people = {
        "member": confirmed(by),
        "head": confirmed(by, given_names="Diego", family_name="Morejón", role="head",
                          honorific="H.E. Mr.", function="Ambassador", email="d@mission.example"),
        "deputy": confirmed(by, given_names="Ana", family_name="de la Torre", role="deputy",
                            honorific="Dr.", department="", email="a2@mission.example"),
        "abebe": confirmed(by, ABEBE),
        "layla": confirmed(by, LAYLA),
        "olena": confirmed(by, OLENA),
        "tr": confirmed(by, entity_code="tr", email="tr@mission.example", family_name="Çelik"),
        "mk": confirmed(by, entity_code="mk", email="mk@mission.example", family_name="Đorđević"),
        "us": confirmed(by, entity_code="us", email="us@mission.example", family_name="O'Neill"),
        "unmas": confirmed(by, entity_code="org-unmas", email="un@un.example", family_name="Nguyễn"),
        "icrc": confirmed(by, entity_code="org-icrc", email="x@icrc.example", family_name="Müller"),
        "icbl": confirmed(by, entity_code="org-icbl-cmc", email="x@icbl.example", family_name="Ly"),
        "interpreter": confirmed(by, given_names="Ingrid", family_name="Dolmetsch",
                                 email="i@un.example", entity_code="org-unmas"),
        "received": receive(replace(PAOLA, given_names="Nobody", family_name="Yet",
                                    email="n@mission.example")),
    }  # fmt: skip
    operations.set_participation(people["interpreter"], "interpreter", by=by, at=ON_14_MAY)
    return people


def made(client: Client, kind: str = "make", **more: Any) -> ListVersion:
    """Make a version as the staff do, from the page that shows what it holds."""
    response = client.post(f"{DESK}{kind}/", form(client, kind) | more)
    assert response.status_code == 302, response.content.decode()[:3000]
    found = ListVersion.objects.for_meeting(meeting()).first()
    assert found is not None
    return found


def form(client: Client, kind: str = "make") -> dict[str, Any]:
    """Return what the page sends, before anything is typed."""
    page = client.get(f"{DESK}{kind}/")
    sent = page.context["form"]
    # A browser sends the first population, where none is chosen.
    population = sent.fields["population"].choices[0][0]
    return {
        "seen": page.context["digest"],
        "token": sent.form_token,
        "population": population,
        "note": "",
    }


def digest(at: datetime = ON_14_MAY) -> str:
    """Return what tells the list as it stands from any other."""
    return content_of(meeting(), at=at).digest
