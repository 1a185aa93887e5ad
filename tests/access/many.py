"""Three rows and more of each model that has a list in the admin site."""

from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from model_bakery import baker

from intersessional.accounts.models import User
from programme.agenda.models import Contributor, Panel, Room, Segment
from programme.bilaterals.models import (
    Absence,
    Break,
    Candidate,
    Excusal,
    Resource,
    SharedRoom,
)
from registration.delegations.models import Delegation, Entity, Tag
from registration.letters.models import Letter
from registration.meetings.models import Meeting
from registration.registrations.models import CategoryDeadline, Extension, Quota, Registration
from tests.desk.boards import fill
from tests.people import CLOSING, ON_14_MAY
from tests.programme.agenda.drafts import publish
from tests.programme.bilaterals import days


def rows_of_each_model(by: User) -> None:
    """Make them, each with relations of its own."""
    fill(3, by=by)
    meeting = days.meeting()
    _settings(meeting, by)
    _letters(meeting)
    _programme(meeting)
    _bilaterals(meeting, by)
    for number in range(3):
        user = User.objects.create_user(f"user{number}@mission.example")
        EmailAddress.objects.create(user=user, email=user.email)
        baker.make(Authenticator, user=user, type="recovery_codes", data={})
        Tag.objects.get_or_create(slug=f"tag-{number}")


def _settings(meeting: Meeting, by: User) -> None:
    delegations = list(Delegation.objects.for_meeting(meeting)[:3])
    for delegation, category in zip(delegations, ("ngo", "un", "other"), strict=True):
        whose = {"meeting": meeting, "delegation": delegation}
        Quota.objects.create(**whose, places=99)
        CategoryDeadline.objects.create(meeting=meeting, category=category, closes_at=CLOSING)
        Extension.objects.create(
            **whose, closes_at=CLOSING, reason="-", granted_at=ON_14_MAY, granted_by=by
        )


def _letters(meeting: Meeting) -> None:
    for registration in Registration.objects.all()[:3]:
        baker.make(
            Letter,
            kind="confirmation",
            meeting=meeting,
            registration=registration,
            version=1,
            pdf=b"%PDF-",
        )


def _programme(meeting: Meeting) -> None:
    people = list(Contributor.objects.filter(meeting=meeting)[:3])
    # Who stands first in the list speaks for an entity, whose name is asked for once for all rows.
    for person, entity in zip(people, Entity.objects.filter(kind="state"), strict=False):
        person.entity = entity
        person.save()
    for segment, moderator in zip(Segment.objects.filter(panel=None), people, strict=False):
        baker.make(Panel, segment=segment, moderator=moderator, title_en="Panel")
    publish(meeting)
    publish(meeting)


def _bilaterals(meeting: Meeting, by: User) -> None:
    resources = list(Resource.objects.exclude(entity=None)[:3])
    when: dict[str, Any] = {"meeting": meeting, "begins_at": days.at(15), "ends_at": days.at(16)}
    for number, resource in enumerate(resources):
        Absence.objects.create(resource=resource, **when)
        begins = days.at(18) + timedelta(hours=number)
        Break.objects.create(
            meeting=meeting, begins_at=begins, ends_at=begins + timedelta(minutes=30)
        )
    for room in Room.objects.filter(meeting=meeting)[:3]:
        SharedRoom.objects.get_or_create(room=room)
    pairs = zip(Candidate.objects.all()[:3], Entity.objects.filter(kind="state")[:3], strict=True)
    for candidate, entity in pairs:
        Excusal.objects.create(
            candidate=candidate, entity=entity, excused_by=by, excused_at=ON_14_MAY, reason="-"
        )
