"""The programme in the reader's words: hours, people, lines about a block."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .reading import Block, Person, Segment


def hours(begins_at: datetime, ends_at: datetime) -> str:
    """Return a span within a day: 10:00–10:20."""
    return "–".join(date_format(moment, "TIME_FORMAT") for moment in (begins_at, ends_at))


def person(one: Person) -> str:
    """Return who somebody is: name, function, State or organisation, as far as they are known."""
    entity = str(one.entity.name) if one.entity else ""
    return ", ".join(filter(None, [one.name, str(one.function), entity]))


def below(whole: object, part: object) -> str:
    """Return a part with what it belongs to: 3 Clearing mined areas: Croatia."""
    return _("%(whole)s: %(part)s") % {"whole": whole, "part": part}


def language_name(language: str) -> str:
    """Return a language's name as it stands inside a sentence."""
    names = {
        "en": pgettext("in a sentence", "English"),
        "fr": pgettext("in a sentence", "French"),
        "es": pgettext("in a sentence", "Spanish"),
    }
    return names[language]


def heading(block: Block) -> str:
    """Return what a block is called: “3. Clearing mined areas (continued)”; a break by its title."""
    if block.item is None:
        return block.segments[0].label
    return numbered(block.item.number, str(block.item.title), is_continued=block.is_continued)


def numbered(number: int, title: str, *, is_continued: bool) -> str:
    """Return an item with its number, and whether it was begun before."""
    named = {"number": number, "title": title}
    if is_continued:
        return _("%(number)d. %(title)s (continued)") % named
    return _("%(number)d. %(title)s") % named


def panel_lines(segment: Segment) -> list[str]:
    """Return the panel of a segment in lines: who moderates, who speaks about what.

    Before them its title, unless that is what the segment is called (`part`).
    """
    panel = segment.panel
    if panel is None:
        return []
    lines = [str(panel.title)] if segment.title else []
    if panel.moderator:
        lines.append(_("Moderator: %(person)s") % {"person": person(panel.moderator)})
    for seat in panel.seats:
        said = {"person": person(seat.person), "topic": str(seat.topic)}
        lines.append(_("%(person)s: %(topic)s") % said if seat.topic else said["person"])
    return lines


def part(segment: Segment) -> str:
    """Return what a segment is called in a list of an item's parts."""
    if segment.title:
        return str(segment.title)
    if segment.about:
        return _("Request and comments: %(state)s") % {"state": str(segment.about.name)}
    return str(segment.panel.title) if segment.panel else segment.label
