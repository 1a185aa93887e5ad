"""Who is on a list: a choice among populations, of which a higher part may add its own.

    population.register(Population("checked_in", _("…"), _("…"), narrow))

`narrow` gets the registrations of a meeting that may be listed at all, and returns fewer.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from registration.attendance.models import Act, Passage
from registration.meetings.models import Meeting
from registration.registrations.models import Participation, Registration, RegistrationQuerySet
from registration.registrations.transitions import State

Text = str | Promise
# They serve the meeting, and stand on no list of it; nor are they in its statistics.
NOT_LISTED = (Participation.STAFF, Participation.INTERPRETER, Participation.MEDIA)


@dataclass(frozen=True)
class Population:
    """A rule for who is listed: its label for the staff, its sentence for the paper."""

    key: str
    label: Text
    sentence: Text
    narrow: Callable[[RegistrationQuerySet], RegistrationQuerySet]


def _confirmed(registrations: RegistrationQuerySet) -> RegistrationQuerySet:
    return registrations.filter(state=State.CONFIRMED)


CONFIRMED = Population(
    "confirmed",
    _("whose registration is confirmed"),
    _("Listed are those whose registration had been confirmed by then."),
    _confirmed,
)


def _came(registrations: RegistrationQuerySet) -> RegistrationQuerySet:
    """Who was confirmed and came: on a day of the meeting or of the bilaterals, as in `checked_in`."""
    of_the_meeting = Q(day__gte=F("meeting__begins_on")) | Q(day=F("meeting__bilaterals_on"))
    entries = Passage.objects.standing().filter(of_the_meeting, act=Act.CHECK_IN)
    return _confirmed(registrations).filter(pk__in=entries.values("registration"))


CHECKED_IN = Population(
    "checked_in",
    _("who were confirmed and have checked in"),
    _("Listed are those who had been confirmed and checked in by then."),
    _came,
)
_known = {one.key: one for one in (CONFIRMED, CHECKED_IN)}


def register(population: Population) -> None:
    """Let lists be made of another population, too."""
    _known[population.key] = population


def populations() -> list[Population]:
    """Return all that a list can be made of; those who are confirmed first."""
    return list(_known.values())


def population_named(key: str) -> Population:
    """Return a population by its key; those who are confirmed where it is not known (any more)."""
    return _known.get(key, CONFIRMED)


def listed(meeting: Meeting, population: Population) -> RegistrationQuerySet:
    """Return the registrations that a list of the meeting names, in the order of each delegation."""
    found = Registration.objects.for_meeting(meeting).exclude(participation__in=NOT_LISTED)
    return population.narrow(found).in_order()
