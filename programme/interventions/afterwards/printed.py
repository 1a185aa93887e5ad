"""A list of speakers on paper: all that stands on it, taken when somebody asks, and the PDF of it."""

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from programme.agenda.wording import hours
from registration.letters.glyphs import uncovered
from registration.letters.rendering import render_pdf

from ..explaining import instant
from ..floor.balance import balance_of
from ..listing.lines import Line, SpeakersPage, nobody_named
from ..models import ProtocolLevel
from ..transitions import State
from .wording import segment_when

TEMPLATE = "interventions/printed/list.html"
# They differ in each minute, and say nothing of the list.
_OF_THE_MOMENT = ("as_of",)
Facts = dict[str, Any]


class NoGlyph(Exception):
    """Names hold characters that none of our fonts can print; the text says which, and whose."""


def facts_of(page: SpeakersPage) -> Facts:
    """Return all that stands on the paper, in the active language, as texts.

    :raises NoGlyph: a name cannot be printed
    """
    segment, meeting = page.segment.segment, page.segment.meeting
    spoke = [page.line(one.pk) for one in page.speakers.statements]
    written = page.lines_of(State.WRITTEN)
    facts: Facts = {
        "office": meeting.office_name,
        "convention": meeting.convention_name,
        "contact": meeting.contact_email,
        "meeting": meeting.short_title,
        "item": page.segment.item_name,
        "segment": page.segment.label,
        "when": segment_when(segment),
        "hours": hours(segment.begins_at, segment.ends_at),
        "order": page.order_words,
        "opening": page.opening_words,
        "rule": page.speakers.rule,
        "fits": page.budget.fits,
        "short_minutes": page.budget.short_minutes,
        "budget": page.budget_words,
        "coming": [_row(one) for one in page.coming],
        "spoke": [_row(one, n) for n, one in enumerate(filter(None, spoke), 1)],
        "written": [_row(one) for one in written],
        "so_far": _so_far(page),
        "as_of": instant(page.at, meeting),
    }
    _check_glyphs(facts)
    return facts


def digest_of(facts: Facts) -> str:
    """Return what tells one state of a list from the next, whenever somebody asks."""
    lasting = {name: value for name, value in facts.items() if name not in _OF_THE_MOMENT}
    return sha256(json.dumps(lasting, sort_keys=True).encode()).hexdigest()


def render(facts: Facts, language: str) -> bytes:
    """Return the PDF; it takes about a second, and belongs into the worker.

    :raises rendering.PrintingUnavailable, rendering.ContentRefused: see there
    """
    return render_pdf(TEMPLATE, {"facts": facts}, language=language)


def _row(line: Line, number: int | None = None) -> Facts:
    row = line.intervention
    level = ProtocolLevel(row.protocol_level)
    group = _("on behalf of %(group)s") % {"group": row.on_behalf_of} if row.on_behalf_of else ""
    nobody = _("speaker not named") if number else nobody_named()
    return {
        "place": str(number or line.place or "–"),
        "name": line.name,
        "speaker": line.speaker or nobody,
        "level": "" if level == ProtocolLevel.OTHER else str(level.label),
        "group": group,
        "kind": capfirst(line.kind),
        "why": line.why,
        "length": "–" if line.entry.state == State.WRITTEN else line.length,
        "state": capfirst(line.state),
    }


def _so_far(page: SpeakersPage) -> Facts:
    """Return how many have spoken, how long, and women and men where it tells nothing of one person."""
    delivered = page.speakers.statements
    balance = balance_of((one, page.interventions[one.pk]) for one in delivered)
    whole = len(delivered) + len(page.coming)
    shown = {
        "women": balance.women.count,
        "men": balance.men.count,
        "others": balance.others.count,
    }
    return {
        "delivered": balance.all.count,
        "whole": whole,
        "minutes": balance.all.minutes,
        "of_minutes": page.segment.segment.minutes,
        "balance": shown if balance.is_shown else None,
    }


def _check_glyphs(facts: Facts) -> None:
    """Refuse what no font of ours can print, before it is empty boxes on paper."""
    for row in [*facts["coming"], *facts["spoke"], *facts["written"]]:
        if missing := uncovered(" ".join(row.values())):
            raise NoGlyph(_no_font(missing, row["name"]))
    if missing := uncovered(" ".join(_texts(facts))):
        raise NoGlyph(_no_font(missing, facts["segment"]))


def _no_font(missing: Iterable[str], where: str) -> str:
    signs = ", ".join(f"{sign} (U+{ord(sign):04X})" for sign in missing)
    return _(
        "No font of ours prints %(signs)s, in the line of %(name)s. Please ask for another spelling."
    ) % {"signs": signs, "name": where}


def _texts(facts: Facts) -> Iterator[str]:
    return (value for value in facts.values() if isinstance(value, str))
