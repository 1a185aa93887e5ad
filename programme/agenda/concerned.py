"""Whom a version of the programme concerns, and what of it.

`settings.PROGRAMME_CONCERNED` names functions of (differences, meeting) that return `Concerned`; parts
above this one add their own. Whoever comes from several of them gets one mail.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_noop

from intersessional.accounts import addresses
from registration.meetings.models import Meeting

from .differences import Change, Differences
from .models import Contributor, Subscription
from .reading import Programme

CHAIRS = gettext_noop("You chair a session.")
MODERATES = gettext_noop("You moderate a panel.")
SITS = gettext_noop("You sit on a panel.")
NO_LONGER_CHAIRS = gettext_noop("You no longer chair a session.")
NO_LONGER_MODERATES = gettext_noop("You no longer moderate a panel.")
NO_LONGER_SITS = gettext_noop("You no longer sit on a panel.")
ASKED_FOR_ALL = gettext_noop("You asked to be told of all changes of the programme.")
ASKED_FOR_ITEM = gettext_noop("You asked to be told of changes of an item.")
# What is said of a part that the version before had alone.
_ENDED = {CHAIRS: NO_LONGER_CHAIRS, MODERATES: NO_LONGER_MODERATES, SITS: NO_LONGER_SITS}
_OTHERWISE = _ENDED | {ended: part for part, ended in _ENDED.items()}
# Reasons that end when the reader no longer wants to be told.
WISHES = frozenset({ASKED_FOR_ALL, ASKED_FOR_ITEM})


@dataclass(frozen=True)
class Concerned:
    """Somebody to be told: of the changes of these people, of these items, or of all of them.

    `reasons` are English sentences of the catalogues (`gettext_noop`), told in the reader's language.
    """

    email: str
    language: str
    reasons: frozenset[str]
    name: str = ""
    person_uids: frozenset[str] = frozenset()
    item_uids: frozenset[str] = frozenset()
    is_whole: bool = False

    def hears_of(self, change: Change) -> bool:
        """Say whether a change is one that concerns them, and shows in their language."""
        is_theirs = change.people & self.person_uids or change.item_uids & self.item_uids
        return bool(self.is_whole or is_theirs) and self.language in change.languages

    def joined(self, other: "Concerned") -> "Concerned":
        """Return the same reader, told for the reasons of both; where they differ, for this one's."""
        others = {one for one in other.reasons if _OTHERWISE.get(one) not in self.reasons}
        return Concerned(
            email=self.email,
            language=self.language,
            reasons=self.reasons | others,
            name=self.name or other.name,
            person_uids=self.person_uids | other.person_uids,
            item_uids=self.item_uids | other.item_uids,
            is_whole=self.is_whole or other.is_whole,
        )

    def wanting(self, items: set[str]) -> "Concerned | None":
        """Return the same reader, of whose wishes only those for certain items are left ("": for all).

        None where nothing is left; whoever has a part in the programme is told whatever they wish.
        """
        if not self.reasons <= WISHES or "" in items:
            return self
        left = frozenset(items) if self.is_whole else self.item_uids & items
        if not left:
            return None
        return replace(self, reasons=frozenset({ASKED_FOR_ITEM}), item_uids=left, is_whole=False)


Source = Callable[[Differences, Meeting], Iterable[Concerned]]


def concerned_by(differences: Differences, meeting: Meeting) -> dict[str, Concerned]:
    """Return whom the differences concern, by address; who is found first says the language."""
    found: dict[str, Concerned] = {}
    for path in settings.PROGRAMME_CONCERNED:
        source: Source = import_string(path)
        for one in source(differences, meeting):
            address = _address(one.email)
            found[address] = found[address].joined(one) if address in found else one
    return found


def people(differences: Differences, meeting: Meeting) -> Iterator[Concerned]:
    """Return those who take part, now or before, in what has changed; where we have an address."""
    uids = frozenset().union(*[change.people for change in differences.changes])
    parts = _parts(differences.new)
    parts |= {(uid, _ENDED[part]) for uid, part in _parts(differences.old) - parts}
    found = Contributor.objects.filter(meeting=meeting, uid__in=uids).exclude(email="")
    for one in found.order_by("pk"):
        yield Concerned(
            email=one.email,
            language=one.language,
            name=one.name,
            reasons=frozenset(reason for uid, reason in parts if uid == one.uid),
            person_uids=frozenset({one.uid}),
        )


def subscribers(differences: Differences, meeting: Meeting) -> Iterator[Concerned]:
    """Return those who asked to be told, of the whole programme or of an item that has changed."""
    wanted = ["", *differences.item_uids]
    found = Subscription.objects.for_meeting(meeting).filter(
        item_uid__in=wanted, user__is_active=True
    )
    for one in found.select_related("user").order_by("pk"):
        yield Concerned(
            email=one.user.email,
            language=one.language,
            name=one.user.name,
            reasons=frozenset({ASKED_FOR_ITEM if one.item_uid else ASKED_FOR_ALL}),
            item_uids=frozenset({one.item_uid} if one.item_uid else ()),
            is_whole=not one.item_uid,
        )


def wishes_by_address(meeting_id: int) -> dict[str, set[str]]:
    """Return of which items each address wants to be told now; "" stands for the whole programme."""
    found: dict[str, set[str]] = {}
    wishes = Subscription.objects.for_meeting(meeting_id).filter(user__is_active=True)
    for email, item_uid in wishes.values_list("user__email", "item_uid"):
        found.setdefault(_address(email), set()).add(item_uid)
    return found


def _address(email: str) -> str:
    """Return the one spelling of an address, by which mails are counted."""
    return addresses.plain(email) or email.strip().lower()


def _parts(programme: Programme | None) -> set[tuple[str, str]]:
    """Return who has which part in a version."""
    found: set[tuple[str, str]] = set()
    for session in programme.sessions if programme else ():
        if session.chair:
            found.add((session.chair.uid, CHAIRS))
        for segment in session.segments:
            if segment.panel and segment.panel.moderator:
                found.add((segment.panel.moderator.uid, MODERATES))
            if segment.panel:
                found |= {(seat.person.uid, SITS) for seat in segment.panel.seats}
    return found
