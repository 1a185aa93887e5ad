"""A day sheet on paper: all that stands on it, taken when somebody asks, and the PDF of it."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from registration.letters.glyphs import uncovered
from registration.letters.rendering import render_pdf
from registration.meetings.models import Meeting

from ..models import Host
from ..reading import frame_of
from .known import known_of
from .remarks import moment
from .sheet import Facts, day_of_host

TEMPLATE = "bilaterals/papers/printed.html"
# They differ in each minute, and say nothing of the day.
_OF_THE_MOMENT = ("as_of",)


class NoGlyph(Exception):
    """Texts hold characters that none of our fonts can print; the message says which, and where."""


def facts_of(meeting: Meeting, host: Host | None, *, language: str, at: datetime) -> Facts:
    """Return the day sheet of a host, or of all hosts, as texts in a language. Seventeen queries."""
    with override(language):
        frame = frame_of(meeting)
        known = known_of(meeting)
        hosts = [one for one in frame.hosts.values() if host is None or one.pk == host.pk]
        title = frame.hosts[host.pk].name if host else _("All hosts")
        return {
            "office": meeting.office_name,
            "convention": meeting.convention_name,
            "contact": meeting.contact_email,
            "meeting": meeting.short_title,
            "day": date_format(frame.day, "FULL_DATE_FORMAT"),
            "title": title,
            "is_whole": host is None,
            "hosts": [day_of_host(frame, one, known, meeting.zone) for one in hosts],
            "as_of": moment(at, meeting.zone),
        }


def check_glyphs(facts: Facts) -> None:
    """Refuse what no font of ours can print, before it is empty boxes on paper.

    :raises NoGlyph:
    """
    for host in facts["hosts"]:
        for row in [*host["rows"], *host["left_out"]]:
            if missing := uncovered(" ".join(_texts(row))):
                raise NoGlyph(_no_font(missing, row.get("name") or host["name"]))
    if missing := uncovered(" ".join(_texts(facts))):
        raise NoGlyph(_no_font(missing, facts["title"]))


def digest_of(facts: Facts) -> str:
    """Return what tells one state of a day from the next, whenever somebody asks."""
    lasting = {name: value for name, value in facts.items() if name not in _OF_THE_MOMENT}
    return sha256(json.dumps(lasting, sort_keys=True).encode()).hexdigest()


def render(facts: Facts, language: str) -> bytes:
    """Return the PDF; it takes about a second, and belongs into the worker.

    :raises rendering.PrintingUnavailable, rendering.ContentRefused: see there
    """
    return render_pdf(TEMPLATE, {"facts": facts}, language=language)


def _no_font(missing: Iterable[str], where: str) -> str:
    signs = ", ".join(f"{sign} (U+{ord(sign):04X})" for sign in missing)
    return _(
        "No font of ours prints %(signs)s, in the line of %(name)s. Please ask for another spelling."
    ) % {"signs": signs, "name": where}


def _texts(value: Any) -> Iterator[str]:
    """Yield all texts in particulars, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)
