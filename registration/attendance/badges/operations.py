"""Issuing badges, ordering them on paper, and ending them with the registration."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.utils.translation import gettext as _

from intersessional import printing
from intersessional.accounts.models import User
from intersessional.audit.operations import record
from registration.meetings.models import Meeting
from registration.registrations.models import Registration
from registration.registrations.operations.acts import hold_places
from registration.registrations.transitions import ACTIVE, State

from ..models import Badge, BadgePrint, BadgeSheet, BadgeState, Layout, Scope
from . import paper
from .facts import facts_of, without_font


class NothingToPrint(Exception):
    """Nobody of those is confirmed (any more), or no font has their names; the text can be shown."""

    def __str__(self) -> str:
        return _(
            "There is no badge to print: nobody of them is confirmed, or no font has the names."
        )


class TokenUsed(Exception):
    """Something else was ordered under the token; the text can be shown."""

    def __str__(self) -> str:
        return _("This form was sent before, for other badges. Please send it again.")


@dataclass(frozen=True)
class Order:
    """What is to be printed; `of` says whose in words, `token` makes the order happen once."""

    scope: str
    layout: str
    language: str
    token: str
    of: str = ""


def order(
    meeting: Meeting, pks: Sequence[int], wanted: Order, *, by: User, at: datetime
) -> BadgePrint:
    """Order the badges of registrations (their keys, in the order of the file) on paper.

    Whoever has no badge gets one, whoever's particulars have changed a new one with a new code; the
    others keep theirs. Those who are not confirmed, or whose names no font has, are left out. The
    same token again returns the first order.

    :raises NothingToPrint, TokenUsed:
    """
    with transaction.atomic(durable=True):
        hold_places(meeting.pk)
        return order_inside(meeting, pks, wanted, by=by, at=at)


def order_inside(
    meeting: Meeting, pks: Sequence[int], wanted: Order, *, by: User, at: datetime
) -> BadgePrint:
    """Order them inside the caller's transaction, which holds the places of the meeting."""
    first = _ordered_before(wanted, meeting)
    if first is not None:
        return first
    badges = _issued(meeting, pks, wanted.language, by=by, at=at)
    if not badges:
        raise NothingToPrint
    return _ordered(meeting, badges, wanted, by=by, at=at)


def reissue(
    registration: Registration, wanted: Order, *, reason: str, by: User, at: datetime
) -> BadgePrint:
    """Give somebody another badge with another code, for a reason; the old one opens nothing more.

    :raises NothingToPrint: not confirmed, or no font has the name
    :raises TokenUsed: see `order`
    """
    meeting = registration.meeting
    with transaction.atomic(durable=True):
        hold_places(meeting.pk)
        first = _ordered_before(wanted, meeting)
        if first is not None:
            return first
        _end(Badge.objects.valid().filter(registration=registration), BadgeState.REPLACED, at=at)
        badges = _issued(meeting, [registration.pk], wanted.language, reason=reason, by=by, at=at)
        if not badges:
            raise NothingToPrint
        record("reissue_badge", registration, by=by, at=at, after={"reason": reason})
        return _ordered(meeting, badges, wanted, by=by, at=at)


def _ordered_before(wanted: Order, meeting: Meeting) -> BadgePrint | None:
    first: BadgePrint | None = BadgePrint.objects.filter(token=wanted.token).first()
    if first is not None and first.meeting_id != meeting.pk:
        raise TokenUsed
    return first


def note_download(order: BadgePrint, *, by: User, at: datetime) -> None:
    """Write down that somebody took a file of badges."""
    with transaction.atomic(durable=True):
        record("take_badges", order, by=by, at=at, after={"badges": order.count})


def withdraw_badges(registration: Registration, at: datetime, **_: Any) -> None:
    """End the badge of a registration that no longer counts, in the transaction of that act."""
    if registration.state not in ACTIVE:
        _end(Badge.objects.valid().filter(registration=registration), BadgeState.WITHDRAWN, at=at)


def print_due(*, at: datetime) -> int:
    """Print what is due, the shortest order first; return how many sheets were tried."""
    sheets = BadgeSheet.objects.order_by("attempts", "order__count", "order", "number")
    tried = printing.print_due(sheets, lambda sheet: _print_sheet(sheet, at=at))
    waiting = BadgeSheet.objects.filter(order=OuterRef("pk"), printed_at__isnull=True)
    printing.print_due(
        BadgePrint.objects.filter(~Exists(waiting)).order_by("attempts", "pk"), _join
    )
    return tried


def erase_prints() -> int:
    """Delete what was ordered more than a day ago; return how many rows."""
    return printing.erase_old(BadgePrint.objects.all())


