"""What all mails about a request have in common: what is true by then, to whoever asked."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from intersessional import clock
from intersessional.outbox.composing import Mail, NoLongerNeeded
from intersessional.outbox.models import Message
from registration.meetings.links import lasting_path

from .. import presentation, queries
from ..addressees import addressee
from ..mail_facts import facts_of, until_of
from ..models import FloorEvent, Intervention
from ..presentation import Own
from ..transitions import COUNTING, State


@dataclass(frozen=True)
class Said:
    """What one kind of mail says: its heading, its sentences, and facts besides those of all."""

    heading: str
    sentences: list[str] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)
    # A page of its own, where there is one: what the link says, its name, and its arguments.
    link: tuple[str, str, tuple[int, ...]] | None = None


Composer = Callable[[Own], Said]


def compose(message: Message, said_of: Composer) -> Mail:
    """Return the mail about a request, in the language of its reader."""
    return compose_about(message.about_id, said_of)


def compose_about(pk: int, said_of: Composer) -> Mail:
    """Return the mail about the request with this key, in the language of its reader."""
    found = Intervention.objects.with_names().select_related("segment__item", "asked_by")
    intervention = found.get(pk=pk)
    meeting, reader = intervention.delegation.meeting, addressee(intervention)
    with translation.override(reader.language), timezone.override(meeting.zone):
        own = presentation.one_request(intervention, meeting, at=clock.now())
        said = said_of(own)
        context = {
            "meeting": meeting,
            "salutation_name": reader.name,
            "heading": said.heading,
            "sentences": said.sentences,
            "facts": facts_of(own) + said.facts,
            "until": until_of(own),
            "item": own.item,
            "link": (said.link[0], _page(intervention, said.link[1], *said.link[2]))
            if said.link
            else None,
            "request_url": _page(intervention, "interventions:one", intervention.pk),
            "all_url": _page(intervention, "interventions:index"),
        }
        return Mail(
            to=reader.email,
            subject=render_to_string("mail/intervention.subject.txt", context).strip(),
            text=render_to_string("mail/intervention.txt", context).strip() + "\n",
            html=render_to_string("mail/intervention.html", context),
            reply_to=meeting.contact_email,
        )


def check_counts(message: Message) -> None:
    """Refuse a message about a request that has ended, of which another mail tells.

    :raises NoLongerNeeded:
    """
    state = queries.state_of(Intervention.objects.get(pk=message.about_id))
    if state not in COUNTING | {State.DELIVERED}:
        raise no_longer(state)


def no_longer(state: State) -> NoLongerNeeded:
    """Return what a check raises where a request stands elsewhere by now."""
    return NoLongerNeeded(_("The request is “%(state)s”.") % {"state": state.label})


def place(own: Own) -> list[str]:
    """Return what a mail says of the place: nothing, where there is none."""
    if own.place is None:
        return []
    text = _("You are number %(place)d on the list. %(before)s") % {
        "place": own.place,
        "before": own.before_text,
    }
    return [text, own.limit_advice] if own.limit_advice else [text]


def why(own: Own, verb: str) -> list[str]:
    """Return why it was decided, the last time; nothing, where nobody said."""
    found = FloorEvent.objects.filter(intervention=own.intervention, verb=verb)
    event = found.order_by("-number").first()
    return (
        [_("The reason: %(reason)s") % {"reason": event.reason}] if event and event.reason else []
    )


def _page(intervention: Intervention, name: str, *args: int) -> str:
    delegation = intervention.delegation
    path = lasting_path(delegation.meeting, name, *args)
    query = "" if args else f"?delegation={delegation.entity.code}"
    return f"{settings.BASE_URL}{path}{query}"
