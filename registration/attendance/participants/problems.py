"""What is to be mended before a list of participants is printed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intersessional.localised import LANGUAGES
from registration.delegations.models import Entity
from registration.letters.glyphs import uncovered
from registration.meetings.models import Meeting
from registration.registrations.models import LikelyDuplicate, PairState, Registration
from registration.registrations.transitions import State

from .content import Content, Entry, Participant
from .listing import Listing, line_of
from .population import NOT_LISTED

# A shorter word in capitals is an abbreviation, or a name like LI.
_SHOUTED = 4


@dataclass(frozen=True)
class Problem:
    """Something to mend, in words; `code` leads to the delegation's page."""

    code: str
    entity: str
    text: str


@dataclass(frozen=True)
class Group:
    """Problems of one kind. `blocks` where nothing can be printed before they are mended."""

    key: str
    heading: str
    problems: tuple[Problem, ...] = field(default=())
    blocks: bool = False


@dataclass(frozen=True)
class Waiting:
    """How many are not on the list, and might still come to it."""

    unconfirmed: int
    duplicates: int


def waiting_of(meeting: Meeting) -> Waiting:
    """Return who waits for the staff; two queries."""
    received = Registration.objects.for_meeting(meeting).filter(state=State.RECEIVED)
    pairs = LikelyDuplicate.objects.filter(first__meeting=meeting, state=PairState.OPEN)
    return Waiting(received.exclude(participation__in=NOT_LISTED).count(), pairs.count())


def problems_of(content: Content, listing: Listing) -> list[Group]:
    """Return what is to be mended, by kind, those that hinder printing first; one query.

    The people of the content need be no others than those of whom something may be said (`standing.py`).
    """
    names = {block.code: block.heading for block in listing.blocks()}
    numbers = {block.code: block.people for block in listing.blocks()}
    codes = [entry.code for entry in content.entries]
    provisional = Entity.objects.filter(code__in=codes, is_provisional=True)
    unnamed = set(provisional.values_list("code", flat=True))
    found = [
        Group("glyphs", _("No font of ours prints this"), _all(_glyphs, content, names), True),
        Group(
            "heads",
            _("No head of delegation, or more than one"),
            _all(lambda entry: _heads(entry, numbers[entry.code]), content, names),
        ),
        Group("functions", _("No function"), _all(_functions, content, names)),
        Group("capitals", _("All in capitals"), _all(_capitals, content, names)),
        Group("names", _("Entities without a name in a language"), _all(_names, content, names)),
        Group(
            "provisional",
            _("Entities that are still provisional"),
            tuple(
                Problem(entry.code, names[entry.code], _("Give it its names, or take it away."))
                for entry in content.entries
                if entry.code in unnamed
            ),
        ),
    ]
    return [group for group in found if group.problems]


def unprintable(content: Content) -> list[str]:
    """Return what no font of ours prints, in words; nothing where all can be printed."""
    return [f"{entry.names['en']}: {text}" for entry in content.entries for text in _glyphs(entry)]


def _all(
    look: Callable[[Entry], Iterator[str]], content: Content, names: dict[str, str]
) -> tuple[Problem, ...]:
    found = [
        Problem(entry.code, names[entry.code], text)
        for entry in content.entries
        for text in look(entry)
    ]
    order = {code: place for place, code in enumerate(names)}
    return tuple(sorted(found, key=lambda one: order[one.code]))


def _glyphs(entry: Entry) -> Iterator[str]:
    texts = [*entry.names.values(), *(line_of(one).text for one in entry.people)]
    for text in texts:
        if missing := uncovered(text):
            signs = ", ".join(f"{sign} (U+{ord(sign):04X})" for sign in missing)
            yield _("%(text)s: %(signs)s. Please ask for another spelling.") % {
                "text": text,
                "signs": signs,
            }


def _heads(entry: Entry, people: int) -> Iterator[str]:
    heads = [one for one in entry.people if one.role == "head"]
    if not heads:
        text = ngettext(
            "Nobody is its head (%d person).", "Nobody is its head (%d people).", people
        )
        yield text % people
    elif len(heads) > 1:
        yield _("Several are its head: %(names)s.") % {
            "names": ", ".join(line_of(one).name for one in heads)
        }


def _functions(entry: Entry) -> Iterator[str]:
    yield from (line_of(one).name for one in entry.people if not one.function.strip(" -–.0"))


def _capitals(entry: Entry) -> Iterator[str]:
    yield from (line_of(one).text for one in entry.people if _is_shouted(one))


def _is_shouted(one: Participant) -> bool:
    """Say whether given names or function are typed in capitals; a family name is printed so."""
    return any(
        text.isupper() and sum(c.isalpha() for c in text) >= least
        for text, least in ((one.given_names, _SHOUTED), (one.function, 2 * _SHOUTED))
    )


def _names(entry: Entry) -> Iterator[str]:
    missing = [language.upper() for language in LANGUAGES if language not in entry.names]
    if missing:
        yield _("No name in %(languages)s: the English one is printed.") % {
            "languages": ", ".join(missing)
        }
