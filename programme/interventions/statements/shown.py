"""What the page of an item is told of statements (`settings.PROGRAMME_STATEMENTS`)."""

from collections.abc import Sequence
from functools import partial

from django.contrib.auth.models import AnonymousUser
from django.utils.text import capfirst

from intersessional.accounts.models import User
from programme.agenda.documents import kind_of
from programme.agenda.statements import Found, ItemStatement, StatementFile
from registration.meetings.models import Meeting

from .. import queries as of_lists
from .. import saying
from ..models import Intervention, Statement
from ..transitions import State
from . import queries
from .queries import Reader, Statements
from .versions import address_of


def on_item_page(meeting: Meeting, segments: Sequence[str], *, user: User | AnonymousUser) -> Found:
    """Return what was said under segments, by their lasting names, and may be read.

    By everybody what is published; by those who take part in the meeting all that is no longer held.
    One query, and what it takes to know who somebody is; the lines take four more.
    """
    reader = queries.reader_of(user, meeting)
    found: dict[int, list[Statement]] = {}
    rows = Statement.objects.for_meeting(meeting).with_stand()
    for one in rows.filter(intervention__segment__uid__in=segments).order_by("number"):
        found.setdefault(one.intervention_id, []).append(one)
    among = queries.public_among if reader == Reader.ANYBODY else queries.disclosed_among
    shown = {pk: among(versions) for pk, versions in found.items()}
    shown = {pk: versions for pk, versions in shown.items() if versions}
    key = tuple(one.pk for pk in sorted(shown) for one in shown[pk])
    says_who = reader > Reader.ANYBODY
    return Found(key, partial(_lines, meeting, shown, segments, says_who=says_who))


def _lines(
    meeting: Meeting, shown: Statements, segments: Sequence[str], *, says_who: bool
) -> list[ItemStatement]:
    """Return the lines in the order in which they were delivered, the written ones last."""
    asked = list(Intervention.objects.filter(pk__in=shown).with_names())
    found = _in_order(asked, segments)
    return [_line(one, shown[one.pk], meeting, says_who=says_who) for one in found]


def _in_order(asked: list[Intervention], segments: Sequence[str]) -> list[Intervention]:
    lists = of_lists.lists_by_rule({one.segment_id: one.segment.order_rule for one in asked})
    places = {pk: place for found in lists.values() for place, pk in enumerate(found.delivered)}

    def key(one: Intervention) -> tuple[int, int, int]:
        return segments.index(one.segment.uid), places.get(one.pk, len(places)), one.arrival

    return sorted(asked, key=key)


def _line(
    intervention: Intervention, versions: list[Statement], meeting: Meeting, *, says_who: bool
) -> ItemStatement:
    intervention.delegation.meeting = meeting
    says_who = says_who and not intervention.is_written_only
    return ItemStatement(
        entity=intervention.delegation.name,
        on_behalf_of=intervention.on_behalf_of,
        kind=capfirst(saying.kind_of(intervention)),
        speaker=intervention.speaker_name_when(State.DELIVERED) if says_who else "",
        is_written_only=intervention.is_written_only,
        is_public=all(queries.is_published(one) for one in versions),
        files=tuple(_file(one, meeting) for one in versions),
    )


def _file(one: Statement, meeting: Meeting) -> StatementFile:
    return StatementFile(
        url=address_of(one, meeting),
        language=one.language,
        language_name=str(one.get_language_display()),
        kind=kind_of(one.content_type),
        size_bytes=one.size_bytes,
        check_against_delivery=one.check_against_delivery,
    )
