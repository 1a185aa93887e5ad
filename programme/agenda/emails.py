"""Composing the mails to those whom a version of the programme concerns."""

from dataclasses import dataclass, field
from itertools import groupby

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from intersessional.outbox.composing import Mail, NoLongerNeeded
from intersessional.outbox.models import Message
from registration.meetings.models import Meeting

from .concerned import WISHES
from .differences import Differences, compare
from .differences.wording import hours, item_name
from .models import Notice, Publication
from .page_links import in_language
from .proposals import concerned_of, told_to
from .reading import Block, Item, Programme, published


@dataclass(frozen=True)
class Section:
    """What a mail says of one day or item: its changes, and for an item when it is now."""

    heading: str
    changes: list[str]
    times: list[str] = field(default_factory=list)
    url: str = ""
    calendar_url: str = ""


def programme_changed(message: Message) -> Mail:
    """Compose what a version changes for one reader."""
    notice = _notice(message)
    since = published(notice.since) if notice.since else None
    differences = compare(since, published(notice.publication))
    return compose(notice, told_to(concerned_of(notice), differences))


def check_newest(message: Message) -> None:
    """Refuse the mail of a version that another one has followed: that one tells both.

    :raises NoLongerNeeded:
    """
    publication = _notice(message).publication
    newer = Publication.objects.for_meeting(publication.meeting)
    if newer.filter(number__gt=publication.number).exists():
        raise NoLongerNeeded(_("A newer version of the programme tells of this, too."))


def compose(notice: Notice, differences: Differences) -> Mail:
    """Return the mail of a notice, saved or not: staff see it before it is sent."""
    meeting = notice.publication.meeting
    with translation.override(notice.language), timezone.override(meeting.zone):
        context = _context(notice, differences, meeting)
        kind = "programme_changed"
        return Mail(
            to=notice.email,
            subject=render_to_string(f"mail/{kind}.subject.txt", context).strip(),
            text=render_to_string(f"mail/{kind}.txt", context).strip() + "\n",
            html=render_to_string(f"mail/{kind}.html", context),
            reply_to=meeting.contact_email,
            # Whoever has a part in the programme is told whatever they wish.
            unsubscribe_url=_subscriptions(meeting) if set(notice.reasons) <= WISHES else "",
        )


def _notice(message: Message) -> Notice:
    notices = Notice.objects.select_related("publication__meeting", "since")
    found: Notice = notices.get(pk=message.about_id)
    return found


def _context(notice: Notice, differences: Differences, meeting: Meeting) -> dict[str, object]:
    programme = differences.new
    asked = bool(WISHES & set(notice.reasons))
    return {
        "meeting": meeting,
        "salutation_name": notice.name,
        "publication": notice.publication,
        "note": published(notice.publication).note,
        "is_first": notice.since is None,
        "is_indicative": programme.is_indicative,
        "sections": sections(differences, meeting, set(notice.item_uids)),
        "reasons": [_(reason) for reason in notice.reasons],
        "programme_url": _page(meeting, ""),
        "subscriptions_url": _subscriptions(meeting) if asked else "",
    }


def _subscriptions(meeting: Meeting) -> str:
    """Return the address of the page where readers end what they asked for."""
    return _page(meeting, "subscriptions/")


def sections(differences: Differences, meeting: Meeting, asked: set[str]) -> list[Section]:
    """Return the changes as a mail lists them: of the whole, of each day, of each item.

    The items that somebody asked for are there, too, when only their session has changed: with the
    hours that hold now.
    """
    found = []
    if differences.whole:
        found.append(Section(_("Whole programme"), [one.words for one in differences.whole]))
    for day, changes in differences.by_day.items():
        heading = capfirst(date_format(day, "FULL_DATE_FORMAT"))
        found.append(Section(heading, [one.words for one in changes]))
    told = differences.by_item
    for item, changes in told:
        words = [one.words_below_item for one in changes]
        found.append(_item_section(differences.new, item, words, meeting))
    asked = asked & differences.item_uids - {item.uid for item, _changes in told}
    for item in differences.new.items:
        if item.uid in asked:
            found.append(_item_section(differences.new, item, [], meeting))
    return found


def _item_section(programme: Programme, item: Item, words: list[str], meeting: Meeting) -> Section:
    blocks = [one for one in programme.blocks if one.item and one.item.uid == item.uid]
    if not any(one.uid == item.uid for one in programme.items):
        return Section(item_name(item), words)
    return Section(
        item_name(item),
        words,
        times=times_of(blocks),
        url=_page(meeting, f"items/{item.number}/"),
        calendar_url=_file(meeting, f"items/{item.number}.ics"),
    )


def times_of(blocks: list[Block]) -> list[str]:
    """Return when an item is dealt with, by day: Thursday 7 June, 11:30–13:00, 15:00–17:00."""
    by_day = groupby(blocks, lambda one: one.begins_at.date())
    return [
        ", ".join(
            [
                date_format(day, "DAY_MONTH_FORMAT"),
                *(hours(one.begins_at, one.ends_at) for one in found),
            ]
        )
        for day, found in by_day
    ]


def _page(meeting: Meeting, tail: str) -> str:
    """Return the lasting address of a page of the programme, in the active language."""
    language = (get_language() or "en")[:2]
    prefix = "" if language == "en" else f"/{language}"
    return f"{settings.BASE_URL}{prefix}/m/{meeting.slug}/programme/{tail}"


def _file(meeting: Meeting, tail: str) -> str:
    """Return the lasting address of a file of the programme, in the active language."""
    return in_language(f"{settings.BASE_URL}/m/{meeting.slug}/programme/{tail}")
