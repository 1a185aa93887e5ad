"""The changes of the programme as an Atom feed (RFC 4287): an entry for each version, newest first."""

from collections.abc import Hashable
from functools import lru_cache

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import override

from registration.meetings.links import lasting_path
from registration.meetings.models import Meeting

from .links import programme_path
from .models import Publication
from .versions import Version, version_of

# A reader asks some times a day: who was away for longer opens the page.
ENTRIES = 10


@lru_cache(maxsize=24)
def feed_bytes(publication: int, language: str, facts: Hashable) -> bytes:
    """Return the feed as it stands with a version; `publication` is its key.

    Kept in this process's memory: neither the version nor one before it ever changes, and
    `facts` are those of the meeting (`queries.facts_of`).
    """
    newest = Publication.objects.select_related("meeting").defer("content").get(pk=publication)
    versions = Publication.objects.for_meeting(newest.meeting).filter(number__lte=newest.number)
    keys = versions.order_by("-number").values_list("pk", flat=True)[:ENTRIES]
    with override(language):
        feed = _feed(newest.meeting, language)
        for key in keys:
            _add_entry(feed, newest.meeting, version_of(key))
        return str(feed.writeString("utf-8")).encode()


def _feed(meeting: Meeting, language: str) -> Atom1Feed:
    own = settings.BASE_URL + lasting_path(meeting, "agenda_files:feed")
    return Atom1Feed(
        title=f"{_('Programme')} – {meeting.short_title}",
        link=settings.BASE_URL + programme_path(meeting),
        description="",
        language=language,
        feed_url=own if language == settings.LANGUAGE_CODE else f"{own}?lang={language}",
        author_name=meeting.office_name,
    )


def _add_entry(feed: Atom1Feed, meeting: Meeting, version: Version) -> None:
    programme = version.programme
    words = [str(programme.note), *(change.words for change in version.changes)]
    url = settings.BASE_URL + programme_path(meeting)
    feed.add_item(
        title=_("Version %(number)s") % {"number": programme.number},
        link=url,
        description="\n".join(words),
        unique_id=f"{url}#version-{programme.number}",
        pubdate=programme.published_at,
        updateddate=programme.published_at,
    )
