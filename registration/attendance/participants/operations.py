"""Making versions of the list of participants, showing them, printing them."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from intersessional import printing
from intersessional.accounts.models import User
from intersessional.audit.operations import record
from intersessional.locks import lock
from registration.meetings.models import Meeting

from ..models import ListFile, ListFormat, ListKind, ListVersion
from . import paper, problems, queries
from .content import Content
from .details import NewVersion
from .policies import check_can_make


class ListChanged(Exception):
    """The list is not what was shown; nothing was made."""

    def __str__(self) -> str:
        return _(
            "Meanwhile somebody changed what the list holds. Nothing was made; please look at it again."
        )


class NothingToList(Exception):
    """Nobody would be on the list."""

    def __str__(self) -> str:
        return _("Nobody is confirmed yet: there is nothing to print.")


class CannotBePrinted(Exception):
    """No font of ours prints something on the list; the text says what."""


def make_version(meeting: Meeting, new: NewVersion, *, by: User, at: datetime) -> ListVersion:
    """Keep the list as it stands as the next version, and order its files.

    The same form sent again returns what it made.

    :raises policies.ListIsFinal, policies.NotYours: not this kind, or not by this user
    :raises ListChanged: it is not what was seen
    :raises NothingToList, CannotBePrinted:
    """
    with transaction.atomic(durable=True):
        lock(f"list-of-participants/{meeting.pk}")
        versions = ListVersion.objects.for_meeting(meeting).without_content()
        if first := versions.filter(token=new.token, kind=new.kind).first():
            return first
        known = list(versions.values_list("number", "kind"))
        is_final = any(kind != ListKind.PROVISIONAL for _number, kind in known)
        check_can_make(new.kind, is_final=is_final, by=by)
        content = queries.content_of(meeting, population=new.population, at=at)
        _check(content, new.seen)
        number = max((number for number, _kind in known), default=0) + 1
        return _make(meeting, new, content, number=number, by=by, at=at)


def show_version(version: ListVersion, *, shown: bool, by: User, at: datetime) -> bool:
    """Show a version to delegations, or take it from them; return False where it is so already."""
    with transaction.atomic(durable=True):
        stamp = {"shown_at": at, "shown_by": by} if shown else {}
        rows = ListVersion.objects.filter(pk=version.pk, is_shown=not shown)
        if not rows.update(is_shown=shown, **stamp):
            return False
        verb = "show_list_of_participants" if shown else "hide_list_of_participants"
        record(verb, version, by=by, at=at, after={"number": version.number})
        return True


def note_fetched(file: ListFile, *, by: User, at: datetime) -> None:
    """Write down that somebody fetched a file of a list, which names everybody."""
    with transaction.atomic(durable=True):
        after = {"language": file.language, "format": file.format}
        record("fetch_list_of_participants", file.version, by=by, at=at, after=after)


def print_due() -> int:
    """Print what is due, for some seconds at most; return how many were tried. Safe among workers."""
    return printing.print_due(ListFile.objects.order_by("attempts", "pk"), paper.print_file)


def _check(content: Content, seen: str) -> None:
    if content.digest != seen:
        raise ListChanged
    if not content.people:
        raise NothingToList
    if found := problems.unprintable(content):
        raise CannotBePrinted(" ".join(found))


def _make(
    meeting: Meeting, new: NewVersion, content: Content, *, number: int, by: User, at: datetime
) -> ListVersion:
    version: ListVersion = ListVersion.objects.create(
        meeting=meeting,
        number=number,
        kind=new.kind,
        population=new.population.key,
        note=new.note,
        reason=new.reason,
        content=content.to_json(),
        digest=content.digest,
        made_at=at,
        made_by=by,
        token=new.token,
    )
    ListFile.objects.bulk_create(
        ListFile(version=version, language=language, format=form)
        for language, _name in settings.LANGUAGES
        for form in ListFormat
    )
    after = {"number": number, "kind": new.kind, "people": content.people}
    record("make_list_of_participants", version, by=by, at=at, after=after)
    return version
