"""What may be in a programme, before anything is written."""

from datetime import timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import Contributor, Item, Panel, Panellist, Presence, Room, Segment, Session
from .refusals import InUse, OutsideTheMeeting, WrongOrder, part_name

# Rows that are nothing by themselves: where people are, and the seats of a panel.
_ITS_OWN: set[Any] = {Presence, Panellist}


def check_can_keep(part: Any) -> None:
    """Refuse what a part may not be.

    :raises Refused: the text says why
    """
    if isinstance(part, Session):
        _check_hours(part)


def _check_hours(session: Session) -> None:
    """A session is within one day of the meeting, in the meeting's zone."""
    meeting = session.meeting
    if session.begins_at >= session.ends_at:
        raise WrongOrder(_("The session ends before it begins."))
    begins = session.begins_at.astimezone(meeting.zone).date()
    # Until midnight is still the same day.
    last_instant = session.ends_at - timedelta(microseconds=1)
    if begins not in meeting.days or last_instant.astimezone(meeting.zone).date() != begins:
        first, last = (date_format(day, "DAY_MONTH_FORMAT") for day in _ends(meeting.days))
        raise OutsideTheMeeting(
            _("A session begins and ends on one day of the meeting, from %(first)s to %(last)s.")
            % {"first": first, "last": last}
        )


def _ends(days: list[Any]) -> tuple[Any, Any]:
    return days[0], days[-1]


def check_can_remove(part: Any) -> None:
    """Refuse to remove what others need; nothing is ever removed along with something else.

    :raises InUse: the text says what needs it
    """
    if isinstance(part, Item):
        _check_item(part)
    elif isinstance(part, Session):
        _check_session(part)
    elif isinstance(part, Segment):
        if Panel.objects.filter(segment=part).exists():
            raise InUse(_("The segment has a panel: remove the panel first."))
    elif isinstance(part, Room):
        _check_room(part)
    elif isinstance(part, Contributor):
        _check_person(part)
    _check_others(part)


def _check_others(part: Any) -> None:
    """Refuse what the parts above this app hang on it, too: whatever has a key of it.

    But for rows that only stand for it, and say so (`goes_with_its_owner`).
    """
    for relation in part._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or relation.many_to_many:
            continue
        model = relation.related_model
        if (
            model in _ITS_OWN
            or getattr(model, "goes_with_its_owner", False)
            or not model._base_manager.filter(**{relation.field.name: part}).exists()
        ):
            continue
        raise InUse(
            _("“%(part)s” cannot be removed, because of what belongs to it: %(what)s.")
            % {"part": part_name(part), "what": model._meta.verbose_name_plural}
        )


def _check_item(item: Item) -> None:
    if count := Segment.objects.filter(item=item).count():
        raise InUse(
            ngettext(
                "“%(item)s” has a segment in the programme: remove that first.",
                "“%(item)s” has %(count)s segments in the programme: remove these first.",
                count,
            )
            % {"item": item, "count": count}
        )


def _check_session(session: Session) -> None:
    if count := Segment.objects.filter(session=session).count():
        raise InUse(
            ngettext(
                "“%(session)s” has a segment: move or remove that first.",
                "“%(session)s” has %(count)s segments: move or remove these first.",
                count,
            )
            % {"session": session, "count": count}
        )


def _check_room(room: Room) -> None:
    sessions = Session.objects.filter(room=room)
    if found := sessions.first():
        raise InUse(
            _("“%(room)s” is the room of “%(session)s”: give that another room first.")
            % {"room": room, "session": found}
        )


def _check_person(person: Contributor) -> None:
    """Say the first place where somebody has a part."""
    if session := Session.objects.filter(chair=person).first():
        words, where = _("%(person)s chairs “%(where)s”."), str(session)
    elif panel := Panel.objects.filter(moderator=person).first():
        words, where = _("%(person)s moderates the panel “%(where)s”."), str(panel)
    elif seat := Panellist.objects.filter(contributor=person).select_related("panel").first():
        words, where = _("%(person)s sits on the panel “%(where)s”."), str(seat.panel)
    else:
        return
    raise InUse(words % {"person": part_name(person), "where": where})
