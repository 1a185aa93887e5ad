"""Papers of briefs: attached, removed, and erased with the notes.

Neither their titles nor the names of their files are in an audit value.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from intersessional import uploads
from intersessional.accounts.models import User
from intersessional.audit.operations import record, record_many
from intersessional.locks import lock
from intersessional.uploads import stored
from registration.meetings.models import Meeting

from ..details import NewPaper
from ..models import Bilateral, BriefPaper
from ..models.brief_papers import FOLDER
from ..policies import Refused
from .notes import due_meetings

MOST = 20


class TooManyPapers(Refused):
    """The brief has as many papers as it takes."""


def attach_paper(
    bilateral: Bilateral, new: NewPaper, *, by: User, at: datetime
) -> tuple[BriefPaper, bool]:
    """Keep a paper with its file; return it, and whether it is new.

    The same file makes no second one. Whoever calls has seen to it that `by` may read the brief.

    :raises TooManyPapers:
    """
    with _stored(bilateral, new) as draft, transaction.atomic(durable=True):
        lock(f"papers of a brief {bilateral.pk}")
        papers = list(BriefPaper.objects.filter(bilateral=bilateral))
        for known in papers:
            if known.sha256 == draft.sha256:
                return known, False
        if len(papers) >= MOST:
            raise TooManyPapers(_too_many())
        draft.attached_by, draft.attached_at = by, at
        draft.save(force_insert=True)
        after = {"bilateral": bilateral.pk, "sha256": draft.sha256}
        record("attach_brief_paper", draft, by=by, at=at, after=after)
        return draft, True


def remove_paper(paper: BriefPaper, *, by: User, at: datetime) -> bool:
    """Remove a paper with its file; return False if somebody else did."""
    with transaction.atomic(durable=True):
        removed, _models = BriefPaper.objects.filter(pk=paper.pk).delete()
        if not removed:
            return False
        before = {"bilateral": paper.bilateral_id, "sha256": paper.sha256}
        record("remove_brief_paper", paper, by=by, at=at, before=before)
        # Where this fails, `remove_orphans` does it: for its readers the paper has gone.
        transaction.on_commit(partial(paper.file.storage.delete, str(paper.file.name)), robust=True)
        return True


def erase_due_papers(*, at: datetime) -> int:
    """Erase the papers of meetings that ended thirty days ago; return how many."""
    return sum(_erase(meeting, at) for meeting in due_meetings("bilaterals__papers", at=at))


def remove_orphans(*, before: datetime) -> int:
    """Delete the files of papers whose row was never committed, or has gone; see `uploads`."""
    return uploads.remove_orphans(BriefPaper, FOLDER, before=before)


@contextmanager
def _stored(bilateral: Bilateral, new: NewPaper) -> Iterator[BriefPaper]:
    draft = BriefPaper(
        bilateral=bilateral,
        title=new.title,
        language=new.language,
        file_name=new.upload.name,
        content_type=new.upload.content_type,
        size_bytes=new.upload.size_bytes,
        sha256=new.upload.sha256,
    )
    with stored(draft.file, new.upload):
        yield draft
    if draft.pk is None:
        draft.file.storage.delete(str(draft.file.name))


def _erase(meeting: Meeting, at: datetime) -> int:
    with transaction.atomic(durable=True):
        due = BriefPaper.objects.filter(bilateral__meeting=meeting)
        papers = list(due.select_for_update(of=("self",)))
        # First the files: where one fails, the rows stay, and the next round does it.
        for paper in papers:
            paper.file.storage.delete(str(paper.file.name))
        record_many("erase_brief_paper", [(paper, None, None) for paper in papers], by=None, at=at)
        BriefPaper.objects.filter(pk__in=[paper.pk for paper in papers]).delete()
        return len(papers)


def _too_many() -> str:
    return _("A brief takes %(n)d papers. Please remove one that is no longer needed.") % {
        "n": MOST
    }
