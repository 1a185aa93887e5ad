"""Reading: who gets a message, and what became of each mail."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
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

from intersessional.localised import LANGUAGES
from intersessional.outbox.models import UNSENT, Bounce, Fate, Message, MessageQuerySet
from intersessional.outbox.models import State as MessageState
from registration.meetings.models import Meeting
from registration.registrations.models import Registration

from . import values, wording
from .audiences import Addressee, plain_address
from .models import Mailing, Outcome, Recipient
from .placeholders import Placeholder
from .sources import find
from .values import Values

ABOUT = "mailings.recipient"
ABOUT_TEST = "mailings.trial"


@dataclass(frozen=True)
class Reach:
    """Whom a draft reaches: all whom its source finds, of whom some are taken out.

    Rows are made, and what they say is worked out, by `said`: of those who are looked at or written to.
    """

    mailing: Mailing
    everybody: list[Addressee]
    left_out: frozenset[str]

    @cached_property
    def chosen(self) -> list[Addressee]:
        """Those who get it."""
        if not self.left_out:
            return self.everybody
        return [one for one in self.everybody if one.key not in self.left_out]

    @cached_property
    def shared(self) -> list[tuple[str, int]]:
        """Addresses that several of those who get it share, with their number."""
        counted = Counter(plain_address(one.email) for one in self.chosen)
        return [(email, number) for email, number in counted.most_common() if number > 1]

    @property
    def digest(self) -> str:
        """What tells these readers from any others: who looked at them agrees to no others."""
        language_for = self._language_for
        told = "\n".join(
            sorted(f"{one.key} {one.email} {language_for[one.language]}" for one in self.chosen)
        )
        return sha256(told.encode()).hexdigest()[:32]

    def languages(self) -> list[tuple[str, int, int]]:
        """Return how many are written to in each language, and for how many it is not their own."""
        wanted = Counter(one.language for one in self.chosen)
        found: dict[str, list[int]] = {}
        for own, number in wanted.items():
            counts = found.setdefault(self._language_for[own], [0, 0])
            counts[0] += number
            counts[1] += number if self._language_for[own] != own else 0
        return [(language, all_, fallen) for language, (all_, fallen) in found.items()]

    def said(self, readers: Sequence[Addressee]) -> list[Recipient]:
        """Return rows, not saved, with what is said to some readers; as many queries for any number.

        Whose registration was deleted since they were found has none.
        """
        return [self._row(one) for one in self._with_people(readers)]

    def lacking(self) -> dict[str, list[Addressee]]:
        """Return for which readers a placeholder of their text has no value."""
        found: dict[str, list[Addressee]] = defaultdict(list)
        needed = {one: self._needed_in(one) for one in self.mailing.languages}
        for one in self.chosen if any(needed.values()) else ():
            for placeholder in needed[self._language_for[one.language]]:
                if not values.has(one, placeholder.name):
                    found[placeholder.braced].append(one)
        return dict(found)

    def _needed_in(self, language: str) -> list[Placeholder]:
        """Return the placeholders of a text that some reader may have no value for."""
        texts = [self.mailing.subject(language), self.mailing.text(language)]
        return [one for one in wording.needed(texts) if one.name not in values.ALWAYS]

    @cached_property
    def _language_for(self) -> dict[str, str]:
        return {one: self.mailing.language_for(one) for one in LANGUAGES}

    @cached_property
    def _values(self) -> Values:
        return Values(self.mailing.meeting)

    def _with_people(self, readers: Sequence[Addressee]) -> list[Addressee]:
        wanted = [one.registration for one in readers if one.registration and not one.person]
        if not wanted:
            return list(readers)
        people = Registration.objects.with_deadline().in_bulk(wanted)
        found = (
            replace(one, person=people.get(one.registration))
            if one.registration and not one.person
            else one
            for one in readers
        )
        return [one for one in found if one.person or not one.registration]

    def _row(self, one: Addressee) -> Recipient:
        language = self._language_for[one.language]
        return Recipient(
            mailing=self.mailing,
            key=one.key,
            registration=one.person,
            focal_point_id=one.focal_point,
            email=one.email,
            language=language,
            wanted_language=one.language,
            values=self._values.of(one, language),
            text_version=self.mailing.version,
        )


def reach(mailing: Mailing) -> Reach:
    """Return whom a draft reaches now; as many queries for any number."""
    found = find(mailing.audience, mailing.meeting, mailing.filters)
    return Reach(mailing, found, frozenset(mailing.left_out))


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
