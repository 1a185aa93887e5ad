"""Reading what a list of participants holds now, and what was made of it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone, translation

from intersessional.accounts.models import User
from intersessional.accounts.policies import is_of_the_isu
from intersessional.localised import LANGUAGES
from registration.delegations.models import Category, Delegation, Entity, EntityKind, FocalPoint
from registration.meetings.models import Meeting
from registration.registrations.models import Registration
from registration.registrations.transitions import State

from ..models import ListFile, ListVersion
from .content import Content, Entry, Participant
from .population import CONFIRMED, Population, listed

# In the order of the list; UN bodies, Red Cross and Red Crescent are among international organisations.
SECTIONS = ("state_party", "state_not_party", "international", "ngo", "other")
_SECTION_OF = {
    Category.UN: "international",
    Category.RED_CROSS: "international",
}
PRINTED = ("role", "honorific", "given_names", "family_name", "function", "department")


def content_of(
    meeting: Meeting,
    *,
    population: Population = CONFIRMED,
    delegation: Delegation | None = None,
    at: datetime,
) -> Content:
    """Return what the list would say now, or the part of it on one delegation; three queries."""
    found = listed(meeting, population).with_shared_delegations()
    if delegation is not None:
        found = found.filter(delegation=delegation)
    return Content(
        as_of=at.isoformat(),
        population=population.key,
        meeting=facts_of(meeting, population),
        entries=tuple(_entries(meeting, found)),
    )


def versions_of(meeting: Meeting) -> list[ListVersion]:
    """Return the versions of a meeting, the newest first, with their files but not their bytes."""
    versions = ListVersion.objects.for_meeting(meeting).without_content()
    files = Prefetch("files", ListFile.objects.defer("file"))
    return list(versions.select_related("made_by").prefetch_related(files))


def latest(meeting: Meeting) -> ListVersion | None:
    """Return the newest version with its content, if there is one."""
    found: ListVersion | None = ListVersion.objects.for_meeting(meeting).first()
    return found


def newest_shown(meeting: Meeting) -> ListVersion | None:
    """Return the newest version that delegations may see, if there is one."""
    shown = ListVersion.objects.for_meeting(meeting).shown().without_content()
    found: ListVersion | None = shown.first()
    return found


def files_of(version: ListVersion) -> list[ListFile]:
    """Return the files of a version without their bytes, in the order of the languages."""
    files = ListFile.objects.filter(version=version).defer("file")
    return sorted(files, key=lambda one: (LANGUAGES.index(one.language), one.format == "docx"))


def may_see_lists(user: User, meeting: Meeting) -> bool:
    """Say whether somebody sees lists that are shown.

    So do the ISU, whoever is confirmed, and focal points who act for a delegation; whoever has only
    filled in the form does not: anybody can do that.
    """
    if is_of_the_isu(user):
        return True
    confirmed = Registration.objects.for_meeting(meeting).filter(state=State.CONFIRMED)
    mine = confirmed.visible_to(user)
    acting = FocalPoint.objects.acting().of(user).filter(delegation__meeting=meeting)
    return mine.exists() or acting.exists()


def _entries(meeting: Meeting, registrations: Iterable[Registration]) -> list[Entry]:
    people: dict[int, list[Participant]] = {}
    delegations: dict[int, Delegation] = {}
    for one in registrations:
        delegations[one.delegation_id] = one.delegation
        people.setdefault(one.delegation_id, []).append(_participant(one))
    # By code here, so that the same list has the same digest; each language sorts for itself.
    of_meeting = sorted(delegations.values(), key=lambda delegation: delegation.entity.code)
    return [entry_of(meeting, one, people[one.pk]) for one in of_meeting]


def _participant(registration: Registration) -> Participant:
    return Participant(
        registration=registration.pk, **{name: getattr(registration, name) for name in PRINTED}
    )


def entry_of(meeting: Meeting, delegation: Delegation, people: Iterable[Participant] = ()) -> Entry:
    """Return what the list says of a delegation fetched with its names; asks the database nothing."""
    entity = delegation.entity
    category = Category(delegation.category)
    return Entry(
        code=entity.code,
        section=_SECTION_OF.get(category, category.value),
        names=_names(meeting, entity),
        acronym="" if entity.kind == EntityKind.STATE else entity.acronym,
        people=tuple(people),
    )


def _names(meeting: Meeting, entity: Entity) -> dict[str, str]:
    """Return the names on the meeting's first day: of whom nobody named in English, something."""
    held = {
        name.language: name.name for name in entity.names.all() if name.holds(meeting.begins_on)
    }
    return {"en": entity.name_on(meeting.begins_on, "en"), **held}


def facts_of(meeting: Meeting, population: Population) -> dict[str, Any]:
    """Return what the paper says of the meeting, in each language."""
    facts: dict[str, Any] = {
        "begins_on": meeting.begins_on.isoformat(),
        "ends_on": meeting.ends_on.isoformat(),
        "zone": meeting.time_zone,
        "contact": meeting.contact_email,
    }
    with timezone.override(meeting.zone):
        for language in LANGUAGES:
            with translation.override(language):
                facts[language] = {
                    "title": meeting.short_title,
                    "city": meeting.city,
                    # As it read then: a population may be renamed, or go.
                    "population": str(population.sentence),
                }
    return facts
