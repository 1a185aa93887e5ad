"""The sealer's trigger."""

from celery import shared_task

from . import operations


@shared_task(name="audit.seal")
def seal() -> None:
    """Link what has been committed since the last time."""
    while operations.seal() == operations.BATCH:
        pass
