"""Bilaterals that were moved or called off."""

from django.utils.translation import gettext as _

from intersessional.outbox.composing import Mail
from intersessional.outbox.models import Message, State

from .. import inviting
from ..addressees import Reader
from ..models import AS_ASKED, Audience, Notice
from ..transitions import State as Stands
from .composing import Said, compose_notice, notice_of


def moved(message: Message) -> Mail:
    """Compose the news of another time or room: from where it was when the reader last heard of it."""
    notice = notice_of(message)
    last = _last_sent(notice)
    if last:
        notice.previous_begins_at, notice.previous_room = last.begins_at, last.room
        if last.room_id == notice.room_id:
            notice.previous_room = None
    return compose_notice(notice, _moved)


def cancelled(message: Message) -> Mail:
    """Compose the news that it does not take place."""
    return compose_notice(notice_of(message), _cancelled)


def _moved(notice: Notice, reader: Reader) -> Said:
    before = notice.previous_begins_at
    is_moved = before is not None and before != notice.begins_at
    sentences = []
    if is_moved and before:
        text = _("It begins on %(now)s, and no longer on %(before)s.")
        if notice.note == AS_ASKED:
            text = _("As you asked, it begins on %(now)s, and no longer on %(before)s.")
        sentences.append(
            text
            % {
                "now": inviting.moment(notice.bilateral.begins_at, notice.bilateral),
                "before": inviting.moment(before, notice.bilateral),
            }
        )
    if notice.previous_room:
        text = _("It takes place in %(now)s, and no longer in %(before)s.")
        names = {"now": notice.bilateral.room.name, "before": notice.previous_room.name}
        sentences.append(text % names)
    if notice.bilateral.state == Stands.OFFERED and reader.audience == Audience.DELEGATION:
        sentences.append(_("Please answer this invitation."))
    return Said(_heading(is_moved, notice), sentences)


def _heading(is_moved: bool, notice: Notice) -> str:
    if is_moved:
        return _("Your bilateral meeting is at another time")
    if notice.previous_room:
        return _("Your bilateral meeting is in another room")
    # It was moved and moved back before anything of it had left.
    return _("Your bilateral meeting stands as below")


def _cancelled(notice: Notice, reader: Reader) -> Said:
    sentences = [_("We are sorry: the bilateral below does not take place.")]
    if notice.note:
        sentences.append(_("The reason: %(reason)s") % {"reason": notice.note})
    return Said(_("Your bilateral meeting is cancelled"), sentences)


def _last_sent(notice: Notice) -> Notice | None:
    """Return what this reader was told before, and has left; two queries."""
    earlier = Notice.objects.filter(
        bilateral=notice.bilateral_id,
        audience=notice.audience,
        focal_point=notice.focal_point_id,
        registration=notice.registration_id,
        pk__lt=notice.pk,
    )
    sent = Message.objects.filter(
        about_type=Notice._meta.label_lower,
        about_id__in=list(earlier.values_list("pk", flat=True)),
        state=State.SENT,
    )
    last = max(sent.values_list("about_id", flat=True), default=0)
    return Notice.objects.select_related("room").filter(pk=last).first()
