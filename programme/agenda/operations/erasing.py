"""What of people goes when a meeting is over: their addresses, and the journal that holds them."""

from datetime import datetime, timedelta

from django.db import transaction

from registration.meetings.models import Meeting

from ..models import Contributor, DraftEdit, Notice, PersonalCalendar, Subscription

KEPT_DAYS = 30


def erase_due(*, at: datetime) -> int:
    """Erase what is of no use `KEPT_DAYS` days after a meeting; return how many rows.

    To whom versions were told, who asked to be told, calendars at an address of one's own, the journal
    of the draft, and the addresses of those who chaired or sat on a panel. Who they were stays in the
    versions, which are public.
    """
    due = [one.pk for one in Meeting.objects.all() if _is_over(one, at)]
    with transaction.atomic(durable=True):
        erased = Contributor.objects.filter(meeting__in=due).exclude(email="").update(email="")
        for rows in (
            Notice.objects.filter(publication__meeting__in=due),
            Subscription.objects.filter(meeting__in=due),
            PersonalCalendar.objects.filter(meeting__in=due),
            DraftEdit.objects.filter(meeting__in=due),
        ):
            erased += rows.delete()[0]
    return erased


def _is_over(meeting: Meeting, at: datetime) -> bool:
    return meeting.ends_at + timedelta(days=KEPT_DAYS) <= at
