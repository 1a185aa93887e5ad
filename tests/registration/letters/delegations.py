"""Facts of a delegation to print, and delegations with confirmed members."""

from dataclasses import replace
from datetime import date
from typing import Any

from intersessional.accounts.models import User
from registration.delegations.models import Delegation
from registration.letters.delegation_facts import DelegationFacts, MemberFacts
from registration.registrations import operations
from registration.registrations.details import Details, Particulars
from registration.registrations.models import Registration
from tests.people import FRIDAY, ON_14_MAY, PAOLA, THURSDAY, receive
from tests.registration.letters.conftest import FACTS

OF_THE_LETTER = (
    *("language", "city", "issued_on", "code", "verify_url", "entity_name", "category"),
    *("meeting_title", "meeting_begins_on", "meeting_ends_on", "venue_name", "venue_address"),
    *("closes_on", "contact_email"),
)


def member(**changes: Any) -> MemberFacts:
    """Paola, changed as asked."""
    given = {
        "honorific": "Ms.",
        "given_names": "Paola Fernanda",
        "family_name": "Chávez",
        "function": "Counsellor",
        "department": "Permanent Mission",
        "role": "member",
        "days": (THURSDAY, FRIDAY),
    }
    return MemberFacts(**(given | changes))


def facts(**changes: Any) -> DelegationFacts:
    """Ecuador's delegation: Paola alone, changed as asked."""
    given = {
        "reference": "IM18/CONF/EC-1",
        "members": (member(),),
        "unconfirmed": 0,
        "note_reference": "",
        "note_dated_on": None,
        "replaces_code": "",
        "replaces_on": None,
    }
    return DelegationFacts(**({name: FACTS[name] for name in OF_THE_LETTER} | given | changes))


def several(count: int, **changes: Any) -> tuple[MemberFacts, ...]:
    """So many members, each with a name of its own."""
    return tuple(member(family_name=f"Number {n:03}x", **changes) for n in range(count))


def confirmed(staff: User, details: Details = PAOLA, **changes: Any) -> Registration:
    """Receive and confirm somebody, by default Paola."""
    return operations.confirm(receive(replace(details, **changes)), by=staff, at=ON_14_MAY)


def delegation(code: str = "ec") -> Delegation:
    """The delegation of an entity, with its names."""
    found: Delegation = Delegation.objects.with_names().get(entity__code=code)
    return found


def amend(registration: Registration, by: User, **changes: Any) -> None:
    """Change particulars."""
    now = Registration.objects.for_change().get(pk=registration.pk)
    particulars = replace(Particulars.of(now), **changes)
    operations.amend(now, particulars, version=now.version, by=by, at=ON_14_MAY)


def withdraw(registration: Registration, by: User) -> None:
    """Withdraw somebody."""
    now = Registration.objects.for_change().get(pk=registration.pk)
    operations.withdraw(now, version=now.version, by=by, at=ON_14_MAY)


LATE = date(2018, 6, 2)