def _issued(
    meeting: Meeting, pks: Sequence[int], language: str, *, by: User, at: datetime, reason: str = ""
) -> list[Badge]:
    """Return the valid badges of those who are confirmed, issued where they are wanting."""
    confirmed = Registration.objects.filter(pk__in=pks, meeting=meeting, state=State.CONFIRMED)
    found = confirmed.select_for_update(of=("self",)).order_by("pk").with_delegation()
    people = {one.pk: one for one in found}
    facts = {pk: facts_of(one, language, meeting.begins_on) for pk, one in people.items()}
    facts = {pk: one for pk, one in facts.items() if not without_font(one)}
    valid = Badge.objects.valid().filter(registration__in=facts)
    kept = {
        one.registration_id: one
        for one in valid
        if one.facts == facts_of(people[one.registration_id], one.language, meeting.begins_on)
    }
    _put_into(language, kept, facts)
    wanting = [pk for pk in pks if pk in facts and pk not in kept]
    _end(valid.filter(registration__in=wanting), BadgeState.REPLACED, at=at)
    numbers = dict(
        Badge.objects.filter(registration__in=wanting)
        .values_list("registration")
        .annotate(Max("number"))
        .order_by()
    )
    made = Badge.objects.bulk_create(
        Badge(
            meeting=meeting,
            registration=people[pk],
            number=numbers.get(pk, 0) + 1,
            language=language,
            facts=facts[pk],
            reason=reason,
            issued_at=at,
            issued_by=by,
        )
        for pk in wanting
    )
    kept |= {one.registration_id: one for one in made}
    return [kept[pk] for pk in pks if pk in kept]


def _put_into(language: str, kept: dict[int, Badge], facts: dict[int, dict[str, str]]) -> None:
    """Let badges speak another language: it is the same badge, and its code stays."""
    others = [badge for badge in kept.values() if badge.language != language]
    for badge in others:
        badge.language, badge.facts = language, facts[badge.registration_id]
    if others:
        Badge.objects.bulk_update(others, ["language", "facts"])


def _end(badges: Any, state: BadgeState, *, at: datetime) -> None:
    badges.update(state=state, ended_at=at)


def _ordered(
    meeting: Meeting, badges: Sequence[Badge], wanted: Order, *, by: User, at: datetime
) -> BadgePrint:
    made: BadgePrint = BadgePrint.objects.create(
        meeting=meeting,
        token=wanted.token,
        layout=wanted.layout,
        language=wanted.language,
        scope=wanted.scope,
        of=wanted.of[:250],
        count=len(badges),
        asked_by=by,
    )
    pks = [badge.pk for badge in badges]
    BadgeSheet.objects.bulk_create(
        BadgeSheet(order=made, number=n // paper.PER_SHEET, badges=pks[n : n + paper.PER_SHEET])
        for n in range(0, len(pks), paper.PER_SHEET)
    )
    after = {"badges": len(pks), "scope": wanted.scope, "layout": wanted.layout}
    record("print_badges", made, by=by, at=at, after=after)
    return made


def _print_sheet(sheet: BadgeSheet, *, at: datetime) -> dict[str, Any]:
    """Print those of a sheet that still open the door, in the language of the order."""
    asked = sheet.order
    whole = "registration__delegation__entity", "registration__delegation__meeting"
    found = Badge.objects.valid().select_related(*whole).in_bulk(sheet.badges)
    badges = [found[pk] for pk in sheet.badges if pk in found]
    if not badges:
        return {"pdf": b""}
    for badge in badges:
        # Since then somebody may have ordered the same badge in another language.
        if badge.language != asked.language:
            facts = facts_of(badge.registration, asked.language, asked.meeting.begins_on)
            badge.facts = badge.facts | {"entity": facts["entity"]}
    pdf = paper.render_sheet(badges, asked.meeting, asked.layout, asked.language)
    Badge.objects.filter(pk__in=found).update(printed_at=at)
    return {"pdf": pdf}


def _join(order: BadgePrint) -> dict[str, Any]:
    files = order.sheets.order_by("number").values_list("pdf", flat=True)
    # A sheet is empty whose badges have ended meanwhile.
    sheets = [bytes(pdf) for pdf in files if pdf]
    return {"pdf": paper.joined(order, sheets)}


def one_card(registration: Registration, language: str, token: str) -> Order:
    """Return the order of one person's badge on a card."""
    return Order(
        scope=Scope.PERSON,
        layout=Layout.A6,
        language=language,
        token=token,
        of=registration.printed_name,
    )
