"""To whom the confirmations of a delegation went, derived from their messages."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from intersessional.outbox.models import Message
from intersessional.outbox.models import State as MessageState
from registration.delegations.models import Delegation, FocalPoint

from .models import Kind, Letter, State
from .renewing import MAIL, MAIL_TO_OFFICE


@dataclass(frozen=True)
class Delivered:
    """One letter, and a sentence for each address; `is_for_the_post` says that no mail brings it."""

    letter: Letter
    sentences: list[str]
    is_for_the_post: bool


def deliveries_of(delegation: Delegation) -> list[Delivered]:
    """Return the confirmations of a delegation, newest first, without their files; three queries."""
    letters = Letter.objects.filter(kind=Kind.DELEGATION, delegation=delegation)
    found = list(letters.defer("pdf", "facts").order_by("-version"))
    emails = dict(FocalPoint.objects.filter(delegation=delegation).values_list("pk", "email"))
    sent = _messages(found, list(emails))
    office = delegation.entity.email
    return [
        Delivered(
            letter,
            [_sentence(one, _address(one, emails, office)) for one in sent[letter.pk]],
            letter.state == State.VALID and _is_for_the_post(sent[letter.pk]),
        )
        for letter in found
    ]


def _messages(letters: list[Letter], focal_points: list[int]) -> dict[int, list[Message]]:
    """Return the messages of each letter, which the keys name (renewing.py)."""
    about_letters = Q(kind=MAIL_TO_OFFICE, about_id__in=[letter.pk for letter in letters])
    about_people = Q(kind=MAIL, about_id__in=focal_points)
    messages = Message.objects.filter(about_letters | about_people).defer("raw", "text")
    found: dict[int, list[Message]] = defaultdict(list)
    for message in messages.order_by("pk"):
        found[int(message.key.split("/")[1])].append(message)
    return found


def _is_for_the_post(messages: list[Message]) -> bool:
    """Say whether nobody was promised a mail, or the office that was has no address."""
    return all(
        one.kind == MAIL_TO_OFFICE and one.state == MessageState.CANCELLED for one in messages
    )


def _address(message: Message, emails: dict[int, str], office: str) -> str:
    """Return where a mail that has not left would go."""
    return office if message.kind == MAIL_TO_OFFICE else emails[message.about_id]


def _sentence(message: Message, address: str) -> str:
    """Say how one mail stands, in the reader's language."""
    said = {"address": message.recipient or address}
    if message.state == MessageState.SENT and message.sent_at:
        day = date_format(message.sent_at)
        return _("Sent to %(address)s on %(day)s.") % (said | {"day": day})
    if message.state == MessageState.FAILED:
        return _("Could not be sent to %(address)s.") % said
    if message.state == MessageState.CANCELLED:
        return _(message.note) if message.note else _("Not sent.")
    return _("On its way to %(address)s.") % said if said["address"] else _("On its way.")
