"""Whom an invitation can reach, and how far the invitations of a batch have come."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    Func,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from intersessional.localised import sort_key
from intersessional.outbox.models import UNSENT, Message, MessageQuerySet
from intersessional.outbox.models import State as MessageState
from registration.delegations.models import (
    Category,
    Entity,
    EntityQuerySet,
    FocalPoint,
    PartyStatus,
    holds_on,
)
from registration.delegations.queries import category_of
from registration.meetings.models import Meeting

from .audiences import audience_of
from .glyphs import uncovered
from .models import Batch, Invitation, InvitationTemplate, Kind, Letter, Standing
from .models import State as LetterState

# The postal order: by category, then by name.
_RANKS = {category: rank for rank, category in enumerate(Category)}


@dataclass(frozen=True)
class Candidate:
    """An entity that may be invited: in which language, by which way, and what stands against it."""

    entity: Entity
    name: str
    category: Category
    language: str
    focal_points: int
    # The batch that invites it already.
    batch: int | None
    obstacle: str

    @property
    def is_free(self) -> bool:
        """Whether it can be put into a batch."""
        return not self.obstacle


@dataclass(frozen=True)
class Line:
    """An invitation as it stands; `place` counts in postal order from 1."""

    place: int
    invitation: Invitation
    name: str
    category: Category
    standing: Standing
    address: str
    # Why the last try failed, or why none is made any more.
    note: str


def candidates(meeting: Meeting, entities: EntityQuerySet) -> list[Candidate]:
    """Return how an invitation would reach each of the entities, in postal order; three queries."""
    language = _language()
    annotated = entities.annotate(
        is_party=_is_party(meeting, "pk"),
        batch=Subquery(_live(meeting).filter(entity=OuterRef("pk")).values("batch")[:1]),
        focal_points=_focal_points(meeting),
    ).prefetch_related("names")
    with_templates = templates(meeting)
    found = [_candidate(entity, meeting, language, with_templates) for entity in annotated]
    return sorted(found, key=lambda one: _order(one.category, one.name))


def lines(batch: Batch) -> list[Line]:
    """Return the invitations of a batch in postal order; two queries."""
    return _lines(batch.invitations.all(), batch.meeting)


def _lines(invitations: QuerySet[Invitation], meeting: Meeting) -> list[Line]:
    language = _language()
    found = with_standing(invitations).annotate(
        is_party=_is_party(meeting, "entity"),
        address=_last_message().values("recipient")[:1],
        note=_last_message().values("note")[:1],
    )
    named = [
        (
            category_of(one.entity, one.is_party),
            one.entity.name_on(meeting.begins_on, language),
            one,
        )
        for one in found.select_related("entity").prefetch_related("entity__names")
    ]
    named.sort(key=lambda one: _order(one[0], one[1]))
    return [
        Line(
            place,
            one,
            name,
            category,
            Standing(one.standing),
            one.address or one.entity.email,
            one.note or "",
        )
        for place, (category, name, one) in enumerate(named, 1)
    ]


def counts(batches: Iterable[Batch]) -> dict[int, Counter[Standing]]:
    """Return how many invitations of each batch stand how; one query."""
    found: dict[int, Counter[Standing]] = defaultdict(Counter)
    invitations = Invitation.objects.filter(batch__in=[batch.pk for batch in batches])
    rows = with_standing(invitations).values_list("batch", "standing").annotate(n=Count("pk"))
    for batch, standing, number in rows.order_by():
        found[batch][Standing(standing)] = number
    return found


def with_standing(invitations: QuerySet[Invitation]) -> QuerySet[Any]:
    """Return invitations with `standing`: derived from message and letter, so that it cannot differ."""
    return invitations.annotate(message=Subquery(_last_message().values("state")[:1])).annotate(
        standing=Case(
            When(cancelled_at__isnull=False, then=Value(Standing.CANCELLED)),
            When(letter__state=LetterState.WITHDRAWN, then=Value(Standing.WITHDRAWN)),
            When(message__isnull=True, then=Value(Standing.PREPARED)),
            When(message__in=UNSENT, then=Value(Standing.WAITING)),
            When(message=MessageState.SENT, then=Value(Standing.SENT)),
            When(message=MessageState.FAILED, then=Value(Standing.FAILED)),
            When(letter__isnull=False, then=Value(Standing.POST)),
            default=Value(Standing.CANCELLED),
            output_field=CharField(),
        )
    )


def messages_of(batch: Batch) -> MessageQuerySet:
    """Return the messages by which the invitations of a batch leave."""
    messages: MessageQuerySet = Message.objects.filter(
        about_type=Invitation._meta.label_lower, about_id__in=batch.invitations.values("pk")
    )
    return messages


def messages_about(invitation: Invitation) -> MessageQuerySet:
    """Return the messages by which one invitation leaves."""
    messages: MessageQuerySet = Message.objects.filter(
        about_type=Invitation._meta.label_lower, about_id=invitation.pk
    )
    return messages


def line_of(invitation: Invitation) -> Line:
    """Return one invitation as it stands, its place not counted; three queries."""
    [line] = _lines(Invitation.objects.filter(pk=invitation.pk), invitation.meeting)
    return line


def letters_of(invitation: Invitation) -> "QuerySet[Letter]":
    """Return the letters that invite an entity to a meeting, newest first, without their files."""
    letters: QuerySet[Letter] = Letter.objects.filter(
        kind=Kind.INVITATION, meeting=invitation.meeting_id, entity=invitation.entity_id
    )
    return letters.defer("pdf", "facts").select_related("issued_by").order_by("-version")


def _last_message() -> QuerySet[Message]:
    mails: QuerySet[Message] = Message.objects.filter(
        about_type=Invitation._meta.label_lower, about_id=OuterRef("pk")
    )
    return mails.order_by("-pk")


def _live(meeting: Meeting) -> QuerySet[Invitation]:
    return Invitation.objects.filter(meeting=meeting, cancelled_at__isnull=True)


def _is_party(meeting: Meeting, entity: str) -> Exists:
    return Exists(PartyStatus.objects.filter(holds_on(meeting.begins_on), entity=OuterRef(entity)))


def _focal_points(meeting: Meeting) -> Subquery:
    acting = FocalPoint.objects.acting().filter(
        delegation__meeting=meeting, delegation__entity=OuterRef("pk")
    )
    number = acting.order_by().annotate(n=Func(F("pk"), function="COUNT")).values("n")
    return Subquery(number)


def _candidate(
    entity: Any, meeting: Meeting, language: str, with_templates: set[tuple[str, str]]
) -> Candidate:
    category = category_of(entity, entity.is_party)
    return Candidate(
        entity,
        entity.name_on(meeting.begins_on, language),
        category,
        entity.correspondence_language,
        entity.focal_points or 0,
        entity.batch,
        _obstacle(entity, category, meeting, with_templates),
    )


def _obstacle(
    entity: Any, category: Category, meeting: Meeting, with_templates: set[tuple[str, str]]
) -> str:
    if entity.batch:
        return _("In a batch already")
    language = entity.correspondence_language
    if (audience_of(category), language) not in with_templates:
        return _("No text of the invitation in its language")
    missing = uncovered(entity.name_on(meeting.begins_on, language))
    if missing:
        return _("No font of ours prints the name: %(signs)s") % {"signs": " ".join(missing)}
    return ""


def earlier_with_texts(meeting: Meeting) -> Meeting | None:
    """Return the last meeting before this one that has texts of the invitation, or None."""
    texts = InvitationTemplate.objects.values("meeting")
    earlier = Meeting.objects.filter(pk__in=texts, begins_on__lt=meeting.begins_on)
    found: Meeting | None = earlier.order_by("-begins_on").first()
    return found


def templates(meeting: Meeting) -> set[tuple[str, str]]:
    """Return audience and language of each text that a meeting has."""
    texts = InvitationTemplate.objects.filter(meeting=meeting)
    return set(texts.values_list("audience", "language"))


def _order(category: Category, name: str) -> tuple[int, str]:
    return _RANKS[category], sort_key(name)


def _language() -> str:
    return (get_language() or "en")[:2]
