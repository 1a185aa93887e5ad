"""What Celery beat asks for: letters that must be issued or erased, and files for printing."""

from celery import shared_task

from intersessional import clock

from . import operations, renewing, visas


@shared_task(name="letters.notice_changes")
def notice_changes() -> None:
    """See which delegations have changed since their last letter."""
    renewing.notice_changes(at=clock.now())


@shared_task(name="letters.issue_due")
def issue_due() -> None:
    """Issue what was asked for, and what is stale long enough."""
    renewing.issue_due(at=clock.now())


@shared_task(name="letters.make_bundle", soft_time_limit=240, time_limit=250)
def make_bundle() -> None:
    """Make the file that has waited longest."""
    operations.make_next_bundle()


@shared_task(name="letters.erase_bundles")
def erase_bundles() -> None:
    """Erase the files that have been there for a day."""
    operations.erase_bundles()


@shared_task(name="letters.erase_due")
def erase_due() -> None:
    """Erase passports and letters for a visa on the day that is set."""
    visas.erase_due(at=clock.now())
