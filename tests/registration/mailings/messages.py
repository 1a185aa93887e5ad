"""Messages for the tests: drafts, and the readers of the cast."""

from dataclasses import replace
from typing import Any

from intersessional.accounts.models import User
from registration.mailings import operations, queries
from registration.mailings.details import Draft
from registration.mailings.models import Mailing
from registration.meetings.models import Meeting
from registration.registrations.models import Registration
from tests.people import ON_14_MAY, PAOLA, receive

DRAFT = Draft(
    title="The room",
    subject_en="{meeting}: the room has changed, {honorific} {family_name}",
    text_en="{salutation}\n\nPlease come to <Room A> & not B: {link}\n\nYours,\nThe ISU",
    subject_fr="La salle a changé",
    text_fr="{salutation}\n\nLa salle de {delegation} a changé.",
)
# As the form sends it.
FORM = {name: getattr(DRAFT, name) for name in Draft.__dataclass_fields__}


def draft(by: User, *, audience: str = "registrations", **changes: Any) -> Mailing:
    """A draft to everybody registered."""
    filters = changes.pop("filters", {})
    meeting = changes.pop("meeting", None) or Meeting.objects.get(slug="2018")
    mailing = operations.begin(meeting, replace(DRAFT, **changes), by=by, at=ON_14_MAY)
    operations.choose(mailing, audience, filters, version=1, by=by, at=ON_14_MAY)
    return Mailing.objects.select_related("meeting").get(pk=mailing.pk)


def send(mailing: Mailing, by: User) -> int:
    """Send a draft to whom it reaches now."""
    seen = queries.reach(mailing).digest
    return operations.send(mailing, version=mailing.version, seen=seen, by=by, at=ON_14_MAY)


def many(number: int, **changes: Any) -> list[Registration]:
    """So many people of Ecuador, each at an address of their own."""
    first = receive(replace(PAOLA, email="n0@many.example", **changes))
    made = [first]
    for n in range(1, number):
        one = Registration.objects.get(pk=first.pk)
        person = one.person
        person.pk = None
        person.save()
        one.pk, one.person = None, person
        one.email = f"n{n}@many.example"
        one.receipt_number, one.receipt_token = f"X{n:05}", f"receipt{n:015}"
        one.badge_code, one.submission_token = f"badge{n}", f"token{n}"
        made.append(one)
    Registration.objects.bulk_create(made[1:])
    return made
