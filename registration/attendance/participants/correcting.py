"""Corrections to the list: asked for by focal points after the closing, decided by the staff."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from intersessional.audit.operations import record
from intersessional.outbox.operations import enqueue
from registration.registrations.details import Particulars
from registration.registrations.models import Registration
from registration.registrations.operations import ChangedMeanwhile, correct_within, hold_places
from registration.registrations.transitions import ACTIVE, refusal

from ..models import Correction, CorrectionState
from .details import Printed

KIND = "list_correction_decided"


class NothingToCorrect(Exception):
    """What was asked for is what the list says; the text can be shown."""

    def __str__(self) -> str:
        return _("This is what the list says already. Change what is wrong, then send it.")


class AskedAlready(Exception):
    """Somebody has asked for a correction of this line, and waits; the text can be shown."""

    def __str__(self) -> str:
        return _("A correction of this line waits for the secretariat already.")


class DecidedBefore(Exception):
    """Somebody has decided on the correction meanwhile; the text can be shown."""

    def __str__(self) -> str:
        return _("Somebody has decided on this correction meanwhile.")


def ask_correction(
    registration: Registration, wanted: Printed, *, language: str, by: User, at: datetime
) -> Correction:
    """Ask the staff to print somebody otherwise; `by` speaks for the delegation.

    :raises NothingToCorrect, AskedAlready:
    :raises TransitionRefused: the registration has ended
    """
    if registration.state not in ACTIVE:
        raise refusal(registration.state)
    fields = wanted.as_fields()
    seen = Printed.of(registration).as_fields()
    if fields == seen:
        raise NothingToCorrect
    try:
        with transaction.atomic(durable=True):
            asked: Correction = Correction.objects.create(
                registration=registration,
                seen=seen,
                asked_at=at,
                asked_by=by,
                language=language,
                **fields,
            )
            after = {"registration": registration.pk}
            record("ask_correction", asked, by=by, at=at, after=after)
            return asked
    except IntegrityError as error:
        if "correction_one_open_per_registration" in str(error):
            raise AskedAlready from error
        raise


def accept_correction(
    correction: Correction, *, version: int | None, answer: str, by: User, at: datetime
) -> None:
    """Change in the registration, in the `version` that was seen, what was asked for; tell who asked.

    What nobody asked to change stays as it is by now.

    :raises DecidedBefore:
    :raises ChangedMeanwhile: it is another version now
    :raises TransitionRefused: the registration has ended
    """
    with transaction.atomic(durable=True):
        hold_places(correction.registration.meeting_id)
        found = _open(correction)
        registrations = Registration.objects.for_change().select_related("delegation")
        registration = registrations.get(pk=found.registration_id)
        if registration.version != version:
            raise ChangedMeanwhile(registration)
        wanted: dict[str, Any] = wanted_of(found)
        particulars = replace(Particulars.of(registration), **wanted)
        correct_within(registration, particulars, by=by, at=at)
        _decide(found, CorrectionState.ACCEPTED, answer, by=by, at=at)


def reject_correction(correction: Correction, *, answer: str, by: User, at: datetime) -> None:
    """Leave the registration as it is, for a reason, and tell whoever asked.

    :raises DecidedBefore:
    """
    with transaction.atomic(durable=True):
        _decide(_open(correction), CorrectionState.REJECTED, answer, by=by, at=at)


def _open(correction: Correction) -> Correction:
    found = Correction.objects.select_for_update().get(pk=correction.pk)
    if found.state != CorrectionState.OPEN:
        raise DecidedBefore
    return found


def wanted_of(correction: Correction) -> dict[str, str]:
    """Return what was asked for: the fields that differ from how they stood then."""
    fields = Printed.of(correction).as_fields()
    return {name: value for name, value in fields.items() if correction.seen.get(name) != value}


def _decide(
    correction: Correction, state: CorrectionState, answer: str, *, by: User, at: datetime
) -> None:
    correction.state, correction.answer = state, answer
    correction.decided_at, correction.decided_by = at, by
    correction.save(update_fields=["state", "answer", "decided_at", "decided_by"])
    record(f"{state}_correction", correction, by=by, at=at, after={"state": str(state)})
    enqueue(KIND, correction, key=f"{KIND}/{correction.pk}", language=correction.language)
