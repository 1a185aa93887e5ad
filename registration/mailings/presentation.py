"""Messages as the staff see them: how far they are, to whom, and what became of each mail."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intersessional.outbox.models import Fate, Message
from registration.delegations.models import Category, Entity
from registration.meetings.models import Meeting
from registration.registrations.models import Participation, Role
from registration.registrations.transitions import State

from . import queries
from .models import Mailing, Outcome
from .sources import sources

COLOURS = {
    Outcome.WAITING: "wait",
    Outcome.SENT: "ok",
    Outcome.BOUNCED: "stop",
    Outcome.FAILED: "stop",
    Outcome.CANCELLED: "",
}


@dataclass(frozen=True)
class Progress:
    """How far a message is, from its rows alone; the same after each reload."""

    mailing: Mailing
    counted: Counter[Outcome]

    @property
    def all(self) -> int:
        """All mails of it."""
        return sum(self.counted.values())

    @property
    def done(self) -> int:
        """Those for which nothing more happens by itself."""
        return self.all - self.counted[Outcome.WAITING]

    @property
    def is_under_way(self) -> bool:
        """Whether something still leaves by itself."""
        return bool(self.counted[Outcome.WAITING])

    @property
    def failed(self) -> int:
        """Those that were given up."""
        return self.counted[Outcome.FAILED]

    @property
    def came_back(self) -> int:
        """Those that came back."""
        return self.counted[Outcome.BOUNCED]

    @property
    def lines(self) -> list[tuple[Outcome, int, str]]:
        """Outcome, number and colour, of all outcomes that there are."""
        return [(one, self.counted[one], COLOURS[one]) for one in Outcome if self.counted[one]]

    @property
    def state(self) -> tuple[str, str]:
        """The colour and the word for the whole."""
        if self.mailing.is_draft:
            return "", _("draft")
        if self.is_under_way:
            return "info", _("being sent")
        if self.mailing.stopped_at:
            return "wait", _("stopped")
        back = self.failed + self.came_back
        return ("stop", _("sent, not to all")) if back else ("ok", _("sent"))

    @property
    def text(self) -> str:
        """The same in a sentence."""
        if self.mailing.is_draft:
            return _("Not sent yet.")
        given = {outcome.value: self.counted[outcome] for outcome in Outcome} | {"all": self.all}
        text = ngettext(
            "%(all)d mail: %(sent)d sent, %(waiting)d queued, %(failed)d failed, %(bounced)d came"
            " back, %(cancelled)d cancelled.",
            "%(all)d mails: %(sent)d sent, %(waiting)d queued, %(failed)d failed, %(bounced)d came"
            " back, %(cancelled)d cancelled.",
            self.all,
        )
        return text % given


@dataclass(frozen=True)
class Row:
    """One recipient on the page."""

    recipient: Any
    outcome: Outcome
    colour: str
    mail: Message | None
    why: str
    # Where the person has another address now, and what was sent to the old one did not arrive.
    corrected_to: str = ""


def progress_of(mailings: Sequence[Mailing]) -> list[Progress]:
    """Return how far messages are; one query."""
    counted = queries.counts(one for one in mailings if not one.is_draft)
    return [Progress(one, counted[one.pk]) for one in mailings]


def rows(recipients: Sequence[Any]) -> list[Row]:
    """Return recipients (`queries.with_outcome`) with what became of their mails; one query."""
    found = queries.mails(recipients)
    return [_row(one, found.get(one.mail)) for one in recipients]


def _row(recipient: Any, mail: Message | None) -> Row:
    outcome = Outcome(recipient.outcome)
    is_back = outcome in {Outcome.BOUNCED, Outcome.FAILED}
    corrected_to = recipient.corrected(mail.recipient if mail else "") if is_back else ""
    return Row(recipient, outcome, COLOURS[outcome], mail, _why(mail), corrected_to)


def _why(mail: Message | None) -> str:
    """Return what a server said, or why a mail was not sent, where it is ours in the active language."""
    bounce = getattr(mail, "bounce", None)
    if bounce is not None:
        held = _("Held up on its way.") if bounce.fate == Fate.DELAYED else ""
        # Anybody can write such a mail, so whose words they are is said.
        words = " ".join(filter(None, [bounce.status_code, bounce.diagnostic]))
        said = _("Reported by mail: %(words)s") % {"words": words} if words else ""
        return " ".join(filter(None, [held, said]))
    return _(mail.note) if mail and mail.note else ""


def texts_of(mailing: Mailing) -> list[tuple[str, str, str, str]]:
    """Return code, name, subject and text of each language in which there is one."""
    names = dict(settings.LANGUAGES)
    return [
        (code, str(names[code]), mailing.subject(code), mailing.text(code))
        for code in mailing.languages
    ]


def by_language(counted: Iterable[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Return in which languages how many are written to, and for how many it is not their own."""
    found = {code: (number, of_others) for code, number, of_others in counted}
    return [(str(name), *found[code]) for code, name in settings.LANGUAGES if code in found]


def choice_text(mailing: Mailing) -> str:
    """Return to whom a message goes, in words; empty where nobody has said it yet."""
    source = sources().get(mailing.audience)
    if source is None:
        return ""
    filters = mailing.filters
    parts = [_labels(name, filters[name]) for name in _LABELS if filters.get(name)]
    if source.choices and filters.get("which"):
        parts.append(dict(source.choices(mailing.meeting)).get(filters["which"], ""))
    if filters.get("delegation"):
        name = _name_of(filters["delegation"], mailing.meeting)
        parts.append(_("delegation: %(name)s") % {"name": name})
    for name, text in (("received_from", _("from %(day)s")), ("received_to", _("until %(day)s"))):
        if filters.get(name):
            day = date_format(date.fromisoformat(filters[name]), "DATE_FORMAT")
            parts.append(text % {"day": day})
    return "; ".join([str(source.label), *filter(None, parts)])


def _name_of(code: str, meeting: Meeting) -> str:
    entity = Entity.objects.named_on(meeting.begins_on).filter(code=code).first()
    return entity.name if entity else code.upper()


_LABELS: dict[str, dict[str, Any]] = {
    "states": {one.value: one.label for one in State},
    "categories": {one.value: one.label for one in Category},
    "roles": {one.value: one.label for one in Role},
    "participations": {one.value: one.label for one in Participation},
    "languages": dict(settings.LANGUAGES),
}


def _labels(name: str, values: list[str]) -> str:
    return ", ".join(str(_LABELS[name].get(value, value)) for value in values)
