"""The earlier meeting of the demonstration: so that a delegation finds people to take over.

Only dates and city are true: those meetings took place in Geneva on 8 and 9 June 2017. The people
are invented, as their names say, and so is everything else; the title says that it is demonstration
data. Rows are written without the operations: nobody must get a mail about a meeting that is over.
"""

from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction

from intersessional import codes
from intersessional.accounts.models import User
from intersessional.audit.operations import record
from registration.delegations.models import Category, Delegation
from registration.delegations.operations import open_delegation
from registration.delegations.queries import delegation_of
from registration.meetings.models import Meeting
from registration.registrations.details import Details
from registration.registrations.models import Person, Registration
from registration.registrations.transitions import State

SLUG = "2017"
RECEIVED_AT = datetime(2017, 5, 10, 8, tzinfo=UTC)
MEETING: dict[str, Any] = {
    "code": "IM17",
    "title_en": "Intersessional Meetings 2017 (demonstration data)",
    "title_fr": "Réunions intersessions 2017 (données de démonstration)",
    "title_es": "Reuniones entre períodos de sesiones 2017 (datos de demostración)",
    "begins_on": date(2017, 6, 8),
    "ends_on": date(2017, 6, 9),
    "time_zone": "Europe/Zurich",
    "venue_en": "Demonstration hall",
    "venue_fr": "Salle de démonstration",
    "venue_es": "Sala de demostración",
    "city_en": "Geneva",
    "city_fr": "Genève",
    "city_es": "Ginebra",
    "contact_email": "isu@apminebanconvention.org",
    "registration_opens_at": datetime(2017, 4, 17, tzinfo=UTC),
    "registration_closes_at": datetime(2017, 6, 1, tzinfo=UTC),
}
# Given name, family name, honorific, function, role, gender.
PEOPLE: dict[str, list[tuple[str, str, str, str, str, str]]] = {
    "cr": [
        ("Aurora", "Inventada", "H.E. Ms.", "Ambassador", "head", "woman"),
        ("Bruno", "Ejemplar", "Mr.", "Minister Counsellor", "deputy", "man"),
        ("Carmen", "Ficticia", "Ms.", "Counsellor", "member", "woman"),
        ("Diego", "Supuesto", "Mr.", "First Secretary", "member", "man"),
        ("Elisa", "Imaginaria", "Dr.", "Adviser", "adviser", ""),
        ("Fabio", "Hipotético", "Mr.", "Attaché", "member", "man"),
    ],
    "ug": [
        ("Grace", "Fictional", "H.E. Ms.", "Ambassador", "head", "woman"),
        ("Henry", "Pretend", "Mr.", "Counsellor", "member", "man"),
    ],
    "jo": [
        ("Iman", "Imagined", "H.E. Ms.", "Ambassador", "head", "woman"),
        ("Jamal", "Madeup", "Mr.", "Second Secretary", "member", "man"),
    ],
}


@transaction.atomic
def load(*, by: User, domain: str) -> None:
    """Write the meeting and its people, once."""
    meeting, is_new = Meeting.objects.get_or_create(slug=SLUG, defaults=MEETING)
    if not is_new:
        return
    for code, people in PEOPLE.items():
        delegation = _delegation(code, meeting)
        for person in people:
            _register(person, delegation, by=by, domain=domain)
    meeting.save(update_fields=["last_receipt"])
    record("load", meeting, by=by, at=RECEIVED_AT)


def _delegation(code: str, meeting: Meeting) -> Delegation:
    found = delegation_of(code, meeting)
    if found is None:
        raise LookupError(code)
    return open_delegation(meeting, found.entity, Category(found.category))


def _register(
    person: tuple[str, str, str, str, str, str], delegation: Delegation, *, by: User, domain: str
) -> None:
    given, family, honorific, function, role, gender = person
    meeting = delegation.meeting
    meeting.last_receipt += 1
    email = f"{given.lower()}@{domain}"
    details = Details(
        entity_code=delegation.entity.code,
        honorific=honorific,
        given_names=given,
        family_name=family,
        function=function,
        role=role,
        gender=gender,
        email=email,
        languages=("en",),
        days=tuple(meeting.days),
    )
    Registration.objects.create(
        meeting=meeting,
        delegation=delegation,
        person=Person.objects.create(given_names=given, family_name=family, email=email),
        receipt_number=f"{meeting.code}-{meeting.last_receipt:04d}",
        submission_token=codes.address_token(),
        submission_digest=details.digest(),
        honorific=honorific,
        given_names=given,
        family_name=family,
        function=function,
        role=role,
        gender=gender,
        email=email,
        languages=list(details.languages),
        days=list(details.days),
        position=meeting.last_receipt,
        state=State.CONFIRMED,
        received_at=RECEIVED_AT,
        confirmed_at=RECEIVED_AT,
        confirmed_by=by,
    )
