"""What the placeholders say to one reader."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from registration.delegations.models import Category, Delegation
from registration.meetings.models import Meeting
from registration.registrations.missing import Closings
from registration.registrations.presentation import salutation_name

from .audiences import Addressee


def of_meeting(meeting: Meeting) -> dict[str, str]:
    """Return what is the same for all readers, in the active language."""
    year = pgettext("title and year of a meeting", "%(title)s %(year)d")
    return {
        "meeting": year % {"title": meeting.title, "year": meeting.begins_on.year},
        "dates": meeting.dates_text,
        "place": f"{meeting.venue}, {meeting.city}",
        "contact": meeting.contact_email,
    }


# What there is for every reader, and of every meeting.
ALWAYS = {"salutation", "link", "closing", "meeting", "dates", "place", "contact"}


def has(reader: Addressee, name: str) -> bool:
    """Say whether there is a value for a reader, without working out which."""
    honorific, given_name, family_name = reader.names
    found: dict[str, object] = {
        "honorific": honorific,
        "given_name": given_name,
        "family_name": family_name,
        "name": any(reader.names) or reader.name,
        "delegation": reader.delegation,
        "receipt_number": reader.registration,
    }
    return name in ALWAYS or bool(found.get(name))


class Values:
    """What is said of each reader of a meeting: the delegations and their closings are read once."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting
        found = Delegation.objects.for_meeting(meeting).with_names()
        self.delegations = {one.pk: one for one in found}
        self.closings = Closings(meeting)
        # What many readers have in common is worked out once, by language.
        self._links: dict[tuple[bool, str], str] = {}
        self._days: dict[tuple[datetime, str], str] = {}

    def of(self, reader: Addressee, language: str) -> dict[str, str]:
        """Return the values for a reader, in a language."""
        with translation.override(language):
            delegation = self.delegations.get(reader.delegation or 0)
            return {
                **_of_person(reader),
                "delegation": delegation.name if delegation else "",
                "closing": self._closing(reader, delegation, language),
                "link": self._link(reader, language),
            }

    def _link(self, reader: Addressee, language: str) -> str:
        kind = (reader.registration is not None, language)
        if kind not in self._links:
            self._links[kind] = _link(reader, self.meeting)
        return self._links[kind]

    def _closing(self, reader: Addressee, delegation: Delegation | None, language: str) -> str:
        at: datetime = self.closings.ordinary
        if reader.person and hasattr(reader.person, "closes_at"):
            at = reader.person.closes_at
        elif delegation:
            at = self.closings.of(delegation.entity, Category(delegation.category))
        if (at, language) not in self._days:
            day = date_format(self.meeting.last_day_before(at), "DATE_FORMAT")
            self._days[at, language] = day
        return self._days[at, language]


def _of_person(reader: Addressee) -> dict[str, str]:
    one = reader.person
    dear = salutation_name(one) if one else reader.name
    return {
        "salutation": _("Dear %(name)s,") % {"name": dear} if dear else _("Dear Madam or Sir,"),
        "honorific": one.honorific if one else "",
        "given_name": one.given_names if one else "",
        "family_name": one.family_name if one else "",
        "name": reader.called,
        "receipt_number": one.receipt_number if one else "",
    }


def _link(reader: Addressee, meeting: Meeting) -> str:
    """Return the page where the reader signs in; it still leads there when another meeting is next."""
    name = "registrations:other:own" if reader.registration else "delegation:other:index"
    return f"{settings.BASE_URL}{reverse(name, args=[meeting.slug])}"
