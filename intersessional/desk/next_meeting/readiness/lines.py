"""The lines of the list: what must be there, what is to be decided, and where it is mended."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intersessional.localised import LANGUAGES
from registration.delegations.models import Category
from registration.meetings.models import Meeting

from . import letters
from .facts import Facts, facts_of

State = Literal["ready", "to_do", "to_decide"]
# A mail that waits for longer says that mail does not work.
LATE_MINUTES = 15


@dataclass(frozen=True)
class Line:
    """One thing; without a `hard` one that is ready the meeting does not open.

    `step` is where it is mended: a step of the guided pages, or the name of another page; empty for what
    is settled outside of the portal's pages.
    """

    key: str
    title: Any
    state: State
    text: str
    step: str
    hard: bool = False

    @property
    def is_ready(self) -> bool:
        """Whether nothing is to be done."""
        return self.state == "ready"

    @property
    def blocks(self) -> bool:
        """Whether the meeting cannot open because of it; what is only to be decided never does."""
        return self.hard and self.state == "to_do"


def lines_of(facts: Facts) -> list[Line]:
    """Return all lines of a meeting, in the order of the steps."""
    return [line for part in _PARTS for line in part(facts)]


def hard_lines_left(meeting: Meeting, *, at: datetime) -> list[Line]:
    """Return what must be settled before the meeting can open."""
    facts = facts_of([meeting], at=at)[meeting.pk]
    return [line for line in lines_of(facts) if line.blocks]


def _names(facts: Facts) -> Iterator[Line]:
    missing = _missing_languages(facts.meeting, "title")
    yield Line(
        "names",
        _("Name in three languages"),
        "to_do" if missing else "ready",
        _("Missing: %s.") % missing if missing else facts.meeting.title,
        "names",
        hard=True,
    )


def _place(facts: Facts) -> Iterator[Line]:
    meeting = facts.meeting
    has_city = bool(meeting.city_en and meeting.contact_email)
    yield Line(
        "city",
        _("City and contact address"),
        "ready" if has_city else "to_do",
        f"{meeting.city}, {meeting.contact_email}" if has_city else _("Not given yet."),
        "place",
        hard=True,
    )
    missing = _missing_languages(meeting, "venue")
    text = _("Pages and letters say that it is to be confirmed.")
    if meeting.venue_en:
        text = _("Missing: %s.") % missing if missing else meeting.venue
    is_known = bool(meeting.venue_en and meeting.street) and not missing
    yield Line("venue", _("Building"), "ready" if is_known else "to_decide", text, "place")


def _dates(facts: Facts) -> Iterator[Line]:
    meeting, at = facts.meeting, facts.at
    closes = meeting.registration_closes_at
    last = meeting.registration_last_day
    wrong = ""
    if closes <= at and not meeting.is_open:
        wrong = _("It lies in the past.")
    elif last >= meeting.begins_on:
        wrong = _("It lies after the first day of the meeting.")
    elif _is_begun(facts) and "dates" not in facts.settled:
        wrong = _("As at the earlier meeting, moved; please look at it and save it.")
    yield Line(
        "closing",
        _("Registration closes in time"),
        "to_do" if wrong else "ready",
        wrong or date_format(last, "FULL_DATE_FORMAT"),
        "dates",
        hard=True,
    )
    advised = meeting.visa_advised_on
    late = advised is not None and advised > last
    text = _("After registration has closed.") if late else _("No day is given.")
    yield Line(
        "visa",
        _("Advised day for visa letters"),
        "ready" if advised and not late else "to_decide",
        text if late or not advised else _("Given."),
        "dates",
    )


def _committees(facts: Facts) -> Iterator[Line]:
    meeting = facts.meeting
    missing = _missing_languages(meeting, "president_title")
    named = bool(meeting.president_name)
    yield Line(
        "president",
        _("President"),
        "ready" if named and not missing else "to_do",
        meeting.president_name
        if named and not missing
        else _("Name, and title in three languages."),
        "committees",
        hard=True,
    )
    empty = [name for name, (members, _open) in facts.committees.items() if not members]
    unsure = sum(number for _members, number in facts.committees.values())
    text = ngettext("%d member to be confirmed.", "%d members to be confirmed.", unsure) % unsure
    if empty:
        text = _("Nobody serves on the first day: %s.") % ", ".join(empty)
    elif not facts.committees:
        text = _("There is no Committee.")
    elif not unsure:
        text = _("All have their members on the first day.")
    is_lacking = bool(empty) or not facts.committees
    state: State = "to_do" if is_lacking else "to_decide" if unsure else "ready"
    yield Line("committees", _("Committees"), state, text, "committees", hard=True)


def _requirements(facts: Facts) -> Iterator[Line]:
    wanted, held = len(Category), facts.counts["rules"]
    looked_at = not _is_begun(facts) or "requirements" in facts.settled
    text = _("%(held)d of %(wanted)d categories.") % {"held": held, "wanted": wanted}
    is_ready = held == wanted and looked_at
    yield Line(
        "requirements",
        _("What each category needs"),
        "ready" if is_ready else "to_do",
        text if looked_at else _("Please look at the table and save it."),
        "requirements",
        hard=True,
    )


def _programme(facts: Facts) -> Iterator[Line]:
    items, sessions = facts.counts["items"], facts.counts["sessions"]
    text = _("%(items)d items, %(sessions)d sittings.") % {"items": items, "sessions": sessions}
    state: State = "ready" if items and sessions else "to_do"
    if facts.counts["stray"]:
        state, text = "to_do", _("Some sittings are not on a day of the meeting.")
    yield Line("programme", _("Programme"), state, text, "programme")
    version = facts.counts["version"]
    yield Line(
        "published",
        _("Programme published"),
        "ready" if version else "to_decide",
        _("Version %d.") % version if version else _("Not yet; it can follow after the opening."),
        "agenda:editor",
    )


def _bilaterals(facts: Facts) -> Iterator[Line]:
    day, hosts = facts.meeting.bilaterals_on, facts.counts["hosts"]
    text = ngettext("%d host.", "%d hosts.", hosts) % hosts
    yield Line(
        "bilaterals",
        _("Bilaterals"),
        "ready" if hosts or not day else "to_do",
        text if day else _("No day of bilaterals: nothing is needed."),
        "bilaterals",
    )


def _portal(facts: Facts) -> Iterator[Line]:
    minutes, failed = facts.unsent_minutes, facts.failed
    is_late = minutes >= LATE_MINUTES
    text = _("The oldest message has waited for %d minutes.") % minutes
    if not is_late:
        text = ngettext("%d message has failed.", "%d messages have failed.", failed) % failed
    state: State = "to_do" if is_late else "to_decide" if failed else "ready"
    yield Line("mail", _("Mail leaves"), state, text, "admin:outbox_message", hard=True)
    number = facts.without_factor
    text = ngettext("%d person has none.", "%d people have none.", number) % number
    yield Line(
        "factors",
        _("Second factor of the staff"),
        "to_decide" if number else "ready",
        text,
        "admin:accounts_user",
    )
    if settings.DEMONSTRATION:
        text = _("This portal is a demonstration: its clock is shifted, its staff need no factor.")
        yield Line("demonstration", _("No demonstration"), "to_decide", text, "")


def _rehearsal(facts: Facts) -> Iterator[Line]:
    meeting = facts.meeting
    if meeting.is_open:
        return
    yield Line(
        "rehearsal",
        _("Rehearsal ended"),
        "to_do" if meeting.is_rehearsing else "ready",
        _("It is on: end it first.") if meeting.is_rehearsing else _("It is off."),
        "overview",
        hard=True,
    )
    number = facts.counts["registrations"]
    text = ngettext("%d registration is left.", "%d registrations are left.", number) % number
    is_left = bool(facts.counts["rehearsed"])
    if is_left and not number:
        text = _("Mails, letters, lists or requests are left of it, which reached nobody.")
    yield Line(
        "cleared",
        _("Rehearsal cleared"),
        "to_do" if is_left else "ready",
        text if is_left else _("Nothing is left of one."),
        "overview",
        hard=True,
    )


def _invitations(facts: Facts) -> Iterator[Line]:
    if facts.meeting.is_open:
        number = facts.counts["batches"]
        text = ngettext("%d batch.", "%d batches.", number) % number
        state: State = "ready" if number else "to_do"
        yield Line("invitations", _("Invitations"), state, text, "invitations:index")


def _attendance(facts: Facts) -> Iterator[Line]:
    """Of the days before the first morning: nothing of it keeps a meeting from opening."""
    if not facts.meeting.is_open:
        return
    confirmed, printed = facts.counts["confirmed"], facts.counts["badges"]
    text = _("%(printed)d of %(all)d badges are printed.") % {"printed": printed, "all": confirmed}
    yield Line(
        "badges",
        _("Badges"),
        "ready" if confirmed and printed >= confirmed else "to_decide",
        text if confirmed else _("Nobody is confirmed yet."),
        "badges:index",
    )
    number = facts.counts["lists"]
    text = ngettext("%d version.", "%d versions.", number) % number
    yield Line(
        "lists",
        _("List of participants"),
        "ready" if number else "to_decide",
        text if number else _("No version has been made yet."),
        "participants:index",
    )


def _missing_languages(meeting: Meeting, name: str) -> str:
    missing = [one for one in LANGUAGES if not getattr(meeting, f"{name}_{one}")]
    return ", ".join(one.upper() for one in missing)


def _is_begun(facts: Facts) -> bool:
    """Say whether the meeting was begun by the guided pages, and is not open yet."""
    return not facts.meeting.is_open and bool(facts.settled)


_PARTS: tuple[Callable[[Facts], Iterator[Line]], ...] = (
    *(_names, _place, _dates, _committees, _requirements),
    lambda facts: (Line(**one) for one in letters.lines(facts)),
    *(_programme, _bilaterals, _invitations, _attendance, _portal, _rehearsal),
)
