"""Publishing the draft."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from intersessional.accounts.models import User
from intersessional.audit.operations import record
from intersessional.outbox import operations as outbox
from registration.meetings.models import Meeting

from .. import queries, signals
from ..calendar_numbers import number_events
from ..models import Notice, Publication
from ..proposals import KIND, Proposal, propose
from ..snapshots import Content, take
from .acts import hold_programme, settle


class NothingToPublish(Exception):
    """The draft says what the last version says."""

    def __str__(self) -> str:
        return _("There is nothing to publish: the draft says what the last version says.")


class CannotBePublished(Exception):
    """Something in the draft must be settled first; its text says what."""


class ProposalChanged(Exception):
    """Draft, last version or people are not what was shown; nothing was published."""

    def __str__(self) -> str:
        return _(
            "Meanwhile somebody changed the draft or an address, or published. Nothing was published"
            " now; please look at the differences and the mails again."
        )


def publish_programme(
    meeting: Meeting,
    *,
    note: dict[str, str],
    by: User | None,
    at: datetime,
    seen: str = "",
    token: str = "",
) -> Publication:
    """Make the draft the next version: numbered, unchangeable, valid at once; tell those concerned.

    `note` says in the three languages what is new; English is needed. `seen` is the digest of the
    proposal that was shown; `token` that of the form, which sent again with the same
    note returns what it published.

    :raises ProposalChanged: what would be published, or told, is not what was seen
    :raises NothingToPublish:
    :raises CannotBePublished: something in the draft must be settled first
    """
    with transaction.atomic(durable=True):
        hold_programme(meeting)
        if token and (first := Publication.objects.filter(token=token).first()):
            _check_same(first, meeting, note)
            return first
        # What is published is what the constraints have seen.
        settle()
        proposal = propose(meeting)
        _check(proposal, seen)
        publication = _publish(
            meeting, proposal.content, proposal.previous, note=note, by=by, at=at, token=token
        )
        _tell(publication, proposal)
        return publication


def publish_within(
    meeting: Meeting, *, note: dict[str, str], by: User | None, at: datetime
) -> Publication:
    """Publish inside the caller's transaction, and tell nobody: for loading a meeting."""
    hold_programme(meeting)
    settle()
    return _publish(meeting, take(meeting), queries.latest(meeting), note=note, by=by, at=at)


def _check_same(first: Publication, meeting: Meeting, note: dict[str, str]) -> None:
    """Let what a form published stand for the form sent again, unless it says something else now."""
    said = {language: getattr(first, f"note_{language}") for language in note}
    if first.meeting_id != meeting.pk or said != note:
        raise ProposalChanged


def _check(proposal: Proposal, seen: str) -> None:
    if seen and seen != proposal.digest:
        raise ProposalChanged
    if proposal.differences.is_empty:
        raise NothingToPublish
    if proposal.obstacles:
        raise CannotBePublished(" ".join(proposal.obstacles))


def _publish(
    meeting: Meeting,
    content: Content,
    previous: Publication | None,
    *,
    note: dict[str, str],
    by: User | None,
    at: datetime,
    token: str = "",
) -> Publication:
    publication: Publication = Publication.objects.create(
        meeting=meeting,
        number=previous.number + 1 if previous else 1,
        content=content | {"calendar": number_events(content, previous, at=at)},
        published_at=at,
        published_by=by,
        token=token or None,
        **{f"note_{language}": text for language, text in note.items()},
    )
    record("publish_programme", publication, by=by, at=at, after={"number": publication.number})
    signals.programme_published.send(Publication, publication=publication, previous=previous)
    return publication


def _tell(publication: Publication, proposal: Proposal) -> None:
    """Promise each recipient one mail; in two statements, whatever their number."""
    notices = Notice.objects.bulk_create(one.notice(publication) for one in proposal.recipients)
    outbox.enqueue_many(KIND, [(one, f"{KIND}/{one.pk}", one.language) for one in notices])
