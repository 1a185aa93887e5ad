"""What a desk is told, in words: what happened, and what to do now."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.formats import date_format, time_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from registration.meetings.links import meeting_path
from registration.meetings.models import Meeting
from registration.registrations.models import Registration
from registration.registrations.transitions import State

from ..badges.facts import KINDS, kind_of
from ..models import Passage, Way
from . import policies
from .details import Answer, Outcome


@dataclass(frozen=True)
class Said:
    """An answer for a page: its colour, a title, what to do, who it is about and their page."""

    outcome: str
    colour: str
    title: str
    text: str
    name: str = ""
    about: str = ""
    url: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return it for the script of the page."""
        return asdict(self)


def say(answer: Answer, meeting: Meeting) -> Said:
    """Return what a desk is told of a scan, in the active language."""
    colour, title, text = _SAYS[answer.outcome](answer, meeting)
    person = answer.registration
    if person is None or answer.outcome == Outcome.OTHER_MEETING:
        return Said(answer.outcome, colour, title, text)
    return Said(
        answer.outcome,
        colour,
        title,
        text,
        name=person.printed_name,
        about=about(person),
        url=meeting_path(meeting, "checkin:person", person.receipt_number),
    )


def about(person: Registration) -> str:
    """Return delegation, function and kind of somebody on one line."""
    delegation = person.delegation
    kind = KINDS[kind_of(person.participation, delegation.category)].word
    return " · ".join([delegation.name, person.function, str(kind)])


def where_and_when(passage: Passage) -> str:
    """Return when, by whom and at which desk something was entered: 09:05, Ines, Desk 2."""
    parts = [time_format(passage.local_time, "TIME_FORMAT"), passage.by.name or passage.by.email]
    return ", ".join([*parts, *([passage.place] if passage.place else [])])


Words = tuple[str, str, str]


def _entered(answer: Answer, meeting: Meeting) -> Words:
    passage = answer.passage
    if passage is not None and policies.is_practice(meeting, passage.day):
        begins = date_format(meeting.days_to_attend[0], "FULL_DATE_FORMAT")
        text = _(
            "This is practice: the meeting begins on %(day)s, and only from then on it counts."
        )
        return "ok", _("Checked in"), text % {"day": begins}
    if answer.way == Way.LETTER and answer.has_badge:
        text = _(
            "This is the code of the letter: ask for the name, and compare. Hand over the badge, if the"
            " person has none."
        )
        return "ok", _("Checked in"), text
    return "ok", _("Checked in"), _("Please hand over the badge, if the person has none.")


def _already(answer: Answer, meeting: Meeting) -> Words:
    assert answer.passage is not None  # noqa: S101 - it is what stands in the way
    text = _("%(when)s. Nothing was entered a second time.")
    return "info", _("Already checked in today"), text % {"when": where_and_when(answer.passage)}


def _replaced(answer: Answer, meeting: Meeting) -> Words:
    text = _(
        "The person has a newer badge, and this one opens nothing. Take it back, and look for the"
        " name to check the person in."
    )
    return "stop", _("This badge was replaced"), text


def _not_confirmed(answer: Answer, meeting: Meeting) -> Words:
    assert answer.registration is not None  # noqa: S101 - its state is what is told
    state = State(answer.registration.state).label
    text = _("The registration is %(state)s. Ask the secretariat to confirm it; then scan again.")
    return "wait", _("Not confirmed yet"), text % {"state": state}


def _other_meeting(answer: Answer, meeting: Meeting) -> Words:
    assert answer.registration is not None  # noqa: S101 - it is of that meeting
    other = answer.registration.delegation.meeting.short_title
    text = _("It belongs to: %(meeting)s. Look for the name, or register the person at the desk.")
    return "stop", _("This code is of another meeting"), text % {"meeting": other}


def _fixed(colour: str, title: Callable[[], str], text: Callable[[], str]) -> Any:
    return lambda _answer, _meeting: (colour, capfirst(title()), text())


_SAYS: dict[Outcome, Callable[[Answer, Meeting], Words]] = {
    Outcome.ENTERED: _entered,
    Outcome.ALREADY: _already,
    Outcome.REPLACED: _replaced,
    Outcome.NOT_CONFIRMED: _not_confirmed,
    Outcome.OTHER_MEETING: _other_meeting,
    Outcome.RETURNED: _fixed(
        "ok", lambda: _("Back in the house"), lambda: _("The person had left before.")
    ),
    Outcome.LEFT: _fixed("info", lambda: _("Left the house"), lambda: _("Good-bye.")),
    Outcome.NOT_INSIDE: _fixed(
        "wait",
        lambda: _("Not in the house"),
        lambda: _("Nobody has checked this person in today, or the person has left already."),
    ),
    Outcome.UNKNOWN: _fixed(
        "stop",
        lambda: _("This code is not known"),
        lambda: _("It is none of our badges or letters. Scan again, or look for the name."),
    ),
    Outcome.WITHDRAWN: _fixed(
        "stop",
        lambda: _("The registration was withdrawn"),
        lambda: _(
            "Do not let the person in with it. Ask the secretariat: it can register them anew."
        ),
    ),
    Outcome.DECLINED: _fixed(
        "stop",
        lambda: _("The registration was declined"),
        lambda: _("Do not let the person in. Ask the secretariat, which knows the reason."),
    ),
    Outcome.KEY_USED: _fixed(
        "stop",
        lambda: _("Not entered"),
        lambda: _(
            "The same form was sent before, for somebody else or for what was taken back since."
            " Please scan again, or look for the name."
        ),
    ),
    Outcome.OVER: _fixed(
        "stop", lambda: _("The meeting is over"), lambda: _("Nobody can be checked in any more.")
    ),
    Outcome.TOO_OLD: _fixed(
        "stop",
        lambda: _("Kept for too long"),
        lambda: _("This was scanned more than three days ago. Please enter it by hand."),
    ),
    Outcome.BROKEN: _fixed(
        "stop",
        lambda: _("This arrived damaged"),
        lambda: _("Please scan again, or look for the name."),
    ),
}
