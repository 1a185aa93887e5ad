"""Asked before each try: does a mail about a bilateral still hold?"""

from django.utils.translation import gettext as _

from intersessional import clock
from intersessional.outbox.composing import NoLongerNeeded
from intersessional.outbox.models import Message

from ..addressees import acting_for
from ..models import Audience, Notice, Told
from ..transitions import State
from .composing import notice_of


def check_current(message: Message) -> None:
    """Refuse what is no longer true, or whose reader has nothing to do with it any more.

    :raises NoLongerNeeded:
    """
    notice = notice_of(message)
    _check_reader(notice)
    if notice.audience == Audience.OFFICER:
        if notice.bilateral.state != notice.state:
            raise NoLongerNeeded(_("The bilateral stands elsewhere by now."))
    elif notice.told == Told.RELEASED:
        _check_released(notice)
    elif notice.sequence < notice.bilateral.sequence and _is_superseded(notice):
        raise NoLongerNeeded(_("A newer message tells of this bilateral."))
    elif notice.told == Told.REMINDED:
        _check_reminder(notice)


def _is_superseded(notice: Notice) -> bool:
    """Say whether this reader is told by a newer message, or the state is no longer what is told.

    What others are told takes nothing from this reader.
    """
    if notice.state != notice.bilateral.state:
        return True
    newer = Notice.objects.filter(
        bilateral=notice.bilateral_id,
        audience=notice.audience,
        focal_point=notice.focal_point_id,
        registration=notice.registration_id,
        sequence__gt=notice.sequence,
    )
    if notice.told == Told.INVITED:
        # News of an invitation is none to whoever was never invited: both go, as it stands by then.
        newer = newer.exclude(told__in=[Told.MOVED, Told.EXTENDED])
    return newer.exists()


def _check_reader(notice: Notice) -> None:
    point = notice.focal_point
    if point and (point.ended_at or not point.approved_at):
        raise NoLongerNeeded(_("The focal point no longer acts for the delegation."))
    if notice.officer_id and not _acts_for_a_host(notice, notice.officer_id):
        raise NoLongerNeeded(_("The officer no longer acts for a host of it."))


def _acts_for_a_host(notice: Notice, user: int) -> bool:
    hosts = notice.bilateral.candidate.hosts.values_list("pk", flat=True)
    return acting_for(user, list(hosts)) is not None


def _check_released(notice: Notice) -> None:
    if notice.bilateral.participants.filter(registration=notice.registration_id).exists():
        raise NoLongerNeeded(_("The participant is expected again."))


def _check_reminder(notice: Notice) -> None:
    bilateral, at = notice.bilateral, clock.now()
    until = bilateral.expires_at
    if bilateral.state != State.OFFERED or until is None or until <= at:
        raise NoLongerNeeded(_("There is nothing to remind of."))
