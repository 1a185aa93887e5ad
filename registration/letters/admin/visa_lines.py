"""Who waits for a letter for a visa, and how each of the letters stands."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intersessional.outbox.models import State as Sending
from registration.registrations import policies
from registration.registrations.models import Registration, TravelDocument

from .. import visas
from ..issuing.visas import is_outdated
from ..models import Kind, Letter, State


@dataclass(frozen=True)
class Line:
    """One person who wants a letter, and how it stands; nothing of the passport."""

    registration: Registration
    standing: str
    is_waiting: bool
    can_order: bool


def lines(at: datetime) -> list[Line]:
    """Return everybody who wants a letter for a meeting that is not over, those who wait first."""
    wanting = Registration.objects.wanting_visa_letter().filter(meeting__ends_on__gte=at.date())
    found = wanting.with_delegation().select_related("meeting").with_travel()
    registrations = list(found.order_by("received_at", "pk"))
    given = {one.pk for one in registrations if one.has_document}  # type: ignore[attr-defined]
    found_lines = stand(registrations, given, at=at)
    return sorted(
        found_lines, key=lambda line: (not line.is_waiting, line.registration.received_at)
    )


def stand(registrations: list[Registration], given: set[int], *, at: datetime) -> list[Line]:
    """Return how the letters of some stand; the pks of those whose particulars are here are `given`."""
    pks = [one.pk for one in registrations]
    documents = TravelDocument.objects.filter(pk__in=given).defer("sealed").in_bulk()
    found = Letter.objects.filter(kind=Kind.VISA, registration__in=pks).defer("pdf")
    # The last one of each stays.
    letters = {letter.registration_id: letter for letter in found.order_by("version")}
    promised = visas.promises().filter(about_id__in=pks).order_by("pk")
    sent = dict(promised.values_list("about_id", "state"))
    return [
        _line(one, documents.get(one.pk), letters.get(one.pk), sent.get(one.pk, ""), at)
        for one in registrations
    ]


def _line(
    registration: Registration,
    document: TravelDocument | None,
    letter: Letter | None,
    sending: str,
    at: datetime,
) -> Line:
    has_document = document is not None
    is_there = letter is not None and letter.state == State.VALID
    is_right = is_there and has_document and not is_outdated(letter, document)  # type: ignore[arg-type]
    is_made = sending in {Sending.QUEUED, Sending.SENDING}
    can_order = (
        policies.can_order_letter(registration, has_document=has_document, at=at)
        and not is_right
        and not is_made
    )
    days = _days_left(registration.meeting.visa_advised_on, registration, at)
    if is_right:
        text = _("issued")
    elif is_made and has_document:
        text = _("being made")
    elif not has_document:
        text = _("particulars missing")
    elif not can_order:
        text = _("waits for the confirmation of the registration")
    elif sending == Sending.FAILED:
        text = _("could not be printed: see the message")
    else:
        text = _("to be issued anew") if letter else _("to be issued")
    waiting = not is_right
    return Line(registration, f"{text}; {days}" if waiting and days else text, waiting, can_order)


def _days_left(advised: date | None, registration: Registration, at: datetime) -> str:
    """Return how far the advised day is, in words."""
    if advised is None:
        return ""
    days = (advised - at.astimezone(registration.meeting.zone).date()).days
    if days >= 0:
        return ngettext("%d day to the advised date", "%d days to the advised date", days) % days
    return (
        ngettext("%d day after the advised date", "%d days after the advised date", -days) % -days
    )
