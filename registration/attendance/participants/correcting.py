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
from registration.registrations.operations import correct_within, hold_places
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
    if all(getattr(registration, name) == value for name, value in fields.items()):
        raise NothingToCorrect
    try:
        with transaction.atomic(durable=True):
            asked: Correction = Correction.objects.create(
                registration=registration, asked_at=at, asked_by=by, language=language, **fields
            )
            after = {"registration": registration.pk}
            record("ask_correction", asked, by=by, at=at, after=after)
            return asked
    except IntegrityError as error:
        if "correction_one_open_per_registration" in str(error):
            raise AskedAlready from error
        raise


def accept_correction(correction: Correction, *, answer: str, by: User, at: datetime) -> None:
    """Change the registration as was asked, and tell whoever asked.

    :raises DecidedBefore:
    :raises TransitionRefused: the registration has ended
    """
    with transaction.atomic(durable=True):
        hold_places(correction.registration.meeting_id)
        found = _open(correction)
        registrations = Registration.objects.for_change().select_related("delegation")
        registration = registrations.get(pk=found.registration_id)
        wanted: dict[str, Any] = dict(_wanted(found).as_fields())
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


def _wanted(correction: Correction) -> Printed:
    return Printed(
        honorific=correction.honorific,
        given_names=correction.given_names,
        family_name=correction.family_name,
        function=correction.function,
        department=correction.department,
    )


def _decide(
    correction: Correction, state: CorrectionState, answer: str, *, by: User, at: datetime
) -> None:
    correction.state, correction.answer = state, answer
    correction.decided_at, correction.decided_by = at, by
    correction.save(update_fields=["state", "answer", "decided_at", "decided_by"])
    record(f"{state}_correction", correction, by=by, at=at, after={"state": str(state)})
    enqueue(KIND, correction, key=f"{KIND}/{correction.pk}", language=correction.language)
