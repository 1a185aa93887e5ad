"""From being prepared to being open, with a rehearsal between; and which meeting is the current one."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from intersessional.audit.operations import record
from registration.meetings.models import Meeting, Preparation, Stage

from ..readiness import Line, hard_lines_left
from .acts import hold


class WrongStage(Exception):
    """The meeting is at another stage than the act needs; the text says which."""


class NotReady(Exception):
    """Something must be settled before the meeting opens: the `lines` that are not ready."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        names = "; ".join(str(line.title) for line in lines)
        super().__init__(_("The meeting is not ready to open: %(names)s.") % {"names": names})


def rehearse(meeting: Meeting, *, by: User, at: datetime) -> None:
    """Begin the rehearsal of a meeting that was never open: registration is open, mail stays inside.

    :raises WrongStage:
    """
    _to(Stage.REHEARSING, meeting, "begin_rehearsal", by=by, at=at)


def stop_rehearsing(meeting: Meeting, *, by: User, at: datetime) -> None:
    """End the rehearsal; what it made stays until it is cleared, and its mail never leaves.

    :raises WrongStage:
    """
    _to(Stage.PREPARING, meeting, "end_rehearsal", by=by, at=at)


def open_meeting(meeting: Meeting, *, by: User, at: datetime) -> None:
    """Show the meeting to everybody, and let its mail leave from now on. There is no way back.

    :raises WrongStage: it is open
    :raises NotReady: a line without which it cannot open is not ready
    """
    with transaction.atomic(durable=True):
        fresh = hold(meeting)
        if fresh.is_open:
            raise WrongStage(_("The meeting is open already."))
        if left := hard_lines_left(fresh, at=at):
            raise NotReady(left)
        _write(fresh, Stage.OPEN, "open_meeting", by=by, at=at)
        Preparation.objects.filter(meeting=fresh).update(opened_at=at)


def make_current(meeting: Meeting, *, by: User, at: datetime) -> None:
    """Let addresses without `/m/…/` speak of this meeting, until another one is made current.

    :raises WrongStage: it is not open
    """
    with transaction.atomic(durable=True):
        fresh = hold(meeting)
        if not fresh.is_open:
            raise WrongStage(_("Only a meeting that is open can be the current one."))
        _unset(by=by, at=at, but=fresh)
        if not fresh.is_set_current:
            Meeting.objects.filter(pk=fresh.pk).update(is_set_current=True)
            record("make_current", fresh, by=by, at=at)


def let_the_next_be_current(*, by: User, at: datetime) -> None:
    """Let the next meeting to end be the current one, whichever that is."""
    with transaction.atomic(durable=True):
        _unset(by=by, at=at)


def _unset(*, by: User, at: datetime, but: Meeting | None = None) -> None:
    for other in Meeting.objects.select_for_update(no_key=True).filter(is_set_current=True):
        if but is None or other.pk != but.pk:
            Meeting.objects.filter(pk=other.pk).update(is_set_current=False)
            record("unset_current", other, by=by, at=at)


def _to(stage: Stage, meeting: Meeting, verb: str, *, by: User, at: datetime) -> None:
    with transaction.atomic(durable=True):
        fresh = hold(meeting)
        if fresh.is_open:
            raise WrongStage(_("The meeting is open: its mail leaves, and nothing is rehearsed."))
        if fresh.stage != stage:
            _write(fresh, stage, verb, by=by, at=at)


def _write(meeting: Meeting, stage: Stage, verb: str, *, by: User, at: datetime) -> None:
    before = meeting.stage
    Meeting.objects.filter(pk=meeting.pk).update(stage=stage)
    record(verb, meeting, by=by, at=at, before={"stage": before}, after={"stage": stage.value})
