"""The cast: who appears in the tests, and the instants that matter."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile

from intersessional import clock, codes
from intersessional.accounts import roles
from intersessional.accounts.models import User
from intersessional.uploads import examined
from registration.delegations.models import Category, Delegation, FocalPoint, Note
from registration.delegations.operations import open_delegation, receive_note
from registration.delegations.queries import delegation_of
from registration.meetings.models import Meeting
from registration.registrations import operations
from registration.registrations.details import Details
from registration.registrations.models import Registration
from registration.registrations.travel import Terms, TravelParticulars

GENEVA = ZoneInfo("Europe/Zurich")
ON_14_MAY = datetime(2018, 5, 14, 9, tzinfo=GENEVA)
CLOSING = datetime(2018, 6, 1, tzinfo=GENEVA)
LAST_SECOND = CLOSING - timedelta(seconds=1)
SMALL_PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
THURSDAY, FRIDAY = date(2018, 6, 7), date(2018, 6, 8)

# A counsellor of Ecuador, head of nothing, with an accent in the name.
PAOLA = Details(
    entity_code="ec",
    honorific="Ms.",
    given_names="Paola Fernanda",
    family_name="Chávez",
    function="Counsellor",
    department="Permanent Mission",
    email="p.chavez@mission.example",
    days=(THURSDAY, FRIDAY),
)
# The same answers as the public form sends them.
PAOLA_FORM: dict[str, Any] = {
    "delegation": "ec",
    "honorific": "Ms.",
    "given_names": "Paola Fernanda",
    "family_name": "Chávez",
    "function": "Counsellor",
    "department": "Permanent Mission",
    "role": "member",
    "email": "p.chavez@mission.example",
    "days": ["2018-06-07", "2018-06-08"],
}
# Names that only the right fonts print: Amharic, Arabic, Cyrillic.
ABEBE = replace(
    PAOLA, entity_code="et", given_names="አበበ", family_name="ቢቂላ", email="a@mission.example"
)
LAYLA = replace(
    PAOLA, entity_code="jo", given_names="ليلى", family_name="الحسن", email="l@mission.example"
)
OLENA = replace(
    PAOLA, entity_code="ua", given_names="Олена", family_name="Ковальчук", email="o@mission.example"
)


# What Paola's passport says: each value stands nowhere else, so that it can be searched for.
PASSPORT = TravelParticulars(
    nationality="Quitopatria",
    birth_date=date(1979, 3, 29),
    birth_place="Canarivilla del Pasto",
    passport_number="KNR7731905",
    passport_issued_on=date(2013, 9, 26),
    passport_expires_on=date(2023, 9, 25),
    post="embassy",
    post_city="Embajadópolis",
    post_country="Consulandia",
    arrives_on=date(2018, 6, 5),
    departs_on=date(2018, 6, 9),
    payer_kind="organisation",
    payer="Mecenazgo Zumbador",
)
# What a visa officer settles for her letter, by default: what she says of the costs.
TERMS = Terms(payer_kind=PASSPORT.payer_kind, payer=PASSPORT.payer)
TRAVELLER = replace(PAOLA, wants_visa_letter=True)


def traveller(details: Details = TRAVELLER, **passport: Any) -> Registration:
    """Somebody who wants a letter for a visa, with the particulars of a passport, by default Paola."""
    registration = receive(details)
    enter_passport(registration, **passport)
    return registration


def enter_passport(
    registration: Registration, *, version: int = 0, by: User | None = None, **changes: Any
) -> bool:
    """Enter the particulars of a registration's passport, by default by the person."""
    user = by or User.objects.get_or_create(email=registration.email)[0]
    return operations.enter_document(
        registration, replace(PASSPORT, **changes), version=version, by=user, at=ON_14_MAY
    )


def visa_officer(email: str = "vera@isu.example") -> User:
    """Somebody of the ISU who sees passports and issues letters for a visa."""
    user = _user(email, roles.ISU_STAFF)
    user.groups.add(Group.objects.get(name=roles.VISA_OFFICER))
    User.objects.filter(pk=user.pk).update(name="Vera Visum")
    return User.objects.get(pk=user.pk)


def receive(details: Details = PAOLA, **changes: Any) -> Registration:
    """Receive a registration, by default Paola's on 14 May 2018."""
    given = {
        "meeting": Meeting.objects.get(slug="2018"),
        "token": codes.address_token(),
        "language": "en",
        "at": ON_14_MAY,
    }
    return operations.receive(details, **(given | changes))


def focal_point(code: str = "ec", email: str = "felix@mission.example") -> User:
    """Somebody who manages the delegation of an entity, by default Paola's."""
    user = User.objects.filter(email=email).first() or User.objects.create_user(email)
    meeting = Meeting.objects.get(slug="2018")
    delegation = delegation_of(code, meeting)
    assert delegation is not None
    if not delegation.pk:
        delegation = open_delegation(meeting, delegation.entity, Category(delegation.category))
    if not FocalPoint.objects.filter(delegation=delegation, email=email).exists():
        FocalPoint.objects.create(
            delegation=delegation,
            email=email,
            added_at=ON_14_MAY,
            approved_at=ON_14_MAY,
            approved_by=user,
        )
    return user


def note(delegation: Delegation, by: User, **changes: Any) -> Note:
    """A note verbale, by default of 9 May, which names Paola."""
    content = changes.pop("content", SMALL_PDF)
    file = SimpleUploadedFile("note.pdf", content)
    given = {
        "upload": examined(file),
        "reference": "4-7-112/2018",
        "dated_on": date(2018, 5, 9),
        "names": ["Ms. Paola Fernanda CHÁVEZ"],
        "at": ON_14_MAY,
    }
    return receive_note(delegation, by=by, **(given | changes))


def isu_staff() -> User:
    """Somebody of the ISU, who confirms."""
    return _user("ines@isu.example", roles.ISU_STAFF)


def colleague() -> User:
    """Somebody else of the ISU."""
    return _user("clara@isu.example", roles.ISU_STAFF)


def administrator() -> User:
    """Somebody who may do everything."""
    return User.objects.create_superuser("ada@isu.example", "a long enough password")


def _user(email: str, role: str) -> User:
    user = User.objects.create_user(email, "a long enough password", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


def set_clock(monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
    """Set the portal's clock; it stands still."""
    monkeypatch.setattr(clock, "now", lambda: at)
