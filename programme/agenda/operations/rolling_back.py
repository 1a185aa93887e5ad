"""Taking the draft back to a version."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from intersessional.audit.operations import record
from registration.meetings.models import Meeting

from ..models import DraftEdit, Publication
from ..proposals import draft_digest
from ..snapshots import take
from .acts import hold_programme, settle
from .restoring import CannotGoBack, Restored

__all__ = ["CannotGoBack", "DraftChanged", "roll_back"]


class DraftChanged(Exception):
    """The draft is not what was shown; nothing was taken back."""

    def __str__(self) -> str:
        return _("Meanwhile somebody changed the draft. Please look at the differences again.")


def roll_back(
    meeting: Meeting, publication: Publication, *, by: User, at: datetime, seen: str = ""
) -> None:
    """Make the draft what a version says; publications stay as they are.

    Parts are known by their lasting name: changed, made again under it, or removed; but people stay,
    also whom the version does not have, since it holds neither addresses, language nor gender. So they
    are told, too, when what they had a part in is published without them. Versions of rows are raised,
    so that whoever edits one of them meanwhile sees both. `seen` is the digest of the draft that was
    shown. The meeting itself is not a part of the draft.

    :raises DraftChanged: the draft is not what was seen
    :raises CannotGoBack: something else depends on a part that would be removed
    """
    if publication.meeting_id != meeting.pk:
        raise ValueError("A version of another meeting.")
    with transaction.atomic(durable=True):
        hold_programme(meeting)
        if seen and seen != draft_digest(take(meeting)):
            raise DraftChanged
        Restored(meeting, publication.content).write()
        settle()
        # So that open editors are old, and say why.
        DraftEdit.objects.create(meeting=meeting, verb="roll_back", by=by, at=at)
        record("roll_back", publication, by=by, at=at, after={"number": publication.number})
