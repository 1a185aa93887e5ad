"""Receiving statements, version after version."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import models, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from intersessional import uploads
from intersessional.accounts.models import User
from intersessional.audit.operations import record
from intersessional.locks import lock
from intersessional.outbox.operations import enqueue
from intersessional.uploads import stored

from .. import queries
from ..models import Intervention, Statement
from ..models.statements import FOLDER
from ..policies import Refused
from ..statements.details import NewStatement
from ..transitions import State

# Of these requests nothing is handed in any more.
_ENDED = frozenset({State.WITHDRAWN, State.DECLINED})


class RequestEnded(Refused):
    """The request was withdrawn, or not accepted."""


class SentDifferently(Refused):
    """The same form came before with another file."""


def add_statement(
    intervention: Intervention, new: NewStatement, *, token: str, by: User, at: datetime
) -> tuple[Statement, bool]:
    """Keep a statement as the next version of a request, at whatever time, and promise a mail.

    Returns it, and whether it is new: the same form (`token`), or the file that is the newest one in its
    language already, makes no second version.

    :raises SentDifferently: the token came before with another file
    :raises RequestEnded: the request was withdrawn, or not accepted
    """
    with _stored(new) as draft, transaction.atomic(durable=True):
        found, is_new = keep(draft, intervention, token=token, by=by, at=at)
        if is_new:
            tell_received(found)
        return found, is_new


@contextmanager
def storing(new: NewStatement | None) -> Iterator[Statement | None]:
    """Store the file of a statement, if there is one, while its row is written.

    Without a row it goes again.
    """
    if new is None:
        yield None
        return
    with _stored(new) as draft:
        yield draft


@contextmanager
def _stored(new: NewStatement) -> Iterator[Statement]:
    draft = Statement(
        language=new.language,
        file_name=new.upload.name,
        content_type=new.upload.content_type,
        size_bytes=new.upload.size_bytes,
        sha256=new.upload.sha256,
        check_against_delivery=new.check_against_delivery,
        may_be_published=new.may_be_published,
        reason=new.reason,
    )
    with stored(draft.file, new.upload):
        yield draft
    if draft.pk is None:
        draft.file.storage.delete(str(draft.file.name))


def keep(
    draft: Statement, intervention: Intervention, *, token: str, by: User, at: datetime
) -> tuple[Statement, bool]:
    """Write a stored statement as the next version, inside the caller's transaction.

    :raises SentDifferently, RequestEnded:
    """
    lock(f"statements {intervention.pk}")
    versions = Statement.objects.filter(intervention=intervention)
    if known := _known(versions.order_by("number"), draft, token):
        return known, False
    if queries.state_of(intervention) in _ENDED:
        raise RequestEnded(_("This request has ended: nothing is handed in for it any more."))
    last: int = versions.aggregate(last=Max("number"))["last"] or 0
    draft.intervention, draft.number, draft.token = intervention, last + 1, token
    draft.uploaded_by, draft.uploaded_at = by, at
    draft.save(force_insert=True)
    after = {"request": intervention.pk, "version": draft.number, "sha256": draft.sha256}
    record("add_statement", draft, by=by, at=at, after=after | {"language": draft.language})
    return draft, True


def tell_received(statement: Statement) -> None:
    """Promise the acknowledgement of one version, to the delegation and nobody else."""
    enqueue(
        "statement_received",
        statement,
        key=f"statement_received/{statement.pk}",
        language=statement.intervention.correspondence_language,
    )


def remove_orphans(*, before: datetime) -> int:
    """Delete the files of statements whose row was never committed; see `uploads.remove_orphans`."""
    return uploads.remove_orphans(Statement, FOLDER, before=before)


def _known(versions: models.QuerySet[Statement], draft: Statement, token: str) -> Statement | None:
    """Return the version that this one is already."""
    for one in versions.filter(token=token):
        if not _is_same(one, draft):
            raise SentDifferently(
                _(
                    "This form came before with another file, which is kept. Look at it, and send anew."
                )
            )
        return one
    newest = versions.filter(language=draft.language).last()
    return newest if newest and _is_same(newest, draft) else None


def _is_same(one: Statement, other: Statement) -> bool:
    names = ("sha256", "language", "check_against_delivery", "may_be_published")
    return all(getattr(one, name) == getattr(other, name) for name in names)
