"""Many confirmed people of many delegations, made in a few statements: for statistics and exports."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from intersessional import codes
from intersessional.accounts.models import User
from registration.delegations.models import Delegation
from registration.registrations.models import Person, Registration
from tests.people import FRIDAY, ON_14_MAY, THURSDAY
from tests.programme.interventions.floors import delegation


def crowd(code: str, genders: Sequence[str], *, by: User, **fields: Any) -> list[Registration]:
    """Confirmed members of a delegation with these answers; the first is its head."""
    found = delegation(code)
    start = Registration.objects.count()
    people = Person.objects.bulk_create(
        Person(given_names="Given", family_name=f"Family {n}", email=f"p{n}@mission.example")
        for n in range(start, start + len(genders))
    )
    return Registration.objects.bulk_create(
        _registration(found, person, gender, n, by, fields)
        for n, (person, gender) in enumerate(zip(people, genders, strict=True))
    )


def _registration(
    found: Delegation, person: Person, gender: str, place: int, by: User, fields: Any
) -> Registration:
    given = {
        "role": "member" if place else "head",
        "state": "confirmed",
        "function": "Counsellor",
    } | fields
    return Registration(
        meeting=found.meeting,
        delegation=found,
        person=person,
        receipt_number=f"R-{person.pk}",
        submission_token=codes.address_token(),
        submission_digest="0" * 64,
        given_names=person.given_names,
        family_name=person.family_name,
        email=person.email,
        position=place,
        days=[THURSDAY, FRIDAY],
        gender=gender,
        received_at=ON_14_MAY,
        confirmed_at=ON_14_MAY + timedelta(hours=1),
        confirmed_by=by,
        **given,
    )
