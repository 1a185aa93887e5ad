"""What is done about letters for a visa: ordering, handing out, erasing.

The letter itself is rendered in the worker, which also writes to the person
(`emails.visa_letter_ready`).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from django.db import transaction

from intersessional.accounts.models import User
from intersessional.audit.operations import record, record_many
from intersessional.outbox.models import Message, MessageQuerySet
from intersessional.outbox.operations import enqueue
from intersessional.sealing import seal
from registration.registrations import policies
from registration.registrations.models import Registration, TravelDocument
from registration.registrations.operations import DocumentChanged, erase_due_documents
from registration.registrations.travel import KEPT_DAYS, Terms, TravelParticulars

from .issuing.visas import check_name, is_outdated, valid_letter
from .models import Kind, Letter, State

READY = "visa_letter_ready"


class Part(Enum):
    """How much of the particulars somebody sees; the value is the verb of the audit entry."""

    ALL = "view_travel_document"
    ALL_BUT_THE_NUMBER = "view_travel_particulars"
    JOURNEY = "view_journey"


def order_visa_letter(
    registration: Registration, terms: Terms, *, version: int, by: User, at: datetime
) -> bool:
    """Ask for the letter for a visa of somebody confirmed, and promise the mail that says it is there.

    It states the `version` of the particulars that was seen, on the terms that `by` has settled. Returns
    False, and does nothing, where the letter for all that is there or on its way.

    :raises policies.LetterNotReady, policies.LetterNotWanted, policies.ChangesClosed, TransitionRefused:
        see `policies.check_can_order_letter`
    :raises issuing.visas.NameNotLatin: no border officer could compare the name
    :raises DocumentChanged: the particulars were corrected since they were seen
    """
    with transaction.atomic(durable=True):
        # First the registration, then its document: as all operations lock them.
        rows = Registration.objects.select_for_update(of=("self",))
        found = rows.select_related("meeting").get(pk=registration.pk)
        document = TravelDocument.objects.filter(registration=found).first()
        policies.check_can_order_letter(found, has_document=document is not None, at=at)
        assert document is not None  # noqa: S101 - the policy has refused it
        if document.version != version:
            raise DocumentChanged(document.version)
        check_name(found, document.particulars)
        promised = promises().filter(about_id=found.pk)
        letter = valid_letter(found)
        is_there = promised.unsent().exists() or (letter and not is_outdated(letter, document))
        if document.terms == terms and is_there:
            return False
        _settle(document, terms, by=by, at=at)
        # Who answers for a sponsorship and an invitation; a name that was typed stays sealed.
        settled = {"costs": terms.payer_kind, "bilaterals": terms.is_invited_to_bilaterals}
        record("order_visa_letter", found, by=by, at=at, after=settled)
        enqueue(
            READY,
            found,
            key=f"{READY}/{found.pk}/{promised.count() + 1}",
            language=found.correspondence_language,
        )
        return True


def _settle(document: TravelDocument, terms: Terms, *, by: User, at: datetime) -> None:
    """Seal the terms beside the particulars; a letter on other ones is outdated from now on."""
    if document.terms != terms:
        document.sealed_terms = seal(terms.to_bytes())
        document.terms_version += 1
    document.asked_at, document.asked_by = at, by
    document.save(update_fields=["sealed_terms", "terms_version", "asked_at", "asked_by"])


def promises() -> MessageQuerySet:
    """Return the messages that bring somebody the news of their letter."""
    found: MessageQuerySet = Message.objects.filter(
        kind=READY, about_type=Registration._meta.label_lower
    )
    return found


def opened(letter: Letter, *, by: User, at: datetime) -> bytes:
    """Return a letter for a visa to whoever may have it, and write down that they had it.

    :raises models.Erased: nothing of it is kept any more
    """
    content = letter.content
    with transaction.atomic():
        record("download_visa_letter", letter.registration, by=by, at=at)  # type: ignore[arg-type]
    return content


def shown(
    document: TravelDocument, *, part: Part = Part.ALL, by: User, at: datetime
) -> TravelParticulars:
    """Return the particulars to whoever may see that part of them, and write down that they did."""
    particulars = document.particulars
    with transaction.atomic():
        record(part.value, document.registration, by=by, at=at)
    return particulars


def erase_due(*, at: datetime) -> int:
    """Erase passports and letters for a visa whose day has come; return how many of both.

    The day is the thirtieth after the meeting, in its own zone. The codes of the letters still verify.
    """
    documents = erase_due_documents(at=at)
    with transaction.atomic(durable=True):
        latest = (at + timedelta(days=1)).date() - timedelta(days=KEPT_DAYS)
        kept = Letter.objects.filter(kind=Kind.VISA, pdf__isnull=False)
        found = kept.filter(meeting__ends_on__lte=latest).select_related("meeting").defer("pdf")
        due = [one for one in found if _has_come(one, at)]
        _empty(due, at=at)
    return documents + len(due)


def erase_letters(registrations: Sequence[int], is_due: bool, at: datetime, **_: Any) -> None:
    """Empty the letters for a visa of registrations whose passports were erased.

    Runs in the transaction of that act. Before the schedule's day they are withdrawn, too.
    """
    letters = Letter.objects.filter(kind=Kind.VISA, registration__in=registrations)
    if not is_due:
        letters.filter(state=State.VALID).update(state=State.WITHDRAWN)
    _empty(list(letters.filter(pdf__isnull=False).defer("pdf")), at=at)


def _has_come(letter: Letter, at: datetime) -> bool:
    today = at.astimezone(letter.meeting.zone).date()
    return bool(today >= letter.meeting.ends_on + timedelta(days=KEPT_DAYS))


def _empty(letters: Sequence[Letter], *, at: datetime) -> None:
    Letter.objects.filter(pk__in=[one.pk for one in letters]).update(pdf=None)
    if letters:
        record_many("erase_letter", [(one, None, None) for one in letters], by=None, at=at)
