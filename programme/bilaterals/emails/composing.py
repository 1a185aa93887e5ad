"""What all mails about a bilateral have in common: what is true by then, for one reader."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from intersessional.outbox.composing import Attachment, Mail
from intersessional.outbox.models import Message
from registration.meetings.links import lasting_path

from .. import calendar, inviting
from ..addressees import Reader, reader_of
from ..models import Audience, Bilateral, Notice, Told
from ..queries.busy import hour
from ..transitions import ACTIVE, OPEN, State


@dataclass(frozen=True)
class Said:
    """What one kind of mail says: heading, sentences, and whether the calendar strikes it out."""

    heading: str
    sentences: list[str] = field(default_factory=list)
    button: str = ""
    is_cancelled: bool | None = None


SaidOf = Callable[[Notice, Reader], Said]


def notice_of(message: Message) -> Notice:
    """Return what a message tells, with all that it needs."""
    return Notice.objects.select_related(
        *("focal_point", "registration", "officer", "room", "previous_room"),
        *("bilateral__meeting", "left__merged_into", "registration__merged_into"),
    ).get(pk=message.about_id)


def compose(message: Message, said_of: SaidOf) -> Mail:
    """Return the mail, in the language of its reader."""
    return compose_notice(notice_of(message), said_of)


def compose_notice(notice: Notice, said_of: SaidOf) -> Mail:
    """Return the mail of a notice, which need not be stored, for a preview."""
    notice.bilateral = Bilateral.objects.with_names().get(pk=notice.bilateral_id)
    return compose_for(notice, reader_of(notice), said_of)


def compose_for(notice: Notice, reader: Reader, said_of: SaidOf) -> Mail:
    """Return what a reader is told by a notice."""
    bilateral = notice.bilateral
    meeting = bilateral.meeting
    with translation.override(reader.language), timezone.override(meeting.zone):
        said = said_of(notice, reader)
        context = {
            "meeting": meeting,
            "salutation_name": reader.name,
            "heading": said.heading,
            "about": _about(bilateral, reader),
            "sentences": said.sentences,
            "facts": facts_of(notice, reader),
            "button": _button(notice, said),
            "url": page_of(bilateral, reader),
            "why": _why(notice, reader),
        }
        render = partial(render_to_string, context=context)
        return Mail(
            to=reader.email,
            subject=render("mail/bilateral.subject.txt").strip(),
            text=render("mail/bilateral.txt").strip() + "\n",
            html=render("mail/bilateral.html"),
            reply_to=meeting.contact_email,
            attachments=_attachments(bilateral, reader, said),
        )


def facts_of(notice: Notice, reader: Reader) -> list[tuple[str, str]]:
    """Return who, when and where, as rows of label and value."""
    bilateral = notice.bilateral
    rows = [
        (_("With"), bilateral.candidate.host_names),
        (_("Delegation"), bilateral.delegation.name),
        (_("When"), when(bilateral)),
        (_("Before"), _before(notice)),
        (_("Where"), where(bilateral)),
        (_("Room before"), notice.previous_room.name if notice.previous_room else ""),
        (_("State"), capfirst(bilateral.get_state_display())),
        (_("To be answered before"), _until(bilateral)),
        (_("Time asked for"), _wanted(bilateral)),
        (_("Participants"), _participants(bilateral)),
    ]
    return [(label, str(value)) for label, value in rows if value]


def when(bilateral: Bilateral) -> str:
    """Return day and hours: Wednesday 6 June 2018, 09:30–09:55."""
    begins = inviting.moment(bilateral.begins_at, bilateral)
    return f"{begins}–{hour(bilateral.ends_at, bilateral)}"


def where(bilateral: Bilateral) -> str:
    """Return the room, and whether it has steps."""
    room = bilateral.room
    if room.is_accessible:
        return _("%(room)s (without steps)") % {"room": room.name}
    return _("%(room)s (has steps)") % {"room": room.name}


def page_of(bilateral: Bilateral, reader: Reader) -> str:
    """Return the address of the page where its reader acts."""
    is_office = reader.audience == Audience.OFFICER
    name = "bilaterals:invitation" if is_office else "bilaterals:one"
    return f"{settings.BASE_URL}{lasting_path(bilateral.meeting, name, bilateral.code)}"


def _about(bilateral: Bilateral, reader: Reader) -> str:
    if reader.audience == Audience.OFFICER:
        return bilateral.delegation.name
    return bilateral.candidate.host_names


def _before(notice: Notice) -> str:
    before = notice.previous_begins_at
    if before is None or before == notice.begins_at:
        return ""
    return inviting.moment(before, notice.bilateral)


def _until(bilateral: Bilateral) -> str:
    if bilateral.state != State.OFFERED or bilateral.expires_at is None:
        return ""
    return inviting.moment(bilateral.expires_at, bilateral)


def _wanted(bilateral: Bilateral) -> str:
    if bilateral.state != State.ANOTHER_TIME or bilateral.wanted_at is None:
        return ""
    return inviting.moment(bilateral.wanted_at, bilateral)


def _participants(bilateral: Bilateral) -> str:
    if bilateral.state not in ACTIVE - OPEN:
        return ""
    rows = bilateral.participants.select_related("registration").order_by("pk")
    return ", ".join(one.registration.printed_name for one in rows)


def _attachments(bilateral: Bilateral, reader: Reader, said: Said) -> tuple[Attachment, ...]:
    if reader.audience == Audience.OFFICER:
        return ()
    content = calendar.message_for(bilateral, reader, is_cancelled=said.is_cancelled)
    method = calendar.method_for(bilateral, is_cancelled=said.is_cancelled)
    return (
        Attachment("bilateral.ics", content, f'text/calendar; method={method}; charset="utf-8"'),
    )


def _button(notice: Notice, said: Said) -> str:
    """Return the words of the button; none for who no longer finds the page."""
    if notice.told == Told.RELEASED:
        return ""
    return said.button or _("Open the bilateral")


def _why(notice: Notice, reader: Reader) -> str:
    if notice.told == Told.RELEASED:
        return _("You receive this message because your delegation had named you.")
    if reader.audience == Audience.OFFICER:
        return _("You receive this message because you act for a host of bilaterals.")
    if reader.audience == Audience.PARTICIPANT:
        return _("You receive this message because your delegation named you as a participant.")
    return _("You receive this message because you act for your delegation.")
