"""The particulars for a letter for a visa: entering them, and erasing them.

No value of a passport enters the audit trail: only that somebody did something, and when.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from intersessional.audit.operations import record, record_many
from intersessional.sealing import seal

from .. import policies
from ..models import Registration, TravelDocument
from ..signals import travel_documents_erased
from ..transitions import ENDED
from ..travel import KEPT_DAYS, TravelParticulars
from .acts import locked


class DocumentChanged(Exception):
    """Somebody else entered the particulars since they were shown; the text can be shown."""

    def __init__(self, version: int) -> None:
        super().__init__(
            _("Somebody has changed these particulars meanwhile. Please look at them again.")
        )
        self.version = version


def enter_document(
    registration: Registration,
    particulars: TravelParticulars,
    *,
    version: int,
    by: User,
    at: datetime,
) -> bool:
    """Seal the particulars over those of the `version` that was seen; 0 where there were none.

    Returns False, and writes nothing, where nothing differs: also when the same form comes twice. A
    letter that was issued stands until the staff issue it anew; they see that it has to be. What they
    settled of the costs holds no longer when something else is said of them.

    :raises policies.LetterNotWanted, policies.ChangesClosed: see `check_can_enter_document`
    :raises TransitionRefused: the registration has ended
    :raises DocumentChanged: it is another version now
    """
    with transaction.atomic(durable=True):
        found = locked(registration.pk)
        policies.check_can_enter_document(found, at=at)
        document = TravelDocument.objects.filter(registration=found).first()
        if document is not None and document.particulars == particulars:
            return False
        current = document.version if document else 0
        if current != version:
            raise DocumentChanged(current)
        _write(found, document, particulars, by=by, at=at)
        return True


def erase_document(registration: Registration, *, by: User | None, at: datetime) -> None:
    """Erase what is known of somebody's passport, inside the caller's transaction."""
    _erase([registration.pk], is_due=False, by=by, at=at)


def end_document(registration: Registration, *, by: User | None, at: datetime) -> None:
    """Erase it of a registration that ends; whoever never wanted a letter costs no query."""
    if registration.wants_visa_letter:
        erase_document(registration, by=by, at=at)


def erase_due_documents(*, at: datetime) -> int:
    """Erase the particulars whose day has come, in each meeting's zone; return how many.

    Those, too, that should have gone before: of whoever has ended, or wants no letter any more.
    """
    with transaction.atomic(durable=True):
        documents = TravelDocument.objects.select_related("registration__meeting")
        # Nowhere is it a later day than tomorrow.
        latest = (at + timedelta(days=1)).date() - timedelta(days=KEPT_DAYS)
        gone = Q(registration__state__in=ENDED) | Q(registration__wants_visa_letter=False)
        found = documents.filter(Q(registration__meeting__ends_on__lte=latest) | gone)
        found = found.defer("sealed", "sealed_terms")
        rows = list(found.select_for_update(of=("self",)).order_by("pk"))
        due = [row.pk for row in rows if _has_come(row, at)]
        _erase(due, is_due=True, by=None, at=at)
        others = [row.pk for row in rows if row.pk not in due and _should_be_gone(row)]
        _erase(others, is_due=False, by=None, at=at)
        return len(due) + len(others)


def _write(
    registration: Registration,
    document: TravelDocument | None,
    particulars: TravelParticulars,
    *,
    by: User,
    at: datetime,
) -> None:
    values = {
        "sealed": seal(particulars.to_bytes()),
        "version": document.version + 1 if document else 1,
        "entered_at": at,
        "entered_by": by,
    }
    if document and document.particulars.costs != particulars.costs:
        values["sealed_terms"] = None
    TravelDocument.objects.update_or_create(registration=registration, defaults=values)
    record("enter_travel_document", registration, by=by, at=at)


def _erase(pks: Sequence[int], *, is_due: bool, by: User | None, at: datetime) -> None:
    """Delete documents by their registrations' pks, write that down, and tell who holds letters."""
    there = list(TravelDocument.objects.filter(pk__in=pks).values_list("pk", flat=True))
    if not there:
        return
    TravelDocument.objects.filter(pk__in=there).delete()
    acts = [(Registration(pk=pk), None, None) for pk in there]
    record_many("erase_travel_document", acts, by=by, at=at)
    travel_documents_erased.send(Registration, registrations=there, is_due=is_due, at=at)


def _has_come(document: TravelDocument, at: datetime) -> bool:
    today: date = at.astimezone(document.registration.meeting.zone).date()
    return today >= document.erase_on


def _should_be_gone(document: TravelDocument) -> bool:
    registration = document.registration
    return registration.state in ENDED or not registration.wants_visa_letter
