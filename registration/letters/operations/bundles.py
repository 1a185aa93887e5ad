"""Files for printing: asked for on a page, made by a worker, erased after a day.

A row is the order; the sweep of Celery beat is the only trigger. A worker takes one under a lease that
it prolongs while it gets on, so that the order of a worker that was killed is taken up by the next.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from tempfile import TemporaryFile

from django.core.files import File
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone, translation

from intersessional.accounts.models import User
from intersessional.audit.operations import record

from .. import bundling, queries
from ..models import Batch, Bundle, Format, Scope, Standing
from ..models.batches import random_name

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 3
LEASE = timedelta(seconds=90)
KEPT_FOR = timedelta(days=1)
# How often the row says how far it has come.
STEP = 10
# Nobody prints what no longer stands.
_PRINTED = [one for one in Standing if one != Standing.WITHDRAWN]


class LeaseLost(Exception):
    """Another worker has taken the order over, or it was erased."""


def ask_bundle(
    batch: Batch, *, format: Format, scope: Scope, language: str, by: User, at: datetime
) -> Bundle:
    """Order a file of the letters that are rendered by then; one at a time of each sort.

    Who asks for what is being made gets the same order.
    """
    with transaction.atomic(durable=True):
        Batch.objects.select_for_update().get(pk=batch.pk)
        sort = {"batch": batch, "format": format, "scope": scope}
        waiting: Bundle | None = Bundle.objects.filter(_is_waiting(), **sort).first()
        if waiting:
            return waiting
        bundle: Bundle = Bundle.objects.create(
            **sort, language=language, asked_at=at, asked_by=by, file=random_name()
        )
        after = {"bundle": bundle.pk, "format": str(format), "scope": str(scope)}
        record("bundle_letters", batch, by=by, at=at, after=after)
        return bundle


def make_next_bundle() -> bool:
    """Make the file that has waited longest, if any; return whether there was one."""
    bundle = _claim()
    if bundle is None:
        return False
    try:
        _make(bundle)
    except LeaseLost:
        log.warning("bundle %s was taken over", bundle.pk)
    except Exception as error:
        log.exception("bundle %s attempt %s failed", bundle.pk, bundle.attempts)
        failure = type(error).__name__ if bundle.attempts >= MAX_ATTEMPTS else ""
        _mine(bundle).update(lease_until=None, failure=failure)
    return True


def erase_bundles() -> int:
    """Erase the files that were made more than a day ago; return how many."""
    old = Bundle.objects.filter(
        Q(made_at__lte=timezone.now() - KEPT_FOR) | ~Q(failure=""), erased_at__isnull=True
    )
    for bundle in old:
        # First the file: where this fails, the next round does it.
        bundle.file.storage.delete(str(bundle.file.name))
        Bundle.objects.filter(pk=bundle.pk).update(erased_at=timezone.now())
    return len(old)


def _is_waiting() -> Q:
    return Q(made_at__isnull=True, failure="")


def _claim() -> Bundle | None:
    with transaction.atomic():
        free = Q(lease_until__isnull=True) | Q(lease_until__lte=Now())
        waiting = Bundle.objects.filter(_is_waiting(), free).order_by("pk")
        bundle: Bundle | None = waiting.select_for_update(skip_locked=True).first()
        if bundle is None:
            return None
        if bundle.attempts >= MAX_ATTEMPTS:
            Bundle.objects.filter(pk=bundle.pk).update(failure="WorkerLost", lease_until=None)
            return None
        bundle.attempts += 1
        Bundle.objects.filter(pk=bundle.pk).update(
            attempts=bundle.attempts, lease_until=Now() + LEASE, done=0
        )
        return bundle


def _make(bundle: Bundle) -> None:
    wanted = [Standing.POST] if bundle.scope == Scope.POST else _PRINTED
    batch = Batch.objects.select_related("meeting").get(pk=bundle.batch_id)
    with translation.override(bundle.language):
        lines = [
            line
            for line in queries.lines(batch)
            if line.invitation.letter_id and line.standing in wanted
        ]
        _still_mine(bundle, letters=len(lines))
        write = bundling.write_pdf if bundle.format == Format.PDF else bundling.write_zip
        with TemporaryFile() as file:
            write(file, lines, batch.meeting, bundle.language, progress=_progress(bundle))
            _still_mine(bundle, done=len(lines))
            file.seek(0)
            _store(bundle, File(file))
    _still_mine(bundle, lease_until=None, made_at=timezone.now())


def _store(bundle: Bundle, file: "File[bytes]") -> None:
    storage, name = bundle.file.storage, str(bundle.file.name)
    # Of an earlier try whose worker was killed.
    storage.delete(name)
    storage.save(name, file)


def _progress(bundle: Bundle) -> Callable[[int], None]:
    def tell(done: int) -> None:
        if done % STEP == 0:
            _still_mine(bundle, done=done)

    return tell


def _still_mine(bundle: Bundle, **fields: object) -> None:
    if not _mine(bundle).update(**{"lease_until": Now() + LEASE} | fields):
        raise LeaseLost


def _mine(bundle: Bundle) -> "queries.QuerySet[Bundle]":
    mine: queries.QuerySet[Bundle] = Bundle.objects.filter(
        _is_waiting(), pk=bundle.pk, attempts=bundle.attempts
    )
    return mine
