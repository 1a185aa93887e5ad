"""Sending a message: to oneself as a test, to all of its readers at once, and what follows."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from psycopg2.errors import ForeignKeyViolation

from intersessional.accounts.models import User
from intersessional.audit.operations import record, record_many
from intersessional.outbox import holding
from intersessional.outbox import operations as outbox
from registration.registrations.models import Registration

from .. import emails, policies, queries
from ..models import Mailing, Recipient, Trial
from .drafts import ChangedMeanwhile

KIND = "mailing"
TEST = "mailing_test"
CORRECTED = "mailing_corrected"
STOPPED = gettext_noop("The message was stopped.")


class RecipientsChanged(policies.NotNow):
    """Since somebody looked at the readers, others have come or gone."""


class ValuesMissing(policies.NotNow):
    """A placeholder has no value for some readers; the text names it."""


def try_out(mailing: Mailing, reader: Recipient, *, by: User, at: datetime) -> Trial:
    """Send a message to oneself as a reader would get it now; no reader gets anything."""
    with transaction.atomic(durable=True):
        trial: Trial = Trial.objects.create(
            mailing=mailing,
            language=reader.language,
            subject=mailing.subject(reader.language),
            text=mailing.text(reader.language),
            values=reader.values,
            asked_at=at,
            asked_by=by,
        )
        record("test", mailing, by=by, at=at, after={"language": reader.language})
        outbox.enqueue(TEST, trial, key=f"{TEST}/{trial.pk}", language=reader.language)
        return trial


def send(mailing: Mailing, *, version: int, seen: str, by: User, at: datetime) -> int:
    """Send a message to all of its readers; return how many they are.

    They are frozen with what is said to each, in one transaction with the promise of their mails, and
    the text stays as it is from here on. `seen` is the digest of the readers that were shown
    (`queries.Reach`). As many queries for thousands as for one.

    :raises policies.SentAlready: also to whoever clicks twice
    :raises ChangedMeanwhile: it is not the `version` that was seen
    :raises RecipientsChanged, ValuesMissing, policies.NotNow:
    """
    try:
        return _send(mailing, version=version, seen=seen, by=by, at=at)
    except IntegrityError as error:
        # Somebody was deleted after the last look at the readers: the commit finds out.
        if isinstance(error.__cause__, ForeignKeyViolation):
            raise _changed() from error
        raise


def stop(mailing: Mailing, *, by: User, at: datetime) -> int:
    """Take back what has not left; return how many. What a worker has in hands may still leave.

    :raises policies.NotNow: it was not sent, or is stopped already
    """
    with transaction.atomic(durable=True):
        mailing = _locked(mailing)
        policies.check_goes_out(mailing)
        mailing.stopped_at, mailing.stopped_by = at, by
        mailing.save(update_fields=["stopped_at", "stopped_by"])
        stopped = len(holding.take_back(queries.messages_of(mailing), note=STOPPED))
        record("stop", mailing, by=by, at=at, after={"stopped": stopped})
        return stopped


def again(mailing: Mailing, *, by: User, at: datetime) -> int:
    """Send once more to those for whom it has failed; return how many they are.

    Mails that came back are not sent again: the address was wrong, or the mailbox full.

    :raises policies.NotNow: it was not sent, or is stopped
    """
    with transaction.atomic(durable=True):
        mailing = _locked(mailing)
        policies.check_goes_out(mailing)
        return outbox.send_failed_again(queries.last_mails_of(mailing), by=by, at=at)


def to_corrected(mailing: Mailing, *, by: User, at: datetime) -> int:
    """Send what did not arrive to those who have another address now; return how many they are.

    The row of the message keeps the address to which it was sent at first; the outbox has both mails.

    :raises policies.NotNow: it was not sent, or is stopped
    """
    with transaction.atomic(durable=True):
        mailing = _locked(mailing)
        policies.check_goes_out(mailing)
        rows = queries.corrected(mailing)
        if rows:
            # Once for each mail that did not arrive.
            promised = [(row, f"{CORRECTED}/{row.pk}/{row.mail}", row.language) for row in rows]
            outbox.enqueue_many(CORRECTED, promised)
            record("send_to_corrected", mailing, by=by, at=at, after={"recipients": len(rows)})
            _record_each(mailing, rows, by=by, at=at)
        return len(rows)


def _send(mailing: Mailing, *, version: int, seen: str, by: User, at: datetime) -> int:
    with transaction.atomic(durable=True):
        mailing = _locked(mailing)
        policies.check_is_draft(mailing)
        if mailing.version != version:
            raise ChangedMeanwhile(mailing)
        readers = _readers(mailing, seen)
        mailing.sent_at, mailing.sent_by = at, by
        mailing.facts = {one: emails.facts(mailing, one) for one in mailing.languages}
        mailing.save(update_fields=["sent_at", "sent_by", "facts"])
        _promise(mailing, readers, by=by, at=at)
        return len(readers)


def _readers(mailing: Mailing, seen: str) -> list[Recipient]:
    policies.check_has_audience(mailing)
    reach = queries.reach(mailing)
    if not reach.chosen:
        raise policies.NotNow(_("Nobody is left to whom the message would go."))
    if reach.digest != seen:
        raise _changed()
    if lacking := reach.lacking():
        raise ValuesMissing(
            _("For some recipients there is no value for %s.") % ", ".join(sorted(lacking))
        )
    rows = reach.said(reach.chosen)
    if len(rows) != len(reach.chosen):
        raise _changed()
    return rows


def _changed() -> RecipientsChanged:
    return RecipientsChanged(
        _("The recipients have changed since this page was opened. Please look at them again.")
    )


def _promise(mailing: Mailing, readers: list[Recipient], *, by: User, at: datetime) -> None:
    rows = Recipient.objects.bulk_create(readers)
    outbox.enqueue_many(KIND, [(row, f"{KIND}/{row.pk}", row.language) for row in rows])
    record("send", mailing, by=by, at=at, after={"recipients": len(rows)})
    _record_each(mailing, rows, by=by, at=at)


def _record_each(mailing: Mailing, rows: list[Recipient], *, by: User, at: datetime) -> None:
    registered = [row.registration_id for row in rows if row.registration_id]
    after = {"message": mailing.pk, "title": mailing.title}
    acts = [(Registration(pk=pk), None, after) for pk in registered]
    record_many("write_to", acts, by=by, at=at)


def _locked(mailing: Mailing) -> Mailing:
    found: Mailing = (
        Mailing.objects.select_for_update(of=("self",)).with_people().get(pk=mailing.pk)
    )
    return found
