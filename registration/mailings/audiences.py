"""To whom a message can go: what a source of readers is, and what it finds.

Those of registrations and focal points are in `sources.py`; `settings.MAILING_AUDIENCES` names those of
the parts above.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from intersessional.accounts import addresses
from registration.delegations.models import Delegation, FocalPoint
from registration.meetings.models import Meeting
from registration.registrations.models import Registration
from registration.registrations.models.registrations import printed_name

Filters = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody to write to; small, for there may be ten thousand.

    Of somebody registered there are the key and the names: honorific, given names, family name. All
    that a mail says of them is read when it is said (`Reach.said`), unless a source has read it
    already: `person`.
    """

    email: str
    language: str
    name: str = ""
    delegation: int | None = None
    registration: int | None = None
    focal_point: int | None = None
    names: tuple[str, str, str] = ("", "", "")
    person: Registration | None = None

    @property
    def key(self) -> str:
        """Who it is: one person registered, or else one address."""
        if self.registration:
            return f"registration {self.registration}"
        return f"address {plain_address(self.email)}"

    @property
    def called(self) -> str:
        """The whole name; empty where none is known."""
        return printed_name(*self.names) if self.registration else self.name


# What is read of each of many who are registered, as `of_row` takes it.
ROW = (
    *("pk", "email", "correspondence_language", "delegation"),
    *("honorific", "given_names", "family_name"),
)


def of_row(row: tuple[Any, ...]) -> Addressee:
    """Return somebody registered, by the columns in `ROW`, in their own language."""
    pk, email, language, delegation, *names = row
    return Addressee(
        email,
        language,
        delegation=delegation,
        registration=pk,
        names=(names[0], names[1], names[2]),
    )


def of_registration(registration: Registration) -> Addressee:
    """Return somebody registered, in their own language."""
    return Addressee(
        registration.email,
        registration.correspondence_language,
        delegation=registration.delegation_id,
        registration=registration.pk,
        names=(registration.honorific, registration.given_names, registration.family_name),
        person=registration,
    )


def of_focal_point(point: FocalPoint) -> Addressee:
    """Return a focal point, in their own language."""
    return Addressee(
        point.email,
        point.language,
        point.name,
        delegation=point.delegation_id,
        focal_point=point.pk,
    )


def of_delegation(delegation: Delegation) -> Addressee:
    """Return the own address of a delegation's entity."""
    entity = delegation.entity
    return Addressee(entity.email, entity.correspondence_language, delegation=delegation.pk)


@dataclass(frozen=True)
class Source:
    """A way to find readers. `choices` are its parts (value and label), of which one is chosen.

    `find` is asked with `{"which": value}`; with the filters of its own form for registrations.
    """

    label: Any
    find: Callable[[Meeting, Filters], Iterable[Addressee]]
    choices: Callable[[Meeting], list[tuple[str, str]]] | None = None
    # What is chosen, as the form asks.
    which: Any = ""


def plain_address(email: str) -> str:
    """Return the one spelling of an address, by which mails are counted."""
    return addresses.plain(email) or email.strip().lower()
