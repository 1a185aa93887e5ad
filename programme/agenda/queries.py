"""Reading publications, and the journal of the draft."""

from math import ceil
from typing import Any

from django.db import InterfaceError, OperationalError, connection
from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone

from intersessional.accounts.models import User
from registration.meetings.models import Meeting, MeetingQuerySet

from .models import Document, DraftEdit, Edition, Publication


def latest(meeting: Meeting) -> Publication | None:
    """Return the version that is valid, or None where nothing was published yet."""
    return Publication.objects.for_meeting(meeting).order_by("-number").first()


def current_version(meeting: Meeting) -> Publication | None:
    """Return the same without its content, for whoever has kept what was made of it."""
    return Publication.objects.for_meeting(meeting).defer("content").order_by("-number").first()


def meetings_with_newest() -> MeetingQuerySet:
    """Return all meetings; each knows the key of its valid version as `newest_publication`, or None.

    And whether it `has_documents` of its own, beside those of items. So all of it comes by one query.
    """
    newest = Publication.objects.filter(meeting=OuterRef("pk")).order_by("-number")
    documents = Document.objects.current().filter(meeting=OuterRef("pk"), item_uid="")
    meetings: MeetingQuerySet = Meeting.objects.annotate(
        newest_publication=Subquery(newest.values("pk")[:1]), has_documents=Exists(documents)
    )
    return meetings


def stamp() -> str:
    """Return a mark of all meetings and of the versions that are valid; the same as long as they are.

    What `meetings_with_newest` says, as one text that differs when any of it does, for whoever has kept
    what was made of it. A function of the database, which plans it once for a connection: that takes
    longer than the answer, and Django longer still to write the query. It is its own check of a
    connection that was kept, which Django would make before the first query of a request.
    """
    if connection.connection is None or connection.in_atomic_block:
        return _read_stamp()
    connection.health_check_done = True  # type: ignore[attr-defined]
    try:
        return _read_stamp()
    except (OperationalError, InterfaceError):
        connection.close()
        return _read_stamp()


def _read_stamp() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT agenda_stamp()")
        [mark] = cursor.fetchone()
    return mark or ""


def facts_of(meeting: Meeting) -> tuple[Any, ...]:
    """Return all that a file about a version may say of its meeting as it stands, for a cache's key.

    `last_receipt` counts registrations, and is in no file.
    """
    fields = meeting._meta.concrete_fields
    return tuple(getattr(meeting, one.attname) for one in fields if one.name != "last_receipt")


def with_previous(key: int) -> list[Publication]:
    """Return a version by its key, and after it the one before it, if any."""
    version: Publication = Publication.objects.get(pk=key)
    before = Publication.objects.for_meeting(version.meeting_id)
    return [version, *before.filter(number=version.number - 1)]


def edition(version: Publication, language: str) -> Edition | None:
    """Return a version as it was printed in a language, without the file; None if it is not yet."""
    printed = Edition.objects.filter(printed_at__isnull=False).defer("pdf")
    return printed.filter(publication=version, language=language).first()


def seconds_to_print(version: Publication, language: str) -> int:
    """Return in how many seconds it is worth to ask again for a version that is not printed, 5 or more.

    While it is tried for the first time, that it succeeds.
    """
    found = Edition.objects.filter(publication=version, language=language, printed_at__isnull=True)
    edition = found.only("attempts", "next_try_at").first()
    if edition is None:
        return 5
    seconds = ceil((edition.next_try_at - timezone.now()).total_seconds())
    is_first_try = edition.attempts == 1 and seconds > 10
    return 5 if is_first_try else max(seconds, 5)


def last_edit(meeting: Meeting, by: User) -> DraftEdit | None:
    """Return the last change of a person to the draft that still stands: what “undo” takes back."""
    last: DraftEdit | None = DraftEdit.objects.standing(meeting).filter(by=by).first()
    return last


def last_edit_of_others(meeting: Meeting, by: User, *, since: int) -> DraftEdit | None:
    """Return the last thing that others than `by` did to the draft after a change; None if nothing."""
    edits = DraftEdit.objects.filter(meeting=meeting, pk__gt=since).exclude(by=by)
    return edits.select_related("by").order_by("-pk").first()


def draft_version(meeting: Meeting) -> int:
    """Return what tells one state of a draft from the next: the key of its last change."""
    last = DraftEdit.objects.filter(meeting=meeting).order_by("-pk").values_list("pk", flat=True)
    return last.first() or 0
