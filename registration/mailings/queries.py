"""Reading: who gets a message, and what became of each mail."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models import Value as Text
from django.db.models.functions import Coalesce

from intersessional.outbox.models import UNSENT, Bounce, Fate, Message, MessageQuerySet
from intersessional.outbox.models import State as MessageState
from registration.meetings.models import Meeting
from registration.registrations.models import Registration

from . import wording
from .audiences import Addressee, plain_address
from .models import Mailing, Outcome, Recipient
from .sources import find
from .values import Values

ABOUT = "mailings.recipient"
ABOUT_TEST = "mailings.trial"


@dataclass(frozen=True)
class Reach:
    """Whom a draft reaches: all whom its source finds, of whom some are taken out.

    The rows are not saved, and say nothing yet: `said` fills in those who are looked at or written to.
    """

    mailing: Mailing
    everybody: list[Recipient]
    left_out: frozenset[str]
    # Who they are, by their keys.
    found: dict[str, Addressee] = field(repr=False)

    @cached_property
    def chosen(self) -> list[Recipient]:
        """Those who get it."""
        return [one for one in self.everybody if one.key not in self.left_out]

    @property
    def shared(self) -> list[tuple[str, int]]:
        """Addresses that several of those who get it share, with their number."""
        counted = Counter(plain_address(one.email) for one in self.chosen)
        return [(email, number) for email, number in counted.most_common() if number > 1]

    @property
    def digest(self) -> str:
        """What tells these readers from any others: who looked at them agrees to no others."""
        told = "\n".join(sorted(f"{one.key} {one.email} {one.language}" for one in self.chosen))
        return sha256(told.encode()).hexdigest()[:32]

    def said(self, rows: Sequence[Recipient]) -> list[Recipient]:
        """Return some of the rows with what is said to each; as many queries for any number."""
        for one in rows:
            if not one.values:
                one.values = self._values.of(self.found[one.key], one.language)
        return list(rows)

    @cached_property
    def _values(self) -> Values:
        return Values(self.mailing.meeting)

    def lacking(self) -> dict[str, list[Recipient]]:
        """Return for which readers a placeholder of their text has no value."""
        found: dict[str, list[Recipient]] = defaultdict(list)
        mailing = self.mailing
        for one in self.said(self.chosen):
            texts = [mailing.subject(one.language), mailing.text(one.language)]
            general = mailing.facts.get(one.language) or _ANYTHING
            for braced in wording.lacking(texts, {**general, **one.values}):
                found[braced].append(one)
        return dict(found)


# What every meeting has.
_ANYTHING = dict.fromkeys(("meeting", "dates", "place", "contact"), "-")


def reach(mailing: Mailing) -> Reach:
    """Return whom a draft reaches now; as many queries for any number."""
    found = find(mailing.audience, mailing.meeting, mailing.filters)
    everybody = []
    for one in found:
        language = mailing.language_for(one.language)
        everybody.append(
            Recipient(
                mailing=mailing,
                key=one.key,
                registration=one.registration,
                focal_point_id=one.focal_point,
                email=one.email,
                language=language,
                wanted_language=one.language,
                text_version=mailing.version,
            )
        )
    return Reach(mailing, everybody, frozenset(mailing.left_out), {one.key: one for one in found})


def messages_of(mailing: Mailing) -> MessageQuerySet:
    """Return the mails of a message in the outbox."""
    about = Recipient.objects.filter(mailing=mailing).values("pk")
    found: MessageQuerySet = Message.objects.filter(about_type=ABOUT, about_id__in=about)
    return found


def tests_of(mailing: Mailing) -> MessageQuerySet:
    """Return the mails of the tests of a draft."""
    about = mailing.trials.values("pk")
    found: MessageQuerySet = Message.objects.filter(about_type=ABOUT_TEST, about_id__in=about)
    return found


def last_mails_of(mailing: Mailing) -> MessageQuerySet:
    """Return the last mail of each recipient: what was sent to a corrected address stands for both."""
    later = Message.objects.filter(
        about_type=ABOUT, about_id=OuterRef("about_id"), pk__gt=OuterRef("pk")
    )
    found: MessageQuerySet = messages_of(mailing).filter(~Exists(later))
    return found


def corrected(mailing: Mailing) -> list[Any]:
    """Return those whose last mail did not arrive, and who have another address now; one query.

    Each comes with `mail`, the key of that mail.
    """
    last = Message.objects.filter(pk=OuterRef("mail")).values("recipient")
    back = with_outcome(mailing.recipients.order_by("pk")).filter(
        outcome__in=[Outcome.BOUNCED, Outcome.FAILED]
    )
    rows = back.annotate(went_to=Subquery(last)).select_related("registration", "focal_point")
    return [one for one in rows if one.corrected(one.went_to)]


def under_way(meeting: Meeting) -> QuerySet[Any]:
    """Return the messages of which mails are still to leave, with `wanted` mails and those `done`."""
    theirs = Recipient.objects.filter(mailing=OuterRef(OuterRef("pk"))).values("pk")
    mails = Message.objects.filter(about_type=ABOUT, about_id__in=theirs).order_by()
    waiting = mails.filter(state__in=UNSENT)
    return (
        Mailing.objects.for_meeting(meeting)
        .filter(sent_at__isnull=False)
        .annotate(wanted=_number_of(mails), waiting=_number_of(waiting))
        .filter(waiting__gt=0)
        .annotate(done=F("wanted") - F("waiting"))
    )


def _number_of(mails: QuerySet[Message]) -> Any:
    number = mails.values("about_type").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(number), 0)


def messages_to_registration(registration: Registration) -> Q:
    """Return the condition of the mails of messages to somebody (`settings.OUTBOX_ALSO_ABOUT`)."""
    theirs = Recipient.objects.filter(registration=registration).values("pk")
    return Q(about_type=ABOUT, about_id__in=theirs)


def with_outcome(recipients: QuerySet[Recipient]) -> QuerySet[Any]:
    """Return recipients with `outcome` and `mail`, the key of their last mail in the outbox."""
    last = Message.objects.filter(about_type=ABOUT, about_id=OuterRef("pk")).order_by("-pk")
    back = Bounce.objects.filter(message=OuterRef("mail"), fate=Fate.FAILED)
    return recipients.annotate(
        mail=Subquery(last.values("pk")[:1]), state=Subquery(last.values("state")[:1])
    ).annotate(
        outcome=Case(
            When(Exists(back), then=Text(Outcome.BOUNCED)),
            When(state__in=UNSENT, then=Text(Outcome.WAITING)),
            When(state=MessageState.SENT, then=Text(Outcome.SENT)),
            When(state=MessageState.FAILED, then=Text(Outcome.FAILED)),
            default=Text(Outcome.CANCELLED),
            output_field=CharField(),
        )
    )


def counts(mailings: Iterable[Mailing]) -> dict[int, Counter[Outcome]]:
    """Return how many mails of each message came to what; one query."""
    found: dict[int, Counter[Outcome]] = defaultdict(Counter)
    recipients = Recipient.objects.filter(mailing__in=[one.pk for one in mailings])
    rows = with_outcome(recipients).order_by().values_list("mailing", "outcome")
    for mailing, outcome, number in rows.annotate(number=Count("pk")):
        found[mailing][Outcome(outcome)] = number
    return found


def mails(recipients: Sequence[Any]) -> dict[int, Message]:
    """Return the last mails of recipients (`with_outcome`) by their keys; one query."""
    found = Message.objects.filter(pk__in=[one.mail for one in recipients if one.mail])
    return {one.pk: one for one in found.select_related("bounce").defer("raw", "text")}
