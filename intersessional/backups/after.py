"""What follows a restore, before the portal opens: newer tables, erasures again, the audit trail."""

from collections.abc import Iterator
from datetime import datetime

from django.core.management import call_command

from intersessional.accounts.models import Session, SignInCode
from intersessional.audit import operations as audit
from intersessional.audit.models import AuditSeal
from intersessional.outbox.holding import held_by_restore
from intersessional.outbox.models import Message
from intersessional.privacy import operations as privacy

from . import inventory
from .archive import Manifest
from .errors import Unfinished


def migrate(manifest: Manifest) -> Iterator[str]:
    """Bring the tables to this version."""
    newer = inventory.known() - set(manifest.migrations)
    if newer:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        yield f"{len(newer)} migrations of this version were applied."


def end_sessions() -> Iterator[str]:
    """End all sessions and void all codes: also those of a backup that was made otherwise."""
    Session.objects.all().delete()
    SignInCode.objects.all().delete()
    yield "All sessions are ended, and no sign-in code is valid: everybody signs in anew."


def erase_again(*, at: datetime) -> Iterator[str]:
    """Erase again what was erased since the backup.

    :raises Unfinished: it failed; the portal must not open before
    """
    try:
        rows = privacy.replay(at=at)
    except Exception as error:
        raise Unfinished(
            "The data are restored, but what was erased since the backup was NOT erased again "
            f"({type(error).__name__}). Before the portal opens: manage.py replay_erasures"
        ) from error
    yield f"The erasure log was replayed: {rows} rows erased again."


def verify_audit() -> Iterator[str]:
    """Seal what the backup had not sealed yet, then walk the whole chain.

    :raises Unfinished: it is not whole
    """
    while audit.seal():
        pass
    found = list(audit.problems())
    if found:
        raise Unfinished(
            f"The data are restored, but the audit trail is not whole: {found[0]}"
            f"{f' and {len(found) - 1} more' if len(found) > 1 else ''}. manage.py verify_audit"
        )
    yield f"The audit trail is whole: {AuditSeal.objects.count()} entries sealed."


def tell_of_mail(*, is_held: bool) -> Iterator[str]:
    """Say what became of mails that had not left when the backup was made."""
    waiting = Message.objects.unsent()
    if is_held:
        held = held_by_restore(waiting).count()
        if not held:
            yield "No mail was waiting when the backup was made."
            return
        yield (
            f"{held} mails had not left when the backup was made. They are held, since they may have "
            "left before the fault: manage.py held_mail lists, releases or cancels them."
        )
    else:
        yield f"{waiting.count()} mails had not left when the backup was made; they leave now."
